import ReportModel

/// What changed: one entry per finding.
struct ChangesSection {
  let view: MonthView

  var entries: [RichText] { view.findings.map { ChangeEntry(subject: FindingView($0, in: view)).text } }
}

/// One finding: its name, from → to, what it rests on, and what must stand beside it.
struct ChangeEntry {
  let subject: FindingView
  private var view: MonthView { subject.view }

  var text: RichText {
    guard let metric = subject.metric else {
      return .sentences([.strong(subject.phrase.label + "."), RichText(DataText.sentence(subject.finding.statement))])
    }
    if subject.isHidden { return hidden(metric) }
    return .sentences([.of(lead(metric), basis(metric), "."), bridge(metric), related])
  }

  private func lead(_ metric: MetricResult) -> RichText {
    .of(.strong(subject.phrase.label + ": "), view.fromTo(metric, strong: true))
  }

  /// ` of 81.2 M calls`, ` (n = 812; …)`.
  private func basis(_ metric: MetricResult) -> RichText {
    if metric.id.hasPrefix("ttfc.median") { return CensoredForm(metric: metric, view: view).text }
    if let base = metric.base {
      return RichText(" of \(NumberFormat.count(base)) \(subject.phrase.population.rawValue)")
    }
    guard metric.unit != .count, metric.unit != .money, let n = metric.n else { return "" }
    return RichText(" (n = \(NumberFormat.count(Double(n))))")
  }

  private func bridge(_ metric: MetricResult) -> RichText {
    switch metric.id {
    case "wat": BridgeWords(view: view, opening: "The last week against four weeks before: ").tokens
    case "wat.last_week": BridgeWords(view: view, opening: "Against four weeks before: ").tokens
    case "revenue.total": BridgeWords(view: view, opening: "").revenue
    default: ""
    }
  }

  private var related: RichText {
    let metrics = subject.finding.related.compactMap(view.measured).filter {
      $0.previous.value != nil && !["ttfc.median", "ttfc.median_all"].contains($0.id)
    }
    guard !metrics.isEmpty else { return "" }
    let items = metrics.prefix(3).map { RichText.of(RichText(Phrasebook.phrase($0).noun), " (", view.fromTo($0), ")") }
    let more = metrics.count - items.count
    let rest = more > 0 ? [RichText(Sentence.counted(more, "more measure"))] : []
    return .of("Part of the same story: ", .list(items + rest), ".")
  }

  /// A segment that moved under a total that did not.
  private func hidden(_ metric: MetricResult) -> RichText {
    guard let cause = subject.hiddenCause, let inside = subject.inside(cause) else {
      return .sentences([
        .strong(DataText.sentence(subject.finding.statement)), .of("In all: ", view.fromTo(metric), "."),
      ])
    }
    let verb = subject.finding.verdict == .steady ? "hides" : "does not show"
    return .of(
      subject.title.emboldened, .strong(": "),
      view.cited(inside.before + " → " + inside.now, subject.partsAnchor, strong: true),
      rows(cause), RichText(". The figure for the whole API \(verb) it ("), view.fromTo(metric), ").")
  }

  private func rows(_ cause: Cause) -> RichText {
    let calls = cause.inside?.n.map(Double.init) ?? view.endpointRow(cause.segment)?["calls"]?.double
    return calls.map { RichText(" of \(NumberFormat.count($0)) \(subject.phrase.population.rawValue)") } ?? ""
  }
}
