import ReportModel
import Statistics

/// How many tickets a topic would have had: its history per active developer, times this month's developers.
struct TopicExpectation {
  let expected: Double
  /// Probability of a number at least as far off, were nothing different.
  let p: Double

  /// nil without history.
  ///
  /// Exact and conditional where history is no wilder than chance; where it is, also normal with the history's own
  /// dispersion.
  init?(_ topic: TopicFacts) {
    let counts = topic.history.map(Double.init)
    guard !counts.isEmpty else { return nil }
    let hasDevelopers =
      topic.historyActiveDevelopers.count == counts.count && topic.historyActiveDevelopers.allSatisfy { $0 > 0 }
      && (topic.activeDevelopers ?? 0) > 0
    let exposures =
      hasDevelopers ? topic.historyActiveDevelopers.map(Double.init) : [Double](repeating: 1, count: counts.count)
    let exposure = hasDevelopers ? Double(topic.activeDevelopers ?? 1) : 1
    let all = counts.reduce(0, +)
    let base = exposures.reduce(0, +)
    expected = all / base * exposure
    let means = exposures.map { all / base * $0 }
    let dispersion = Dispersion.pearson(observed: counts, expected: means, variances: means, parameters: 1)
    let exact = CountRate.exact(Double(topic.tickets), over: exposure, against: all, over: base)
    let variance = dispersion * expected * (1 + exposure / base)
    let wide = variance > 0 ? Normal.twoSided((Double(topic.tickets) - expected) / variance.squareRoot()) : 1
    p = dispersion > 1 ? max(exact, wide) : exact
  }
}
