import ReportModel
import Rollup

/// Growth accounting of active tokens between two months: what each weighs in both, and what became of it.
///
/// A token weighs the share of the month's complete weeks in which it was active, so that weights add up to `wat`.
struct TokenGrowth {
  let now: [Int: Double]
  let before: [Int: Double]
  private let rollup: Rollup
  private let firstWeek: Int

  /// - Parameter isMean: over all weeks of the months, else over the last of each.
  init?(_ month: MonthFacts, _ previous: MonthFacts, isMean: Bool) {
    guard let rollup = month.rollup, let first = previous.weeks.first else { return nil }
    func weights(_ facts: MonthFacts) -> [Int: Double] {
      let weeks = isMean ? facts.weeks : Array(facts.weeks.suffix(1))
      var weights: [Int: Double] = [:]
      for week in weeks {
        for token in facts.activeTokens(week: week) { weights[token, default: 0] += 1 / Double(weeks.count) }
      }
      return weights
    }
    self.rollup = rollup
    now = weights(month)
    before = weights(previous)
    firstWeek = rollup.weekIndex(monday: first)
  }

  var tokens: [Int] { Set(now.keys).union(before.keys).sorted() }

  /// *new* had no such call before the month, *resurrected* had one, but none last month, *lost* only last month.
  func flow(_ token: Int) -> String {
    if before[token] != nil { return now[token] != nil ? "retained" : "lost" }
    return rollup.tokenCalled(token, before: firstWeek) ? "resurrected" : "new"
  }

  /// Signed change by flow.
  var flows: [String: Double] {
    var flows: [String: Double] = [:]
    for token in tokens { flows[flow(token), default: 0] += (now[token] ?? 0) - (before[token] ?? 0) }
    return flows
  }
}
