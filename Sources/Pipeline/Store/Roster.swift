import Foundation
import Rollup

/// Who everybody was when a file was read: name of a developer or token in slices → digest of all that the counts
/// depend on.
struct Roster: Equatable {
  var developers: [String: Int64] = [:]
  var tokens: [String: Int64] = [:]

  private static let table = IntegerTable("roster", [.key("name", .met), .integer("digest")])

  /// As the store keeps it: names and digests of the developers, then of the tokens.
  var encoded: [Data] {
    [developers, tokens].flatMap { people in
      let names = people.keys.sorted()
      var table = Self.table
      for (place, name) in names.enumerated() { table.append(Int64(place), people[name] ?? 0) }
      return [TableCodec.encode(names), TableCodec.encode(table)]
    }
  }

  init() {}

  /// nil where the parts are not what `encoded` gives.
  init?(encoded parts: [Data]) {
    guard parts.count == 4, let developers = Self.people(parts[0], parts[1]),
      let tokens = Self.people(parts[2], parts[3])
    else { return nil }
    (self.developers, self.tokens) = (developers, tokens)
  }

  private static func people(_ names: Data, _ digests: Data) -> [String: Int64]? {
    guard let names = TableCodec.names(names), let table = TableCodec.decode(digests, into: Self.table),
      names.count == table.rowCount
    else { return nil }
    return Dictionary((0..<names.count).map { (names[$0], table[$0, 1]) }) { first, _ in first }
  }
}

/// Whether slices that were counted with one roster would be counted the same with another.
struct RosterChange {
  private let old: Roster
  private let new: Roster
  private let keepsOwners: Bool
  /// Names, as slices have them of ids that nobody had, of those who are somebody now.
  private let newlyKnown: Set<String>

  /// - Parameter unknownName: what a slice calls the id of a developer where nobody has it.
  init(from old: Roster, to new: Roster, unknownName: (String) -> String?) {
    (self.old, self.new) = (old, new)
    // A token that changed its owner may be in any row that counted for the old one.
    keepsOwners = old.tokens.allSatisfy { new.tokens[$0] == $1 }
    newlyKnown = Set(new.developers.keys.lazy.filter { old.developers[$0] == nil }.compactMap(unknownName))
  }

  /// Somebody new matters only where a row had the id or the token; somebody who changed, only where a row led there.
  func spares(_ slice: RollupSlice) -> Bool {
    keepsOwners
      && slice.met(.developer).allSatisfy { new.developers[$0] != nil && new.developers[$0] == old.developers[$0] }
      && !slice.met(.unknownDeveloper).contains { newlyKnown.contains($0) }
      && !slice.met(.unknownToken).contains { new.tokens[$0] != nil }
  }
}
