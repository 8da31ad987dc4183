import ReportModel
import Statistics

/// From a test to one of four outcomes: changed, steady, within its usual range, cannot tell.
struct ChangeGate {
  let result: MetricResult
  let test: ChangeTest
  /// The test holds after false-discovery control.
  let isSignificant: Bool
  let figures: Figures

  struct Outcome: Equatable {
    var verdict: MetricVerdict
    var reason: String
  }

  func outcome() -> Outcome {
    guard test.p != nil else { return Outcome(verdict: .unclear, reason: test.reason ?? "nothing to test it on") }
    let isMaterial = abs(test.effect) >= test.floor && test.effect != 0
    // A claim beside a 95 % interval that holds zero would contradict itself, however few metrics share the error rate.
    if isSignificant, !(effectInterval?.contains(0) ?? false) {
      return isMaterial ? changed : Outcome(verdict: .steady, reason: calendarReason ?? "real, but too small to matter")
    }
    if !isMaterial, isFine || calendarReason != nil {
      let isSeen = effectInterval.map { !$0.contains(0) } ?? false
      return Outcome(
        verdict: .steady, reason: calendarReason ?? (isSeen ? "too small to matter" : "no change beyond noise"))
    }
    if let interval = effectInterval, interval.contains(0), max(abs(interval.low), abs(interval.high)) > 2 * test.floor
    {
      return Outcome(verdict: .unclear, reason: "cannot tell: 95 % interval of the change \(words(interval))")
    }
    return Outcome(verdict: .unclear, reason: "moved within its usual range")
  }

  /// Sampling alone would have shown a change of twice the floor.
  private var isFine: Bool {
    guard let sampling = test.sampling else { return false }
    return max(abs(sampling.low), abs(sampling.high)) <= 2 * test.floor || (sampling.width == 0 && test.effect == 0)
  }

  private var changed: Outcome {
    guard let good = result.good else {
      return Outcome(verdict: .unclear, reason: "moved beyond noise; neither direction is good by itself")
    }
    let isBetter = (test.effect > 0) == (good == "up")
    return Outcome(verdict: isBetter ? .better : .worse, reason: changedReason)
  }

  private var changedReason: String {
    // A range that last month already lay outside of is not usual any more.
    if let range = usualRange, let value = result.value, !range.contains(value),
      result.previous.value.map(range.contains) ?? true
    {
      let low = figures.value(range.low, result.unit)
      return "beyond its usual range (\(low) to \(figures.value(range.high, result.unit)))"
    }
    guard let interval = test.interval else { return "beyond noise" }
    return "beyond noise: 95 % interval of the change \(words(interval))"
  }

  /// XmR limits of the months before; fewer than six of them lie.
  private var usualRange: Interval? {
    guard result.history.count >= 6, var range = ControlChart(result.history.map(\.value))?.limits else { return nil }
    // What cannot be negative has no negative limit.
    if result.history.allSatisfy({ $0.value >= 0 }) { range.low = max(0, range.low) }
    return range
  }

  /// Why a raw change is the calendar's: most of it is, and the rest is under the floor.
  private var calendarReason: String? {
    guard let expected = test.expected, let previous = result.previous.value, let value = result.value else {
      return nil
    }
    let calendar = expected - previous
    guard abs(test.effect) < test.floor, abs(calendar) > abs(test.effect), expected > 0,
      abs(calendar) >= 0.01 * abs(previous)
    else { return nil }
    return "the calendar accounts for it: per comparable day \(NumberFormat.relativeChange(value / expected - 1))"
  }

  /// The interval of the effect: that of the change without its calendar part.
  private var effectInterval: Interval? {
    guard let interval = test.interval, let value = result.value, let previous = result.previous.value else {
      return nil
    }
    let calendar = value - previous - test.effect
    return Interval(low: interval.low - calendar, high: interval.high - calendar)
  }

  private func words(_ interval: Interval) -> String {
    figures.interval(interval.low, interval.high, result.unit)
  }
}
