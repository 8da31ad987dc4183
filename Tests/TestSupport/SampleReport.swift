package import ReportModel

/// A whole month written by hand: every section of the report has something to show.
package enum SampleReport {
  package static let month = Month(year: 2026, month: 10)

  /// Larkspur Payments API, October 2026.
  package static var october: Report {
    var report = Report(
      product: "Larkspur Payments API", month: month, currency: "USD",
      window: .init(
        start: "2026-10-01T00:00:00Z", end: "2026-11-01T00:00:00Z", timezone: "UTC", asOf: "2026-11-01T00:00:00Z"),
      verdict: DataVerdict(
        level: .caveat, reasons: ["Gateway exports for 9 October, 02:00–05:00 UTC, are missing."], isPartial: false))
    report.narrative = narrative
    report.metrics = metrics
    report.tables = tables
    report.findings = findings
    report.signals = signals
    report.actions = actions
    report.followups = followups
    report.charts = charts
    report.events = events
    report.notes = notes
    report.sources = sources
    report.exclusions = Exclusions(developers: 31, currencies: ["EUR"])
    return report
  }

  /// A report of which nothing could be measured.
  package static var refused: Report {
    var report = Report(
      product: "Larkspur Payments API", month: month, currency: "USD",
      window: .init(
        start: "2026-10-01T00:00:00Z", end: "2026-11-01T00:00:00Z", timezone: "UTC", asOf: "2026-11-01T00:00:00Z"),
      verdict: DataVerdict(level: .refuse, reasons: ["calls: 41 % of the rows could not be read"], isPartial: true))
    report.narrative.headline = .strong("The data do not carry a report for October 2026.")
    report.metrics = [
      MetricResult(
        id: "ttfc.median", family: .onboarding, title: "Time to first call, median", unit: .seconds, good: "down",
        reason: "needs calls")
    ]
    return report
  }

  private static let events = [
    MonthEvent(date: "2026-10-02", title: "Pricing page redesigned", kind: "marketing"),
    MonthEvent(
      date: "2026-10-14", title: "larkspur-python 4.0 (new OAuth flow)", kind: "release", scope: ["sdk": "python"],
      findings: [1]),
    MonthEvent(date: "2026-10-21", title: "Elevated errors on payouts", kind: "incident", findings: [2]),
  ]

  private static let notes = [
    NoteSummary(
      file: "notes/2026-10-20-mira.md", date: "2026-10-20", title: "Call with a payments start-up",
      tags: ["onboarding"],
      quote: "The quickstart still shows api_key=, so I gave up at the token step.", findings: [1]),
    NoteSummary(file: "notes/untitled.md", date: nil, title: nil, tags: [], quote: nil),
  ]

  private static let sources = [
    SourceSummary(
      file: "calls/calls-2026-10.ndjson.gz", table: "calls", format: "ndjson.gz", rows: 81_204_118, rejected: 312,
      reasons: ["ts is missing": 300, "status is not a number": 12], warnings: ["latency_ms": 41],
      ignoredColumns: ["edge_pop"]),
    SourceSummary(file: "developers.csv", table: "developers", format: "csv", rows: 18_220),
    SourceSummary(
      file: "surveys.csv", table: "surveys", format: "csv",
      failure: "surveys.csv:1: the header names documentation twice"),
  ]

  private static let signals = [
    SignalResult(
      id: "ttfc_increasing", title: "Time to first call increasing", fired: true, why: "3 h 05 min, from 1 h 40 min",
      metrics: ["ttfc.median_all"], actions: ["2026-10-ttfc_increasing-1"]),
    SignalResult(
      id: "latency_creeping", title: "Latency creeping up", fired: false, why: "P95 182 ms, within its usual range",
      metrics: ["latency.p95"], actions: []),
    SignalResult(
      id: "dxs_docs_dropping", title: "Documentation score dropping", fired: false, why: "",
      metrics: ["dxs.documentation"],
      actions: [], unavailable: "needs surveys"),
  ]

  private static let actions = [
    Action(
      id: "2026-10-ttfc_increasing-1", signal: "ttfc_increasing",
      title: "Fix the token step in the Python quickstart and say in the 401 which header is missing",
      owner: "Docs + SDK, Mira", finding: 1, because: "Python developers contribute 91 % of the rise",
      rice: .init(reach: 410, impact: 2, confidence: 0.8, effort: 1),
      expect: .init(metric: "ttfc.median", direction: "down", by: Month(year: 2026, month: 12), target: 3_960)),
    Action(
      id: "2026-10-wat-1", signal: "vanity_signups", title: "Move a third of paid-search spend to partner onboarding",
      owner: "Growth", finding: 3,
      because: "The partner channel brings 58 % of the new tokens with 19 % of the sign-ups",
      rice: .init(reach: 1_004, impact: 0.5, confidence: 0.5, effort: 2),
      expect: .init(metric: "wat", direction: "up", by: Month(year: 2027, month: 1))),
    Action(
      id: "2026-10-endpoint_error_rate-1", signal: "endpoint_error_rate",
      title: "Make currency optional again on GET /v1/payouts, or answer with its name", owner: nil, finding: 2,
      because: "96 % of the added failures come from three companies",
      rice: .init(reach: 3, impact: 2, confidence: 1, effort: 0.5), expect: nil),
  ]

  private static let followups = [
    FollowUp(
      action: "2026-09-endpoint_error_rate-1", verdict: "worked",
      statement:
        "Retry-safe POST /v1/charges: 5xx there 0.31 % → 0.05 %, the lowest of 13 months; expected under 0.1 %."),
    FollowUp(
      action: "2026-09-low_endpoint_coverage-1", verdict: "did not",
      statement: "“Did you know?” mail for unused endpoints: median endpoints used 4 → 4, n = 5 120; expected 5."),
    FollowUp(
      action: "2026-09-vanity_signups-1", verdict: "too early", statement: "New pricing page: 11 of 45 days measured."),
  ]
}
