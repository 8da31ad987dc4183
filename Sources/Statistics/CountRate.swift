import Foundation

/// Counts of events under two exposures.
package enum CountRate {
  /// Two-sided p that `count` under `exposure` and `base` under `baseExposure` share one Poisson rate.
  ///
  /// Exact and conditional on the sum: Przyborowski and Wilenski, "Homogeneity of results in testing samples from
  /// Poisson series", Biometrika 31, 1940; outcomes no likelier than the one seen are added up (as R's `poisson.test`).
  /// From 5 000 events on the conditional binomial is normal enough, and its score is used.
  package static func exact(_ count: Double, over exposure: Double, against base: Double, over baseExposure: Double)
    -> Double
  {
    let total = count + base
    guard total > 0, exposure > 0, baseExposure > 0 else { return 1 }
    let share = exposure / (exposure + baseExposure)
    guard total < 5_000 else {
      return Normal.twoSided((count - total * share) / (total * share * (1 - share)).squareRoot())
    }
    func logarithm(_ x: Double) -> Double {
      Beta.logChoose(total, x) + x * log(share) + (total - x) * log1p(-share)
    }
    let seen = logarithm(count) + 1e-7
    var p = 0.0
    for x in stride(from: 0, through: total, by: 1) {
      let value = logarithm(x)
      if value <= seen { p += exp(value) }
    }
    return min(1, p)
  }

  /// The interval of the ratio of two Poisson rates.
  ///
  /// Clopper–Pearson on the conditional binomial share, turned into a ratio. `high` is infinite where the base is 0;
  /// nil where both counts are 0.
  package static func ratioInterval(
    _ count: Double, over exposure: Double, against base: Double, over baseExposure: Double, confidence: Double = 0.95
  ) -> Interval? {
    guard count + base > 0, exposure > 0, baseExposure > 0 else { return nil }
    let tail = (1 - confidence) / 2
    let low = count == 0 ? 0 : Beta.quantile(tail, count, base + 1)
    let high = base == 0 ? 1 : Beta.quantile(1 - tail, count + 1, base)
    func ratio(_ share: Double) -> Double {
      share < 1 ? share / (1 - share) * baseExposure / exposure : .infinity
    }
    return Interval(low: ratio(low), high: ratio(high))
  }

  /// Variance of `count − expected`, where the expectation itself rests on a base of days.
  ///
  /// Quasi-Poisson sampling plus true variation between months: `c·φ·E + (cv·E)²` with c = 1 + days ÷ base days.
  package static func variance(
    expected: Double, days: Double, baseDays: Double, dispersion: Double, variation: Double
  ) -> Double {
    (1 + days / baseDays) * dispersion * expected + variation * variation * expected * expected
  }
}
