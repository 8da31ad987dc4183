package import ReportModel
import Statistics

/// Decides for every metric whether its change is real.
///
/// Fills `change.interval` (95 %), `expected`, `verdict` and `verdictReason`. *Worse* and *better* stand only after
/// Benjamini–Hochberg at q = 0.05: over the headline metrics with a p-value for those, over all tested metrics for the
/// others; where the metric's own p is at most 0.05; and only over the evidence's floor. A small sample, a month
/// without a predecessor, volume in a partial month and a metric without a good direction never get either.
package struct ChangeAssessor: Sendable {
  private let month: Month
  private let verdict: DataVerdict
  private let facts: SignalFacts
  private let minN: Int
  private let figures: Figures

  /// Accepted share of false claims among all claims; in a month in which nothing happened, the chance of any.
  package static let falseDiscoveryRate = 0.05
  /// The level a single test must pass besides: one metric alone has no family to be held in check by.
  package static let singleLevel = 0.05

  package init(
    month: Month, verdict: DataVerdict, facts: SignalFacts = SignalFacts(), minN: Int = 30, currency: String = "USD"
  ) {
    self.month = month
    self.verdict = verdict
    self.facts = facts
    self.minN = minN
    figures = Figures(currency: currency)
  }

  /// The same metrics in the same order, judged.
  package func assess(_ metrics: [MeasuredMetric]) -> [MeasuredMetric] {
    let tests = tests(metrics)
    let byID = Dictionary(
      zip(metrics, tests).compactMap { metric, test in test.map { (metric.result.id, $0) } },
      uniquingKeysWith: { a, _ in a })
    let guarding = FollowUpGuard(tests: byID, facts: facts, minN: minN)
    let barriers = zip(metrics, tests).map { barrier($0, $1, guarding) }
    let significant = significance(metrics, tests, barriers)
    return metrics.indices.map { index in
      judged(metrics[index], tests[index], barrier: barriers[index], isSignificant: significant[index])
    }
  }

  /// Tested twice: first for what the measures' histories say of the company, then with it.
  private func tests(_ metrics: [MeasuredMetric]) -> [ChangeTest?] {
    var tester = EvidenceTest(month: month, minN: minN)
    let readings = metrics.compactMap { metric in
      tester.run(metric)?.variation.map { (story: metric.story, variation: $0) }
    }
    tester.usual = Variation.usual(readings)
    return metrics.map { tester.run($0) }
  }

  private func judged(
    _ metric: MeasuredMetric, _ test: ChangeTest?, barrier: String?, isSignificant: Bool
  ) -> MeasuredMetric {
    var metric = metric
    guard metric.result.value != nil else {
      metric.result.verdict = .unavailable
      return metric
    }
    if let test {
      metric.result.expected = test.expected
      if let interval = test.interval, interval.low.isFinite, interval.high.isFinite {
        metric.result.change?.interval = [interval.low, interval.high]
      }
    }
    guard let test else {
      metric.result.verdict = .unclear
      metric.result.verdictReason = "no earlier month to compare with (baseline month)"
      return metric
    }
    let outcome = ChangeGate(result: metric.result, test: test, isSignificant: isSignificant, figures: figures)
      .outcome()
    metric.result.verdict = outcome.verdict
    metric.result.verdictReason = outcome.reason
    if let barrier {
      metric.result.verdict = .unclear
      metric.result.verdictReason = barrier
    }
    return metric
  }

  /// Why the metric may not be judged whatever its test says; nil where it may.
  private func barrier(_ metric: MeasuredMetric, _ test: ChangeTest?, _ guarding: FollowUpGuard) -> String? {
    let result = metric.result
    guard result.value != nil, let test else { return nil }
    if verdict.level == .refuse { return "the data do not carry a verdict" }
    if verdict.isPartial, metric.isVolume { return "the month is not wholly covered" }
    if result.smallSample { return "small sample" + (result.n.map { " (n = \($0))" } ?? "") }
    if let n = result.previous.n ?? result.previous.denominator.map({ Int(exactly: $0.rounded(.down)) ?? 0 }),
      result.unit == .fraction, n < minN
    {
      return "small sample in the month before (n = \(n))"
    }
    guard test.p != nil, FollowUpGuard.isGuarded(result.id), test.effect != 0 else { return nil }
    let isWorse = (test.effect > 0) == (result.good == "down")
    return guarding.allows(result.id, worse: isWorse)
      ? nil : "moved, but not over all sign-ups: it also moves when sign-ups merely bunch late in the month"
  }

  private func significance(
    _ metrics: [MeasuredMetric], _ tests: [ChangeTest?], _ barriers: [String?]
  ) -> [Bool] {
    // What is 0 in both months could not have been significant, and takes nothing from the others (Tarone, "A modified
    // Bonferroni method for discrete data", Biometrics 46, 1990).
    let tested = metrics.indices.filter {
      tests[$0]?.p != nil && barriers[$0] == nil
        && (metrics[$0].result.value != 0 || metrics[$0].result.previous.value != 0)
    }
    var result = [Bool](repeating: false, count: metrics.count)
    mark(tested, metrics, tests, &result) { !metrics[$0].isHeadline }
    mark(tested.filter { metrics[$0].isHeadline }, metrics, tests, &result) { _ in true }
    return result
  }

  private func mark(
    _ family: [Int], _ metrics: [MeasuredMetric], _ tests: [ChangeTest?], _ result: inout [Bool],
    where applies: (Int) -> Bool
  ) {
    // The same counts under two names are one test.
    let first = Dictionary(family.map { (counts(metrics[$0].result), $0) }, uniquingKeysWith: { a, _ in a })
    let distinct = family.filter { first[counts(metrics[$0].result)] == $0 }
    let adjusted = FalseDiscovery.adjusted(distinct.map { tests[$0]?.p ?? 1 })
    let values = Dictionary(uniqueKeysWithValues: zip(distinct, adjusted))
    for index in family where applies(index) {
      let single = tests[index]?.p ?? 1
      let value = first[counts(metrics[index].result)].flatMap { values[$0] } ?? 1
      result[index] = value <= ChangeAssessor.falseDiscoveryRate && single <= ChangeAssessor.singleLevel
    }
  }

  /// What a share is counted from; its id where it is no share.
  private func counts(_ result: MetricResult) -> String {
    guard let now = result.numerator, let of = result.denominator, let before = result.previous.numerator,
      let ofBefore = result.previous.denominator
    else { return result.id }
    return "\(now)/\(of) \(before)/\(ofBefore)"
  }
}
