import Foundation
import ReportModel
import Statistics

/// How far a metric moved in a segment beyond what moved everywhere, with its interval.
///
/// With a rest it is a difference in differences: the change inside less the change outside over the same days, in
/// points of share (Newcombe's intervals, joined by MOVER) or as a ratio of ratios of counts (log scale, quasi-Poisson).
/// Without one the interval is widened by how much the metric moves from month to month anyway.
struct FollowUpEffect {
  let effect: FollowUp.Effect
  /// Units (sign-ups, calls, events, responses, periods) on each side.
  let unitsBefore: Double
  let unitsAfter: Double
  /// The smallest improvement worth the word, in the effect's scale.
  let worthwhile: Double

  /// nil where a side is empty, or nothing tells how far it moves anyway.
  init?(_ evidence: FollowUpEvidence, floor: ChangeFloor, history: [MetricResult.HistoryPoint]) {
    switch evidence.sample {
    case .shares(let inside, let rest, let isIndependent, let worthwhile):
      self.init(
        shares: inside, rest: rest, isIndependent: isIndependent, worthwhile: worthwhile, floor: floor,
        history: history)
    case .counts(let inside, let rest): self.init(counts: inside, rest: rest, floor: floor, history: history)
    case .means(let before, let after):
      guard let welch = WelchTest(after, before) else { return nil }
      self.init(
        difference: welch.difference, interval: welch.interval, before: before, after: after, floor: floor)
    case .series(let before, let after, _): self.init(series: before, after: after, floor: floor)
    }
  }

  // MARK: Shares

  private init?(
    shares inside: FollowUpEvidence.DailyPair, rest: FollowUpEvidence.DailyPair?, isIndependent: Bool,
    worthwhile least: Double?, floor: ChangeFloor, history: [MetricResult.HistoryPoint]
  ) {
    guard let own = ShareChange(inside, isIndependent: isIndependent) else { return nil }
    let slope = own.pooled * (1 - own.pooled)
    // A share moves by itself from month to month by some part of its odds, in the segment as in the whole.
    let usable = least == nil ? history : []
    let variation = Variation.estimate(usable, scale: .logit, sampling: 0) * slope
    let others = rest.flatMap { ShareChange($0, isIndependent: isIndependent) }
    let control = others.map { ($0.change, $0.interval) } ?? (0, Interval(low: 0, high: 0))
    let interval = Interval.difference(
      own.change, own.interval, minus: control.0, control.1, extraVariance: variation * variation)
    effect = FollowUp.Effect(
      value: own.change - control.0, interval: [interval.low, interval.high],
      scale: least == nil ? .absolute : .share, control: others == nil ? .scatter : .rest,
      controlChange: others?.change)
    (unitsBefore, unitsAfter) = (own.before.denominator, own.after.denominator)
    worthwhile = least ?? floor.size(from: own.before.value ?? 0)
  }

  // MARK: Counts

  private init?(
    counts inside: FollowUpEvidence.DailyPair, rest: FollowUpEvidence.DailyPair?, floor: ChangeFloor,
    history: [MetricResult.HistoryPoint]
  ) {
    guard let own = CountChange(inside) else { return nil }
    let others = rest.flatMap { CountChange($0) }
    let variation = Variation.estimate(others == nil ? history : [], scale: .logarithm, sampling: 0, perDay: true)
    let logarithm = own.logRatio - (others?.logRatio ?? 0)
    let variance = own.variance + (others?.variance ?? 0) + variation * variation
    let reach = Normal.twoSidedQuantile(0.95) * variance.squareRoot()
    effect = FollowUp.Effect(
      value: exp(logarithm) - 1, interval: [exp(logarithm - reach) - 1, exp(logarithm + reach) - 1], scale: .relative,
      control: others == nil ? .scatter : .rest, controlChange: others.map { exp($0.logRatio) - 1 })
    (unitsBefore, unitsAfter) = (own.before, own.after)
    worthwhile = max(floor.relative, 0.1)
  }

  // MARK: Means and series

  private init(difference: Double, interval: Interval, before: [Double], after: [Double], floor: ChangeFloor) {
    effect = FollowUp.Effect(
      value: difference, interval: [interval.low, interval.high], scale: .absolute, control: .scatter)
    (unitsBefore, unitsAfter) = (Double(before.count), Double(after.count))
    worthwhile = floor.size(from: before.isEmpty ? 0 : before.reduce(0, +) / Double(before.count))
  }

  /// The spread comes from the moving ranges before it (an XmR chart's), which a trend does not swell.
  private init?(series before: [Double], after: [Double], floor: ChangeFloor) {
    guard before.count >= 3, let first = after.first, let range = ControlChart.meanMovingRange(before) else {
      return nil
    }
    let mean = after.count == 1 ? first : after.reduce(0, +) / Double(after.count)
    let base = before.reduce(0, +) / Double(before.count)
    let spread = range / 1.128
    let error = spread * (1 / Double(before.count) + 1 / Double(after.count)).squareRoot()
    let reach = StudentT.twoSidedQuantile(0.95, degrees: Double(before.count - 1)) * error
    self.init(
      difference: mean - base, interval: Interval(low: mean - base - reach, high: mean - base + reach),
      before: before, after: after, floor: floor)
  }
}

/// A share before and after, with the interval of its change.
struct ShareChange {
  let before: Fraction
  let after: Fraction
  let change: Double
  let interval: Interval

  var pooled: Double { (before.numerator + after.numerator) / (before.denominator + after.denominator) }

  init?(_ days: FollowUpEvidence.DailyPair, isIndependent: Bool) {
    before = ShareChange.sum(days.before)
    after = ShareChange.sum(days.after)
    // Calls of one day resemble each other; a real shift between the sides must not count as noise.
    let dispersion =
      isIndependent
      ? 1
      : max(
        DailyNoise.dispersion(DailyNoise.observations(days.before), shares: true),
        DailyNoise.dispersion(DailyNoise.observations(days.after), shares: true))
    guard let now = after.value, let then = before.value,
      let interval = Proportion.difference(
        after.numerator, of: after.denominator, minus: before.numerator, of: before.denominator,
        dispersion: dispersion)
    else { return nil }
    change = now - then
    self.interval = interval
  }

  private static func sum(_ days: [DailyFraction]) -> Fraction {
    Fraction(
      days.reduce(0) { $0 + $1.fraction.numerator }, of: days.reduce(0) { $0 + $1.fraction.denominator })
  }
}

/// A count per day before and after, on the log scale.
struct CountChange {
  let before: Double
  let after: Double
  let logRatio: Double
  let variance: Double

  /// nil where nothing was counted on either side; half an event is added to each, so that none has a logarithm.
  init?(_ days: FollowUpEvidence.DailyPair) {
    before = days.before.reduce(0) { $0 + $1.fraction.numerator }
    after = days.after.reduce(0) { $0 + $1.fraction.numerator }
    guard !days.before.isEmpty, !days.after.isEmpty, before + after > 0 else { return nil }
    logRatio = log((after + 0.5) / Double(days.after.count)) - log((before + 0.5) / Double(days.before.count))
    func dispersion(_ days: [DailyFraction]) -> Double {
      DailyNoise.dispersion(
        days.map { .init(day: $0.day, observed: $0.fraction.numerator, exposure: 1) }, shares: false)
    }
    variance = max(dispersion(days.before), dispersion(days.after)) * (1 / (after + 0.5) + 1 / (before + 0.5))
  }
}
