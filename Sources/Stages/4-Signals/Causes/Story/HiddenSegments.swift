import ReportModel

/// Segments that moved while their total did not: opposite moves that cancel, one bad combination under a good average.
///
/// Every metric's segments are searched, so the bar is higher than for a metric that changed: three nats over the
/// scan's threshold, two of them the logarithm of how many metrics are searched, and moves that would be large by
/// themselves.
struct HiddenSegments {
  let input: FindingInput

  static let strictness = 3.0
  /// Relative change of a segment's volume, and its part in the total, from which it is worth a finding. Volume is told
  /// where two moved, and together they are the twentieth of the total that a change of the total itself must be.
  static let leastVolume = 0.25
  static let leastPart = 0.025
  /// Points by which a segment's error rate must rise, and by how much of itself.
  static let leastPoints = 0.01
  static let leastRelative = 0.2

  /// The same for the share of developers who get somewhere, which must fall.
  static let leastPointsReached = 0.1

  /// Part of the whole's value that a segment must add to it, where it has no value of its own (times).
  static let leastPartOfTime = 0.1

  private static let metrics = [
    "calls.total", "error_rate.4xx", "error_rate.5xx", "timeout_rate", "ttfc.median_all", "doc_completion.rate",
    "activation.rate",
  ]

  func drafts(beside told: [FindingDraft]) -> [FindingDraft] {
    let stories = Set(told.map(\.metric.story))
    return Self.metrics.flatMap { id -> [FindingDraft] in
      guard let metric = input.metrics.first(where: { $0.result.id == id }), !metric.result.smallSample,
        metric.result.verdict == .steady || metric.result.verdict == .unclear, !stories.contains(metric.story),
        metric.result.verdictReason != "the month is not wholly covered"
      else { return [] }
      return drafts(metric)
    }.filter { draft in !told.contains { isToldBy($0, draft) } }
  }

  /// The same segment's story, told by a metric before or behind this one.
  private func isToldBy(_ told: FindingDraft, _ draft: FindingDraft) -> Bool {
    let (first, second) = (told.metric.result.id, draft.metric.result.id)
    return told.place == draft.place
      && (MetricTree.leads(first, to: second) || MetricTree.leads(second, to: first)
        || MetricTree.isSame(first, second))
  }

  /// Opposite moves of a volume are one finding; of a rate each segment is, with a beginning and an event of its own.
  private func drafts(_ metric: MeasuredMetric) -> [FindingDraft] {
    var searched = metric
    searched.leaves.removeAll { $0.dimensions == ["company_id"] }
    let finder = CauseFinder(
      currency: input.currency, strictness: Self.strictness, isHidden: true,
      dating: DatedChange(month: input.month, facts: input.facts))
    var found = finder.find(searched)
    let isVolume = metric.result.unit == .count
    found.bridge.parts.removeAll { isVolume ? !isLarge($0, of: metric) : !isBad($0, of: metric) }
    // One segment of the volume is only interesting where another moved against it, or the total would have moved.
    guard !found.bridge.parts.isEmpty, !isVolume || found.bridge.parts.count > 1,
      let values = ComparedValues(metric.result)
    else { return [] }
    (found.bridge.mix, found.bridge.broad) = (nil, nil)
    guard !isVolume else { return [draft(metric, found, values)] }
    return found.bridge.parts.indices.map { index in
      var led = found
      led.bridge.parts.insert(led.bridge.parts.remove(at: index), at: 0)
      var draft = draft(metric, led, values)
      draft.isOneOfSeveral = true
      return draft
    }
  }

  private func draft(_ metric: MeasuredMetric, _ found: CauseFinder.Found, _ values: ComparedValues) -> FindingDraft {
    var found = found
    let isVolume = metric.result.unit == .count
    let words = CauseWords(metric: metric, values: values, figures: Figures(currency: input.currency))
    (found.causes, found.unexplained) = ExactSum.settle(words.causes(found.bridge), to: values.change)
    let isWorse = isVolume ? found.bridge.parts.contains { $0.contribution < 0 } : true
    var draft = FindingDraft(
      metric: metric, related: [], found: found,
      weight: FindingBuilder.hiddenWeight
        * min(Importance.mostErrors, (found.bridge.parts.first?.score ?? 0).squareRoot()),
      isWorse: isWorse, isHiddenSegment: true)
    draft.dated = DatedChange(month: input.month, facts: input.facts).date(metric, found.bridge, leading: draft.leading)
    return draft
  }

  private func isLarge(_ part: Bridge.Part, of metric: MeasuredMetric) -> Bool {
    guard let inside = part.inside, let before = inside.previous, let now = inside.value,
      let total = metric.result.previous.value
    else { return false }
    // What it would be had it gone with the rest: next to a total that rose by a tenth, a fifth less is a fourth.
    let expected = now - part.contribution
    return abs(part.contribution) >= Self.leastVolume * max(expected, 1) && before + now > 0
      && abs(part.contribution) >= Self.leastPart * abs(total)
  }

  private func isBad(_ part: Bridge.Part, of metric: MeasuredMetric) -> Bool {
    let isError = metric.result.good == "down"
    guard let inside = part.inside, let before = inside.previous, let now = inside.value else {
      // Of a time only the part in the whole is known.
      guard let total = metric.result.previous.value else { return false }
      let worsening = isError ? part.contribution : -part.contribution
      return worsening >= Self.leastPartOfTime * total
    }
    let worsening = isError ? now - before : before - now
    return worsening >= (isError ? Self.leastPoints : Self.leastPointsReached)
      && worsening >= before * Self.leastRelative
  }
}
