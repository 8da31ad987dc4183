import Foundation

/// A small, fast generator whose numbers are the same on every machine for the same seed.
///
/// SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
package struct SplitMix64: Hashable, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// A seed from a name: FNV-1a over its bytes.
  package init(name: String) {
    self.init(seed: name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 })
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A number in `0..<bound`; the bias of the multiplication is under 2⁻⁴⁰ for the sizes met here.
  package mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

  /// A number in [0, 1).
  package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A standard normal number, by inversion.
  package mutating func normal() -> Double { Normal.quantile((Double(next() >> 11) + 0.5) * 0x1p-53) }
}

/// The spread of a statistic over accounts, from resampling them.
///
/// Efron and Tibshirani, An Introduction to the Bootstrap, 13.3 (percentile interval). The account is the unit, since
/// rows of one account move together.
package struct Bootstrap: Hashable, Sendable {
  package let standardError: Double
  package let interval: Interval

  /// Draws `count` out of `count` with replacement, `draws` times; a draw without a value is left out.
  ///
  /// nil where fewer than half of the draws have one.
  package init?(
    count: Int, draws: Int = 2_000, seed: SplitMix64, confidence: Double = 0.95,
    statistic: (_ indices: [Int]) -> Double?
  ) {
    guard count > 0 else { return nil }
    var generator = seed
    var indices = [Int](repeating: 0, count: count)
    var values: [Double] = []
    values.reserveCapacity(draws)
    for _ in 0..<draws {
      for position in 0..<count { indices[position] = generator.below(count) }
      if let value = statistic(indices), value.isFinite { values.append(value) }
    }
    guard values.count * 2 >= draws else { return nil }
    values.sort()
    let tail = (1 - confidence) / 2
    guard let low = Quantile.linear(values, tail), let high = Quantile.linear(values, 1 - tail) else { return nil }
    interval = Interval(low: low, high: high)
    standardError = WelchTest.meanAndVariance(values).variance.squareRoot()
  }
}
