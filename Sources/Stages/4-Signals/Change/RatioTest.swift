import Foundation
import ReportModel
import Statistics

/// Two shares, or two rates of events per unit.
struct RatioTest {
  let values: ComparedValues
  let current: Fraction
  let previous: Fraction
  /// Variance factor of the counts beyond chance.
  let dispersion: Double
  let floor: ChangeFloor
  let history: [MetricResult.HistoryPoint]
  /// Variance between months of all measures, in what is assumed of them (`Variation.usual`).
  var usual = 1.0
  /// Factor on last month's share that the lengths of the months alone explain.
  var calendar = 1.0

  /// Cells under which the exact test joins in.
  static let smallCell = 10.0

  func run() -> ChangeTest {
    if calendar != 1, isShare { return beyondCalendar() }
    guard let now = current.value, let before = previous.value else {
      return .untested("not measurable in both months", effect: values.change)
    }
    let scale = now != 0 ? values.value / now : before != 0 ? values.previous / before : 1
    let limit = floor.size(from: values.previous)
    if isShare { return share(now, before, scale: scale, floor: limit) }
    return rate(now, before, scale: scale, floor: limit)
  }

  /// The test against what last month's share would have been over as many days.
  private func beyondCalendar() -> ChangeTest {
    let expected = values.previous * calendar
    let stretched = RatioTest(
      values: ComparedValues(value: values.value, previous: expected), current: current,
      previous: Fraction(min(previous.denominator, previous.numerator * calendar), of: previous.denominator),
      dispersion: dispersion, floor: floor, history: history, usual: usual)
    var test = stretched.run()
    guard test.p != nil else { return test }
    test.expected = expected
    let longer = expected - values.previous
    test.interval = test.interval.map { Interval(low: $0.low + longer, high: $0.high + longer) }
    return test
  }

  private var isShare: Bool {
    [current, previous].allSatisfy { $0.numerator >= 0 && $0.numerator <= $0.denominator }
  }

  private func share(_ now: Double, _ before: Double, scale: Double, floor: Double) -> ChangeTest {
    let pooled = (current.numerator + previous.numerator) / (current.denominator + previous.denominator)
    let slope = pooled * (1 - pooled)
    guard
      let sampling = Proportion.difference(
        current.numerator, of: current.denominator, minus: previous.numerator, of: previous.denominator,
        dispersion: dispersion)
    else { return .untested("not measurable in both months", effect: values.change) }
    let perUnit = dispersion * (1 / current.denominator + 1 / previous.denominator)
    let reading = Variation(history, scale: .logit, sampling: slope > 0 ? perUnit / slope : 0)
    let variation = reading.deviation(usual: usual) * slope
    guard
      let score = Proportion.score(
        current.numerator, of: current.denominator, against: previous.numerator, of: previous.denominator,
        dispersion: dispersion, extraVariance: variation * variation)
    else {
      return ChangeTest(
        p: 1, effect: 0, expected: nil, interval: Interval(low: 0, high: 0), sampling: scaled(sampling, scale),
        floor: floor, reason: nil)
    }
    let interval = Interval.difference(
      now - before, sampling, minus: 0, Interval(low: 0, high: 0), extraVariance: variation * variation)
    return ChangeTest(
      p: max(Normal.twoSided(score), exact), effect: values.change, expected: nil, interval: scaled(interval, scale),
      sampling: scaled(sampling, scale), floor: floor, reason: nil, variation: reading)
  }

  /// Fisher's p where a cell is small and the counts are whole; 0 (no say) elsewhere.
  private var exact: Double {
    let cells = [current, previous].flatMap { [$0.numerator, $0.denominator - $0.numerator] }
    let isWhole = cells.allSatisfy { $0 == $0.rounded() }
    guard isWhole, cells.contains(where: { $0 < RatioTest.smallCell }), cells.reduce(0, +) < 1e12 else { return 0 }
    let events = current.numerator + previous.numerator
    let others = current.denominator + previous.denominator - events
    guard min(events, others) < 5_000 else { return 0 }
    if events <= others {
      return Proportion.exact(
        current.numerator, of: current.denominator, against: previous.numerator, of: previous.denominator)
    }
    return Proportion.exact(
      current.denominator - current.numerator, of: current.denominator,
      against: previous.denominator - previous.numerator, of: previous.denominator)
  }

  /// Events per unit (tickets per developer): Poisson in the numerator.
  private func rate(_ now: Double, _ before: Double, scale: Double, floor: Double) -> ChangeTest {
    guard current.numerator >= 0, previous.numerator >= 0 else {
      return .untested("amounts have no sampling formula", effect: values.change)
    }
    let square =
      dispersion * (now / current.denominator + before / previous.denominator)
    let reach = Normal.twoSidedQuantile(0.95) * square.squareRoot() * abs(scale)
    let relative = before > 0 ? square / (before * before) : 0
    let reading = Variation(history, scale: .logarithm, sampling: relative)
    let exactP =
      current.numerator + previous.numerator < CountTest.exactBelow
      ? CountRate.exact(
        current.numerator.rounded(), over: current.denominator, against: previous.numerator.rounded(),
        over: previous.denominator) : 0
    var test = ChangeTest.normal(
      effect: values.change, sampling: Interval(low: values.change - reach, high: values.change + reach),
      variation: reading.deviation(usual: usual) * abs(values.previous), floor: floor, samplingP: exactP)
    test.variation = reading
    return test
  }

  private func scaled(_ interval: Interval, _ scale: Double) -> Interval {
    let ends = [interval.low * scale, interval.high * scale]
    return Interval(low: min(ends[0], ends[1]), high: max(ends[0], ends[1]))
  }
}
