import Foundation
import ReportModel
import Statistics

/// True movement from month to month that no sampling formula sees.
///
/// With 2 % of it, a plain Poisson comparison of two quiet months of 100 000 events cries wolf three times out of four;
/// leaving it out is the largest source of false alarms.
enum Variation {
  /// Assumed until a metric's own history tells: 3 % of the value, on the logit scale for shares.
  static let assumed = 0.03
  /// How many months of history the assumption is worth.
  static let assumedWeight = 4.0

  enum Scale { case logarithm, logit }

  /// Standard deviation of the change between two months on the given scale, beyond `sampling` variance.
  ///
  /// The spread of month-over-month steps, squared, less the sampling variance, averaged with the assumption by number
  /// of neighbouring steps. These count in full up to a sampling variance as large as the assumption, and beyond it by
  /// the square of their ratio, as their precision falls: steps of few events tell of chance alone. Fewer than two steps
  /// (three months) tell nothing. `perDay` divides a month's total by its days first.
  static func estimate(
    _ history: [MetricResult.HistoryPoint], scale: Scale, sampling: Double, perDay: Bool = false,
    assumed: Double = assumed
  ) -> Double {
    let steps = steps(history, scale: scale, perDay: perDay)
    guard let spread = spread(steps) else { return assumed }
    let prior = assumed * assumed
    let count = Double(steps.count - 1) * pow(prior / max(prior, sampling), 2)
    let own = max(0, spread * spread - sampling)
    return ((assumedWeight * prior + count * own) / (assumedWeight + count)).squareRoot()
  }

  /// Deviation of steps from how far each is from the one before it (a moving range, as control charts take it): a trend
  /// is no variation, nor is that it bends.
  private static func spread(_ steps: [Double]) -> Double? {
    let ranges = zip(steps, steps.dropFirst()).map { abs($1 - $0) }
    // 1.4826 leads from the median of normal values to their deviation; a difference varies twice as much as a step.
    return Quantile.median(ranges).map { 1.4826 * $0 / 2.0.squareRoot() }
  }

  /// Differences between successive months on the scale; months that are not neighbours make none.
  static func steps(_ history: [MetricResult.HistoryPoint], scale: Scale, perDay: Bool = false) -> [Double] {
    zip(history, history.dropFirst()).compactMap { before, after in
      guard after.month.distance(from: before.month) == 1,
        let first = transformed(before, scale, perDay), let second = transformed(after, scale, perDay)
      else { return nil }
      return second - first
    }
  }

  private static func transformed(_ point: MetricResult.HistoryPoint, _ scale: Scale, _ perDay: Bool) -> Double? {
    let value = perDay ? point.value / Double(point.month.dayCount) : point.value
    guard value > 0, value.isFinite else { return nil }
    switch scale {
    case .logarithm: return log(value)
    case .logit: return value < 1 ? log(value / (1 - value)) : nil
    }
  }
}
