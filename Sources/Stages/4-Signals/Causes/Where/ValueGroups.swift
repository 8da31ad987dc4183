import Foundation
import ReportModel
import Statistics

/// Values of one dimension that moved together, told as one cause: `Python, Ruby and PHP SDKs`.
///
/// The search names them one after the other. They are one cause where they differ in one dimension only, moved the same
/// way and about as much (as a factor, or by as many points), and nothing says that they began at different times.
/// Companies stay apart: they are named each. Endpoints, which are deployed and owned each, are one cause only where both
/// are known to have begun together.
struct ValueGroups {
  let table: LeafTable
  /// Days in which a segment's move began, by its values and whether it rose; nil where that is not known.
  var began: (([String: String], Bool) -> ClosedRange<Day>?)?

  /// Part of the larger move that the smaller must be.
  static let alike = 0.5

  /// The same segments, those that belong together as the first of them, with all their leaves.
  func merged(_ located: [LeafSearch.Located]) -> [LeafSearch.Located] {
    var groups: [(dimension: String?, members: [LeafSearch.Located])] = []
    for segment in located {
      let place = groups.firstIndex { group in
        guard let dimension = ValueGroups.difference(group.members[0].key, segment.key) else { return false }
        return (group.dimension ?? dimension) == dimension && isAlike(group.members[0], segment)
      }
      if let place {
        groups[place].dimension = ValueGroups.difference(groups[place].members[0].key, segment.key)
        groups[place].members.append(segment)
      } else {
        groups.append((nil, [segment]))
      }
    }
    return groups.map { group in
      guard let dimension = group.dimension else { return group.members[0] }
      return joined(group.members, dimension)
    }
  }

  private func joined(_ members: [LeafSearch.Located], _ dimension: String) -> LeafSearch.Located {
    var whole = members[0]
    whole.values = (dimension, members.compactMap { $0.key[dimension] })
    whole.key[dimension] = members.compactMap { $0.key[dimension] }.sorted().joined(separator: ", ")
    whole.leaves = members.flatMap(\.leaves).sorted()
    whole.contribution = members.reduce(0) { $0 + $1.contribution }
    return whole
  }

  /// The one dimension in which two segments differ; nil where there is none, or more.
  private static func difference(_ first: [String: String], _ second: [String: String]) -> String? {
    guard Set(first.keys) == Set(second.keys) else { return nil }
    let different = first.keys.filter { first[$0] != second[$0] }
    guard different.count == 1, different[0] != "company_id",
      ![first, second].contains(where: { PlainName.isAnonymous($0[different[0]] ?? "") })
    else { return nil }
    return different[0]
  }

  private func isAlike(_ first: LeafSearch.Located, _ second: LeafSearch.Located) -> Bool {
    func isLike(_ one: Double, _ other: Double) -> Bool {
      one * other > 0 && min(abs(one), abs(other)) >= ValueGroups.alike * max(abs(one), abs(other))
    }
    let isSimilar =
      isLike(log(max(first.ratio, 1e-3)), log(max(second.ratio, 1e-3)))
      || table.kind != .additive && isLike(points(first), points(second))
    guard isSimilar else { return false }
    let isOwn = ValueGroups.difference(first.key, second.key) == "endpoint"
    guard let one = began?(first.key, first.ratio > 1), let other = began?(second.key, second.ratio > 1) else {
      return !isOwn
    }
    return one.overlaps(other)
  }

  /// The difference of a segment's shares.
  private func points(_ segment: LeafSearch.Located) -> Double {
    let cell = LeafCells(table, segments: [segment.leaves]).segments[0]
    guard let now = cell.now.value, let before = cell.before.value else { return 0 }
    return now - before
  }
}

extension LeafSearch {
  /// The segments found, values of one dimension that moved together as one; where that leaves room, further ones.
  func grouped(_ groups: ValueGroups) -> (located: [Located], outcome: Outcome) {
    let outcome = run()
    let merged = groups.merged(outcome.located)
    let spared = outcome.located.count - merged.count
    guard spared > 0, outcome.located.count == options.most else { return (merged, outcome) }
    var wider = self
    wider.options.most += spared
    let second = wider.run()
    return (Array(groups.merged(second.located).prefix(options.most)), second)
  }
}
