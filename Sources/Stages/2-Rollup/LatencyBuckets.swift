/// Integer log-linear latency buckets over whole microseconds (the shape of Gil Tene's HdrHistogram), p = 6.
///
/// No floating-point logarithm: engines differ at bucket edges, these do not, in any language. 64 buckets an octave,
/// the middle of a bucket is at most 0.78 % off; one hour has the id 1 707.
package enum LatencyBuckets {
  package static let precision = 6
  /// Values from here on are clamped (about nine years).
  package static let limit: Int64 = 1 << 48

  /// The bucket of a latency in microseconds, which must not be negative.
  @inline(__always)
  package static func bucket(of microseconds: Int64) -> Int {
    let value = min(microseconds, limit - 1)
    let shift = max(0, 64 - value.leadingZeroBitCount - (precision + 1))
    return (shift << precision) + Int(value >> Int64(shift))
  }

  /// Lowest value of a bucket and how many values it holds, in microseconds.
  package static func bounds(of bucket: Int) -> (low: Int64, width: Int64) {
    guard bucket >= 1 << (precision + 1) else { return (Int64(bucket), 1) }
    let shift = (bucket >> precision) - 1
    return (Int64(bucket - (shift << precision)) << Int64(shift), 1 << Int64(shift))
  }

  /// The middle of a bucket's values, in microseconds.
  package static func middle(of bucket: Int) -> Double {
    let (low, width) = bounds(of: bucket)
    return Double(low) + Double(width - 1) / 2
  }
}

/// Counts by latency bucket, over the range of buckets that occurred.
package struct LatencyHistogram: Hashable, Sendable {
  private var first = 0
  private var counts: [UInt32] = []

  package init() {}

  package var isEmpty: Bool { counts.isEmpty }
  package var total: Int { counts.reduce(0) { $0 + Int($1) } }

  @inline(__always)
  package mutating func add(_ bucket: Int, count: UInt32 = 1) {
    let index = bucket - first
    if index >= 0 && index < counts.count {
      counts[index] &+= count
    } else {
      grow(to: bucket)
      counts[bucket - first] &+= count
    }
  }

  private mutating func grow(to bucket: Int) {
    if counts.isEmpty {
      first = max(0, bucket - 8)
      counts = [UInt32](repeating: 0, count: bucket - first + 9)
    } else if bucket < first {
      let start = max(0, bucket - 16)
      counts.insert(contentsOf: repeatElement(0, count: first - start), at: 0)
      first = start
    } else {
      counts.append(contentsOf: repeatElement(0, count: bucket - first + 17 - counts.count))
    }
  }

  package mutating func merge(_ other: LatencyHistogram) { add(other.counts[...], from: other.first) }

  /// Adds counts of consecutive buckets, the first of which is `bucket`.
  mutating func add(_ more: ArraySlice<UInt32>, from bucket: Int) {
    more.withUnsafeBufferPointer { more in
      let (low, end) = (more.firstCounted(), more.endOfCounted())
      guard low < end else { return }
      // Zeros make room for both ends.
      add(bucket + low, count: 0)
      add(bucket + end - 1, count: 0)
      let shift = bucket - first
      counts.withUnsafeMutableBufferPointer { counts in
        for place in low..<end { counts[place &+ shift] &+= more[place] }
      }
    }
  }

  /// Buckets that hold something, ascending.
  package var buckets: [(bucket: Int, count: Int)] {
    counts.enumerated().compactMap { $1 == 0 ? nil : (first + $0, Int($1)) }
  }

  /// The R-7 quantile in microseconds, every value taken to lie at its bucket's middle; nil when empty.
  package func quantile(_ q: Double) -> Double? {
    let total = self.total
    guard total > 0 else { return nil }
    let position = q * Double(total - 1)
    let lower = Int(position.rounded(.down))
    let fraction = position - Double(lower)
    let low = value(at: lower)
    guard fraction > 0 else { return low }
    return low + fraction * (value(at: lower + 1) - low)
  }

  /// The value at a rank (0 = smallest).
  private func value(at rank: Int) -> Double {
    var seen = 0
    for (bucket, count) in buckets {
      seen += count
      if rank < seen { return LatencyBuckets.middle(of: bucket) }
    }
    return buckets.last.map { LatencyBuckets.middle(of: $0.bucket) } ?? 0
  }
}
