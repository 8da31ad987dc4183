package import ReportModel

/// Splits a metric's change into parts that add up to it exactly.
///
/// Of the metric's breakdowns the one is told whose at most three named segments explain most beyond their size; ties
/// go by the fixed order of dimensions. This is arithmetic: it says where the change sits in the numbers, never why, so
/// the level of every part is `arithmetic`. A finder that also locates and dates can stand in for it (`CauseFinder`).
package enum Contribution {
  /// Causes with contributions (largest first, `broad` and `calendar` last) and what they leave unexplained.
  ///
  /// In printed order the contributions and `unexplained` add up to `change.absolute` to the last digit.
  package static func causes(
    for metric: MeasuredMetric, currency: String = "USD"
  ) -> (causes: [Cause], unexplained: Double) {
    guard let values = ComparedValues(metric.result), values.change != 0 else { return ([], 0) }
    let words = CauseWords(metric: metric, values: values, figures: Figures(currency: currency))
    let calendar = calendar(metric, values)
    var causes = split(metric, values, calendar).map { told($0, words) } ?? []
    if calendar != 0 { causes.append(words.calendar(calendar)) }
    return ExactSum.settle(causes, to: values.change)
  }

  /// The order ties are decided in; dimensions that are not listed come after, by name.
  static let dimensionOrder = [
    "endpoint", "api_version", "sdk", "plan", "channel", "region", "country", "company_size", "github_stars", "topic",
    "tier", "status", "company_id",
  ]

  /// Part of the change under which the calendar is not told apart.
  static let leastCalendar = 0.05

  private static func calendar(_ metric: MeasuredMetric, _ values: ComparedValues) -> Double {
    guard let expected = metric.result.expected, case .count = metric.evidence else { return 0 }
    let calendar = expected - values.previous
    return abs(calendar) >= leastCalendar * abs(values.change) ? calendar : 0
  }

  /// The split that explains most; nil where there is none.
  private static func split(_ metric: MeasuredMetric, _ values: ComparedValues, _ calendar: Double) -> Split? {
    let ordered = metric.breakdowns.filter { !$0.cells.isEmpty }.sorted { order($0.dimension) < order($1.dimension) }
    let splits = ordered.compactMap { breakdown -> Split? in
      switch breakdown.kind {
      case .additive: AdditiveSplit(metric: metric, values: values, calendar: calendar).split(breakdown)
      case .ratio, .exceedance: RatioSplit(metric: metric, values: values).split(breakdown)
      }
    }
    var best: Split?
    for split in splits where split.score > (best?.score ?? -1) + 1e-9 { best = split }
    return best
  }

  private static func order(_ dimension: String) -> (Int, String) {
    (dimensionOrder.firstIndex(of: dimension) ?? dimensionOrder.count, dimension)
  }

  private static func told(_ split: Split, _ words: CauseWords) -> [Cause] {
    if split.named.isEmpty, split.parts.contains(where: { $0.flow != nil }) { return words.flows(split) }
    var causes = split.named.map { words.segment($0, split) }
    if split.mix != 0, abs(split.mix) >= Split.leastShare * abs(split.real) { causes.append(words.mix(split)) }
    causes.sort { abs($0.contribution ?? 0) > abs($1.contribution ?? 0) }
    // What is left moved on its own only where it is much of the change and more than chance; beside a mix less is
    // enough, since better rates may hide behind a worse mix.
    let least = split.isMix ? 0.2 : 0.5
    let rest = split.rest
    if abs(rest.contribution) >= least * abs(split.real), abs(rest.contribution) > 2 * rest.error {
      causes.append(words.broad(split))
    }
    return causes
  }
}

/// Makes printed parts add up to the printed whole, in floating point.
enum ExactSum {
  /// The causes and the rest, so that `((c₁ + c₂) + …) + rest == total` bit for bit.
  ///
  /// A rest that is only rounding is folded into the largest part. Adding the rest last can miss the total by its last
  /// bit; a few corrections settle it.
  static func settle(_ causes: [Cause], to total: Double) -> (causes: [Cause], unexplained: Double) {
    var causes = causes
    func sum() -> Double { causes.reduce(0) { $0 + ($1.contribution ?? 0) } }
    let size = causes.reduce(abs(total)) { max($0, abs($1.contribution ?? 0)) }
    if let largest = causes.indices.max(by: {
      (abs(causes[$0].contribution ?? 0), $1) < (abs(causes[$1].contribution ?? 0), $0)
    }) {
      for _ in 0..<4 where sum() != total && abs(total - sum()) <= 1e-9 * size {
        causes[largest].contribution = (causes[largest].contribution ?? 0) + (total - sum())
      }
    }
    var rest = total - sum()
    for _ in 0..<4 where sum() + rest != total { rest += total - (sum() + rest) }
    for index in causes.indices {
      causes[index].share = causes[index].contribution.flatMap { total != 0 ? $0 / total : nil }
    }
    return (causes, rest)
  }
}
