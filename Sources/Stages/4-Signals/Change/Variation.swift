import Foundation
import ReportModel
import Statistics

/// True movement from month to month that no sampling formula sees.
///
/// With 2 % of it, a plain Poisson comparison of two quiet months of 100 000 events cries wolf three times out of four;
/// leaving it out is the largest source of false alarms.
struct Variation {
  /// Assumed until history tells: 3 % of the value, on the logit scale for shares.
  static let assumed = 0.03
  /// How many months of history the assumption is worth.
  static let assumedWeight = 4.0
  /// Up to here a measure's variance counts, in what is assumed of it, when all measures are looked at together: one
  /// month out of the ordinary (19 in 20 single steps of the assumed size are less) says nothing of the others.
  static let mostRatio = 4.0

  enum Scale { case logarithm, logit }

  /// Standard deviation assumed of this measure.
  let assumed: Double
  /// Own variance beyond sampling ÷ the assumed; negative where chance alone moves more; nil where history is too short.
  let ratio: Double?
  /// How many months of history `ratio` is worth.
  let weight: Double

  /// What a measure's past months tell of it.
  ///
  /// The spread of month-over-month steps, squared, less the sampling variance, by number of neighbouring steps. These
  /// count in full up to a sampling variance as large as the assumption, and beyond it by the square of their ratio, as
  /// their precision falls: steps of few events tell of chance alone. Fewer than two steps (three months) tell nothing.
  /// `perDay` divides a month's total by its days first.
  init(
    _ history: [MetricResult.HistoryPoint], scale: Scale, sampling: Double, perDay: Bool = false,
    assumed: Double = assumed
  ) {
    self.assumed = assumed
    let steps = Variation.steps(history, scale: scale, perDay: perDay)
    let prior = assumed * assumed
    let square = Variation.square(steps)
    ratio = square.map { ($0 - sampling) / prior }
    weight = square == nil ? 0 : Double(steps.count - 1) * pow(prior / max(prior, sampling), 2)
  }

  /// Standard deviation of the change between two months on the scale, beyond `sampling` variance: the measure's own,
  /// averaged with what is usual by months of history.
  ///
  /// - Parameter usual: variance of all of the company's measures, in what is assumed of them.
  func deviation(usual: Double = 1) -> Double {
    let own = max(0, ratio ?? 0)
    let mean = (Variation.assumedWeight * usual + weight * own) / (Variation.assumedWeight + weight)
    return assumed * mean.squareRoot()
  }

  static func estimate(
    _ history: [MetricResult.HistoryPoint], scale: Scale, sampling: Double, perDay: Bool = false,
    assumed: Double = assumed
  ) -> Double {
    Variation(history, scale: scale, sampling: sampling, perDay: perDay, assumed: assumed).deviation()
  }

  /// Variance of a company's measures from month to month, in what is assumed of each; 1 where none has a history.
  ///
  /// Few months tell little of one measure and more of all together: the assumption gives way to what they have in
  /// common (moderated variances: Smyth, "Linear models and empirical Bayes methods", SAGMB 3, 2004). Measures of one
  /// story are one voice. A voice's weight saturates at `assumedWeight`, since measures differ by as much as an
  /// assumption of that weight leaves open; the assumption itself counts as one such voice.
  static func usual(_ readings: [(story: String, variation: Variation)]) -> Double {
    var voices: [String: (ratio: Double, weight: Double, count: Double)] = [:]
    for (story, variation) in readings {
      guard let ratio = variation.ratio, variation.weight > 0 else { continue }
      let held = min(mostRatio, ratio)
      let known = voices[story] ?? (0, 0, 0)
      voices[story] = (known.ratio + variation.weight * held, known.weight + variation.weight, known.count + 1)
    }
    var sum = (ratio: assumedWeight, weight: assumedWeight)
    for (_, voice) in voices.sorted(by: { $0.key < $1.key }) {
      let months = voice.weight / voice.count
      let weight = months * assumedWeight / (months + assumedWeight)
      sum.ratio += weight * voice.ratio / voice.weight
      sum.weight += weight
    }
    return max(0, sum.ratio / sum.weight)
  }

  /// Variance of steps from how far each is from the one before it (a moving range, as control charts take it): a trend
  /// is no variation, nor is that it bends.
  private static func square(_ steps: [Double]) -> Double? {
    let ranges = zip(steps, steps.dropFirst()).map { abs($1 - $0) }
    // 1.4826 leads from the median of normal values to their deviation; a difference varies twice as much as a step.
    // The square of a median of few is too large on average (by simulation 2.2 times for one range, 1.6 for four, 1.2
    // for twelve).
    let excess = 1 + 2.6 / (Double(ranges.count) + 1.2)
    return Quantile.median(ranges).map { pow(1.4826 * $0, 2) / 2 / excess }
  }

  /// Differences between successive months on the scale; months that are not neighbours make none.
  static func steps(_ history: [MetricResult.HistoryPoint], scale: Scale, perDay: Bool = false) -> [Double] {
    zip(history, history.dropFirst()).compactMap { before, after in
      guard after.month.distance(from: before.month) == 1,
        let first = transformed(before, scale, perDay), let second = transformed(after, scale, perDay)
      else { return nil }
      return second - first
    }
  }

  private static func transformed(_ point: MetricResult.HistoryPoint, _ scale: Scale, _ perDay: Bool) -> Double? {
    let value = perDay ? point.value / Double(point.month.dayCount) : point.value
    guard value > 0, value.isFinite else { return nil }
    switch scale {
    case .logarithm: return log(value)
    case .logit: return value < 1 ? log(value / (1 - value)) : nil
    }
  }
}
