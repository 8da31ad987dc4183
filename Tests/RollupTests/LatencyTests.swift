import TestSupport
import Rollup
import Testing

struct LatencyBucketsTests {
  @Test("whole microseconds below 128 have a bucket each")
  func exact() {
    for value in 0..<Int64(128) {
      let bucket = LatencyBuckets.bucket(of: value)
      #expect(bucket == Int(value))
      #expect(LatencyBuckets.middle(of: bucket) == Double(value))
    }
  }

  @Test("both edges of every bucket fall into it, and buckets follow each other without a gap")
  func edges() {
    var next: Int64 = 0
    for bucket in 0..<2_700 {
      let (low, width) = LatencyBuckets.bounds(of: bucket)
      #expect(low == next)
      #expect(LatencyBuckets.bucket(of: low) == bucket)
      #expect(LatencyBuckets.bucket(of: low + width - 1) == bucket)
      next = low + width
    }
    #expect(LatencyBuckets.bucket(of: 3_600_000_000) == 1_707)
  }

  @Test("the middle is never more than 0.79 % off")
  func error() {
    var random = SeededRandom(seed: 1)
    for _ in 0..<20_000 {
      let value = Int64.random(in: 1..<(1 << Int64.random(in: 1...47, using: &random)) + 1, using: &random)
      let middle = LatencyBuckets.middle(of: LatencyBuckets.bucket(of: value))
      #expect(abs(middle - Double(value)) <= 0.0079 * Double(value))
    }
  }

  @Test("a larger latency is never in a smaller bucket, up to the largest there is")
  func monotone() {
    var random = SeededRandom(seed: 2)
    let values = (0..<5_000).map { _ in
      Int64.random(in: 0...Int64.max >> Int64.random(in: 0...62, using: &random), using: &random)
    }
    let buckets = (values + [0, .max]).sorted().map(LatencyBuckets.bucket)
    #expect(buckets == buckets.sorted())
    #expect(LatencyBuckets.bucket(of: .max) == LatencyBuckets.bucket(of: LatencyBuckets.limit))
  }
}

struct LatencyHistogramTests {
  enum Shape: CaseIterable { case uniform, exponential, heavy, constant, twoHumps, few }

  private func values(_ shape: Shape, _ random: inout SeededRandom) -> [Int64] {
    func sample(_ count: Int, _ value: (inout SeededRandom) -> Double) -> [Int64] {
      (0..<count).map { _ in Int64(max(0, value(&random))) }
    }
    return switch shape {
    case .uniform: sample(5_000) { 1_000 + $0.unit() * 900_000 }
    case .exponential: sample(5_000) { 40_000 * logarithm(1 / (1 - $0.unit())) }
    case .heavy: sample(5_000) { 20_000 / (1 - $0.unit()) }
    case .constant: sample(100) { _ in 123_456 }
    case .twoHumps: sample(5_000) { $0.below(10) == 0 ? 2_000_000 + $0.unit() * 1_000 : 9_000 + $0.unit() * 100 }
    case .few: sample(3) { $0.unit() * 1_000_000 }
    }
  }

  /// Natural logarithm without Foundation, by halving: good to far below a bucket.
  private func logarithm(_ value: Double) -> Double {
    var (rest, result) = (value, 0.0)
    while rest > 2 { (rest, result) = (rest / 2, result + 0.693147180559945) }
    let x = (rest - 1) / (rest + 1)
    return result + 2 * (x + x * x * x / 3 + x * x * x * x * x / 5 + x * x * x * x * x * x * x / 7)
  }

  @Test("quantiles are within 1 % of a sort", arguments: Shape.allCases)
  func quantiles(shape: Shape) throws {
    var random = SeededRandom(seed: 3)
    let sample = values(shape, &random)
    var histogram = LatencyHistogram()
    for value in sample { histogram.add(LatencyBuckets.bucket(of: value)) }
    let sorted = sample.sorted().map(Double.init)
    for q in [0, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1] {
      let position = q * Double(sorted.count - 1)
      let below = Int(position)
      let above = min(below + 1, sorted.count - 1)
      let exact = sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
      let found = try #require(histogram.quantile(q))
      #expect(abs(found - exact) <= 0.01 * exact, "\(shape), q = \(q)")
    }
    #expect(histogram.total == sample.count)
  }

  @Test("an empty histogram has no quantile")
  func empty() {
    #expect(LatencyHistogram().quantile(0.5) == nil)
    #expect(LatencyHistogram().isEmpty)
  }

  @Test("merged parts are the whole, whatever the order")
  func merged() {
    var random = SeededRandom(seed: 4)
    let sample = values(.heavy, &random).map(LatencyBuckets.bucket)
    var whole = LatencyHistogram()
    for bucket in sample { whole.add(bucket) }
    var parts = [LatencyHistogram](repeating: LatencyHistogram(), count: 5)
    for bucket in sample.shuffled(using: &random) { parts[random.below(5)].add(bucket) }
    var merged = LatencyHistogram()
    for part in parts.shuffled(using: &random) { merged.merge(part) }
    #expect(merged.buckets.elementsEqual(whole.buckets) { $0 == $1 })
  }
}
