import ReportModel

/// A report in which every list has an element and every value is there: what the names of a template are held
/// against.
enum Specimen {
  static var view: ViewValue { reportView.root }

  static var reportView: ReportView { ReportView(report: report, mostRows: 1, settings: settings) }

  private static var settings: RenderSettings {
    var settings = RenderSettings()
    settings.logo = "data:image/png;base64,AAAA"
    settings.accent = "#005a9c"
    settings.accentDark = "#8cc8ff"
    settings.baseURL = "https://reports.example"
    return settings
  }

  static var entry: ArchiveEntry { ArchiveEntry(report: report) }

  static var report: Report {
    let month = Month(year: 2026, month: 10)
    var report = Report(
      product: "product", month: month, currency: "USD",
      window: .init(start: "start", end: "end", timezone: "UTC", asOf: "2026-11-01T00:00:00Z"),
      verdict: DataVerdict(level: .caveat, reasons: ["reason"]))
    report.previousReport = month.previous
    report.narrative = narrative
    report.metrics = [metric, unavailable]
    report.tables = ["tickets_by_topic": [row, row]]
    report.findings = [
      Finding(
        rank: 1, metric: metric.id, verdict: .worse, statement: "statement",
        causes: [
          Cause(
            rung: .measured, level: .located, statement: "statement", segment: ["sdk": .one("python")], effect: .rate,
            contribution: 1, inside: .init(previous: 1, value: 2, n: 1), rows: .init(current: 2, previous: 1))
        ], unexplained: 1, evidence: .init(rows: 2, previousRows: 1, sources: ["calls.ndjson"]))
    ]
    report.signals = [
      SignalResult(id: "signal", title: "title", fired: true, why: "why", metrics: [metric.id], actions: ["action"])
    ]
    report.actions = [
      Action(
        id: "action", signal: "signal", title: "title", owner: "owner", finding: 1, because: "because",
        rice: .init(reach: 1, impact: 1, confidence: 1, effort: 1),
        expect: .init(metric: metric.id, direction: "down", by: month, target: 1))
    ]
    continuity(of: &report)
    report.charts = charts
    report.events = [
      MonthEvent(date: "2026-10-14", title: "title", kind: "release", scope: ["sdk": "python"], findings: [1])
    ]
    report.notes = [
      NoteSummary(file: "file", date: "2026-10-14", title: "title", tags: ["tag"], quote: "quote", findings: [1])
    ]
    report.sources = [
      SourceSummary(file: "file", table: "calls", format: "csv", rows: 2, rejected: 1, reasons: ["reason": 1])
    ]
    return report
  }

  private static func continuity(of report: inout Report) {
    report.actions[0].rice.because = ["because"]
    report.actions[0].status = .accepted
    report.actions[0].note = "note"
    report.actions[0].suggestion = "suggestion"
    var followup = FollowUp(action: "action", verdict: "worked", statement: "statement")
    followup.suggestion = "suggestion"
    report.followups = [followup]
    report.expectations = [
      ExpectedOutcome(
        action: "action", title: "title", metric: metric.id, segment: ["sdk": "python"], direction: "down", target: 1,
        by: report.month, then: 2, now: 1, state: "met")
    ]
    report.resting = [RestingAction(id: "action", title: "title", state: "declined", why: "why")]
    report.revisions = [Revision(month: report.month, metric: metric.id, old: 1, new: 2, why: "why")]
    report.definitionChanges = [DefinitionChange(key: "activation", old: "old", new: "new", since: report.month)]
    report.owners = [OwnerView(owner: "owner", findings: [1], actions: ["action"], followups: ["action"])]
  }

  private static let row: TableRow = ["topic": .text("topic"), "tickets": .integer(1), "previous_tickets": .null]

  private static var narrative: Narrative {
    var narrative = Narrative()
    narrative.headline = "headline"
    narrative.lead = "lead"
    narrative.caveat = "caveat"
    narrative.keyNumbers = [
      .init(
        metric: metric.id, label: "label", current: "1", detail: "detail", previous: "1", comment: "comment",
        verdict: .worse)
    ]
    narrative.changes = ["change"]
    narrative.notChanges = ["not a change"]
    narrative.why = [.init(finding: 1, title: "title", points: [.init(rung: .measured, text: "text")])]
    narrative.quiet = "quiet"
    narrative.blindSpots = ["blind spot"]
    narrative.timeToValue = ["way to value"]
    return narrative
  }

  private static var metric: MetricResult {
    var metric = MetricResult(
      id: "ttfc.median", family: .onboarding, title: "title", unit: .seconds, good: "down", value: 2, n: 1,
      previous: .init(value: 1), band: "band", target: 1, note: "note", smallSample: true,
      history: [.init(month: Month(year: 2026, month: 9), value: 1)])
    metric.reason = "reason"
    metric.verdictReason = "reason"
    metric.change?.interval = [0, 1]
    return metric
  }

  private static var unavailable: MetricResult {
    MetricResult(id: "ttfc.p90", family: .onboarding, title: "title", unit: .number, good: "up", reason: "reason")
  }

  private static var charts: ChartData {
    var charts = ChartData()
    charts.ttfcTrend = [
      .init(week: "2026-10-12", signups: 40, called: 30, median: 60, p90: 600, isCurrent: true, isOpen: false)
    ]
    return charts
  }
}
