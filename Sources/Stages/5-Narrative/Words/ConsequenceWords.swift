import ReportModel

/// Another metric that moved with a finding and is told under it.
struct ConsequenceWords {
  let metric: MetricResult
  let opening: ConsequenceOpening
  let segment: [String: SegmentValue]
  let view: MonthView

  /// nil for a cause that is no such thing.
  init?(cause: Cause, view: MonthView) {
    guard cause.rung == .coincides, let anchor = cause.evidence.first, anchor.hasPrefix("metric-"),
      let metric = view.measured(String(anchor.dropFirst(7))), metric.previous.value != nil,
      let opening = ConsequenceOpening.allCases.first(where: { cause.statement.hasPrefix($0.rawValue + ": ") })
    else { return nil }
    self.metric = metric
    self.opening = opening
    self.segment = cause.segment
    self.view = view
  }

  /// `Consistent with it: activation fell from 46 % to 41 %, most of it among developers using the Python SDK.`
  var sentence: RichText {
    let phrase = Phrasebook.phrase(metric)
    let words = SegmentWords(population: phrase.population, companies: view.companyNames)
    let place: RichText = segment.isEmpty ? "" : .of(", most of it among ", words.phrase(segment).text)
    return .of(
      RichText(Sentence.capitalised(opening.rawValue) + ": " + phrase.noun + " "), view.moved(metric), place, ".")
  }
}
