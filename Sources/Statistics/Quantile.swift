import Foundation

/// Quantiles of plain samples.
package enum Quantile {
  /// The R-7 quantile of an ascending sample, or nil of none.
  ///
  /// Linear interpolation between order statistics, the default of R, NumPy and DuckDB's `quantile_cont` (Hyndman and
  /// Fan, "Sample quantiles in statistical packages", The American Statistician 50, 1996, definition 7). `q` outside
  /// 0–1 is taken as the nearer end.
  package static func linear(_ sorted: [Double], _ q: Double) -> Double? {
    guard let last = sorted.indices.last else { return nil }
    let position = min(max(q, 0), 1) * Double(last)
    let below = Int(position)
    guard below < last else { return sorted[last] }
    let low = sorted[below]
    let high = sorted[below + 1]
    return low == high ? low : low + (position - Double(below)) * (high - low)
  }

  /// The R-7 median of values in any order.
  package static func median(_ values: [Double]) -> Double? { linear(unsorted: values, 0.5) }

  /// The R-7 quantile of values in any order, or nil of none.
  package static func linear(unsorted values: [Double], _ q: Double) -> Double? {
    guard values.count > 32, !values.contains(where: \.isNaN) else { return linear(values.sorted(), q) }
    var values = values
    let position = min(max(q, 0), 1) * Double(values.count - 1)
    let below = Int(position)
    let low = select(below, of: &values)
    guard position > Double(below), let high = values[(below + 1)...].min() else { return low }
    return linear([low, high], position - Double(below))
  }

  /// The value at a place of the ascending sample; what stands after that place is no smaller then (quickselect; Hoare,
  /// "Algorithm 65: Find", Communications of the ACM 4, 1961).
  private static func select(_ place: Int, of values: inout [Double]) -> Double {
    values.withUnsafeMutableBufferPointer { values in
      var (first, last) = (0, values.count - 1)
      while first < last {
        // The median of three: sorted samples are common.
        let (a, b, c) = (values[first], values[(first + last) / 2], values[last])
        let pivot = max(min(a, b), min(max(a, b), c))
        var (left, right) = (first, last)
        while left <= right {
          while values[left] < pivot { left += 1 }
          while values[right] > pivot { right -= 1 }
          guard left <= right else { break }
          values.swapAt(left, right)
          (left, right) = (left + 1, right - 1)
        }
        if place <= right {
          last = right
        } else if place >= left {
          first = left
        } else {
          break
        }
      }
      return values[place]
    }
  }

  /// An interval for the quantile of the population an ascending sample was drawn from.
  ///
  /// Woodruff's method ("Confidence intervals for medians and other position measures", JASA 47, 1952): the normal
  /// interval of the share below, `q ± z·√(q(1−q)/n)`, read off the sample's own quantiles. `effectiveSize` is n
  /// divided by the dispersion where units are not independent.
  package static func interval(
    _ sorted: [Double], _ q: Double, effectiveSize: Double? = nil, confidence: Double = 0.95
  ) -> Interval? {
    let size = effectiveSize ?? Double(sorted.count)
    guard size >= 1 else { return nil }
    let reach = Normal.twoSidedQuantile(confidence) * (q * (1 - q) / size).squareRoot()
    guard let low = linear(sorted, q - reach), let high = linear(sorted, q + reach) else { return nil }
    return Interval(low: low, high: high)
  }
}

/// A closed range of plausible values.
package struct Interval: Hashable, Sendable {
  package var low: Double
  package var high: Double

  package init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  package var width: Double { high - low }

  package func contains(_ value: Double) -> Bool { low <= value && value <= high }

  /// The interval of `a − b` from the intervals of each (square and add).
  ///
  /// MOVER, the method of variance estimates recovery: Zou and Donner, "Construction of confidence limits about effect
  /// measures", Statistics in Medicine 27, 2008; with Wilson limits it is Newcombe's method 10. `extraVariance` is
  /// variance of the difference that neither interval knows of; it is added as a normal part of the given confidence.
  package static func difference(
    _ a: Double, _ aInterval: Interval, minus b: Double, _ bInterval: Interval, extraVariance: Double = 0,
    confidence: Double = 0.95
  ) -> Interval {
    let extra = Normal.twoSidedQuantile(confidence)
    let added = extra * extra * extraVariance
    let down = (a - aInterval.low) * (a - aInterval.low) + (bInterval.high - b) * (bInterval.high - b) + added
    let up = (aInterval.high - a) * (aInterval.high - a) + (b - bInterval.low) * (b - bInterval.low) + added
    return Interval(low: a - b - down.squareRoot(), high: a - b + up.squareRoot())
  }
}
