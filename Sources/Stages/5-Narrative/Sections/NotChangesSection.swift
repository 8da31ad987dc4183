import ReportModel

/// What looks like a change and is none: the calendar's part, noise, and movements that cannot be told from it.
struct NotChangesSection {
  let view: MonthView

  var entries: [RichText] {
    guard !view.compared.isEmpty else { return [] }
    return (calendar + [steady, unclear]).filter { !$0.isBlank }
  }

  private var calendar: [RichText] {
    let told = view.told
    let candidates = view.report.metrics.filter { !told.contains($0.id) && $0.id != "calls.per_day" }
    return Array(candidates.compactMap { CalendarEffect($0, in: view)?.sentence }.prefix(3))
  }

  /// `Eleven more measures moved no more than their month-to-month noise, or too little to matter; …`.
  private var steady: RichText {
    let count = view.untold.count { $0.verdict == .steady || $0.movedAsUsual }
    guard count > 0 else { return "" }
    let more = view.findings.isEmpty ? "" : " more"
    let moved = count == 1 ? "measure moved no more than its" : "measures moved no more than their"
    let them = count == 1 ? "it is" : "they are"
    return .of(
      RichText(Sentence.capitalised(Sentence.number(count)) + "\(more) \(moved) month-to-month noise, "),
      RichText("or too little to matter; \(them) in the "),
      view.cited("table of all measures", "all-measures"), ".")
  }

  /// The unclear ones whose interval is the most lopsided, at most three.
  private var unclear: RichText {
    let open = view.untold.filter { $0.verdict == .unclear && view.interval($0) != nil && !$0.smallSample }
    let likely = open.filter { if case .likely = ChangeCertainty($0) { true } else { false } }.prefix(3)
    guard !likely.isEmpty else { return "" }
    let items = likely.map { metric in
      let interval = view.interval(metric).map { "; " + MonthView.intervalOpening + $0 } ?? ""
      return RichText.of(
        RichText(Phrasebook.phrase(metric).noun), " (", view.fromTo(metric), RichText(interval + ")"))
    }
    return .of("Likely moved, but not certain: ", .list(Array(items)), ".")
  }
}

/// The part of a movement that the calendar alone would have made.
struct CalendarEffect {
  let metric: MetricResult
  let expected: Double
  let previous: Double
  let value: Double
  let view: MonthView

  /// nil where the metric moved for certain, or where the calendar made less than half of the raw change.
  init?(_ metric: MetricResult, in view: MonthView) {
    guard !metric.verdict.isChange, let value = metric.value, let expected = metric.expected,
      let previous = metric.previous.value, previous > 0, expected > 0
    else { return nil }
    let (raw, calendar) = (value - previous, expected - previous)
    guard abs(raw) >= 0.01 * previous, abs(calendar) >= 0.5 * abs(raw), calendar * raw > 0 else { return nil }
    self.metric = metric
    self.expected = expected
    self.previous = previous
    self.value = value
    self.view = view
  }

  /// `Call volume is down 3.1 %, but October had two more weekend days than September; per comparable day it is up 0.4 %`.
  var sentence: RichText {
    let phrase = Phrasebook.phrase(metric)
    let (are, it) = phrase.isPlural ? (" are ", "they are ") : (" is ", "it is ")
    let raw = (value - previous) / previous
    return .of(
      RichText(phrase.noun).capitalised, RichText(are), view.cited(direction(raw), "metric-" + metric.id),
      ", but ", RichText(calendar), "; per comparable day ", RichText(it),
      RichText(direction((value - expected) / expected)),
      ".")
  }

  /// `down 3.1 %`, `level`.
  private func direction(_ share: Double) -> String {
    let words = NumberFormat.percent(abs(share), decimals: 1)
    guard words != NumberFormat.percent(0, decimals: 1) else { return "level" }
    return (share < 0 ? "down " : "up ") + words
  }

  private var calendar: String {
    let (now, before) = (view.report.month, view.report.month.previous)
    let differences = [
      difference(weekdays(now) - weekdays(before), "weekday"),
      difference(weekendDays(now) - weekendDays(before), "weekend day"),
    ].compactMap(\.self)
    guard !differences.isEmpty, !view.report.verdict.isPartial else {
      return "the calendar alone would have made it \(view.format(expected, metric.unit))"
    }
    return "\(view.month) had \(Sentence.list(differences)) than \(view.previousMonth)"
  }

  private func difference(_ count: Int, _ day: String) -> String? {
    guard count != 0 else { return nil }
    return Sentence.number(abs(count)) + (count > 0 ? " more " : " fewer ") + day + (abs(count) == 1 ? "" : "s")
  }

  private func weekendDays(_ month: Month) -> Int { month.days.count { Civil.weekday($0) > 4 } }
  private func weekdays(_ month: Month) -> Int { month.dayCount - weekendDays(month) }
}
