import Foundation

/// Logarithms of gamma and beta functions, and the incomplete beta function that the exact tests rest on.
package enum Beta {
  /// ln Γ(x) for x > 0.
  ///
  /// Lanczos' approximation with g = 607/128 and 15 terms (Godfrey's coefficients, as in Apache Commons Math), about 15
  /// digits. The C library's `lgamma` writes a global sign, so it is not used.
  package static func logGamma(_ x: Double) -> Double {
    guard x > 0 else { return .infinity }
    var sum = coefficients[0]
    for (index, coefficient) in coefficients.enumerated().dropFirst() { sum += coefficient / (x + Double(index)) }
    let shifted = x + 607.0 / 128.0 + 0.5
    return (x + 0.5) * log(shifted) - shifted + 0.5 * log(2 * Double.pi) + log(sum / x)
  }

  /// ln C(n, k).
  package static func logChoose(_ n: Double, _ k: Double) -> Double {
    logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
  }

  /// The regularised incomplete beta function I_x(a, b), for a, b > 0.
  ///
  /// Continued fraction by Lentz's method (Press et al., Numerical Recipes, 3rd edition, 6.4).
  package static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    if x > (a + 1) / (a + b + 2) { return 1 - regularized(1 - x, b, a) }
    let front = exp(a * log(x) + b * log1p(-x) - logGamma(a) - logGamma(b) + logGamma(a + b)) / a
    return front * fraction(x, a, b)
  }

  /// The x with I_x(a, b) = p, by bisection: slow, certain, to the last bit or so.
  package static func quantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
    guard p > 0 else { return 0 }
    guard p < 1 else { return 1 }
    var low = 0.0
    var high = 1.0
    for _ in 0..<80 {
      let middle = 0.5 * (low + high)
      if regularized(middle, a, b) < p { low = middle } else { high = middle }
    }
    return 0.5 * (low + high)
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / away(1 - (a + b) * x / (a + 1))
    var result = d
    // Far more terms than √max(a, b) needs at the sizes met here; the loop ends when the factor is 1.
    for term in 1...20_000 {
      let m = Double(term)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / away(1 + even * d)
      c = away(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / away(1 + odd * d)
      c = away(1 + odd / c)
      let factor = d * c
      result *= factor
      if abs(factor - 1) < 1e-15 { break }
    }
    return result
  }

  private static let coefficients = [
    0.999_999_999_999_997_091_82, 57.156_235_665_862_923_517, -59.597_960_355_475_491_248, 14.136_097_974_741_747_174,
    -0.491_913_816_097_620_199_78, 0.339_946_499_848_118_886_99e-4, 0.465_236_289_270_485_756_65e-4,
    -0.983_744_753_048_795_646_77e-4, 0.158_088_703_224_912_494_88e-3, -0.210_264_441_724_104_883_19e-3,
    0.217_439_618_115_212_643_2e-3, -0.164_318_106_536_763_890_22e-3, 0.844_182_239_838_527_432_93e-4,
    -0.261_908_384_015_814_086_7e-4, 0.368_991_826_595_316_234_67e-5,
  ]
}
