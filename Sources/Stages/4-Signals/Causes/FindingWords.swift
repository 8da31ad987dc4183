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

  /// `calls.total held at 81.2 M, but GET /v1/payouts went from … to …`.
  func hidden(_ part: Bridge.Part, of metric: MeasuredMetric) -> String {
    let result = metric.result
    let total = PlainName.of(result.title)
    guard let values = ComparedValues(result) else { return statement(result) }
    let subject = CauseWords(metric: metric, values: values, figures: figures).subject(part)
    let whole = "from \(figures.value(values.previous, result.unit)) to \(figures.value(values.value, result.unit))"
    guard let inside = part.inside, let before = inside.previous, let now = inside.value else {
      return part.detail.map { "\(subject), \(total): \($0); the total (\(whole)) hardly shows it" }
        ?? statement(result)
    }
    let own = "from \(figures.value(before, result.unit)) to \(figures.value(now, result.unit))"
    return "\(subject): \(total) went \(own); the total (\(whole)) does not show it"
  }

  enum Dating { case undated, dated, linked }

  /// The one thing every finding ends with: what is not known, and what would settle it.
  func unknown(_ found: CauseFinder.Found, _ result: MetricResult, date: Dating, isHidden: Bool) -> Cause {
    var parts: [String] = []
    let total = result.change?.absolute ?? 0
    let rest = found.unexplained
    if isHidden {
      if rest != 0 {
        parts.append("the rest of the total's move (\(figures.change(rest, result.unit))) lies elsewhere")
      }
    } else if total != 0, abs(rest) >= 0.01 * abs(total) {
      let share = abs(rest / total) <= 3 ? " (\(NumberFormat.percent(abs(rest / total), decimals: 0)))" : ""
      if found.causes.contains(where: { $0.contribution != nil }) {
        parts.append("\(figures.change(rest, result.unit))\(share) of the change stays unexplained")
      } else {
        parts.append("no segment of the data accounts for more of the change than its size accounts for")
      }
    }
    switch date {
    case .undated: parts.append("the data show where the change sits, not why; its daily figures give no date")
    case .dated:
      parts.append("the date alone does not show the reason; a dated change list with scopes would show what fits")
    case .linked:
      parts.append("a date that fits does not prove it; taking the change back, or repairing it, would")
    }
    return Cause(rung: .unknown, level: .arithmetic, statement: parts.joined(separator: "; "))
  }

  /// A finding that is told under another one.
  func consequence(_ draft: FindingDraft, under other: FindingDraft) -> Cause {
    let result = draft.metric.result
    let place = draft.place.isEmpty ? nil : draft.leading
    let name = place.flatMap { part in
      ComparedValues(result).map { CauseWords(metric: draft.metric, values: $0, figures: figures).subject(part) }
    }
    let dimension = SegmentOrder.sorted(draft.place).first?.0
    let inside = name.map { ", most of it in " + PlainName.object($0, dimension: dimension) } ?? ""
    return Cause(
      rung: .coincides, level: .arithmetic,
      statement: (draft.isWorse == other.isWorse ? ConsequenceOpening.sameWay : .otherWay).rawValue + ": "
        + moved(result)
        + inside,
      segment: place.map(CauseWords.key) ?? [:], evidence: ["metric-" + result.id])
  }

  private func moved(_ result: MetricResult) -> String {
    let title = "“\(PlainName.of(result.title))”"
    guard let value = result.value, let previous = result.previous.value else { return title }
    let verb = value > previous ? "rose from" : "fell from"
    let from = figures.value(previous, result.unit)
    return "\(title) \(verb) \(from) to \(figures.value(value, result.unit))"
  }
}
