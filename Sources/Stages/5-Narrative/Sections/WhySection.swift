import ReportModel

/// Why: per finding, what is measured, what coincides, what is reported and what is not known.
struct WhySection {
  let view: MonthView

  var entries: [Narrative.Why] {
    view.findings.map { finding in
      let subject = FindingView(finding, in: view)
      return Narrative.Why(
        finding: finding.rank, title: subject.title.compacted, points: WhyEntry(subject: subject).points)
    }
  }
}

/// The rungs of one finding, in their fixed order and never mixed.
struct WhyEntry {
  let subject: FindingView
  private var view: MonthView { subject.view }
  private var causes: [Cause] { subject.finding.causes }

  var points: [Narrative.Why.Point] {
    let known =
      point(.measured, [Decomposition(subject: subject).text] + nested + told(.measured) + [friction])
      + point(.coincides, dated) + point(.reported, told(.reported) + quotes)
    let open = point(.unknown, unknown)
    return known.isEmpty && open.isEmpty ? point(.unknown, [WhyEntry.silence]) : known + open
  }

  /// Without what the sum of the parts has said already.
  private var unknown: [RichText] {
    guard !subject.parts.isEmpty else { return told(.unknown) }
    return causes.filter { $0.rung == .unknown && $0.contribution == nil && !isDated($0) }.map { cause in
      var cause = cause
      let clauses = cause.statement.split(separator: ";").filter { !$0.contains("stays unexplained") }
      cause.statement = clauses.joined(separator: ";")
      return statement(cause)
    }
  }

  private static let silence: RichText = "No segment and no date stands out; the data do not tell why."

  /// Beside the first finding that says new developers fare worse.
  private var friction: RichText {
    let first = view.findings.first { finding in
      finding.verdict == .worse && view.metric(finding.metric)?.family == .onboarding
    }
    return first?.rank == subject.finding.rank ? FrictionWords(view: view).text : ""
  }

  /// What sits inside a part of the sum.
  private var nested: [RichText] {
    causes.compactMap { cause in
      subject.parts.first { subject.isInside(cause, $0) }.map { outer in
        NestedWords(
          inner: CauseWords(subject: subject, cause: cause), outer: CauseWords(subject: subject, cause: outer)
        )
        .sentence
      }
    }
  }

  private func point(_ rung: Cause.Rung, _ texts: [RichText]) -> [Narrative.Why.Point] {
    texts.filter { !$0.isBlank }.map { .init(rung: rung, text: $0.compacted) }
  }

  /// Causes of a rung that have words but no part in the sum and no date.
  private func told(_ rung: Cause.Rung) -> [RichText] {
    causes.filter { cause in
      cause.rung == rung && cause.contribution == nil && !isDated(cause)
        && !subject.parts.contains { subject.isInside(cause, $0) }
    }.map(statement)
  }

  private func isDated(_ cause: Cause) -> Bool { cause.began != nil || cause.change?.isEmpty == false }

  /// Every dated cause once, whichever rung its sum stands on.
  private var dated: [RichText] {
    var seen: [RichText] = []
    for sentence in causes.filter(isDated).map({ DatedWords(cause: $0, subject: subject).sentence })
    where !seen.contains(sentence) { seen.append(sentence) }
    return seen + told(.coincides)
  }

  private func statement(_ cause: Cause) -> RichText {
    let support = cause.evidence.filter { !MonthView.isAnchor($0) }.map(DataText.clause).filter { !$0.isEmpty }
    let statement = DataText.clause(cause.statement)
    guard !statement.isEmpty else { return RichText(DataText.sentence(support.joined(separator: "; "))) }
    if let consequence = ConsequenceWords(cause: cause, view: view)?.sentence { return consequence }
    let quoted = support.isEmpty ? "" : " (\(support.joined(separator: "; ")))"
    let places = cause.evidence.filter(MonthView.isAnchor)
    let sentence = DataText.sentence(statement + quoted)
    if cause.rung == .reported, places.count > 1, statement.split(separator: "; ").count == places.count {
      // What people said in each way was counted in another place.
      let clauses = sentence.split(separator: "; ", maxSplits: places.count - 1)
      let texts = zip(clauses, places).map { MarkedText(String($0), anchor: view.has(anchor: $1) ? $1 : nil).rich }
      return .joined(texts, by: "; ")
    }
    let anchor = (places + (cause.rung == .measured ? [subject.partsAnchor] : [])).first(where: view.has)
    return MarkedText(sentence, anchor: anchor).rich
  }

  /// What an interview note says in its own words, where no cause quotes it already: once, under the finding that it
  /// matches best.
  private var quotes: [RichText] {
    let notes = view.report.notes.filter { $0.findings.first == subject.finding.rank }
    let told = causes.map { $0.statement + $0.evidence.joined() }.joined()
    return notes.compactMap { note in
      guard let quote = note.quote.map(DataText.clause), !quote.isEmpty, !told.contains(quote) else { return nil }
      let date = note.date.map { " of " + Sentence.day($0, in: view.report.month.year) } ?? ""
      return RichText("An interview note\(date): “\(quote)”.")
    }.prefix(2).map(\.self)
  }
}
