import ReportModel

/// What this report cannot see: clocks, people and windows outside it, and what a missing file would unlock.
struct BlindSpotsSection {
  let view: MonthView

  var points: [RichText] {
    let people = [BetterMoment(view: view).text, unresolved, excluded, testCalls, otherEndpoints]
    let limits = notes + people + OpenWindows(view: view).points + [gatewayTimeouts, scales, currencies, smallSamples]
    return (limits + MissingInputs(view: view).points).filter { !$0.isBlank }
  }

  /// What must be said with a number, each once, after the measures it belongs to.
  private var notes: [RichText] {
    let measured = view.report.metrics.filter { $0.value != nil && $0.note?.isEmpty == false }
    return Grouped(measured) { DataText.sentence($0.note ?? "") }.entries.map { note, metrics in
      .sentences([.strong(subject(metrics) + "."), MarkedText(note, anchor: "metric-" + metrics[0].id).rich])
    }
  }

  /// `Latency` for all of its quantiles, else the first measures by name.
  private func subject(_ metrics: [MetricResult]) -> String {
    let families = ["latency": "Latency", "dxs": "Developer experience score", "ttfc": "Time to first call"]
    let stems = Set(metrics.map { String($0.id.prefix { $0 != "." }) })
    if metrics.count > 1, stems.count == 1, let name = stems.first.flatMap({ families[$0] }) { return name }
    let names = metrics.prefix(3).map { Phrasebook.phrase($0).label }
    let more = metrics.count - names.count
    return Sentence.list(names + (more > 0 ? [Sentence.counted(more, "more measure")] : []))
  }

  /// Whether a measure of that name says it itself.
  private func isNoted(_ words: String, by stem: String) -> Bool {
    view.report.metrics.contains { $0.id.hasPrefix(stem) && $0.note?.contains(words) == true }
  }

  private var unresolved: RichText {
    guard let share = view.measured("calls.unresolved"), let value = share.value, value > 0 else { return "" }
    return .of(
      view.value(share),
      " of the calls lead to no known developer: they count in traffic and reliability, and in no "
        + "measure of developers.")
  }

  private var excluded: RichText {
    guard let count = view.report.exclusions?.developers, count > 0 else { return "" }
    let developers = Sentence.counted(count, "internal or test developer")
    return RichText(Sentence.capitalised("\(developers) \(count == 1 ? "is" : "are") left out everywhere."))
  }

  private var testCalls: RichText {
    let row = view.rows("calls_by_environment").first { $0["environment"]?.text == "test" }
    guard let calls = row?["calls"]?.double, calls > 0 else { return "" }
    let count = view.cited(NumberFormat.count(calls), "table-calls_by_environment")
    return .of("Calls in the test environment, ", count, ", count like all others.")
  }

  private var otherEndpoints: RichText {
    let row = view.rows("endpoints").first { $0["endpoint"]?.text == "(other)" }
    guard let calls = row?["calls"]?.double, calls > 0 else { return "" }
    return .of(
      view.cited(NumberFormat.count(calls), "table-endpoints"),
      " calls went to endpoints beyond those listed; they stand together as “(other)”.")
  }

  private var gatewayTimeouts: RichText {
    guard view.measured("error_rate.5xx") != nil, view.measured("timeout_rate") != nil,
      !isNoted("504", by: "error_rate"),
      !isNoted("504", by: "timeout_rate")
    else { return "" }
    return "A 504 stands in both server errors and timeouts, and once in the error rate."
  }

  private var scales: RichText {
    guard view.measured("dxs.average") != nil, view.measured("dxs.total") != nil, !isNoted("40", by: "dxs") else {
      return ""
    }
    return
      "The developer experience score is given on both its scales: the mean of four answers (1 to 10) and their sum "
      + "(4 to 40)."
  }

  private var currencies: RichText {
    let codes = (view.report.exclusions?.currencies ?? []).filter { !isNoted($0, by: "revenue") }
      .map { DataText.name($0, limit: 12) }
    guard !codes.isEmpty else { return "" }
    return RichText("Revenue in \(Sentence.list(codes)) is left out: no rate to \(view.report.currency) is configured.")
  }

  private var smallSamples: RichText {
    let small = view.report.metrics.filter { $0.smallSample && $0.value != nil }
    guard !small.isEmpty else { return "" }
    let items = small.prefix(6).map { metric in
      let n = metric.n.map { " (n = \(NumberFormat.count(Double($0))))" } ?? ""
      return RichText.of(view.cited(Phrasebook.phrase(metric).noun + n, "metric-" + metric.id))
    }
    let more = small.count > 6 ? RichText("; \(Sentence.counted(small.count - 6, "measure")) besides") : ""
    return .of("Small samples, shown but never a reason to act: ", .list(Array(items)), more, ".")
  }
}
