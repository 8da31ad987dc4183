import Foundation

/// A small seeded random stream (xoshiro256**, filled by SplitMix64).
///
/// Every purpose has a stream of its own, named by a label, so that a change to one table does not reshuffle the others.
struct RandomStream: Sendable {
  private var s0: UInt64
  private var s1: UInt64
  private var s2: UInt64
  private var s3: UInt64

  init(seed: UInt64, _ label: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in label.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    var state = seed ^ hash
    func mix() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
    s0 = mix()
    s1 = mix()
    s2 = mix()
    s3 = mix()
  }

  mutating func next() -> UInt64 {
    let scrambled = s1 &* 5
    let result = ((scrambled << 7) | (scrambled >> 57)) &* 9
    let t = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = (s3 << 45) | (s3 >> 19)
    return result
  }

  /// A number in 0 ..< 1.
  mutating func uniform() -> Double { Double(next() >> 11) * 0x1.0p-53 }

  mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * uniform() }

  /// A number in 0 ..< bound; 0 where the bound is not positive.
  mutating func below(_ bound: Int) -> Int {
    bound > 0 ? Int(next().multipliedFullWidth(by: UInt64(bound)).high) : 0
  }

  mutating func chance(_ probability: Double) -> Bool { uniform() < probability }

  mutating func normal() -> Double { Normal.quantile(max(uniform(), 1e-12)) }

  mutating func logNormal(median: Double, sigma: Double) -> Double { median * exp(sigma * normal()) }

  mutating func exponential(mean: Double) -> Double { -mean * log(1 - uniform()) }

  /// A Poisson count: Knuth's product for small means, the rounded normal for large ones.
  mutating func poisson(_ mean: Double) -> Int {
    if mean <= 0 { return 0 }
    if mean > 40 { return max(0, Int((mean + mean.squareRoot() * normal()).rounded())) }
    let limit = exp(-mean)
    var count = 0
    var product = uniform()
    while product > limit {
      count += 1
      product *= uniform()
    }
    return count
  }

  mutating func shuffle<Element>(_ array: inout [Element]) {
    var last = array.count - 1
    while last > 0 {
      array.swapAt(last, below(last + 1))
      last -= 1
    }
  }

  /// One number in each of `count` equal slices of 0 ..< 1, in random order: steadier than independent draws.
  mutating func stratified(_ count: Int) -> [Double] {
    var slices = Array(0..<count)
    shuffle(&slices)
    return slices.map { (Double($0) + uniform()) / Double(count) }
  }

  /// `count` indexes into `weights` in random order, each as often as its weight asks (largest remainder).
  mutating func deck(weights: [Double], count: Int) -> [Int] {
    let total = weights.reduce(0, +)
    guard total > 0, count > 0 else { return [] }
    let exact = weights.map { $0 / total * Double(count) }
    var counts = exact.map { Int($0) }
    let order = exact.indices.sorted {
      (exact[$1] - exact[$1].rounded(.down), $0) < (exact[$0] - exact[$0].rounded(.down), $1)
    }
    for index in order.prefix(count - counts.reduce(0, +)) { counts[index] += 1 }
    var cards = counts.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
    shuffle(&cards)
    return cards
  }
}

/// Weighted choice in constant time (Vose's alias method).
struct AliasTable: Sendable {
  private var threshold: [Double]
  private var alias: [Int]

  init(_ weights: [Double]) {
    let total = weights.reduce(0, +)
    var scaled = weights.map { total > 0 ? $0 / total * Double(weights.count) : 1 }
    threshold = Array(repeating: 1, count: weights.count)
    alias = Array(weights.indices)
    var small = scaled.indices.filter { scaled[$0] < 1 }
    var large = scaled.indices.filter { scaled[$0] >= 1 }
    while let low = small.popLast() {
      guard let high = large.last else { break }
      threshold[low] = scaled[low]
      alias[low] = high
      scaled[high] -= 1 - scaled[low]
      if scaled[high] < 1 {
        large.removeLast()
        small.append(high)
      }
    }
  }

  func pick(_ random: inout RandomStream) -> Int {
    let place = random.uniform() * Double(threshold.count)
    let index = Int(place)
    return place - Double(index) < threshold[index] ? index : alias[index]
  }
}

/// The standard normal distribution.
enum Normal {
  /// Quantile by Acklam's rational approximation (relative error under 1.2e-9).
  static func quantile(_ p: Double) -> Double {
    if p < 0.02425 { return tail((-2 * log(p)).squareRoot()) }
    if p > 1 - 0.02425 { return -tail((-2 * log(1 - p)).squareRoot()) }
    let q = p - 0.5
    let r = q * q
    let upper =
      ((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r
        + 1.383577518672690e+02) * r - 3.066479806614716e+01) * r + 2.506628277459239e+00
    let lower =
      ((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r
        + 6.680131188771972e+01) * r - 1.328068155288572e+01) * r + 1
    return upper * q / lower
  }

  private static func tail(_ q: Double) -> Double {
    let upper =
      ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e+00) * q
        - 2.549732539343734e+00) * q + 4.374664141464968e+00) * q + 2.938163982698783e+00
    let lower =
      (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e+00) * q
        + 3.754408661907416e+00) * q + 1
    return upper / lower
  }
}
