import ReportModel

/// The answer, in one or two sentences, and what stands with it.
struct HeadlineSection {
  let view: MonthView

  var headline: RichText {
    switch view.mood {
    case .refused: refusal
    case .empty: nothing
    case .baseline: baseline
    case .undecided: undecided
    case .quiet: quiet
    case .moved: view.stories.first.map { FindingHeadline(subject: $0).text } ?? quiet
    }
  }

  var lead: RichText {
    switch view.mood {
    case .refused: "Nothing is concluded from them. What could be read, and what was left out, is listed below."
    case .empty: ""
    case .baseline, .undecided: StandingPoints(view: view).text
    case .quiet: .sentences([StandingPoints(view: view).text, LeadSection(view: view).uncertain])
    case .moved: LeadSection(view: view).text
    }
  }

  private var refusal: RichText {
    let reason = view.report.verdict.reasons.first.map { MarkedText(DataText.sentence($0), anchor: nil).rich } ?? ""
    return .sentences([.strong("The data do not carry a report for \(view.report.month.name)."), reason])
  }

  private var nothing: RichText {
    .sentences([
      .strong("Nothing could be measured in \(view.report.month.name)."),
      "What is missing, and what it would unlock, stands at the end.",
    ])
  }

  private var baseline: RichText {
    let opening = RichText.strong("A baseline month: there is nothing before it to compare with.")
    return .sentences([opening, levels("The report gives levels, not changes")])
  }

  private var undecided: RichText {
    let opening = RichText.strong("Too few data to tell: \(none("can be judged")).")
    return .sentences([opening, levels("Where things stand")])
  }

  private var quiet: RichText {
    let opening = RichText.strong("A quiet month: \(none("shows a change beyond the usual range")).")
    return .sentences([opening, levels("Where things stand")])
  }

  /// `none of the 43 measures that can be compared with September …`.
  private func none(_ predicate: String) -> String {
    let count = view.compared.count
    let which = count == 1 ? "not even the one measure" : "none of the \(Sentence.number(count)) measures"
    return "\(which) that can be compared with \(view.previousMonth) \(predicate)"
  }

  /// `…: the median time to first call is 52 min, weekly active tokens are 12 480 and …`.
  private func levels(_ opening: String) -> RichText {
    let rows = KeyNumbersSection(view: view).metrics.prefix(3)
    guard !rows.isEmpty else { return "" }
    let items = rows.map { metric in
      let phrase = Phrasebook.phrase(metric)
      return RichText.of(RichText(phrase.noun + (phrase.isPlural ? " are " : " is ")), view.value(metric))
    }
    return .of(RichText(opening + ": "), .list(Array(items)), ".")
  }
}
