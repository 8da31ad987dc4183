import Foundation
import ReportModel
import Statistics

/// A count of the month against last month's level on this month's weekdays.
///
/// The level is last month's, not that of all eight weeks, so that `expected − previous` holds the calendar (and days
/// without data) and nothing of the trend; the eight weeks give the weekday profile and the noise. The reasoning is
/// that of trading-day adjustment in official statistics.
struct CountTest {
  let values: ComparedValues
  let current: [DailyCount]
  let baseline: [DailyCount]
  let floor: ChangeFloor
  let history: [MetricResult.HistoryPoint]
  let month: Month
  /// Variance between months of all measures, in what is assumed of them (`Variation.usual`).
  var usual = 1.0
  /// Last month and the month before it by account; empty where unknown.
  var accounts: [AccountAmounts] = []

  /// Volume moves more from month to month than shares do: a few customers make much of it. Where accounts are known,
  /// how much is counted.
  static let assumedVariation = 0.04
  /// Accounts under which their moves tell nothing of the next month's.
  static let leastAccounts = 8
  /// Counts together under which the exact test is used.
  static let exactBelow = 50.0

  func run() -> ChangeTest {
    guard let plan = WeekdayExpectation(current: current, baseline: baseline, month: month) else {
      return .untested("no whole days to compare", effect: values.change)
    }
    let scale = plan.observed > 0 ? values.value / plan.observed : plan.base > 0 ? values.previous / plan.base : 1
    let expected = plan.expected * scale
    let effect = values.value - expected
    let limit = floor.size(from: expected)
    if plan.observed + plan.base < CountTest.exactBelow {
      return exact(plan, scale: scale, effect: effect, expected: expected, floor: limit)
    }
    let dispersion = DailyNoise.dispersion(baseline)
    let sampling =
      (1 + plan.exposure / plan.baseExposure) * dispersion * plan.expected * scale * scale
    let relative = expected > 0 ? sampling / (expected * expected) : 0
    let isTotal = abs(scale - 1) < 0.25
    let clustered = accountVariance
    let reading = Variation(
      history, scale: .logarithm, sampling: relative + (clustered ?? 0), perDay: isTotal,
      assumed: clustered == nil ? CountTest.assumedVariation : Variation.assumed)
    let between = pow(reading.deviation(usual: usual), 2) + (clustered ?? 0)
    let reach = Normal.twoSidedQuantile(0.95) * sampling.squareRoot()
    var test = ChangeTest.normal(
      effect: effect, sampling: Interval(low: effect - reach, high: effect + reach),
      variation: between.squareRoot() * expected, floor: limit)
    test.variation = reading
    test.expected = expected
    let calendar = expected - values.previous
    test.interval = test.interval.map { Interval(low: $0.low + calendar, high: $0.high + calendar) }
    return test
  }

  /// Variance of a step of the total, relative, that comes of each account going its own way; nil where unknown.
  ///
  /// Calls come in accounts, and a total of few large ones moves more than its days tell. The variance of a sum over
  /// clusters (Liang and Zeger, "Longitudinal data analysis using generalized linear models", Biometrika 73, 1986), from
  /// the step before this one, so that the change in question is not measured against itself.
  private var accountVariance: Double? {
    guard accounts.count >= CountTest.leastAccounts else { return nil }
    let now = accounts.reduce(0) { $0 + $1.now }
    let before = accounts.reduce(0) { $0 + $1.before }
    guard now > 0, before > 0 else { return nil }
    return accounts.reduce(0) { $0 + pow($1.now / now - $1.before / before, 2) }
  }

  private func exact(
    _ plan: WeekdayExpectation, scale: Double, effect: Double, expected: Double, floor: Double
  ) -> ChangeTest {
    let p = CountRate.exact(
      plan.observed, over: plan.exposure, against: plan.base, over: plan.baseExposure)
    var sampling: Interval?
    if let ratio = CountRate.ratioInterval(
      plan.observed, over: plan.exposure, against: plan.base, over: plan.baseExposure), ratio.high.isFinite
    {
      sampling = Interval(low: (ratio.low - 1) * expected, high: (ratio.high - 1) * expected)
    } else if plan.observed + plan.base == 0 {
      sampling = Interval(low: 0, high: 0)
    }
    let calendar = expected - values.previous
    return ChangeTest(
      p: p, effect: effect, expected: expected,
      interval: sampling.map { Interval(low: $0.low + calendar, high: $0.high + calendar) }, sampling: sampling,
      floor: floor, reason: nil)
  }
}

/// What a month's covered days would hold at last month's level.
struct WeekdayExpectation {
  let observed: Double
  let expected: Double
  /// Count of the base days, and both in days weighted by what their weekdays usually are.
  let base: Double
  let exposure: Double
  let baseExposure: Double

  /// nil where a side has no days.
  ///
  /// The base is last month; all baseline days where fewer than 7 of them are last month's.
  init?(current: [DailyCount], baseline: [DailyCount], month: Month) {
    func observations(_ days: [DailyCount]) -> [DailyNoise.Observation] {
      days.map { DailyNoise.Observation(day: $0.day, observed: $0.count, exposure: 1) }
    }
    let lastMonth = baseline.filter { month.previous.days.contains($0.day) }
    let baseDays = lastMonth.count >= 7 ? lastMonth : baseline
    guard !current.isEmpty, !baseDays.isEmpty else { return nil }
    let profile = WeekdayProfile(observations(baseline))
    let typical = profile.rates.reduce(0, +) / 7
    func weight(_ days: [DailyCount]) -> Double {
      typical > 0 ? profile.expected(observations(days)).reduce(0, +) / typical : Double(days.count)
    }
    observed = current.reduce(0) { $0 + $1.count }
    base = baseDays.reduce(0) { $0 + $1.count }
    exposure = weight(current)
    baseExposure = weight(baseDays)
    guard exposure > 0, baseExposure > 0 else { return nil }
    expected = base / baseExposure * exposure
  }
}
