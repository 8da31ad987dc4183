import ReportModel

/// A finding with its metric and its words: what several sections say about it.
struct FindingView {
  let finding: Finding
  /// nil where the report names a metric it does not hold; then only the statement can be told.
  let metric: MetricResult?
  let phrase: MetricPhrase
  let words: SegmentWords
  let view: MonthView

  init(_ finding: Finding, in view: MonthView) {
    self.finding = finding
    self.view = view
    metric = view.measured(finding.metric)
    phrase = Phrasebook.phrase(metric ?? FindingView.unknown(finding.metric))
    words = SegmentWords(
      population: phrase.population,
      companies: view.companyNames.merging(FindingView.names(finding)) { known, _ in known })
  }

  /// Names of companies as the statements of their causes begin, for those no table shows.
  private static func names(_ finding: Finding) -> [String: String] {
    finding.causes.reduce(into: [:]) { names, cause in
      guard cause.segment.count == 1, let ids = cause.segment["company_id"]?.values, ids.count == 1,
        let verb = cause.statement.firstRange(of: " accounts for ")
      else { return }
      let subject = String(cause.statement[..<verb.lowerBound])
      if !subject.isEmpty, subject != "company " + ids[0] { names[ids[0]] = subject }
    }
  }

  private static func unknown(_ id: String) -> MetricResult {
    MetricResult(id: id, family: .reliability, title: id, unit: .number, good: nil)
  }

  var anchor: String { "metric-" + finding.metric }

  /// Where the figures of its parts stand: the table that adds them up, else its metric.
  var partsAnchor: String {
    let parts = "parts-\(finding.rank)"
    return view.has(anchor: parts) ? parts : anchor
  }

  /// The total barely moved; a segment under it did.
  var isHidden: Bool { !finding.verdict.isChange }

  /// The segment a hidden mover is about.
  var hiddenCause: Cause? { isHidden ? finding.causes.first { !$0.segment.isEmpty } : nil }

  /// Causes with a part in the sum: those that went with the change before those that went against it, the larger
  /// first; under a steady total, the one the finding is about before all others.
  var parts: [Cause] {
    let summed = finding.causes.filter { $0.contribution != nil }
    let ordered = summed.enumerated().sorted { left, right in
      let order = (isAgainst(left.element) ? 1 : 0, isAgainst(right.element) ? 1 : 0)
      if order.0 != order.1 { return order.0 < order.1 }
      return (size(right.element), left.offset) < (size(left.element), right.offset)
    }.map(\.element)
    guard let hidden = hiddenCause, ordered.contains(hidden) else { return ordered }
    return [hidden] + ordered.filter { $0 != hidden }
  }

  /// Whether a part went the other way than the change.
  func isAgainst(_ cause: Cause) -> Bool {
    guard !isHidden, let change = metric?.change?.absolute, let part = cause.contribution else { return false }
    return part * change < 0
  }

  /// Whether a cause is a closer place inside a part of the sum.
  func isInside(_ cause: Cause, _ part: Cause) -> Bool {
    cause.addsWithin != nil && part.contribution != nil && !part.segment.isEmpty && part.flow == nil
      && part.segment.allSatisfy { cause.segment[$0.key] == $0.value }
  }

  private func size(_ cause: Cause) -> Double { abs(cause.contribution ?? 0) }

  /// The part that tells where the change sits: half of it or more.
  var leading: Cause? {
    guard let first = parts.first, let share = share(first), share >= 0.5 else { return nil }
    return first
  }

  /// A part's share of the change, where a share means something: not of a part that went the other way.
  func share(_ cause: Cause) -> Double? {
    guard !isHidden, let share = cause.share, (0...3).contains(share) else { return nil }
    return share
  }

  /// What the finding is called: `Time to first call, median`, `Failed calls on GET /v1/payouts`.
  var title: RichText { placed(phrase.label) }

  /// The same inside a sentence: `the error rate on GET /v1/payouts`.
  var mention: RichText { placed(phrase.noun) }

  private func placed(_ name: String) -> RichText {
    .joined([RichText(name), hiddenCause.map { words.place($0.segment) } ?? ""], by: " ")
  }

  /// From and to of what the finding is about: the segment's where the total hides it.
  var fromTo: RichText? {
    guard let cause = hiddenCause else { return metric.map { view.fromTo($0) } }
    return inside(cause).map { view.cited($0.before + " → " + $0.now, partsAnchor) }
  }

  /// The metric inside a segment, last month and this: from the cause, else from the endpoint table.
  func inside(_ cause: Cause) -> (before: String, now: String)? {
    guard let unit = metric?.unit else { return nil }
    if let inside = cause.inside, let previous = inside.previous, let value = inside.value {
      return (view.format(previous, unit), view.format(value, unit))
    }
    guard finding.metric == "error_rate.total", let row = view.endpointRow(cause.segment),
      let previous = row["previous_error_rate"]?.double, let value = row["error_rate"]?.double
    else { return nil }
    return (view.format(previous, unit), view.format(value, unit))
  }
}

extension MonthView {
  /// The endpoint table's row of a segment that is one endpoint and nothing else.
  func endpointRow(_ segment: [String: SegmentValue]) -> TableRow? {
    guard segment.count == 1, let values = segment["endpoint"]?.values, values.count == 1 else { return nil }
    return rows("endpoints").first { $0["endpoint"]?.text == values[0] }
  }
}
