import Foundation
import ReportModel
import Statistics

/// A ratio that moved because its units did: the shares of groups with different rates.
///
/// How calls divide among endpoints is counted on all calls and varies little, so that a change of composition is beyond
/// doubt where the ratio as a whole, counted on its few errors, is not. Held against how shares moved from the month
/// before last to last month, when presumably nothing happened.
struct MixTest {
  let tables: [LeafTable]
  /// Change of the ratio, in the table's unit.
  let change: Double

  /// Groups under which their shares tell nothing of how shares move.
  static let leastGroups = 4

  /// Of the dimension that tells most, charged for all that were looked at; nil where none can be.
  var p: Double? {
    let tested = tables.filter { $0.kind == .ratio && $0.quiet != nil }
      .flatMap { table in table.dimensions.indices.compactMap { p(of: $0, in: table) } }
    return tested.min().map { min(1, $0 * Double(tested.count)) }
  }

  private func p(of dimension: Int, in table: LeafTable) -> Double? {
    guard let quiet = table.quiet else { return nil }
    var groups = [[Int]](repeating: [], count: table.names[dimension].count)
    for leaf in 0..<table.count { groups[Int(table.codes[dimension][leaf])].append(leaf) }
    let cells = LeafCells(table, segments: groups)
    let earlier = groups.map { $0.reduce(0) { $0 + quiet.previous[$1].denominator } }
    let before = cells.segments.map(\.before.denominator)
    // Small groups move by chance, and carry little of a mix.
    let used = groups.indices.filter { min(earlier[$0], before[$0]) >= 100 }
    guard used.count >= MixTest.leastGroups else { return nil }
    let (all, allEarlier) = (before.reduce(0, +), earlier.reduce(0, +))
    let squares = used.reduce(0) {
      $0 + pow(log(before[$1] / all) - log(earlier[$1] / allEarlier), 2)
    }
    let spread = (squares / Double(used.count - 1)).squareRoot()
    let rates = cells.segments.map { cell in 0.5 * ((cell.now.value ?? 0) + (cell.before.value ?? cell.now.value ?? 0))
    }
    let middle = zip(before, rates).reduce(0) { $0 + $1.0 / all * $1.1 }
    let mix = cells.segments.reduce(0) { $0 + cells.parts($1).mix }
    guard mix * change > 0, abs(mix) >= JoinedTest.leastPart * abs(change) else { return 1 }
    let usual = zip(before, rates).reduce(0) { $0 + pow($1.0 / all * ($1.1 - middle) * spread, 2) }.squareRoot()
    guard usual > 0 else { return nil }
    return StudentT.twoSided(mix / usual, degrees: Double(used.count - 1))
  }
}
