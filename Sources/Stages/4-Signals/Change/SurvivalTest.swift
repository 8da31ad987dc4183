import ReportModel
import Statistics

/// Times to an event of two cohorts, some only watched for a while.
///
/// Judged by the share that got there within one fixed horizon, over those watched that long: the median of those who
/// got there falls when sign-ups merely bunch late, this share does not. The interval of the quantile itself is
/// Brookmeyer and Crowley's.
struct SurvivalTest {
  let values: ComparedValues
  let current: [CensoredTime]
  let previous: [CensoredTime]
  let horizons: [Double]
  let floor: ChangeFloor
  let history: [MetricResult.HistoryPoint]
  let leastWatched: Int
  /// Variance between months of all measures, in what is assumed of them (`Variation.usual`).
  var usual = 1.0

  struct Horizon {
    let time: Double
    let current: Fraction
    let previous: Fraction

    var pooled: Double {
      (current.numerator + previous.numerator) / (current.denominator + previous.denominator)
    }
  }

  func run() -> ChangeTest {
    let now = KaplanMeier(current.map { ($0.time, $0.happened) })
    let before = KaplanMeier(previous.map { ($0.time, $0.happened) })
    let q = SurvivalTest.quantile(of: values.value, on: now)
    guard let horizon = horizon(nearest: q ?? 0.5) else {
      return .untested("fewer than \(leastWatched) sign-ups were watched long enough", effect: values.change)
    }
    let sampling = interval(now, before, q: q)
    let error = sampling.map { $0.width / (2 * Normal.twoSidedQuantile(0.95)) } ?? 0
    let relative = values.previous > 0 ? error / values.previous : 0
    let reading = Variation(history, scale: .logarithm, sampling: relative * relative)
    let variation = reading.deviation(usual: usual)
    let spread = variation * abs(values.previous)
    return ChangeTest(
      p: p(horizon, before: before, variation: variation), effect: values.change, expected: nil,
      interval: sampling.map { widened($0, by: spread) }, sampling: sampling,
      floor: floor.size(from: values.previous), reason: nil, variation: reading)
  }

  /// The horizon whose share lies nearest to the quantile: where the two curves tell most about it.
  func horizon(nearest q: Double) -> Horizon? {
    let usable = horizons.compactMap { time -> Horizon? in
      let found = Horizon(
        time: time, current: SurvivalTest.share(current, within: time),
        previous: SurvivalTest.share(previous, within: time))
      let least = Double(max(1, leastWatched))
      return min(found.current.denominator, found.previous.denominator) >= least ? found : nil
    }
    return usable.min { (abs($0.pooled - q), $0.time) < (abs($1.pooled - q), $1.time) }
  }

  /// Of those watched for the whole window, those to whom it happened inside it; the window is half open.
  static func share(_ times: [CensoredTime], within window: Double) -> Fraction {
    let watched = times.filter { $0.observed >= window }
    let happened = watched.count { $0.happened && $0.time < window }
    return Fraction(Double(happened), of: Double(watched.count))
  }

  private func p(_ horizon: Horizon, before: KaplanMeier, variation: Double) -> Double {
    let shift =
      0.5
      * abs(
        before.survival(at: horizon.time * (1 - variation)) - before.survival(at: horizon.time * (1 + variation)))
    guard
      let score = Proportion.score(
        horizon.current.numerator, of: horizon.current.denominator, against: horizon.previous.numerator,
        of: horizon.previous.denominator, extraVariance: shift * shift)
    else { return 1 }
    // Fewer within the window is a longer time; where the two disagree nothing is claimed.
    let agrees = values.change == 0 || (score < 0) == (values.change > 0)
    return agrees ? Normal.twoSided(score) : 1
  }

  private func interval(_ now: KaplanMeier, _ before: KaplanMeier, q: Double?) -> Interval? {
    guard let q, let first = now.quantileInterval(q), let second = before.quantileInterval(q),
      first.high.isFinite, second.high.isFinite
    else { return nil }
    return Interval.difference(values.value, first, minus: values.previous, second)
  }

  private func widened(_ interval: Interval, by spread: Double) -> Interval {
    Interval.difference(
      values.change, interval, minus: 0, Interval(low: 0, high: 0), extraVariance: spread * spread)
  }

  /// Which quantile the metric's value is.
  private static func quantile(of value: Double, on curve: KaplanMeier) -> Double? {
    [0.5, 0.9, 0.75, 0.25].first { q in
      curve.quantile(q).map { abs($0 - value) <= 1e-6 * max(1, abs(value)) } ?? false
    }
  }
}
