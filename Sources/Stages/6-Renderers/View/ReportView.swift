import Charts
import ReportModel

/// What the templates of the report see: every section in words, absent where the report has nothing for it.
struct ReportView {
  let report: Report
  let charts: [Chart]
  /// Rows of a table that are shown; the rest is counted and stands in `report.json`.
  let mostRows: Int
  let settings: RenderSettings

  init(report: Report, mostRows: Int, settings: RenderSettings = RenderSettings()) {
    self.report = report
    self.mostRows = mostRows
    self.settings = settings
    charts = ChartCatalog.charts(for: report)
  }

  var root: ViewValue { .object(sections.merging(look) { section, _ in section }.merging(left) { _, none in none }) }

  private var sections: [String: ViewValue] {
    [
      "product": .text(settings.title ?? report.product), "month": .text(report.month.name),
      "month_id": .text(report.month.description),
      "month_word": .text(report.month.shortName), "previous_word": .text(report.month.previous.shortName),
      "start": .text(report.window.start), "end": .text(report.window.end), "timezone": .text(report.window.timezone),
      "as_of": .text(report.window.asOf), "previous_report": previousReport,
      "next_month": .object(["id": .text(report.month.next.description), "month": .text(report.month.next.name)]),
      "schema": .text(report.schema),
      "chart_style": .trusted(Trusted(ChartStyleSheet.page)), "headline": .optional(report.narrative.headline),
      "lead": .optional(report.narrative.lead), "data_box": dataBox, "key_numbers": keyNumbers, "changes": changes,
      "not_changes": .rows(report.narrative.notChanges.map { .rich($0) }), "why": why, "actions": actions,
      "time_to_value": .rows((report.narrative.timeToValue ?? []).map { .rich($0) }),
      "no_actions": .text(noActions),
      "quiet": .optional(report.narrative.quiet), "signals": signals, "followups": followups,
      "expectations": expectations, "resting": resting, "revisions": revisions,
      "definition_changes": definitionChanges, "owners": owners,
      "charts": .list(charts.map(chart)), "families": .rows(families), "tables": .rows(tables), "events": events,
      "notes": notes, "blind_spots": .rows(report.narrative.blindSpots.map { .rich($0) }), "sources": sources,
    ]
  }

  /// Every place of the page that something may point at.
  var anchors: Set<String> {
    var anchors: Set<String> = ["all-measures", "sources", "actions", "charts", "tables", "events"]
    if !report.notes.isEmpty { anchors.insert("notes") }
    anchors.formUnion(report.metrics.map { Anchor.metric($0.id) })
    anchors.formUnion(report.narrative.changes.indices.map { Anchor.finding(rank(ofChange: $0)) })
    anchors.formUnion(report.narrative.why.filter { hasParts($0.finding) }.map { Anchor.parts($0.finding) })
    anchors.formUnion(shownTables.map { Anchor.table($0.id) })
    anchors.formUnion(charts.map { Anchor.chart($0.id) })
    return anchors.filter { anchor in !settings.hidden.contains { $0.holds(anchor) } }
  }

  /// Narrative writes one entry per finding, in their order.
  func rank(ofChange index: Int) -> Int {
    report.findings.indices.contains(index) ? report.findings[index].rank : index + 1
  }

  func format(_ value: Double?, _ unit: MetricUnit) -> String {
    NumberFormat.value(value, unit: unit, currency: report.currency)
  }

  private var previousReport: ViewValue {
    report.previousReport.map { .object(["id": .text($0.description), "month": .text($0.name)]) } ?? .none
  }

  /// The verdict on the data, where it is not simply *publish*.
  private var dataBox: ViewValue {
    let level = report.verdict.level
    guard level != .publish || report.narrative.caveat != nil else { return .none }
    let title =
      switch level {
      case .refuse: "These data do not carry a report"
      case .caveat, .publish: "Read with a caveat"
      }
    return .object([
      "title": .text(title), "is_refused": .flag(level == .refuse), "level": .text(level.rawValue),
      "caveat": .optional(report.narrative.caveat), "reasons": .rows(report.verdict.reasons.map { .text($0) }),
    ])
  }

  /// Said where there is no action.
  private var noActions: String {
    report.verdict.level == .refuse
      ? "Nothing is proposed on data that do not carry a report." : "No signal asks for an action this month."
  }

  func chart(_ chart: Chart) -> ViewValue {
    .object([
      "id": .text(chart.id), "anchor": .text(Anchor.chart(chart.id)), "title": .text(chart.title),
      "finding": .text(chart.finding), "reading": .optional(chart.reading), "file": .text("charts/\(chart.id).svg"),
      "svg": chart.svg(.page).map { .trusted(Trusted($0)) } ?? .none, "is_drawn": .flag(chart.isDrawn),
      "table": chart.table.map(table) ?? .none, "marks": .rows(chart.marks.map { .text($0) }),
    ])
  }

  private func table(_ table: ChartTable) -> ViewValue {
    .object([
      "headers": .list(table.headers.enumerated().map { column($1, isNumber: $0 > 0) }),
      "rows": .list(
        table.rows.map { row in
          .object(["cells": .list(row.enumerated().map { cell(.text($1), isNumber: $0 > 0, isHead: $0 == 0) })])
        }),
    ])
  }

  func column(_ title: String, isNumber: Bool) -> ViewValue {
    .object(["title": .text(title), "is_number": .flag(isNumber)])
  }

  /// A cell of a table. `is_code` stands for names; markup formats mark them up in the template.
  func cell(_ value: ViewValue, isNumber: Bool, isHead: Bool = false) -> ViewValue {
    let isCode = if case .name = value { true } else { false }
    return .object([
      "text": value, "is_number": .flag(isNumber), "is_head": .flag(isHead), "is_code": .flag(isCode),
      "is_plain": .flag(!isNumber && !isCode),
    ])
  }
}
