import ReportModel
import Statistics

/// What the evidence says about one metric's change, before it is weighed against all others.
struct ChangeTest: Sendable {
  /// Two-sided; nil where the evidence carries no test.
  var p: Double?
  /// The change that is no calendar effect, in the metric's unit.
  var effect: Double
  /// What the calendar alone would have given; counts only.
  var expected: Double?
  /// 95 % interval of `change.absolute`.
  var interval: Interval?
  /// 95 % interval of `effect` from sampling alone: how fine a change these data could have shown.
  var sampling: Interval?
  /// The smallest effect worth the word, in the metric's unit.
  var floor: Double
  /// Why there is no test.
  var reason: String?
  /// What the metric's past months tell of its variation; nil where the test knows none.
  var variation: Variation?

  static func untested(_ reason: String, effect: Double = 0) -> ChangeTest {
    ChangeTest(p: nil, effect: effect, expected: nil, interval: nil, sampling: nil, floor: 0, reason: reason)
  }

  /// A test from a sampling interval of the change and the variation between months, both in the metric's unit.
  static func normal(
    effect: Double, sampling: Interval, variation: Double, floor: Double, samplingP: Double? = nil
  ) -> ChangeTest {
    let error = sampling.width / (2 * Normal.twoSidedQuantile(0.95))
    let total = (error * error + variation * variation).squareRoot()
    let interval = Interval.difference(
      effect, sampling, minus: 0, Interval(low: 0, high: 0), extraVariance: variation * variation)
    let p = total > 0 ? Normal.twoSided(effect / total) : effect == 0 ? 1 : 0
    return ChangeTest(
      p: max(p, samplingP ?? 0), effect: effect, expected: nil, interval: interval, sampling: sampling, floor: floor,
      reason: nil)
  }
}

extension ChangeFloor {
  /// In the metric's unit, over the value the change is measured from.
  func size(from base: Double) -> Double { max(relative * abs(base), absolute) }
}

/// The two values a test compares.
struct ComparedValues {
  let value: Double
  let previous: Double

  var change: Double { value - previous }

  init(value: Double, previous: Double) {
    self.value = value
    self.previous = previous
  }

  init?(_ result: MetricResult) {
    guard let value = result.value, let previous = result.previous.value, value.isFinite, previous.isFinite else {
      return nil
    }
    self.value = value
    self.previous = previous
  }
}
