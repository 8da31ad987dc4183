import ReportModel

/// Measures without a value, by the one thing that would unlock them.
struct MissingInputs {
  let view: MonthView

  private static let most = 6

  var points: [RichText] {
    let missing = view.report.metrics.filter { $0.value == nil }
    let groups = Grouped(missing) { DataText.clause($0.reason ?? "no reason is given") }.entries
    let ordered = groups.enumerated().sorted {
      ($1.element.elements.count, $0.offset) < ($0.element.elements.count, $1.offset)
    }.map(\.element)
    return ordered.prefix(MissingInputs.most).map { point($0.key, $0.elements) } + [rest(ordered)]
  }

  private func point(_ reason: String, _ metrics: [MetricResult]) -> RichText {
    let names = metrics.prefix(4).map { RichText(Phrasebook.phrase($0).noun) }
    let more = metrics.count - names.count
    let all = names + (more > 0 ? [RichText(Sentence.counted(more, "more measure"))] : [])
    return .of("Not computed: ", .list(all), " (", MarkedText(reason, anchor: nil).rich, ").")
  }

  private func rest(_ groups: [(key: String, elements: [MetricResult])]) -> RichText {
    let count = groups.dropFirst(MissingInputs.most).reduce(0) { $0 + $1.elements.count }
    guard count > 0 else { return "" }
    let measures = Sentence.capitalised(Sentence.counted(count, "more measure"))
    return .of(
      RichText("\(measures) \(count == 1 ? "has" : "have") no value, each for a reason of its own: see the "),
      view.cited("table of all measures", "all-measures"), ".")
  }
}
