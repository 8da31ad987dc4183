import Foundation

/// Sums of effective counts over a segment, or over everything.
struct EffectiveSums {
  /// Observed, expected and (for shares) exposed.
  var observed = 0.0
  var expected = 0.0
  var exposure = 0.0

  static func + (left: EffectiveSums, right: EffectiveSums) -> EffectiveSums {
    EffectiveSums(
      observed: left.observed + right.observed, expected: left.expected + right.expected,
      exposure: left.exposure + right.exposure)
  }

  mutating func add(_ other: EffectiveSums) {
    observed += other.observed
    expected += other.expected
    exposure += other.exposure
  }

  /// What is left of a whole without one of its parts; never negative.
  static func - (whole: EffectiveSums, part: EffectiveSums) -> EffectiveSums {
    EffectiveSums(
      observed: max(0, whole.observed - part.observed), expected: max(0, whole.expected - part.expected),
      exposure: max(0, whole.exposure - part.exposure))
  }

  /// Observed ÷ expected of a whole without one of its parts; 0 where nothing is left.
  func level(without part: EffectiveSums) -> Double {
    (observed - part.observed) / max(expected - part.expected, 1e-12)
  }
}

/// Log-likelihood gained by giving a segment a level of its own.
enum ScanScore {
  static func gain(_ segment: EffectiveSums, of all: EffectiveSums, form: ScanTable.Form, isShare: Bool) -> Double {
    form == .count ? againstRest(segment, of: all) : againstExpectation(segment, isShare: isShare)
  }

  /// Counts, against the rest: Kulldorff's Poisson scan statistic ("A spatial scan statistic", Communications in
  /// Statistics 26, 1997). A shift common to all segments cancels out.
  static func againstRest(_ segment: EffectiveSums, of all: EffectiveSums) -> Double {
    let restObserved = max(0, all.observed - segment.observed)
    let restExpected = max(0, all.expected - segment.expected)
    // Everything, or everything that was expected: there is no rest to compare with.
    guard all.observed > 0, all.expected > 0, restExpected > 1e-9 * all.expected else { return 0 }
    let level = all.observed / all.expected
    return max(0, term(segment.observed, segment.expected * level) + term(restObserved, restExpected * level))
  }

  /// Shares, against their own expectation (expectation-based scan; Neill, "Expectation-based scan statistics for
  /// monitoring spatial time series data", International Journal of Forecasting 25, 2009), binomial or Poisson.
  static func againstExpectation(_ segment: EffectiveSums, isShare: Bool) -> Double {
    let (a, e, n) = (segment.observed, segment.expected, segment.exposure)
    guard isShare else { return max(0, term(a, e) - (a - e)) }
    return max(0, term(a, e) + term(n - a, n - e))
  }

  /// `a·ln(a/e)`; what was not expected at all is taken for a thousandth of an effective unit.
  private static func term(_ a: Double, _ e: Double) -> Double { a > 0 ? a * log(a / max(e, 1e-3)) : 0 }
}
