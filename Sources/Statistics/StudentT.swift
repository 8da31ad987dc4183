import Foundation

/// Student's t distribution, for degrees of freedom that need not be whole.
package enum StudentT {
  /// Probability of a value at most `t`.
  ///
  /// Through the incomplete beta function (Abramowitz and Stegun, 26.7.1).
  package static func cdf(_ t: Double, degrees: Double) -> Double {
    let tail = 0.5 * twoSided(t, degrees: degrees)
    return t < 0 ? tail : 1 - tail
  }

  /// Probability of a value at least as far from 0 as `t`, on either side.
  package static func twoSided(_ t: Double, degrees: Double) -> Double {
    guard t.isFinite else { return 0 }
    return Beta.regularized(degrees / (degrees + t * t), 0.5 * degrees, 0.5)
  }

  /// The `t` that a share `confidence` of all values lies within: 2.228 for 0.95 and 10 degrees.
  package static func twoSidedQuantile(_ confidence: Double, degrees: Double) -> Double {
    let x = Beta.quantile(1 - confidence, 0.5 * degrees, 0.5)
    return x > 0 ? (degrees * (1 - x) / x).squareRoot() : .infinity
  }
}

/// Welch's comparison of two means whose variances need not agree.
///
/// Welch, "The generalization of Student's problem when several different population variances are involved",
/// Biometrika 34, 1947, with the Satterthwaite degrees of freedom.
package struct WelchTest: Hashable, Sendable {
  /// Mean of the first sample less the mean of the second.
  package let difference: Double
  package let standardError: Double
  package let degrees: Double
  package let p: Double
  package let interval: Interval

  /// nil where a sample has fewer than two values.
  package init?(_ first: [Double], _ second: [Double], confidence: Double = 0.95) {
    guard first.count >= 2, second.count >= 2 else { return nil }
    let a = WelchTest.meanAndVariance(first)
    let b = WelchTest.meanAndVariance(second)
    let perMeanA = a.variance / Double(first.count)
    let perMeanB = b.variance / Double(second.count)
    let variance = perMeanA + perMeanB
    difference = a.mean - b.mean
    standardError = variance.squareRoot()
    guard variance > 0 else {
      degrees = Double(first.count + second.count - 2)
      p = difference == 0 ? 1 : 0
      interval = Interval(low: difference, high: difference)
      return
    }
    let parts =
      perMeanA * perMeanA / Double(first.count - 1) + perMeanB * perMeanB / Double(second.count - 1)
    degrees = variance * variance / parts
    p = StudentT.twoSided(difference / standardError, degrees: degrees)
    let reach = StudentT.twoSidedQuantile(confidence, degrees: degrees) * standardError
    interval = Interval(low: difference - reach, high: difference + reach)
  }

  /// Mean and unbiased variance; the variance of one value is 0.
  package static func meanAndVariance(_ values: [Double]) -> (mean: Double, variance: Double) {
    guard !values.isEmpty else { return (.nan, .nan) }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, values.count > 1 ? squares / Double(values.count - 1) : 0)
  }
}
