import Charts
import ReportModel

/// The charts a mail shows: those of its findings first.
enum MailCharts {
  /// More would push the numbers out of sight, and the mail over what servers take.
  static let most = 3
  /// Chart → the beginnings of the ids of the metrics it shows.
  private static let metrics: [(chart: String, metrics: [String])] = [
    ("ttfc-trend", ["ttfc"]), ("daily-calls", ["calls"]), ("growth", ["wat"]),
    ("error-rates", ["error_rate", "timeout", "availability"]), ("funnel", ["funnel", "activation", "quickstart"]),
    ("nrr-churn", ["nrr", "churn", "revenue", "grr"]),
  ]

  static func chosen(_ charts: [Chart], for report: Report) -> [Chart] {
    let ranked = charts.compactMap { chart -> (rank: Int, chart: Chart)? in
      guard chart.isDrawn, let shown = metrics.first(where: { $0.chart == chart.id })?.metrics else { return nil }
      let ranks = report.findings.filter { finding in shown.contains { finding.metric.hasPrefix($0) } }.map(\.rank)
      return ranks.min().map { ($0, chart) }
    }
    let chosen = ranked.sorted { $0.rank < $1.rank }.prefix(most).map(\.chart.id)
    let first = chosen.isEmpty ? charts.filter(\.isDrawn).prefix(1).map(\.id) : Array(chosen)
    return charts.filter { first.contains($0.id) }
  }
}
