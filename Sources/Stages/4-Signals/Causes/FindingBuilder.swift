package import ReportModel
import Statistics

/// What findings are made from: judged metrics, and what was dated or said in the month.
package struct FindingInput: Sendable {
  package var month: Month
  /// As `ChangeAssessor` returned them.
  package var metrics: [MeasuredMetric]
  package var facts: SignalFacts
  /// Changes and incidents of the month.
  package var events: [MonthEvent]
  /// Tickets created in the month that count.
  package var tickets: [TicketRecord]
  /// Survey responses of the month that count, for their comments.
  package var surveys: [SurveyRecord]
  /// Interview notes of the month, and their summaries; matched by `file`.
  package var notes: [NoteRecord]
  package var noteSummaries: [NoteSummary]
  package var currency: String
  package var minN: Int
  /// Metric id → names of the files its rows come from.
  package var files: [String: [String]]

  package init(
    month: Month, metrics: [MeasuredMetric], facts: SignalFacts = SignalFacts(), events: [MonthEvent] = [],
    tickets: [TicketRecord] = [], surveys: [SurveyRecord] = [],
    notes: [NoteRecord] = [], noteSummaries: [NoteSummary] = [],
    currency: String = "USD", minN: Int = 30, files: [String: [String]] = [:]
  ) {
    self.month = month
    self.metrics = metrics
    self.facts = facts
    self.events = events
    self.tickets = tickets
    self.surveys = surveys
    self.notes = notes
    self.noteSummaries = noteSummaries
    self.currency = currency
    self.minN = minN
    self.files = files
  }
}

/// Makes the findings: one per story that changed, and the movers hidden under a total that did not.
///
/// Ranked worse before better, then by standard errors times the metric's weight. Every finding carries its measured
/// parts, what coincides with its date, what was reported, and one `unknown`; `broad` and `calendar` stand last.
package enum FindingBuilder {
  /// Hidden movers told at most.
  static let mostHidden = 3
  /// What a hidden mover weighs against metrics: it is local by nature.
  static let hiddenWeight = 0.5
  /// Part of a worse total from which an endpoint's move is not hidden by it.
  static let shownShare = 0.3

  /// The findings by rank, and events and notes with the ranks they touch.
  package static func findings(
    _ input: FindingInput
  ) -> (findings: [Finding], events: [MonthEvent], notes: [NoteSummary]) {
    var drafts = told(input)
    drafts.sort { $0.precedes($1) }
    drafts = StoryFolding.fold(drafts)
    let written = write(drafts, input)
    var events = input.events
    for index in events.indices {
      events[index].findings = written.filter { $0.events.contains(index) }.map(\.finding.rank)
    }
    var notes = input.noteSummaries
    for index in notes.indices {
      let matches = written.compactMap { item in
        item.files[notes[index].file].map { (rank: item.finding.rank, weight: $0) }
      }
      notes[index].findings = matches.sorted { ($1.weight, $0.rank) < ($0.weight, $1.rank) }.map(\.rank)
    }
    return (written.map(\.finding), events, notes)
  }

  /// In their order. Who speaks of a place is quoted where that place is told, before those who speak of a measure.
  private static func write(_ drafts: [FindingDraft], _ input: FindingInput) -> [FindingWriter.Written] {
    var writer = FindingWriter(input: input)
    var written: [Int: FindingWriter.Written] = [:]
    for index in drafts.indices.sorted(by: {
      (drafts[$0].place.isEmpty ? 1 : 0, $0) < (drafts[$1].place.isEmpty ? 1 : 0, $1)
    }) {
      let item = writer.write(drafts[index], rank: index + 1)
      writer.quoted.formUnion(item.quotes)
      written[index] = item
    }
    return drafts.indices.compactMap { written[$0] }
  }

  /// One metric by itself, whether or not it changed: for `throughline explain`.
  package static func explain(_ metric: MeasuredMetric, _ input: FindingInput) -> Finding {
    let isChanged = metric.result.verdict == .worse || metric.result.verdict == .better
    var draft = draft(metric, related: [], input)
    draft.isHiddenSegment = !isChanged
    return FindingWriter(input: input).write(draft, rank: 1).finding
  }

  private static func told(_ input: FindingInput) -> [FindingDraft] {
    let drafts = StorySelection(input.metrics).leads.map { draft($0.lead, related: $0.related, input) }
    let segments = HiddenSegments(input: input).drafts(beside: drafts)
    return drafts + segments + hidden(input, beside: drafts + segments)
  }

  private static func draft(_ metric: MeasuredMetric, related: [String], _ input: FindingInput) -> FindingDraft {
    let dating = DatedChange(month: input.month, facts: input.facts)
    let found = CauseFinder(currency: input.currency, dating: dating).find(metric)
    var draft = FindingDraft(
      metric: metric, related: related, found: found,
      weight: Importance.size(metric.result) * Importance.weight(metric.result.id),
      isWorse: metric.result.verdict == .worse)
    draft.dated = dating.date(metric, found.bridge, leading: draft.leading)
    return draft
  }

  private static func hidden(_ input: FindingInput, beside drafts: [FindingDraft]) -> [FindingDraft] {
    let named = Set(
      drafts.flatMap { draft in
        draft.metric.result.id.hasPrefix("error_rate") || draft.metric.result.id == "timeout_rate"
          ? draft.found.bridge.parts.flatMap { $0.values["endpoint"] ?? [] } : []
      })
    let movers = HiddenMovers(facts: input.facts, minN: input.minN).movers(month: input.month)
    return movers.filter { !named.contains($0.endpoint.name) }.prefix(mostHidden).compactMap { mover in
      guard let total = input.metrics.first(where: { $0.result.id == mover.metric }), total.result.change != nil else {
        return nil
      }
      let found = HiddenCause(mover: mover, total: total, facts: input.facts).found()
      // Where the total got worse too and this endpoint is much of it, it is that story and no hidden one.
      // What one segment or account did shows on every endpoint it calls; that is told once.
      let isExplained = drafts.contains { draft in
        guard draft.metric.story == total.story, !draft.isHidden, let change = draft.metric.result.change?.absolute,
          let leading = draft.leading, leading.segment["endpoint"] == nil
        else { return false }
        return abs(leading.contribution) >= 0.6 * abs(change)
      }
      if isExplained { return nil }
      let isTold = drafts.contains { $0.isWorse && $0.metric.story == total.story }
      if isTold, total.result.verdict == .worse, (found.causes.first?.share ?? 0) >= shownShare { return nil }
      var draft = FindingDraft(
        metric: total, related: [], found: found, weight: hiddenWeight * mover.size, isWorse: true, mover: mover)
      draft.dated = DatedChange(month: input.month, facts: input.facts).date(
        total, found.bridge, leading: draft.leading)
      return draft
    }
  }
}

