import ReportModel

/// When a change began, what fits that date, and how far that carries, as a cause.
struct DatedCauseWords {
  let dated: DatedChange.Dated
  let link: EventLink
  let events: [MonthEvent]
  let segment: [String: SegmentValue]

  func cause() -> Cause {
    let fitting = link.candidates.map { events[$0] }
    return Cause(
      rung: .coincides, level: link.level, statement: statement(fitting), segment: segment,
      evidence: fitting.isEmpty ? [] : ["events"],
      began: .init(from: Civil.iso(dated.began.lowerBound), to: Civil.iso(dated.began.upperBound)),
      change: fitting.isEmpty
        ? nil
        : fitting.map { .init(date: String($0.date.prefix(10)), title: PlainName.of($0.title), kind: $0.kind) })
  }

  private func statement(_ fitting: [MonthEvent]) -> String {
    let titles = fitting.map { "\(PlainName.of($0.title)) (\(PlainName.of($0.kind)), \($0.date.prefix(10)))" }
    let beginning = "it began " + days(dated.began) + (dated.ended.map { " and was over " + days($0) } ?? "")
    switch (link.level, titles.count) {
    case (.reverted, 2...):
      return "\(beginning): it came with \(titles[0]) and ended with \(titles[1]); caused by the former"
    case (.linked, 1): return "\(beginning); it follows \(titles[0]), the only matching entry: likely, not proven"
    case (_, 0): return "\(beginning); no entry of the change list falls there and matches"
    case (_, 1): return "\(beginning); \(titles[0]) falls there: timing alone does not make it the reason\(chance)"
    default:
      let list = titles.joined(separator: ", ")
      return "\(beginning); these fall there, and the data cannot say which matters: \(list)\(chance)"
    }
  }

  /// Where chance alone would bring such an event often.
  private var chance: String {
    guard let odds = link.odds, odds >= 0.1 else { return "" }
    return
      " (one of the month's matching entries would fall there by chance \(NumberFormat.percent(odds, decimals: 0)) "
      + "of the time)"
  }

  private func days(_ days: ClosedRange<Day>) -> String {
    let (from, to) = (Civil.iso(days.lowerBound), Civil.iso(days.upperBound))
    return from == to ? "on \(from)" : "between \(from) and \(to)"
  }
}
