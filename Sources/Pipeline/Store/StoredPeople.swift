import Foundation
import ReportModel
import Rollup

/// The people of this run's exports, beside those that stored slices were counted with.
final class StoredPeople: @unchecked Sendable {
  /// Of everybody, in the order of the exports; another one need not mean that a slice no longer serves.
  let digest: String
  let directory: SliceDirectory
  private let identity: Identity
  private let exports: Exports
  private let folder: StateFolder
  private let anchors: [DeveloperAnchors]
  private let lock = NSLock()
  /// Roster's digest → what has changed since.
  private var changes: [String: RosterChange] = [:]

  init(input: CallInput, identity: Identity, folder: StateFolder) {
    self.identity = identity
    self.folder = folder
    exports = input.exports
    directory = SliceDirectory(identity, names: folder.names)
    let anchors = DeveloperAnchors.all(in: input.exports, quickstart: input.plan.quickstart)
    self.anchors = anchors
    var lines = identity.developers.indices.map {
      "\(identity.developers[$0].id) \(Self.state(identity, anchors, $0))"
    }
    lines += input.exports.tokens.map { "\($0.token) \(Self.state($0))" }
    digest = folder.digest(lines.joined(separator: "\n"))
  }

  private static func state(_ identity: Identity, _ anchors: [DeveloperAnchors], _ developer: Int) -> String {
    let anchor = anchors[developer]
    return "\(identity.standing(developer)) \(anchor.signUp) \(anchor.firstTouch) \(anchor.firstQuickstartView)"
  }

  private static func state(_ token: TokenRecord) -> String { "\(token.developerID ?? "") \(token.companyID ?? "")" }

  var roster: Roster { lock.withLock { current } }

  /// Made only where it is stored or compared: most runs have the people of the run before.
  private lazy var current: Roster = {
    var roster = Roster()
    for (number, name) in directory.developerNames.enumerated() {
      roster.developers[name] = folder.shortDigest(Self.state(identity, anchors, number))
    }
    for token in exports.tokens {
      let name = folder.names.token(token.token)
      if roster.tokens[name] == nil { roster.tokens[name] = folder.shortDigest(Self.state(token)) }
    }
    return roster
  }()

  /// What a slice calls the id of a developer where nobody has it.
  private lazy var unknownNames: [String: String] = Dictionary(
    zip(
      directory.developerNames,
      identity.developers.map { developer in
        var id = developer.id
        let hash = id.withUTF8 { Identity.hash(UnsafeRawBufferPointer($0)) }
        return folder.names.developer(String(hash, radix: 16))
      })
  ) { first, _ in first }

  /// Whether a slice that was counted with the people of a digest would be counted the same today.
  func fit(_ slice: RollupSlice, countedWith digest: String, in store: CallStore) throws -> Bool {
    if digest == self.digest { return true }
    let change: RosterChange? = try lock.withLock {
      if let known = changes[digest] { return known }
      guard let old = try store.roster(digest) else { return nil }
      changes[digest] = RosterChange(from: old, to: current) { unknownNames[$0] }
      return changes[digest]
    }
    return change?.spares(slice) ?? false
  }
}
