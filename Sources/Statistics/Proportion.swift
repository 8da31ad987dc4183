import Foundation

/// Shares: intervals and the comparison of two.
package enum Proportion {
  /// Wilson's score interval of `successes` out of `trials`, or nil over nothing.
  ///
  /// Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927. Counts need not be
  /// whole, so that an effective sample (n ÷ dispersion) can be put in.
  package static func wilson(_ successes: Double, of trials: Double, confidence: Double = 0.95) -> Interval? {
    guard trials > 0, successes >= 0, successes <= trials else { return nil }
    let z = Normal.twoSidedQuantile(confidence)
    let share = successes / trials
    let scale = 1 + z * z / trials
    let centre = share + z * z / (2 * trials)
    let reach = z * (share * (1 - share) / trials + z * z / (4 * trials * trials)).squareRoot()
    return Interval(
      low: successes == 0 ? 0 : max(0, (centre - reach) / scale),
      high: successes == trials ? 1 : min(1, (centre + reach) / scale))
  }

  /// The interval of `x1/n1 − x0/n0`.
  ///
  /// Newcombe's hybrid score method ("Interval estimation for the difference between independent proportions",
  /// Statistics in Medicine 17, 1998, method 10). `dispersion` divides both samples; `extraVariance` is variance of the
  /// difference beyond sampling.
  package static func difference(
    _ x1: Double, of n1: Double, minus x0: Double, of n0: Double, dispersion: Double = 1, extraVariance: Double = 0,
    confidence: Double = 0.95
  ) -> Interval? {
    guard
      let first = wilson(x1 / dispersion, of: n1 / dispersion, confidence: confidence),
      let second = wilson(x0 / dispersion, of: n0 / dispersion, confidence: confidence)
    else { return nil }
    return Interval.difference(
      x1 / n1, first, minus: x0 / n0, second, extraVariance: extraVariance, confidence: confidence)
  }

  /// The score statistic of two shares: their difference over its standard error were they one.
  ///
  /// Pooled variance times the quasi-binomial dispersion (McCullagh and Nelder, Generalized Linear Models, 4.5) plus
  /// variance beyond sampling. nil where both shares are 0 or both are 1, or a sample is empty.
  package static func score(
    _ x1: Double, of n1: Double, against x0: Double, of n0: Double, dispersion: Double = 1, extraVariance: Double = 0
  ) -> Double? {
    guard n1 > 0, n0 > 0 else { return nil }
    let pooled = (x1 + x0) / (n1 + n0)
    let variance = dispersion * pooled * (1 - pooled) * (1 / n1 + 1 / n0) + extraVariance
    return variance > 0 ? (x1 / n1 - x0 / n0) / variance.squareRoot() : nil
  }

  /// Two-sided p of Fisher's exact test of two shares of whole counts.
  ///
  /// The probability, given all margins, of tables no likelier than the one seen (as R's `fisher.test`). The number of
  /// terms is the smallest margin, so it is meant for samples with a small cell.
  package static func exact(_ x1: Double, of n1: Double, against x0: Double, of n0: Double) -> Double {
    let successes = x1 + x0
    let total = n1 + n0
    let lowest = max(0, successes - n0)
    let highest = min(successes, n1)
    guard highest > lowest else { return 1 }
    let whole = Beta.logChoose(total, successes)
    func logarithm(_ x: Double) -> Double {
      Beta.logChoose(n1, x) + Beta.logChoose(n0, successes - x) - whole
    }
    // A relative tolerance keeps the mirror image of the table in although its logarithm differs in the last digits.
    let seen = logarithm(x1) + 1e-7
    var p = 0.0
    for x in stride(from: lowest, through: highest, by: 1) {
      let value = logarithm(x)
      if value <= seen { p += exp(value) }
    }
    return min(1, p)
  }
}
