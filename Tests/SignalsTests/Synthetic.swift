import ReportModel
import Signals
import Statistics

/// Small hand-made months.
enum Synthetic {
  static let month = Month(year: 2026, month: 10)
  static let share = ChangeFloor(relative: 0.1, absolute: 0.01)

  static func result(
    _ id: String, _ unit: MetricUnit = .fraction, value: Double?, previous: Double? = nil, good: String? = "up",
    n: Int? = 1_000, previousN: Int? = 1_000, small: Bool = false, target: Double? = nil,
    history: [Double] = [], family: MetricFamily = .onboarding, reason: String? = nil
  ) -> MetricResult {
    MetricResult(
      id: id, family: family, title: id, unit: unit, good: good, value: value, n: value == nil ? nil : n,
      previous: .init(value: previous, n: previous == nil ? nil : previousN), target: target, reason: reason,
      smallSample: small,
      history: history.enumerated().map { offset, value in
        .init(month: month.advanced(by: offset - history.count), value: value)
      })
  }

  /// A metric as if the assessor had judged it.
  static func judged(
    _ id: String, _ unit: MetricUnit = .fraction, value: Double?, previous: Double? = nil,
    verdict: MetricVerdict = .steady, good: String? = "up", interval: [Double]? = nil, small: Bool = false,
    target: Double? = nil, history: [Double] = [], headline: Bool = true, story: String? = nil,
    leaves: [LeafTable] = [], evidence: ChangeEvidence = .none, reason: String? = nil,
    family: MetricFamily = .onboarding
  ) -> MeasuredMetric {
    var result = result(
      id, unit, value: value, previous: previous, good: good, small: small, target: target, history: history,
      family: family, reason: reason)
    result.verdict = value == nil ? .unavailable : verdict
    result.verdictReason = "as planted"
    result.change?.interval = interval
    return MeasuredMetric(
      result: result, evidence: evidence, leaves: leaves, isHeadline: headline, story: story)
  }

  /// A share of developers with its evidence.
  static func ratio(
    _ id: String, _ current: (Double, Double), _ previous: (Double, Double), good: String = "up",
    floor: ChangeFloor = share, daily: [DailyFraction] = [], headline: Bool = true, small: Bool = false,
    history: [Double] = [], leaves: [LeafTable] = []
  ) -> MeasuredMetric {
    let now = Fraction(current.0, of: current.1)
    let before = Fraction(previous.0, of: previous.1)
    var result = result(
      id, value: now.value, previous: before.value, good: good, n: Int(current.1), previousN: Int(previous.1),
      small: small, history: history)
    result.numerator = current.0
    result.denominator = current.1
    result.previous.numerator = previous.0
    result.previous.denominator = previous.1
    return MeasuredMetric(
      result: result, evidence: .ratio(current: now, previous: before, daily: daily, floor: floor),
      leaves: leaves, isHeadline: headline)
  }

  /// Calls by day: October against August and September, at a level per weekday and a factor on October.
  static func calls(
    _ factor: Double = 1, month: Month = month, level: Double = 10_000, weekend: Double = 0.5, noise: Double = 0.01,
    days: Range<Day>? = nil, history: [Double] = []
  ) -> MeasuredMetric {
    var random = SplitMix64(seed: 5)
    func day(_ day: Day, _ factor: Double) -> DailyCount {
      let profile = Civil.weekday(day) >= 5 ? weekend : 1
      return DailyCount(day: day, count: (level * profile * factor * (1 + noise * random.normal())).rounded())
    }
    let current = (days ?? month.days).map { day($0, factor) }
    let baseline = (month.firstDay - 56..<month.firstDay).map { day($0, 1) }
    let now = current.reduce(0) { $0 + $1.count }
    let before = baseline.filter { month.previous.days.contains($0.day) }.reduce(0) { $0 + $1.count }
    return MeasuredMetric(
      result: result("calls.total", .count, value: now, previous: before, n: nil, previousN: nil, history: history),
      evidence: .count(current: current, baseline: baseline, floor: ChangeFloor(relative: 0.05, absolute: 0)),
      isHeadline: true)
  }

  static func assess(
    _ metrics: [MeasuredMetric], verdict: DataVerdict = DataVerdict(), facts: SignalFacts = SignalFacts(),
    month: Month = month
  ) -> [MetricResult] {
    ChangeAssessor(month: month, verdict: verdict, facts: facts).assess(metrics).map(\.result)
  }

  static func cell(
    _ value: String, _ current: (Double, Double), _ previous: (Double, Double), name: String? = nil, flow: String? = nil
  ) -> SegmentCell {
    SegmentCell(
      value: value, current: Fraction(current.0, of: current.1), previous: Fraction(previous.0, of: previous.1),
      name: name, flow: flow)
  }

  /// `c₁ + c₂ + … + rest`, in printed order.
  static func sum(_ causes: [Cause], _ unexplained: Double?) -> Double {
    causes.reduce(0) { $0 + ($1.contribution ?? 0) } + (unexplained ?? 0)
  }
}
