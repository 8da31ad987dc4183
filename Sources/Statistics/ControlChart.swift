import Foundation

/// The individuals (XmR) chart of a series: what it usually does.
///
/// Shewhart's limits for single measurements as taught by Wheeler ("Understanding Variation", 2000): mean ± 2.66 times
/// the mean moving range, upper range limit 3.27 times it. On few points they lie: with 6 points a stable series falls
/// outside 4.5 % of the time, with 12 1.8 %.
package struct ControlChart: Hashable, Sendable {
  package enum Rule: Hashable, Sendable {
    /// One point outside the limits.
    case outside
    /// Three of four successive points nearer to the same limit than to the centre.
    case nearLimit
    /// Eight successive points on one side of the centre.
    case run
  }

  package let centre: Double
  package let limits: Interval
  package let rangeLimit: Double

  /// nil with fewer than two values.
  package init?(_ values: [Double]) {
    guard let range = ControlChart.meanMovingRange(values) else { return nil }
    let centre = values.reduce(0, +) / Double(values.count)
    self.centre = centre
    limits = Interval(low: centre - 2.66 * range, high: centre + 2.66 * range)
    rangeLimit = 3.27 * range
  }

  /// The form that one wild point does not widen: median ± 3 σ, σ = median moving range ÷ 0.954.
  package init?(robust values: [Double]) {
    let ranges = zip(values, values.dropFirst()).map { abs($1 - $0) }
    guard let centre = Quantile.median(values), let range = Quantile.median(ranges) else { return nil }
    self.centre = centre
    limits = Interval(low: centre - 3 * range / 0.954, high: centre + 3 * range / 0.954)
    rangeLimit = 3.865 * range
  }

  package static func meanMovingRange(_ values: [Double]) -> Double? {
    guard values.count >= 2 else { return nil }
    return zip(values, values.dropFirst()).reduce(0) { $0 + abs($1.1 - $1.0) } / Double(values.count - 1)
  }

  /// The rules that the last of these points, oldest first, completes.
  package func rules(endingAt points: [Double]) -> [Rule] {
    guard let last = points.last else { return [] }
    var found: [Rule] = []
    if !limits.contains(last) { found.append(.outside) }
    if isNear(points, above: true) || isNear(points, above: false) { found.append(.nearLimit) }
    let eight = points.suffix(8)
    if eight.count == 8, eight.allSatisfy({ $0 > centre }) || eight.allSatisfy({ $0 < centre }) { found.append(.run) }
    return found
  }

  private func isNear(_ points: [Double], above: Bool) -> Bool {
    let half = 0.5 * ((above ? limits.high : limits.low) + centre)
    func isBeyond(_ value: Double) -> Bool { above ? value > half : value < half }
    guard let last = points.last, isBeyond(last) else { return false }
    return points.suffix(4).count(where: isBeyond) >= 3
  }
}
