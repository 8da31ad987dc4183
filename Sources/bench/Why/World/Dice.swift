import Foundation

/// A seeded generator of its own, so that a month is the same on every machine (SplitMix64; Steele, Lea and Flood,
/// OOPSLA 2014).
struct Dice {
  private var state: UInt64

  /// Neighbouring seeds start far apart: without the mixing they would be one stream shifted by one draw.
  init(seed: UInt64) { state = Self.mixed(seed &+ 0x1234_5678_9ABC_DEF1) }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  private static func mixed(_ state: UInt64) -> UInt64 {
    var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// In 0 ..< 1.
  mutating func uniform() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
  mutating func uniform(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }
  mutating func below(_ limit: Int) -> Int { Int(uniform() * Double(limit)) }
  mutating func chance(_ probability: Double) -> Bool { uniform() < probability }

  mutating func normal() -> Double {
    (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform())
  }

  mutating func poisson(_ mean: Double) -> Int {
    if mean > 60 { return max(0, Int((mean + mean.squareRoot() * normal()).rounded())) }
    let limit = exp(-mean)
    var product = uniform()
    var count = 0
    while product > limit {
      product *= uniform()
      count += 1
    }
    return count
  }

  /// An index with probability proportional to its weight.
  mutating func pick(_ weights: [Double]) -> Int {
    var left = uniform() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      left -= weight
      if left < 0 { return index }
    }
    return weights.count - 1
  }

  /// The same for weights already summed from the left.
  mutating func pick(upTo sums: [Double]) -> Int {
    let place = uniform() * (sums.last ?? 0)
    return sums.firstIndex { place < $0 } ?? sums.count - 1
  }
}
