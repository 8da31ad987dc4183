import ReportModel

/// One part of a change as words.
struct CauseWords {
  let subject: FindingView
  let cause: Cause

  /// Who or what the part belongs to: `developers using the Python SDK`, `a shift in the mix`.
  var owner: SegmentWords.Phrase {
    let inner = subject.words.phrase(cause.segment)
    switch cause.effect {
    case .broad: return .init(text: "a move across the board", isPlural: false)
    case .calendar: return .init(text: "the calendar", isPlural: false)
    case .mix where cause.segment.isEmpty: return .init(text: "a shift in the mix", isPlural: false)
    case .mix: return .init(text: .of("a changed share of ", inner.text), isPlural: false)
    case .entered: return .init(text: .of(inner.text, ", new this month"), isPlural: inner.isPlural)
    case .left: return .init(text: .of(inner.text, ", gone this month"), isPlural: inner.isPlural)
    default: return flowing(inner)
    }
  }

  /// `developers using the Python SDK account for +35.5 min (91 %)`.
  var account: RichText {
    let aside = cause.effect == .entered || cause.effect == .left ? "," : ""
    let verb = aside + (owner.isPlural ? " account for " : " accounts for ")
    let share = isMore ? ", more than the whole \(movement)" : self.share.map { " (\($0))" } ?? ""
    let numbers = subject.view.cited(amount + share, evidence, strong: true)
    return statement.map { .of($0, ": ", numbers) } ?? .of(owner.text, RichText(verb), numbers)
  }

  /// `a changed share of … (+1.2 min, 3 %)`, for a list of what is left.
  var item: RichText {
    let numbers = subject.view.cited([amount, share].compactMap(\.self).joined(separator: ", "), evidence)
    return .of(statement ?? owner.text, " (", numbers, inside.map { .of("; ", $0) } ?? "", ")")
  }

  /// The cause's own words where neither a segment nor an effect says whose part it is.
  private var statement: RichText? {
    let named: [Cause.Effect] = [.mix, .broad, .calendar]
    guard cause.segment.isEmpty, cause.flow == nil, cause.effect.map(named.contains) != true else { return nil }
    let verb = [" accounts for ", " account for "].lazy.compactMap(cause.statement.firstRange).first
    let words = DataText.clause(String(cause.statement[..<(verb?.lowerBound ?? cause.statement.endIndex)]))
    return words.isEmpty ? "changes in no single place" : MarkedText(words, anchor: nil).rich
  }

  /// `+35.5 min`.
  var amount: String {
    guard let contribution = cause.contribution, let metric = subject.metric else { return "" }
    return subject.view.formatChange(contribution, metric.unit)
  }

  private var share: String? {
    subject.share(cause).flatMap { $0 <= 1.005 ? NumberFormat.percent($0, decimals: 0) : nil }
  }

  /// Other parts went the other way, so that this one is more than the sum.
  var isMore: Bool { subject.share(cause).map { $0 > 1.005 } ?? false }

  private var movement: String { subject.metric.map(subject.view.movement) ?? "change" }

  /// `their own median went 47 min → 4 h 10 min`.
  var inside: RichText? {
    guard cause.effect != .mix, let words = subject.inside(cause) else { return nil }
    let whose = owner.isPlural ? "their own " : "its own "
    return .of(
      RichText(whose + figure + " went from "), subject.view.cited("\(words.before) to \(words.now)", evidence))
  }

  /// Where the numbers of this part stand.
  private var evidence: String { subject.partsAnchor }

  private var figure: String {
    if subject.finding.metric.contains("median") { return "median" }
    return subject.metric?.unit == .fraction ? "rate" : "figure"
  }

  private func flowing(_ inner: SegmentWords.Phrase) -> SegmentWords.Phrase {
    guard let flow = cause.flow, let words = CauseWords.flows[flow] else { return inner }
    return .init(text: .of(RichText(words + " "), inner.text), isPlural: inner.isPlural)
  }

  private static let flows = ["new": "new", "resurrected": "returning", "retained": "retained", "lost": "lost"]
}
