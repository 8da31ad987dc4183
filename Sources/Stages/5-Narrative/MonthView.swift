import ReportModel

/// A report as the sections ask of it.
struct MonthView {
  /// What kind of month the words are for.
  enum Mood: Hashable { case refused, empty, baseline, undecided, quiet, moved }

  let report: Report
  let mood: Mood
  /// Company id → name, from the table that shows both.
  let companyNames: [String: String]
  private let metrics: [String: MetricResult]

  init(_ report: Report) {
    self.report = report
    metrics = Dictionary(report.metrics.map { ($0.id, $0) }) { first, _ in first }
    mood = MonthView.mood(of: report)
    companyNames = (report.tables["calls_by_company"] ?? []).reduce(into: [:]) { names, row in
      if let id = row["company_id"]?.text, let name = row["company"]?.text, !name.isEmpty { names[id] = name }
    }
  }

  private static func mood(of report: Report) -> Mood {
    if report.verdict.level == .refuse { return .refused }
    if !report.findings.isEmpty || report.metrics.contains(where: \.verdict.isChange) { return .moved }
    let measured = report.metrics.filter { $0.value != nil }
    let compared = measured.filter { $0.previous.value != nil }
    guard !compared.isEmpty else { return measured.isEmpty ? .empty : .baseline }
    return compared.contains { $0.verdict == .steady } ? .quiet : .undecided
  }

  /// Findings in rank order.
  var findings: [Finding] { report.findings.sorted { $0.rank < $1.rank } }

  /// What the headline and the lead tell: the findings, or the changed metrics where none became a finding.
  var stories: [FindingView] {
    let changed = report.metrics.filter(\.verdict.isChange)
    let told =
      findings.isEmpty
      ? changed.map { Finding(rank: 0, metric: $0.id, verdict: $0.verdict, statement: $0.title) } : findings
    return told.map { FindingView($0, in: self) }
  }

  /// The metric whether or not it has a value.
  func metric(_ id: String) -> MetricResult? { metrics[id] }

  /// The metric where it has a value that can be printed.
  func measured(_ id: String) -> MetricResult? {
    metrics[id].flatMap { $0.value == nil ? nil : $0 }
  }

  /// Metrics with a value in both months.
  var compared: [MetricResult] {
    report.metrics.filter { $0.value != nil && $0.previous.value != nil }
  }

  /// Metrics that are a finding or part of one's story.
  var told: Set<String> { Set(report.findings.flatMap { [$0.metric] + $0.related }) }

  var month: String { report.month.shortName }
  var previousMonth: String { report.month.previous.shortName }

  /// Rows of a table, empty where the report has none.
  func rows(_ table: String) -> [TableRow] { report.tables[table] ?? [] }

  /// Whether a piece of evidence is the id of an element, not words.
  static func isAnchor(_ evidence: String) -> Bool {
    ["sources", "notes"].contains(evidence)
      || ["metric-", "table-", "finding-", "parts-"].contains(where: evidence.hasPrefix) && !evidence.contains(" ")
  }

  /// Whether an element a sentence would point at is in the report.
  func has(anchor: String) -> Bool {
    if anchor.hasPrefix("metric-") { return metrics[String(anchor.dropFirst(7))] != nil }
    if anchor.hasPrefix("table-") { return report.tables[String(anchor.dropFirst(6))]?.isEmpty == false }
    if anchor.hasPrefix("parts-") {
      return report.findings.contains { finding in
        anchor == "parts-\(finding.rank)" && measured(finding.metric)?.change != nil
          && finding.causes.contains { $0.contribution != nil }
      }
    }
    if anchor.hasPrefix("finding-") { return report.findings.contains { "finding-\($0.rank)" == anchor } }
    if anchor == "sources" { return !report.sources.isEmpty }
    if anchor == "notes" { return !report.notes.isEmpty }
    return anchor == "all-measures"
  }
}

extension MetricVerdict {
  /// The report stands behind a change.
  var isChange: Bool { self == .worse || self == .better }
}
