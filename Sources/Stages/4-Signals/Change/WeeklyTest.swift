import Foundation
import ReportModel
import Statistics

/// Weekly counts of distinct things, whose weeks resemble their neighbours and drift.
///
/// Compared on the logarithm; the spread of a week is that of the residuals around a straight line through the weeks
/// before, its mean's variance inflated by their resemblance.
struct WeeklyTest {
  let values: ComparedValues
  let current: [Double]
  let baseline: [Double]
  let floor: ChangeFloor
  let history: [MetricResult.HistoryPoint]
  let month: Month
  /// Variance between months of all measures, in what is assumed of them (`Variation.usual`).
  var usual = 1.0
  /// Factor on last month's value that the lengths of the months alone explain.
  var calendar = 1.0

  func run() -> ChangeTest {
    guard values.value > 0, values.previous > 0, !current.isEmpty, !baseline.isEmpty else {
      return .untested("no whole weeks to compare", effect: values.change)
    }
    let expected = values.previous * calendar
    let effect = values.value - expected
    let isMean = current.count > 1 && values.value != current.last
    let weeks = isMean ? Double(current.count) : 1
    let weeksBefore = isMean ? Double(max(1, min(month.previous.weeks.count, baseline.count))) : 1
    let perWeek = max(weekVariance(), 1 / values.previous)
    let relative = perWeek * (1 / weeks + 1 / weeksBefore)
    let reading = Variation(history, scale: .logarithm, sampling: relative)
    let reach = Normal.twoSidedQuantile(0.95) * relative.squareRoot() * values.previous
    var test = ChangeTest.normal(
      effect: effect, sampling: Interval(low: effect - reach, high: effect + reach),
      variation: reading.deviation(usual: usual) * values.previous, floor: floor.size(from: values.previous))
    test.variation = reading
    guard calendar != 1 else { return test }
    test.expected = expected
    test.interval = test.interval.map {
      Interval(low: $0.low + expected - values.previous, high: $0.high + expected - values.previous)
    }
    return test
  }

  /// Variance of one week's logarithm around the trend; 0 where fewer than six weeks tell.
  private func weekVariance() -> Double {
    let logs = baseline.filter { $0 > 0 }.map { log($0) }
    guard logs.count >= 6 else { return 0 }
    let centre = Double(logs.count - 1) / 2
    let level = mean(logs)
    let squares = logs.indices.reduce(0) { $0 + (Double($1) - centre) * (Double($1) - centre) }
    let slope = logs.indices.reduce(0) { $0 + (Double($1) - centre) * (logs[$1] - level) } / squares
    let residuals = logs.indices.map { logs[$0] - level - slope * (Double($0) - centre) }
    let variance = residuals.reduce(0) { $0 + $1 * $1 } / Double(logs.count - 2)
    return variance * Dispersion.autocorrelationInflation(residuals)
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
