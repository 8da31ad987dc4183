import ReportModel

/// Every number a sentence about a report may hold: its figures as they are written, what its texts and dates say,
/// counts of its measures, and the constants of the definitions.
struct KnownNumbers {
  private var known: Set<String> = []

  init(_ report: Report) {
    for metric in report.metrics { add(metric, report) }
    for finding in report.findings { add(finding, report) }
    for cell in report.tables.values.joined().flatMap({ $0.map(\.cell) }) {
      add(cell.double, [.count, .fraction, .money, .number], report)
      add(cell.text)
    }
    for count in 0...report.metrics.count { add("\(count)") }
    add("\(report.month.name) 95 504 29 30 31 100 40 10 4 1 90 75")
    report.verdict.reasons.forEach { add($0) }
    report.signals.forEach { add($0.unavailable) }
    for note in report.notes { add("\(note.date ?? "") \(note.quote ?? "")") }
    add(report.exclusions?.developers.map(Double.init), [.count], report)
  }

  func contains(_ number: String) -> Bool { known.contains(number) }

  private mutating func add(_ metric: MetricResult, _ report: Report) {
    let values = [metric.value, metric.previous.value, metric.target, metric.expected, metric.change?.absolute]
    for value in values + (metric.change?.interval ?? []) { add(value, [metric.unit], report) }
    add(metric.n.map(Double.init), [.count], report)
    add(metric.denominator, [.count], report)
    let signups = report.metric("signups")?.value ?? 0
    add(metric.denominator.map { signups - $0 }, [.count], report)
    let cohort = report.metric("ttfc.median_all")?.n ?? 0
    add(metric.n.map { Double(cohort - $0) }, [.count], report)
    if let value = metric.value, let previous = metric.previous.value, let expected = metric.expected {
      add(NumberFormat.percent(abs(value - previous) / previous, decimals: 1))
      add(NumberFormat.percent(abs(value - expected) / expected, decimals: 1))
    }
    for text in [metric.verdictReason, metric.reason, metric.note, metric.id, metric.title] { add(text) }
  }

  private mutating func add(_ finding: Finding, _ report: Report) {
    guard let metric = report.metric(finding.metric) else { return }
    add(finding.unexplained, [metric.unit], report)
    if let left = finding.unexplained, let change = metric.change?.absolute {
      add(NumberFormat.percent(abs(left / change), decimals: 0))
    }
    for cause in finding.causes {
      for value in [cause.contribution, cause.inside?.previous, cause.inside?.value] {
        add(value, [metric.unit], report)
      }
      add(NumberFormat.percent(cause.share.map(abs), decimals: 0))
      add(cause.statement)
      for value in cause.segment.values.flatMap(\.values) { add(value) }
      for day in [cause.began?.from, cause.began?.to] { add(day) }
      for event in cause.change ?? [] { add(event.date + " " + event.title) }
    }
  }

  private mutating func add(_ value: Double?, _ units: [MetricUnit], _ report: Report) {
    for unit in units {
      add(NumberFormat.value(value, unit: unit, currency: report.currency))
      add(NumberFormat.change(value, unit: unit, currency: report.currency))
    }
  }

  private mutating func add(_ text: String?) {
    for number in (text ?? "").numbers {
      known.insert(number)
      known.insert(String(number.drop { $0 == "0" }))
    }
  }
}
