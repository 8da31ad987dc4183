import ReportModel
import Rollup

extension TableBuilder {
  /// Endpoints with calls in the month, worst first; those an average hides are marked.
  func endpoints() -> [TableRow]? {
    guard let rollup = month.rollup else { return nil }
    let all = rollup.outcomes(days: month.days)
    let rows = rollup.visibleEndpoints.compactMap { endpoint -> (errors: Int, name: String, row: TableRow)? in
      let counts = rollup.outcomes(endpoint: endpoint, days: month.days)
      guard counts.calls > 0 else { return nil }
      let before = rollup.outcomes(endpoint: endpoint, days: previous.days)
      let histogram = month.latencies(endpoints: rollup.members(of: endpoint))
      let hidden = Self.isHidden(counts, all: all, minimum: world.configuration.minN)
      let row: TableRow = [
        "endpoint": .text(rollup.endpoints[endpoint]), "calls": .integer(counts.calls),
        "errors_4xx": .integer(counts.clientErrors), "errors_5xx": .integer(counts.serverErrors),
        "timeouts": .integer(counts.timeouts), "error_rate": .number(Double(counts.errors) / Double(counts.calls)),
        "previous_error_rate": Cell(before.calls == 0 ? nil : Double(before.errors) / Double(before.calls)),
        "rate_limited": .integer(counts.rateLimited), "aborted": .integer(counts.aborted),
        "p50_ms": Cell(histogram.quantile(0.5).map { $0 / 1_000 }),
        "p95_ms": Cell(histogram.quantile(0.95).map { $0 / 1_000 }),
        "p99_ms": Cell(histogram.quantile(0.99).map { $0 / 1_000 }), "hidden": .flag(hidden),
      ]
      return (counts.errors, rollup.endpoints[endpoint], row)
    }
    return rows.sorted { ($1.errors, $0.name) < ($0.errors, $1.name) }.map(\.row)
  }

  /// The global-hides-local check: at least `minimum` calls and five times the API-wide rate.
  static func isHidden(_ counts: OutcomeCounts, all: OutcomeCounts, minimum: Int) -> Bool {
    guard counts.calls >= minimum, counts.errors > 0, all.calls > 0 else { return false }
    return Double(counts.errors) / Double(counts.calls) >= 5 * Double(all.errors) / Double(all.calls)
  }

  func incidents() -> [TableRow]? {
    guard world.exports.present.contains(.incidents) else { return nil }
    return world.exports.incidents.filter { incident in
      incident.startedAt < min(month.end, month.asOf) && (incident.resolvedAt ?? month.asOf) > month.start
    }.sorted { ($0.startedAt, $0.title ?? "") < ($1.startedAt, $1.title ?? "") }.map { incident in
      let from = max(month.start, incident.startedAt)
      let to = max(from, min(month.end, incident.resolvedAt ?? month.asOf))
      let counts = incident.impact == "critical" || incident.impact == "major"
      return [
        "started_at": .text(ZoneTable.iso(incident.startedAt)), "impact": Cell(incident.impact),
        "title": Cell(incident.title), "minutes": .number(month.seconds(to - from) / 60), "counts": .flag(counts),
      ]
    }
  }
}
