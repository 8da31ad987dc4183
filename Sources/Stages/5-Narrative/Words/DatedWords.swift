import ReportModel

/// When a change began and what stands beside that date; timing alone is never a cause.
struct DatedWords {
  let cause: Cause
  let subject: FindingView

  private var view: MonthView { subject.view }

  /// `the rise`; under a steady total `the change`.
  private var what: String {
    guard let metric = subject.metric, !subject.isHidden else { return "the change" }
    return "the " + view.movement(metric)
  }

  private var year: Int { view.report.month.year }
  private var events: [RichText] { (cause.change ?? []).map(event) }

  /// `the rise began between 13 and 15 October`.
  private var beginning: RichText? { cause.began.map { RichText("\(what) began " + Sentence.days($0, in: year)) } }

  /// The short form of the lead: names an event only where it is the one candidate.
  var brief: RichText? {
    guard events.count == 1, let event = events.first else { return beginning }
    return .of(begun, "coincides with ", event)
  }

  /// A whole sentence, or several.
  var sentence: RichText {
    if cause.level == .reverted {
      return reverted ?? MarkedText(DataText.sentence(cause.statement), anchor: subject.anchor).rich
    }
    switch events.count {
    case 0: return .of((beginning ?? "").capitalised, silence, ".")
    case 1: return .of(one(events[0]).capitalised, ".")
    default: return .of(several.capitalised, ".")
    }
  }

  /// `the rise began between 13 and 15 October and `, `the rise `.
  private var begun: RichText { beginning.map { .of($0, " and ") } ?? RichText(what + " ") }

  private func one(_ event: RichText) -> RichText {
    if cause.level == .linked {
      return .of(
        begun, "coincides with ", event,
        ", the only entry of the change list that matches it: likely connected, not proven")
    }
    return .of(begun, "coincides with ", event, "; timing alone does not make that its cause")
  }

  private var several: RichText {
    let count = Sentence.number(events.count) + " entries of the change list fall in that time: "
    let opening = beginning.map { RichText.of($0, "; ") } ?? ""
    return .of(opening, RichText(count), .list(events), "; the data cannot say which, if any, matters")
  }

  /// The one place where the word may stand: the change came with the first event and went with the last.
  private var reverted: RichText? {
    guard events.count > 1, let first = events.first, let last = events.last else { return nil }
    let opening = RichText.of(beginning ?? RichText(what + " began"), " with ").capitalised
    return .of(opening, first, " and ended with ", last, ": caused by the former.")
  }

  private var silence: RichText {
    guard cause.began != nil else { return "" }
    if view.report.sources.contains(where: { $0.table == ExportTable.changes.rawValue }) {
      return "; no entry of the change list matches it"
    }
    return "; there is no change list to hold against it"
  }

  private func event(_ event: Cause.DatedEvent) -> RichText {
    let kind = event.kind.map { DataText.name($0, limit: 40) + ", " } ?? ""
    return RichText("“\(DataText.name(event.title))” (\(kind)\(Sentence.day(event.date, in: year)))")
  }
}