/// One lead per story: the most telling of its headline metrics that changed, or of its others where a headline metric
/// that did not pass for changed itself moved the same way.
struct StorySelection {
  let leads: [(lead: MeasuredMetric, related: [String])]

  init(_ metrics: [MeasuredMetric]) {
    var order: [String] = []
    var stories: [String: [MeasuredMetric]] = [:]
    for metric in metrics where metric.result.verdict == .worse || metric.result.verdict == .better {
      if stories[metric.story] == nil { order.append(metric.story) }
      stories[metric.story, default: []].append(metric)
    }
    leads = order.compactMap { story in
      let changed = stories[story] ?? []
      // What is not told apart by any segment could not say more than its headline does.
      let backed = changed.filter { metric in
        !metric.leaves.isEmpty && metrics.contains { StorySelection.backs($0, metric) }
      }
      guard let lead = StorySelection.lead(changed) ?? StorySelection.heaviest(backed) else { return nil }
      return (lead, changed.map(\.result.id).filter { $0 != lead.result.id })
    }
  }

  /// Whether a headline metric's own interval, without a claim, says what another of its story claims.
  private static func backs(_ headline: MeasuredMetric, _ other: MeasuredMetric) -> Bool {
    let (result, claimed) = (headline.result, other.result)
    guard headline.isHeadline, headline.story == other.story, result.verdict == .unclear, let value = result.value,
      let before = result.expected ?? result.previous.value, let good = result.good
    else { return false }
    let isBetter = (value > before) == (good == "up")
    return Importance.size(result) >= Normal.twoSidedQuantile(0.95) && isBetter == (claimed.verdict == .better)
  }

  private static func heaviest(_ metrics: [MeasuredMetric]) -> MeasuredMetric? {
    func weight(_ metric: MeasuredMetric) -> Double {
      Importance.size(metric.result) * Importance.weight(metric.result.id)
    }
    return metrics.max { (weight($0), $1.result.id) < (weight($1), $0.result.id) }
  }

  private static func lead(_ changed: [MeasuredMetric]) -> MeasuredMetric? {
    guard let first = heaviest(changed.filter(\.isHeadline)) else { return nil }
    // The seed's own formula is what readers know; it leads where the measure that counts everybody agrees.
    if first.result.id == "ttfc.median_all",
      let known = changed.first(where: { $0.result.id == "ttfc.median" && $0.result.verdict == first.result.verdict })
    {
      return known
    }
    return first
  }
}
