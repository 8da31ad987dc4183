import Foundation

/// When a series left its level: from one day on, or for some days.
///
/// The likelihood ratio of one step, and of one run of days, in Poisson counts with known exposures (Kulldorff, "A
/// spatial scan statistic", Communications in Statistics 26, 1997, applied to time; Hinkley, Biometrika 57, 1970). A run
/// has two ends to choose, so that it must gain `ln T` more than a step.
package struct LevelShift: Hashable, Sendable {
  /// First index at the other level, and indices within 1.92 of the best log-likelihood: a 95 % likelihood set.
  package let start: Int
  package let startCandidates: ClosedRange<Int>
  /// First index back at the earlier level and its likelihood set; nil where the series stayed.
  package let end: Int?
  package let endCandidates: ClosedRange<Int>?
  /// Rate at the other level ÷ rate before; infinite where nothing came before.
  package let ratio: Double

  /// nil where nothing passes `L/φ > ln T + 2` (a run: `2 ln T + 2`), or the best step lies before index `first`.
  ///
  /// Days before `first` tell the earlier level; T is the number of days from it on.
  package init?(observed: [Double], expected: [Double], dispersion: Double = 1, first: Int = 1) {
    guard let step = SplitDay(observed: observed, expected: expected, dispersion: dispersion, first: first) else {
      guard let run = Run(observed, expected, dispersion, first) else { return nil }
      self.init(run)
      return
    }
    if let run = Run(observed, expected, dispersion, first),
      run.gain - log(Double(observed.count - first + 1)) > step.gain / dispersion
    {
      self.init(run)
      return
    }
    self.init(
      start: step.index, startCandidates: step.candidates, end: nil, endCandidates: nil, ratio: step.ratio)
  }

  private init(_ run: Run) {
    self.init(
      start: run.days.lowerBound, startCandidates: run.starts, end: run.days.upperBound, endCandidates: run.ends,
      ratio: run.ratio)
  }

  private init(
    start: Int, startCandidates: ClosedRange<Int>, end: Int?, endCandidates: ClosedRange<Int>?, ratio: Double
  ) {
    self.start = start
    self.startCandidates = startCandidates
    self.end = end
    self.endCandidates = endCandidates
    self.ratio = ratio
  }

  /// The best run of days that ended before the series does.
  private struct Run {
    let days: Range<Int>
    let starts: ClosedRange<Int>
    let ends: ClosedRange<Int>
    let gain: Double
    let ratio: Double

    init?(_ observed: [Double], _ expected: [Double], _ dispersion: Double, _ first: Int) {
      let total = observed.reduce(0, +)
      let exposure = expected.reduce(0, +)
      guard observed.count >= 8, first < observed.count - 1, total > 0, exposure > 0 else { return nil }
      var gains: [(days: Range<Int>, gain: Double)] = []
      for start in max(first, 1)..<observed.count - 1 {
        var count = 0.0
        var mean = 0.0
        for end in start + 1..<observed.count {
          count += observed[end - 1]
          mean += expected[end - 1]
          gains.append((start..<end, SplitDay.gain(count, mean, total: total, exposure: exposure) / dispersion))
        }
      }
      guard let best = gains.max(by: { ($0.gain, $1.days.lowerBound) < ($1.gain, $0.days.lowerBound) }),
        best.gain > 2 * log(Double(observed.count - first + 1)) + 2
      else { return nil }
      let near = gains.filter { $0.gain >= best.gain - 1.92 }
      days = best.days
      gain = best.gain
      starts = (near.map(\.days.lowerBound).min() ?? 0)...(near.map(\.days.lowerBound).max() ?? 0)
      ends = (near.map(\.days.upperBound).min() ?? 0)...(near.map(\.days.upperBound).max() ?? 0)
      let inside = observed[days].reduce(0, +) / max(expected[days].reduce(0, +), 1e-12)
      let outside = (total - observed[days].reduce(0, +)) / max(exposure - expected[days].reduce(0, +), 1e-12)
      ratio = outside > 0 ? inside / outside : .infinity
    }
  }
}
