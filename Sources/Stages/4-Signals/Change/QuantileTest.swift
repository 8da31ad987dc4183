import ReportModel
import Statistics

/// A distribution of values: plain samples or a histogram.
protocol ValueDistribution {
  var count: Double { get }
  /// Share above a value; half of what equals it counts.
  func shareAbove(_ value: Double) -> Double
  func quantile(_ q: Double) -> Double?
}

/// Quantiles of two months, judged by the share above last month's quantile.
///
/// That share is a proportion, so the tests of proportions hold; the quantile's own interval is Woodruff's.
struct QuantileTest {
  let values: ComparedValues
  let q: Double
  let current: any ValueDistribution
  let previous: any ValueDistribution
  let dispersion: Double
  let floor: ChangeFloor
  let history: [MetricResult.HistoryPoint]
  /// Variance between months of all measures, in what is assumed of them (`Variation.usual`).
  var usual = 1.0

  /// Values that must lie beyond the quantile on its thin side: a P99 of fewer than 1 000 is a handful of values.
  static let leastBeyond = 10.0

  func run() -> ChangeTest {
    let least = min(current.count, previous.count)
    guard least * min(q, 1 - q) >= QuantileTest.leastBeyond else {
      return .untested(
        "too few values for this quantile (\(NumberFormat.count(least)))", effect: values.change)
    }
    guard let now = interval(of: current, value: values.value),
      let before = interval(of: previous, value: values.previous)
    else { return .untested("not measurable in both months", effect: values.change) }
    let sampling = Interval.difference(values.value, now, minus: values.previous, before)
    let error = sampling.width / (2 * Normal.twoSidedQuantile(0.95))
    let relative = values.previous > 0 ? error / values.previous : 0
    let reading = Variation(history, scale: .logarithm, sampling: relative * relative)
    let variation = reading.deviation(usual: usual)
    let spread = variation * abs(values.previous)
    return ChangeTest(
      p: p(variation: variation), effect: values.change, expected: nil,
      interval: Interval.difference(values.value, now, minus: values.previous, before, extraVariance: spread * spread),
      sampling: sampling, floor: floor.size(from: values.previous), reason: nil, variation: reading)
  }

  private func p(variation: Double) -> Double {
    let threshold = values.previous
    let now = current.shareAbove(threshold)
    let before = previous.shareAbove(threshold)
    // What a shift of the whole distribution by the usual variation would do to the share.
    let shift =
      0.5 * abs(previous.shareAbove(threshold * (1 - variation)) - previous.shareAbove(threshold * (1 + variation)))
    guard
      let score = Proportion.score(
        now * current.count, of: current.count, against: before * previous.count, of: previous.count,
        dispersion: dispersion, extraVariance: shift * shift)
    else { return 1 }
    let agrees = score == 0 || values.change == 0 || (score > 0) == (values.change > 0)
    return agrees ? Normal.twoSided(score) : 1
  }

  private func interval(of distribution: any ValueDistribution, value: Double) -> Interval? {
    let reach =
      Normal.twoSidedQuantile(0.95) * (q * (1 - q) * dispersion / distribution.count).squareRoot()
    guard let centre = distribution.quantile(q), let low = distribution.quantile(max(0, q - reach)),
      let high = distribution.quantile(min(1, q + reach))
    else { return nil }
    // The value may have been read a little differently (within its bucket); the interval moves with it.
    return Interval(low: value + min(0, low - centre), high: value + max(0, high - centre))
  }
}

/// Plain samples.
struct SampleDistribution: ValueDistribution {
  private let sorted: [Double]

  init(_ values: [Double]) { sorted = values.sorted() }

  var count: Double { Double(sorted.count) }
  func quantile(_ q: Double) -> Double? { Quantile.linear(sorted, q) }

  func shareAbove(_ value: Double) -> Double {
    guard !sorted.isEmpty else { return 0 }
    let above = sorted.count - firstIndex { $0 > value }
    let equal = sorted.count - firstIndex { $0 >= value } - above
    return (Double(above) + 0.5 * Double(equal)) / Double(sorted.count)
  }

  private func firstIndex(where holds: (Double) -> Bool) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if holds(sorted[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Buckets with their counts, spread evenly between the midpoints to their neighbours.
struct HistogramDistribution: ValueDistribution {
  let count: Double
  /// Edges of the buckets and the counts below each, ascending, one more than buckets.
  private let edges: [Double]
  private let below: [Double]

  init(_ bins: [HistogramBin]) {
    let used = bins.filter { $0.count > 0 }.sorted { $0.value < $1.value }
    var edges: [Double] = []
    var below: [Double] = [0]
    for (index, bin) in used.enumerated() {
      let lower = index > 0 ? used[index - 1].value : nil
      let upper = index + 1 < used.count ? used[index + 1].value : nil
      // A bucket is about 1.6 % wide, so an empty stretch beside it is not its own.
      let left = max(lower.map { 0.5 * ($0 + bin.value) } ?? 0, bin.value * 0.992)
      let right = min(upper.map { 0.5 * ($0 + bin.value) } ?? .infinity, bin.value * 1.008)
      let total = below.last ?? 0
      if let last = edges.last {
        if left > last {
          edges.append(left)
          below.append(total)
        }
      } else {
        edges.append(left)
      }
      edges.append(right)
      below.append(total + bin.count)
    }
    self.edges = edges
    self.below = below
    count = below.last ?? 0
  }

  func shareAbove(_ value: Double) -> Double {
    guard count > 0, let first = edges.first, let last = edges.last else { return 0 }
    if value <= first { return 1 }
    if value >= last { return 0 }
    return 1 - interpolate(value, edges, below) / count
  }

  func quantile(_ q: Double) -> Double? {
    guard count > 0, let first = edges.first, let last = edges.last else { return nil }
    let target = q * count
    if target <= 0 { return first }
    if target >= count { return last }
    return interpolate(target, below, edges)
  }

  /// The value of `results` where `keys`, ascending, reach `key`, which lies strictly inside them.
  private func interpolate(_ key: Double, _ keys: [Double], _ results: [Double]) -> Double {
    var low = 0
    var high = keys.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle } else { high = middle }
    }
    let span = keys[high] - keys[low]
    return span > 0 ? results[low] + (key - keys[low]) / span * (results[high] - results[low]) : results[high]
  }
}
