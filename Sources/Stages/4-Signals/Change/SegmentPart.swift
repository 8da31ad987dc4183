import Foundation
import ReportModel

/// A count or a share of people that moved because one segment of it did.
///
/// Twice as many sign-ups through one channel are beyond doubt where all sign-ups, which vary by themselves, are a sixth
/// more and might be chance. The segment is the one that the search for causes would name; error rates are left out, since
/// their segments are told under a total that stands still, too.
struct SegmentPart {
  let tables: [LeafTable]
  let values: ComparedValues
  /// What the calendar alone would have made of last month's value.
  let expected: Double

  /// Above this the whole's own interval holds zero, and nothing a part does can establish it.
  static let mostP = 0.05

  /// p of the best segment, charged for all that were searched; 1 where none is that much of the change, or `whole`, the
  /// p of the whole, leaves nothing to decide. nil where there is nothing to search.
  func p(beside whole: Double) -> Double? {
    // An account is no segment: that one of them went its own way is the rule.
    let searched = tables.filter { table in
      table.count > 0 && table.kind != .exceedance
        && !table.dimensions.contains { $0 == "company_id" || $0 == "flow" }
    }
    guard !searched.isEmpty else { return nil }
    guard whole <= SegmentPart.mostP else { return 1 }
    return searched.map { p(in: $0) }.min().map { min(1, $0 * Double(searched.count)) }
  }

  private func p(in table: LeafTable) -> Double {
    let shift = values.previous != 0 ? expected / values.previous : 1
    let outcome = LeafSearch(table: table.kind == .additive ? table.expecting { $0 * shift } : table).run()
    guard let best = outcome.located.first, Naming.isNameable(best.key), best.contribution * outcome.change > 0,
      abs(best.contribution) >= JoinedTest.leastPart * abs(outcome.change)
    else { return 1 }
    // The score is the log-likelihood beyond the logarithm of how many segments there are, which bounds the chance that
    // any of them gains so much (Chernoff's bound, and Bonferroni).
    return exp(-best.score)
  }
}
