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
    // A part may be more than the whole, where others went the other way.
    if share >= 0.995 { return "all" }
    if share >= 0.85 { return "nearly all" }
    return share >= 0.65 ? "most" : "more than half"
  }

  private var numbers: RichText {
    guard let metric = subject.metric else { return RichText(DataText.sentence(subject.finding.statement)) }
    return .of(RichText(subject.phrase.noun).capitalised, " ", subject.view.moved(metric), ".")
  }

  /// `Calls to one endpoint fail more often, and the API-wide rate does not show it`.
  private func hiddenClaim(_ cause: Cause, _ metric: MetricResult) -> String {
    let kind = SegmentWords.kind(cause.segment)
    if metric.id.hasPrefix("error_rate"), Array(cause.segment.keys) == ["endpoint"], (cause.contribution ?? 0) > 0 {
      return "Calls to \(kind) fail more often, and the API-wide rate does not show it."
    }
    guard subject.finding.verdict == .steady else { return "Something moved at \(kind) that the total does not show." }
    return "\(subject.phrase.noun) held steady as a whole, but not for \(kind)."
  }

  /// A segment that moved under a total that did not.
  private var hidden: RichText {
    guard let cause = subject.hiddenCause, let metric = subject.metric else {
      let statement = DataText.sentence(subject.finding.statement)
      return .strong(statement.isEmpty ? "A part moved under a steady total." : statement)
    }
    let claim = hiddenClaim(cause, metric)
    guard let inside = subject.inside(cause) else {
      return .sentences([.strong(Sentence.capitalised(claim)), RichText(DataText.sentence(subject.finding.statement))])
    }
    let pronoun = subject.phrase.isPlural ? "they" : "it"
    let numbers = RichText.of(
      subject.mention.capitalised, " went from ",
      subject.view.cited("\(inside.before) to \(inside.now)", subject.partsAnchor),
      "; in all, \(pronoun) ", subject.view.moved(metric), ".")
    return .sentences([.strong(Sentence.capitalised(claim)), numbers])
  }
}
