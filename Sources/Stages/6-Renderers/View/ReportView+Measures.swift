import Charts
import ReportModel

/// All measures, by family.
extension ReportView {
  var families: [ViewValue] {
    MetricFamily.allCases.compactMap { family in
      let metrics = report.metrics.filter { $0.family == family }
      guard !metrics.isEmpty else { return nil }
      return .object([
        "title": .text(family.title), "anchor": .text("family-" + family.rawValue), "rows": .list(metrics.map(metric)),
      ])
    }
  }

  private func metric(_ metric: MetricResult) -> ViewValue {
    .object([
      "id": .text(metric.id), "anchor": .text(Anchor.metric(metric.id)), "title": .text(metric.title),
      "value": .text(format(metric.value, metric.unit)), "previous": .text(format(metric.previous.value, metric.unit)),
      "is_available": .flag(metric.value != nil),
      "reason": metric.value == nil ? .text(metric.reason ?? "not computed") : .none,
      "change": .text(NumberFormat.change(metric.change?.absolute, unit: metric.unit, currency: report.currency)),
      "relative": .optional(relative(metric)), "interval": .optional(interval(metric)),
      "verdict": VerdictWords.view(metric.verdict), "verdict_reason": .optional(verdictReason(metric)),
      "n": .text(count(metric)), "band": .optional(metric.band), "target": .optional(target(metric)),
      "note": .optional(metric.note), "is_small": .flag(metric.smallSample),
      "spark": Sparkline.svg(metric, month: report.month, currency: report.currency)
        .map { .trusted(Trusted($0)) } ?? .none,
      "spark_text": .optional(Sparkline.text(metric, month: report.month)),
    ])
  }

  /// `+74 %`; nil where the change stands in points or is none.
  private func relative(_ metric: MetricResult) -> String? {
    guard metric.unit != .fraction, metric.unit != .points, let relative = metric.change?.relative, relative != 0 else {
      return nil
    }
    return NumberFormat.relativeChange(relative)
  }

  private func interval(_ metric: MetricResult) -> String? {
    guard let interval = metric.change?.interval, interval.count == 2 else { return nil }
    return NumberFormat.interval(interval[0], interval[1], unit: metric.unit, currency: report.currency)
  }

  /// Why the verdict is what it is; the interval stands beside the change already.
  private func verdictReason(_ metric: MetricResult) -> String? {
    guard let reason = metric.verdictReason, let interval = interval(metric) else { return metric.verdictReason }
    return [" ", "\u{202F}"].reduce(reason) { $0.replacing(": 95\($1)% interval of the change \(interval)", with: "") }
  }

  /// The denominator of a share, the sample of a quantile; nothing for a count.
  private func count(_ metric: MetricResult) -> String {
    (metric.denominator ?? metric.n.map(Double.init)).map { NumberFormat.count($0) } ?? ""
  }

  private func target(_ metric: MetricResult) -> String? {
    metric.target.map { (metric.good == "up" ? "over " : "under ") + format($0, metric.unit) }
  }
}
