import ReportModel

/// Statements of findings, and of what stays unknown.
struct FindingWords {
  let figures: Figures
  let month: Month

  func statement(_ result: MetricResult) -> String {
    guard let value = result.value, let previous = result.previous.value else { return PlainName.of(result.title) }
    let verb = value == previous ? "stayed at" : value > previous ? "rose from" : "fell from"
    let from = figures.value(previous, result.unit)
    let to = figures.value(value, result.unit)
    let n = result.n.map { " (n = \(NumberFormat.count($0)))" } ?? ""
    let reason = result.verdictReason.map { ": " + $0 } ?? ""
    return "\(PlainName.of(result.title)) \(verb) \(from) to \(to)\(n)\(reason)"
  }

  func statement(_ mover: HiddenMovers.Mover, total: MetricResult) -> String {
    let kinds = ["error_rate.4xx": "client errors", "error_rate.5xx": "server errors"]
    let kind = kinds[mover.metric] ?? "errors"
    let name = PlainName.of(mover.endpoint.name)
    let before = NumberFormat.percent(mover.pair.previous.value)
    let now = NumberFormat.percent(mover.pair.current.value)
    let calls = NumberFormat.count(mover.pair.current.denominator)
    let whole = [total.previous.value, total.value].map { NumberFormat.percent($0) }.joined(separator: " to ")
    return
      "\(name): \(kind) rose from \(before) to \(now) of \(calls) calls; the API-wide rate (\(whole)) does not show it"
  }

  /// The one thing every finding ends with.
  func unknown(_ finding: Finding, _ result: MetricResult, hasDate: Bool, isHidden: Bool) -> Cause {
    var parts: [String] = []
    let total = result.change?.absolute ?? 0
    if isHidden, let rest = finding.unexplained {
      parts.append("the rest of the total's move (\(figures.change(rest, result.unit))) lies elsewhere")
    } else if let rest = finding.unexplained, total != 0, abs(rest) >= 0.01 * abs(total) {
      let share = abs(rest / total) <= 3 ? " (\(NumberFormat.percent(abs(rest / total), decimals: 0)))" : ""
      if finding.causes.contains(where: { $0.contribution != nil }) {
        parts.append("\(figures.change(rest, result.unit))\(share) of the change stays unexplained")
      } else {
        parts.append("no segment of the data accounts for more of the change than its size explains")
      }
    }
    parts.append(hasDate ? "the date alone does not show the reason" : "the data show where the change sits, not why")
    return Cause(rung: .unknown, level: .arithmetic, statement: parts.joined(separator: "; "))
  }

  func began(_ days: ClosedRange<Day>, events: [MonthEvent], segment: [String: SegmentValue]) -> Cause {
    let from = Civil.iso(days.lowerBound)
    let to = Civil.iso(days.upperBound)
    var statement = from == to ? "it began on \(from)" : "it began between \(from) and \(to)"
    let titles = events.map { "\(PlainName.of($0.title)) (\(PlainName.of($0.kind)), \($0.date.prefix(10)))" }
    switch titles.count {
    case 0: statement += "; no entry of the change list falls there and matches"
    case 1: statement += "; \(titles[0]) falls there: timing alone does not make it the reason"
    default: statement += "; these fall there, and the data cannot say which matters: " + titles.joined(separator: ", ")
    }
    return Cause(
      rung: .coincides, level: .dated, statement: statement, segment: segment,
      began: .init(from: from, to: to),
      change: events.isEmpty
        ? nil : events.map { .init(date: String($0.date.prefix(10)), title: PlainName.of($0.title), kind: $0.kind) })
  }
}
