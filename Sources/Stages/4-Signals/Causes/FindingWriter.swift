import ReportModel

/// Writes a draft out: its statement, and the causes of every rung in their order.
struct FindingWriter {
  let input: FindingInput

  struct Written {
    var finding: Finding
    /// Indices of the events it touches.
    var events: Set<Int>
    /// Files of the notes that speak of it.
    var files: Set<String>
  }

  private var words: FindingWords { FindingWords(figures: Figures(currency: input.currency), month: input.month) }

  func write(_ draft: FindingDraft, rank: Int) -> Written {
    let result = draft.metric.result
    let hidden = draft.mover
    var finding = Finding(
      rank: rank, metric: result.id,
      verdict: hidden == nil ? result.verdict : result.verdict == .steady ? .steady : .unclear,
      statement: hidden.map { words.statement($0, total: result) } ?? words.statement(result),
      causes: draft.causes.causes, unexplained: draft.causes.unexplained, related: draft.related)
    let leading = finding.causes.first { !$0.segment.isEmpty && $0.contribution != nil }
    let began = DatedChange(month: input.month, facts: input.facts).began(draft.metric, leading: leading)
    var touched: Set<Int> = []
    var candidates: [MonthEvent] = []
    for (index, event) in input.events.enumerated() {
      let match = EventMatch(event: event)
      let inScope = match.hasScope(of: finding)
      let inTime = began.map(match.isNear) ?? false
      if inScope || (inTime && match.isGlobal) { touched.insert(index) }
      if inTime, inScope || match.isGlobal { candidates.append(event) }
    }
    let voices = ReportedVoices(tickets: input.tickets, notes: input.notes).causes(for: finding)
    let last = finding.causes.filter(isLast)
    finding.causes.removeAll(where: isLast)
    if let began {
      finding.causes.append(words.began(began, events: candidates, segment: leading?.segment ?? [:]))
    }
    finding.causes += voices.causes
    finding.causes.append(
      words.unknown(
        Finding(
          rank: rank, metric: result.id, verdict: finding.verdict, statement: "", causes: draft.causes.causes,
          unexplained: draft.causes.unexplained), result, hasDate: began != nil, isHidden: hidden != nil))
    finding.causes += last
    return Written(finding: finding, events: touched, files: voices.files)
  }

  private func isLast(_ cause: Cause) -> Bool { cause.effect == .broad || cause.effect == .calendar }
}
