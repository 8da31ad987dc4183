import ReportModel

/// The first finding as a claim, where it sits, and its numbers.
struct FindingHeadline {
  let subject: FindingView

  var text: RichText {
    if subject.isHidden { return hidden }
    return .sentences([.strong(claim + place + "."), numbers])
  }

  private var claim: String {
    subject.finding.verdict == .better ? subject.phrase.better : subject.phrase.worse
  }

  /// `, and nearly all of the rise comes from one SDK`.
  private var place: String {
    guard let cause = subject.leading, let metric = subject.metric, let share = subject.share(cause) else { return "" }
    let part = FindingHeadline.part(share) + " of the " + subject.view.movement(metric)
    switch cause.effect {
    case .mix: return ", and \(part) is a shift in the mix"
    case .broad: return ", across the board"
    case .calendar: return ""
    default: return cause.segment.isEmpty ? "" : ", and \(part) comes from \(SegmentWords.kind(cause.segment))"
    }
  }

  static func part(_ share: Double) -> String {
    if share >= 0.995 { return "all" }
    if share >= 0.85 { return "nearly all" }
    return share >= 0.65 ? "most" : "more than half"
  }

  private var numbers: RichText {
    guard let metric = subject.metric else { return RichText(DataText.sentence(subject.finding.statement)) }
    return .of(RichText(subject.phrase.noun).capitalised, " ", subject.view.moved(metric), ".")
  }

  /// `The error rate held steady as a whole, but not for one endpoint.`
  private var hidden: RichText {
    guard let cause = subject.hiddenCause, let metric = subject.metric else {
      let statement = DataText.sentence(subject.finding.statement)
      return .strong(statement.isEmpty ? "A part moved under a steady total." : statement)
    }
    let claim = "\(subject.phrase.noun) held steady as a whole, but not for \(SegmentWords.kind(cause.segment))."
    let place = RichText.of("for ", subject.words.phrase(cause.segment).text)
    guard let inside = subject.inside(cause) else {
      return .sentences([.strong(Sentence.capitalised(claim)), RichText(DataText.sentence(subject.finding.statement))])
    }
    let pronoun = subject.phrase.isPlural ? "they" : "it"
    let anchor = subject.view.anchor(of: cause.segment) ?? subject.anchor
    let numbers = RichText.of(
      place.capitalised, " \(pronoun) went from ", subject.view.cited("\(inside.before) to \(inside.now)", anchor),
      "; in all, \(pronoun) ", subject.view.moved(metric), ".")
    return .sentences([.strong(Sentence.capitalised(claim)), numbers])
  }
}
