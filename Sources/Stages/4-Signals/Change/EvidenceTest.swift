import ReportModel
import Statistics

/// Puts a metric's evidence to the test made for its kind.
struct EvidenceTest {
  let month: Month
  let minN: Int
  /// Variance between months of all measures, in what is assumed of them (`Variation.usual`).
  var usual = 1.0

  static let leastResponses = 10

  func run(_ metric: MeasuredMetric) -> ChangeTest? {
    guard let values = ComparedValues(metric.result) else { return nil }
    let history = metric.result.history
    switch metric.evidence {
    case .none:
      return .untested("nothing to test it on", effect: values.change)
    case .count(let current, let baseline, let floor):
      let test = CountTest(
        values: values, current: current, baseline: baseline, floor: floor, history: history, month: month,
        usual: usual, accounts: metric.usualAccounts
      ).run()
      return joined(test, metric, values)
    case .weekly(let current, let baseline, let floor):
      return WeeklyTest(
        values: values, current: current, baseline: baseline, floor: floor, history: history, month: month,
        usual: usual, calendar: metric.calendar
      ).run()
    case .ratio(let current, let previous, let daily, let floor):
      if metric.result.unit == .money { return .untested("amounts have no sampling formula", effect: values.change) }
      let dispersion = DailyNoise.dispersion(daily, before: month)
      var test = RatioTest(
        values: values, current: current, previous: previous, dispersion: dispersion, floor: floor, history: history,
        usual: usual, calendar: metric.calendar
      ).run()
      // Shares of people have no days, and their segments are told nowhere else.
      if daily.isEmpty { return joined(test, metric, values) }
      test.p = test.p.map { p in
        let burst =
          values.change > 0
          ? BurstTest(daily: daily, month: month, dispersion: dispersion, change: values.change).p : nil
        return JoinedTest.p(p, parts: [burst, MixTest(tables: metric.leaves, change: values.change).p])
      }
      return test
    case .quantile(let q, let current, let previous, let floor):
      return QuantileTest(
        values: values, q: q, current: SampleDistribution(current), previous: SampleDistribution(previous),
        dispersion: 1, floor: floor, history: history, usual: usual
      ).run()
    case .histogram(let q, let current, let previous, let daily, let floor):
      return QuantileTest(
        values: values, q: q, current: HistogramDistribution(current), previous: HistogramDistribution(previous),
        dispersion: DailyNoise.dispersion(daily, before: month), floor: floor, history: history, usual: usual
      ).run()
    case .survival(let current, let previous, let horizons, let floor):
      return SurvivalTest(
        values: values, current: current, previous: previous, horizons: horizons, floor: floor, history: history,
        leastWatched: minN, usual: usual
      ).run()
    case .accounts(let accounts, let form, let floor):
      return AccountTest(
        values: values, accounts: accounts, form: form, floor: floor, history: history, metric: metric.result.id,
        usual: usual
      ).run()
    case .means(let current, let previous, let floor):
      return means(values, current, previous, floor)
    }
  }

  /// The test of the whole, together with that of the segment that most of it is.
  private func joined(_ test: ChangeTest, _ metric: MeasuredMetric, _ values: ComparedValues) -> ChangeTest {
    var test = test
    let segment = SegmentPart(tables: metric.leaves, values: values, expected: test.expected ?? values.previous)
    test.p = test.p.map { JoinedTest.p($0, parts: [segment.p(beside: $0)]) }
    return test
  }

  private func means(
    _ values: ComparedValues, _ current: [Double], _ previous: [Double], _ floor: ChangeFloor
  ) -> ChangeTest {
    guard min(current.count, previous.count) >= EvidenceTest.leastResponses,
      let welch = WelchTest(current, previous)
    else {
      return .untested(
        "too few responses to compare (\(current.count) against \(previous.count))", effect: values.change)
    }
    let scale = welch.difference != 0 ? values.change / welch.difference : 1
    let ends = [welch.interval.low * scale, welch.interval.high * scale]
    let interval = Interval(low: min(ends[0], ends[1]), high: max(ends[0], ends[1]))
    return ChangeTest(
      p: welch.p, effect: values.change, expected: nil, interval: interval, sampling: interval,
      floor: floor.size(from: values.previous), reason: nil)
  }
}

extension MeasuredMetric {
  /// Grows with the days that are covered: not comparable in a month that is not.
  var isVolume: Bool {
    switch evidence {
    case .count, .weekly: true
    case .accounts(_, let form, _): form == .total
    default: result.unit == .count
    }
  }
}
