import ReportModel

/// The change in parts that add up to it, with what stays unexplained.
struct Decomposition {
  let subject: FindingView
  private var view: MonthView { subject.view }

  var text: RichText {
    guard let metric = subject.metric, let change = metric.change?.absolute, let first = subject.parts.first else {
      return ""
    }
    if subject.isHidden {
      return .sentences([under(first, metric), outside, rest(metric, beside: Array(subject.parts.dropFirst()))])
    }
    let flows = FlowWords(subject: subject, change: view.formatChange(change, metric.unit)).text
    if !flows.isBlank { return .sentences([flows, rest(metric, beside: subject.parts.filter { $0.flow == nil })]) }
    guard !subject.isAgainst(first) else {
      return .sentences([opening(metric, change), rest(metric, beside: []), against(metric)])
    }
    return .sentences([
      opening(metric, change), leading(first), outside,
      rest(metric, beside: subject.parts.dropFirst().filter { !subject.isAgainst($0) }), against(metric),
    ])
  }

  /// `The rise is +39 min`.
  private func opening(_ metric: MetricResult, _ change: Double) -> RichText {
    let words = view.cited(view.formatChange(change, metric.unit), subject.anchor)
    return .of(RichText("The \(view.movement(metric)) is "), words, ".")
  }

  private func leading(_ cause: Cause) -> RichText {
    // A mix over a whole dimension has no segment to name it by: only the statement says which dimension.
    if cause.effect == .mix, cause.segment.isEmpty, !cause.statement.isEmpty {
      return MarkedText(DataText.sentence(cause.statement), anchor: subject.anchor).rich
    }
    let words = CauseWords(subject: subject, cause: cause)
    let inside = words.inside.map { RichText.of(": ", $0) } ?? ""
    return .of(words.account.capitalised, inside, ".")
  }

  /// `Calls to GET /v1/payouts: their own rate went from 0.9 % to 6.3 %; in the total that is +0.03 points`.
  private func under(_ cause: Cause, _ metric: MetricResult) -> RichText {
    let words = CauseWords(subject: subject, cause: cause)
    guard let inside = words.inside else { return leading(cause) }
    let shows = words.amount != view.formatChange(0, metric.unit)
    let total = shows ? "; in the total that is \(words.amount)" : "; in the total that is too little to show"
    return .of(words.owner.text.capitalised, ": ", inside, RichText(total + "."))
  }

  /// Only where the change was located in one segment and nothing moved across the board.
  private var outside: RichText {
    let located = subject.parts.filter { $0.level != .arithmetic && !$0.segment.isEmpty }
    let isBroad = subject.parts.contains { $0.effect == .broad }
    guard located.count == 1, located.first == subject.parts.first, subject.parts.count == 1, !isBroad else {
      return ""
    }
    return "Elsewhere, nothing moved beyond the usual range."
  }

  /// `The rest is a changed share of … (+1.2 min, 3 %) and +1.4 min (4 %) that stays unexplained`.
  private func rest(_ metric: MetricResult, beside parts: [Cause]) -> RichText {
    let others = parts.map { CauseWords(subject: subject, cause: $0).item }
    guard !isRestAgainst, let left = unexplained(metric) else {
      return others.isEmpty ? "" : .of("The rest is ", .list(others), ".")
    }
    guard !others.isEmpty else { return .of("The other ", left, " stays unexplained.") }
    return .of("The rest is ", .list(others + [.of(left, " that stays unexplained")]), ".")
  }

  /// `Against it went calls to GET /v1/ping (−0.1 points) and −0.02 points that stays unexplained.`
  private func against(_ metric: MetricResult) -> RichText {
    let parts = subject.parts.filter(subject.isAgainst).map { CauseWords(subject: subject, cause: $0).item }
    let left = isRestAgainst ? unexplained(metric).map { [RichText.of($0, " that stays unexplained")] } ?? [] : []
    return parts.isEmpty && left.isEmpty ? "" : .of("Against it went ", .list(parts + left), ".")
  }

  /// What nobody could explain went the other way than the change.
  private var isRestAgainst: Bool {
    guard !subject.isHidden, let change = subject.metric?.change?.absolute, let left = subject.finding.unexplained
    else {
      return false
    }
    return left * change < 0
  }

  private func unexplained(_ metric: MetricResult) -> RichText? {
    guard let left = subject.finding.unexplained, let change = metric.change?.absolute else { return nil }
    let words = view.formatChange(left, metric.unit)
    guard words != view.formatChange(0, metric.unit) else { return nil }
    let share =
      subject.isHidden || left / change <= 0 || left / change > 1.005
      ? "" : " (\(NumberFormat.percent(left / change, decimals: 0)))"
    return view.cited(words + share, subject.partsAnchor)
  }
}
