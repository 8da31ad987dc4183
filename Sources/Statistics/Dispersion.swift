import Foundation

/// How much more than chance alone a series moves.
package enum Dispersion {
  /// Pearson's X² over its degrees of freedom, never under 1.
  ///
  /// The quasi-likelihood estimate of the dispersion (McCullagh and Nelder, Generalized Linear Models, 4.5.2). 1 where
  /// no degree of freedom is left. `variances` are what chance alone would give each observation; those without any
  /// are left out.
  package static func pearson(
    observed: [Double], expected: [Double], variances: [Double], parameters: Double
  ) -> Double {
    var sum = 0.0
    var used = 0.0
    for ((value, mean), variance) in zip(zip(observed, expected), variances) where variance > 0 {
      sum += (value - mean) * (value - mean) / variance
      used += 1
    }
    return used > parameters ? max(1, sum / (used - parameters)) : 1
  }

  /// Laney's σz of a p′ chart: the spread of standardised shares from one subgroup to the next.
  ///
  /// Laney, "Improved control charts for attributes", Quality Engineering 14, 2002: mean moving range of
  /// `(p − p̄)/√(p̄q̄/n)` over 1.128. Moving ranges do not see slow drift. nil with fewer than two subgroups or no
  /// spread.
  package static func laney(_ shares: [(numerator: Double, denominator: Double)]) -> Double? {
    let used = shares.filter { $0.denominator > 0 }
    guard used.count >= 2 else { return nil }
    let pooled = used.reduce(0) { $0 + $1.numerator } / used.reduce(0) { $0 + $1.denominator }
    let spread = pooled * (1 - pooled)
    guard spread > 0 else { return nil }
    let scores = used.map { ($0.numerator / $0.denominator - pooled) / (spread / $0.denominator).squareRoot() }
    return ControlChart.meanMovingRange(scores).map { $0 / 1.128 }
  }

  /// Median absolute deviation from the median, scaled to the standard deviation of a normal sample (× 1.4826).
  ///
  /// Hampel, "The influence curve and its role in robust estimation", JASA 69, 1974.
  package static func scaledMAD(_ values: [Double]) -> Double? {
    guard let centre = Quantile.median(values) else { return nil }
    return Quantile.median(values.map { abs($0 - centre) }).map { 1.4826 * $0 }
  }

  /// By how much the variance of a mean grows when neighbours resemble each other: (1 + r) ÷ (1 − r), at least 1.
  ///
  /// The variance inflation of a first-order autoregressive series (Bartlett, "Some aspects of the time-correlation
  /// problem in regard to tests of significance", JRSS 98, 1935). r is the lag-1 correlation with Kendall's correction
  /// for its bias, (1 + 3r) ÷ n, held to 0…0.85. 1 with fewer than 14 values.
  package static func autocorrelationInflation(_ residuals: [Double]) -> Double {
    guard residuals.count >= 14 else { return 1 }
    let mean = residuals.reduce(0, +) / Double(residuals.count)
    let centred = residuals.map { $0 - mean }
    let squares = centred.reduce(0) { $0 + $1 * $1 }
    guard squares > 0 else { return 1 }
    let products = zip(centred, centred.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    let raw = products / squares
    let r = min(0.85, max(0, raw + (1 + 3 * raw) / Double(residuals.count)))
    return (1 + r) / (1 - r)
  }
}
