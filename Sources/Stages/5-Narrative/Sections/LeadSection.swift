import ReportModel

/// What stands with the headline: where and when, what else moved, and how much did not.
struct LeadSection {
  let view: MonthView

  var text: RichText {
    let others = Array(view.stories.dropFirst())
    return .sentences([
      place, group("Also worse", others.filter { $0.finding.verdict == .worse }),
      group("Better", others.filter { $0.finding.verdict == .better }),
      group("Hidden under a steady total", others.filter(\.isHidden)), rest,
    ])
  }

  /// `Developers using the Python SDK account for +35.5 min (91 %) of it; the rise began between …`.
  private var place: RichText {
    guard let subject = view.stories.first, !subject.isHidden else { return "" }
    let cause = subject.metric == nil ? nil : subject.leading.flatMap { $0.segment.isEmpty ? nil : $0 }
    let account = cause.map { RichText.of(CauseWords(subject: subject, cause: $0).account, " of it") }
    let dated = subject.finding.causes.first { $0.began != nil || $0.change?.isEmpty == false }
    let begun = dated.flatMap { DatedWords(cause: $0, subject: subject).brief }
    let sentence = RichText.joined([account, begun].compactMap(\.self), by: "; ").capitalised
    return sentence.isBlank ? "" : .of(sentence, ".")
  }

  private func group(_ opening: String, _ stories: [FindingView]) -> RichText {
    guard !stories.isEmpty else { return "" }
    let items = stories.map { story in
      RichText.of(story.mention, story.fromTo.map { RichText.of(" (", $0, ")") } ?? "")
    }
    return .of(RichText(opening + ": "), .list(items), ".")
  }

  /// `Of the 43 other measures that can be compared, 38 held steady and 5 moved without it being certain.`
  private var rest: RichText {
    let others = view.untold
    let steady = others.count { $0.verdict == .steady }
    guard !others.isEmpty else { return "" }
    if steady == others.count {
      return RichText("\(subjectOf(others.count)) held steady.")
    }
    guard steady > 0 else { return uncertain }
    let unclear = others.count - steady
    return RichText(
      "\(subjectOf(others.count, opening: "Of the ")), \(Sentence.number(steady)) held steady; "
        + "for \(Sentence.number(unclear)) the data cannot tell.")
  }

  /// For a month without a finding: how many measures are open.
  var uncertain: RichText {
    let open = view.untold.count { $0.verdict == .unclear }
    guard open > 0 else { return "" }
    return RichText("For \(Sentence.counted(open, "measure")) the data cannot tell a change from chance.")
  }

  private func subjectOf(_ count: Int, opening: String = "") -> String {
    let measures = "\(count == 1 ? "" : Sentence.number(count) + " ")other \(count == 1 ? "measure" : "measures")"
    return (opening.isEmpty ? "The " : opening) + measures + " that can be compared"
  }
}

extension MonthView {
  /// Measures with two months that no story tells of.
  var untold: [MetricResult] {
    let told = self.told
    return compared.filter { !told.contains($0.id) && !$0.verdict.isChange }
  }
}
