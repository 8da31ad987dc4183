import ReportModel

/// What stands with the headline: where and when, what else moved, and how much did not.
struct LeadSection {
  let view: MonthView

  var text: RichText {
    let others = Array(view.stories.dropFirst())
    return .sentences([
      place, group("Also worse", others.filter { $0.finding.verdict == .worse }),
      group("Better", others.filter { $0.finding.verdict == .better }),
      group("Hidden under the total", others.filter(\.isHidden)), besides, rest,
    ])
  }

  /// `Developers using the Python SDK account for +35.5 min (91 %) of it; the rise began between …`.
  private var place: RichText {
    guard let subject = view.stories.first, !subject.isHidden else { return "" }
    let cause = subject.metric == nil ? nil : subject.leading.flatMap { $0.segment.isEmpty ? nil : $0 }
    let account = cause.map { cause in
      let words = CauseWords(subject: subject, cause: cause)
      return RichText.of(words.account, words.isMore ? "" : " of it")
    }
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

  /// What changed beyond noise without being part of a finding, at most three by name.
  private var besides: RichText {
    let told = view.told
    let changed = view.findings.isEmpty ? [] : view.compared.filter { $0.verdict.isChange && !told.contains($0.id) }
    guard !changed.isEmpty else { return "" }
    let items = changed.prefix(3).map { metric in
      RichText.of(RichText(Phrasebook.phrase(metric).noun), " (", view.fromTo(metric), ", \(metric.verdict.rawValue))")
    }
    let more = changed.count - items.count
    let rest = more > 0 ? [RichText(Sentence.counted(more, "more measure"))] : []
    return .of("Beyond noise as well: ", .list(items + rest), ".")
  }

  /// `Of the 43 other measures that can be compared, 36 held steady, two moved within their usual range, and for five
  /// the data cannot tell`.
  private var rest: RichText {
    let others = view.untold
    let steady = others.count { $0.verdict == .steady }
    let usual = others.count(where: \.movedAsUsual)
    let open = others.count - steady - usual
    guard !others.isEmpty else { return "" }
    if open == others.count { return uncertain }
    let measures = "other \(others.count == 1 ? "measure" : "measures") that can be compared"
    if steady == others.count {
      return RichText("The \(others.count == 1 ? "" : Sentence.number(steady) + " ")\(measures) held steady.")
    }
    let clauses = [
      steady > 0 ? "\(Sentence.number(steady)) held steady" : nil,
      usual > 0 ? "\(Sentence.number(usual)) moved within \(usual == 1 ? "its" : "their") usual range" : nil,
      open > 0 ? "for \(Sentence.number(open)) the data cannot tell" : nil,
    ]
    return RichText(
      "Of the \(Sentence.number(others.count)) \(measures), \(Sentence.list(clauses.compactMap(\.self))).")
  }

  /// For a month without a finding: how many measures are open.
  var uncertain: RichText {
    let open = view.untold.count { $0.verdict == .unclear && !$0.movedAsUsual }
    guard open > 0 else { return "" }
    return RichText("For \(Sentence.counted(open, "measure")) the data cannot tell a change from chance.")
  }
}

extension MetricResult {
  /// Moved, but not beyond its usual range.
  var movedAsUsual: Bool { verdict == .unclear && verdictReason?.contains("within its usual range") == true }
}

extension MonthView {
  /// Measures with two months that no story tells of.
  var untold: [MetricResult] {
    let told = self.told
    return compared.filter { !told.contains($0.id) && !$0.verdict.isChange }
  }
}
