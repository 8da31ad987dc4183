import ReportModel

/// Writes a draft out: its statement, and the causes of every rung in their order.
struct FindingWriter {
  let input: FindingInput
  /// What other findings quote.
  var quoted: Set<String> = []

  struct Written {
    var finding: Finding
    /// Indices of the events it touches.
    var events: Set<Int>
    /// Files of the notes that speak of it, and how much of it.
    var files: [String: Double]

    /// What people are quoted with.
    var quotes: [String] { finding.causes.filter { $0.rung == .reported }.flatMap(\.evidence) }
  }

  private var words: FindingWords { FindingWords(figures: Figures(currency: input.currency), month: input.month) }

  func write(_ draft: FindingDraft, rank: Int) -> Written {
    let result = draft.metric.result
    var finding = Finding(
      rank: rank, metric: result.id,
      verdict: draft.isHidden ? (result.verdict == .steady ? .steady : .unclear) : result.verdict,
      statement: statement(draft), causes: draft.found.causes, unexplained: draft.found.unexplained,
      related: draft.related + draft.consequences.flatMap { [$0.metric.result.id] + $0.related })
    finding.evidence = evidence(result)
    let leading = finding.causes.first { !$0.segment.isEmpty && $0.contribution != nil }
    // Where the shares of groups moved, the group that leads is the place: what concerns everything explains no such move.
    let isMix = leading?.effect == .mix && abs(leading?.share ?? 0) >= 0.5
    let place = draft.place.isEmpty && !isMix ? [:] : leading?.segment ?? [:]
    let link = EventLink(
      input.events, dated: draft.dated, metrics: [result.id] + finding.related, segment: place, month: input.month,
      isMix: isMix)
    var spoken = finding
    if draft.isOneOfSeveral { spoken.causes = leading.map { [$0] } ?? [] }
    let voices = ReportedVoices(tickets: input.tickets, comments: input.surveys, notes: input.notes, quoted: quoted)
      .causes(for: spoken)
    let last = finding.causes.filter(isLast)
    finding.causes.removeAll(where: isLast)
    if let dated = draft.dated {
      finding.causes.append(
        DatedCauseWords(dated: dated, link: link, events: input.events, segment: place).cause())
    }
    finding.causes += draft.consequences.map { words.consequence($0, under: draft) }
    finding.causes += voices.causes
    finding.causes.append(
      words.unknown(
        draft.found, result, date: draft.dated == nil ? .undated : link.candidates.isEmpty ? .dated : .linked,
        isHidden: draft.isHidden))
    finding.causes += last
    return Written(finding: finding, events: link.touched.union(link.candidates), files: voices.files)
  }

  /// What the finding's own numbers were counted on.
  private func evidence(_ result: MetricResult) -> Finding.Evidence {
    func rows(_ n: Int?, _ denominator: Double?) -> Int? {
      n ?? denominator.flatMap { Int(exactly: $0.rounded()) }
    }
    return Finding.Evidence(
      rows: rows(result.n, result.denominator), previousRows: rows(result.previous.n, result.previous.denominator),
      sources: input.files[result.id] ?? [])
  }

  private func statement(_ draft: FindingDraft) -> String {
    if let mover = draft.mover { return words.statement(mover, total: draft.metric.result) }
    if draft.isHiddenSegment, let part = draft.leading {
      return words.hidden(part, of: draft.metric)
    }
    return words.statement(draft.metric.result)
  }

  private func isLast(_ cause: Cause) -> Bool { cause.effect == .broad || cause.effect == .calendar }
}
