import ReportModel

/// The five numbers of the first screen.
struct KeyNumbersSection {
  let view: MonthView

  /// One row per question a leader asks; in each, the first metric that has a value.
  private static let slots = [
    ["ttfc.median", "ttfc.median_all", "ttfhw.median", "doc_completion.rate"],
    ["ttv.within_7d", "activation.rate", "ttv.median"],
    ["wat", "waic", "active_developers", "calls.total"],
    ["error_rate.5xx", "error_rate.total", "uptime", "latency.p95"],
    ["nrr", "nrr.3m", "grr", "revenue.total"],
  ]

  /// What stands in for a row that stays empty, best first.
  private static let reserves = [
    "active_developers", "churn.rate", "uptime", "latency.p95", "latency.p99", "signups", "dxs.average", "ticket_ratio",
    "revenue.total", "revenue_per_developer", "endpoint_coverage.share", "calls.total", "error_rate.4xx",
    "webhook.within_30s", "depth.median",
  ]

  var rows: [Narrative.KeyNumber] { metrics.map { KeyNumberRow(metric: $0, view: view).row } }

  /// The metrics of the rows, at most five.
  var metrics: [MetricResult] {
    var chosen = KeyNumbersSection.slots.compactMap { $0.lazy.compactMap(view.measured).first }
    let anything = view.report.metrics.map(\.id)
    for id in KeyNumbersSection.reserves + anything where chosen.count < 5 {
      if let metric = view.measured(id), !chosen.contains(where: { $0.id == id }) { chosen.append(metric) }
    }
    return chosen
  }
}

/// One of the five rows.
struct KeyNumberRow {
  let metric: MetricResult
  let view: MonthView

  var row: Narrative.KeyNumber {
    Narrative.KeyNumber(
      metric: metric.id, label: Phrasebook.phrase(metric).label, current: view.format(metric.value, metric.unit),
      detail: detail, previous: metric.previous.value.map { view.format($0, metric.unit) } ?? "—",
      comment: KeyNumberComment(metric: metric, view: view).text.compacted, verdict: metric.verdict)
  }

  /// `of 694`, `n = 812`.
  private var detail: String? {
    if let base = metric.base { return "of " + NumberFormat.count(base) }
    guard metric.unit != .fraction, metric.unit != .count, metric.unit != .money, let n = metric.n else { return nil }
    return "n = " + NumberFormat.count(Double(n))
  }
}

extension MetricResult {
  /// What a share is a share of, where that is a number of things (not of minutes, nor of money).
  var base: Double? {
    let population = Phrasebook.phrase(self).population
    guard unit == .fraction, population != .customers, population != .incidents, let denominator else { return nil }
    return denominator > 0 ? denominator : nil
  }
}
