import Foundation

/// The day from which a series runs at another level.
///
/// The likelihood ratio of one change point in Poisson counts with known exposures, over all split days (Kulldorff, "A
/// spatial scan statistic", Communications in Statistics 26, 1997, applied to time; Hinkley, Biometrika 57, 1970, for
/// the change point).
package struct SplitDay: Hashable, Sendable {
  /// First index of the later part.
  package let index: Int
  /// Indices within 1.92 of the best log-likelihood: a 95 % likelihood set.
  package let candidates: ClosedRange<Int>
  /// Rate after ÷ rate before; infinite where nothing came before.
  package let ratio: Double
  /// Log-likelihood gained, before the dispersion.
  let gain: Double

  /// nil where no split passes `L/φ > ln T + 2`, or the best lies before index `first`: no date can be told.
  ///
  /// Days before `first` tell the earlier level; T is the number of days from it on.
  package init?(observed: [Double], expected: [Double], dispersion: Double = 1, first: Int = 1) {
    let total = observed.reduce(0, +)
    let exposure = expected.reduce(0, +)
    guard observed.count == expected.count, observed.count >= 4, total > 0, exposure > 0 else { return nil }
    var gains: [Double] = []
    var before = 0.0
    var beforeExposure = 0.0
    for day in observed.indices.dropLast() {
      before += observed[day]
      beforeExposure += expected[day]
      gains.append(SplitDay.gain(before, beforeExposure, total: total, exposure: exposure) / dispersion)
    }
    guard let best = gains.indices.max(by: { (gains[$0], $1) < (gains[$1], $0) }),
      best + 1 >= first, gains[best] > log(Double(observed.count - first + 1)) + 2
    else { return nil }
    let near = gains.indices.filter { $0 + 1 >= first && gains[$0] >= gains[best] - 1.92 }
    index = best + 1
    gain = gains[best] * dispersion
    candidates = (near.min() ?? best) + 1...(near.max() ?? best) + 1
    let early = observed.prefix(index).reduce(0, +) / expected.prefix(index).reduce(0, +)
    let late = observed.suffix(from: index).reduce(0, +) / expected.suffix(from: index).reduce(0, +)
    ratio = early > 0 ? late / early : .infinity
  }

  static func gain(_ part: Double, _ partExposure: Double, total: Double, exposure: Double) -> Double {
    let rest = total - part
    let restExposure = exposure - partExposure
    guard partExposure > 0, restExposure > 0 else { return 0 }
    func term(_ count: Double, _ mean: Double) -> Double { count > 0 ? count * log(count / mean) : 0 }
    return term(part, total * partExposure / exposure) + term(rest, total * restExposure / exposure)
  }
}
