import ReportModel

/// The verdict on the data, where it is not simply *publish*.
struct CaveatSection {
  let view: MonthView

  var text: RichText? {
    switch view.report.verdict.level {
    case .publish: nil
    case .caveat: .sentences([.strong("Publish with a caveat."), reasons, partial])
    case .refuse: .sentences([.strong("Do not publish."), reasons])
    }
  }

  /// Each reason as a sentence.
  var reasons: RichText {
    .sentences(view.report.verdict.reasons.map { MarkedText(DataText.sentence($0), anchor: nil).rich })
  }

  private var partial: RichText {
    guard view.report.verdict.isPartial else { return "" }
    return RichText("Totals of the month are not compared with \(view.previousMonth).")
  }
}
