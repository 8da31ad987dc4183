import Foundation
package import ReportModel

/// Turns fired signals into actions, ordered by RICE.
///
/// Reach comes from the data (the subject's developers, else those the metric touches, else all active ones), impact
/// from the table and the distance to the target, effort from the table or the ledger, confidence from the level of the finding it answers: arithmetic 0.5, located or dated
/// 0.8, linked 0.9, reverted 1; a single endpoint, company or topic that was tested by itself is located; a limit that
/// was merely crossed is 0.4. Score = reach × impact × confidence ÷ effort (Sean McBride, Intercom, 2016).
package struct ActionPlanner: Sendable {
  private let month: Month
  private let currency: String
  private let owners: OwnerMap

  /// Actions of a report, and of one signal, at most.
  package static let most = 10
  package static let mostPerSignal = 3

  /// What a metric is in a segment, this month and last; both nil where that cannot be told.
  package typealias SegmentValues = (
    _ metric: String, _ segment: [String: String]
  ) -> (now: Double?, before: Double?)

  package init(month: Month, currency: String = "USD", owners: OwnerMap = OwnerMap()) {
    self.month = month
    self.currency = currency
    self.owners = owners
  }

  /// The actions of a report without a ledger.
  package func plan(
    _ outcomes: [SignalOutcome], findings: [Finding], metrics: [MeasuredMetric], facts: SignalFacts
  ) -> [Action] {
    let drafts = drafts(outcomes, findings: findings, metrics: metrics, facts: facts) { id, segment in
      let result = segment.isEmpty ? metrics.first { $0.result.id == id }?.result : nil
      return (result?.value, result?.previous.value)
    }
    return LedgerRound(month: month, lastDay: month.days.upperBound, entries: []).settle(drafts, outcomes: outcomes)
      .actions
  }

  /// Every action the fired signals ask for, in the order of the table.
  package func drafts(
    _ outcomes: [SignalOutcome], findings: [Finding], metrics: [MeasuredMetric], facts: SignalFacts,
    values: SegmentValues
  ) -> [ActionDraft] {
    let byID = Dictionary(metrics.map { ($0.result.id, $0) }, uniquingKeysWith: { first, _ in first })
    var counts: [String: Int] = [:]
    var drafts: [ActionDraft] = []
    for outcome in outcomes where outcome.result.fired {
      let proposals = outcome.row.actions.flatMap { action in
        ActionTitle.isPerSubject(action.title) && !outcome.subjects.isEmpty
          ? outcome.subjects.map { (action, Optional($0)) } : [(action, nil)]
      }
      for (action, subject) in proposals {
        let short = outcome.row.short
        counts[short, default: 0] += 1
        let id = "\(month)-\(short)-\(counts[short] ?? 0)"
        drafts.append(
          ActionDraft(
            action: make(id, action, subject, outcome, findings, byID, facts, values), proposal: action.title,
            short: short))
      }
    }
    return drafts
  }

  private func make(
    _ id: String, _ action: SignalAction, _ subject: SignalSubject?, _ outcome: SignalOutcome, _ findings: [Finding],
    _ metrics: [String: MeasuredMetric], _ facts: SignalFacts, _ values: SegmentValues
  ) -> Action {
    let results = metrics.mapValues(\.result)
    let finding = finding(for: outcome.row, subject, findings)
    let leading = finding?.causes.first { ($0.share ?? 0) >= 0.5 && !$0.segment.isEmpty }
    let reach = reach(outcome.row, subject, leading, results, facts)
    let confidence = confidence(outcome.row, finding, subject, results)
    let isAbout = subject != nil || action.title.contains("{for}")
    let segment = isAbout ? subject?.segment ?? leading.flatMap { plainSegment($0) } ?? [:] : [:]
    let expect = action.expect.flatMap { expectation($0, outcome.row, subject, segment, metrics, values) }
    let excess = subject?.excess ?? action.expect.flatMap { results[$0.metric] }.flatMap(Impact.excess)
    let impact = Impact(table: action.impact, excess: excess)
    var made = Action(
      id: id, signal: outcome.row.id,
      title: ActionTitle(subject: subject, segment: leading.flatMap(segmentName)).text(action.title),
      owner: owner(action, subject, segment, results), finding: finding?.rank,
      // A finding may be about several endpoints; an action is about one.
      because: subject?.evidence ?? finding.map { "Finding \($0.rank): \($0.statement)" } ?? outcome.result.why,
      rice: .init(
        reach: reach, impact: impact.value, confidence: confidence, effort: action.effort,
        unit: subject?.kind == .topic ? "tickets" : "developers", because: impact.because.map { [$0] }),
      expect: expect)
    made.segment = segment.isEmpty ? nil : segment
    return made
  }

  /// Whose it is: as the export says, as the configuration says, as the table says.
  private func owner(
    _ action: SignalAction, _ subject: SignalSubject?, _ segment: [String: String], _ metrics: [String: MetricResult]
  ) -> String? {
    if let owner = subject?.owner { return PlainName.of(owner) }
    return owners.owner(of: segment) ?? action.owner
      ?? action.expect.flatMap { metrics[$0.metric] }.flatMap { owners.owner(ofFamily: $0.family) }
  }

  /// A segment of single values; nil for one that holds several.
  private func plainSegment(_ cause: Cause) -> [String: String]? {
    var result: [String: String] = [:]
    for (dimension, value) in cause.segment {
      guard case .one(let name) = value else { return nil }
      result[dimension] = name
    }
    return result
  }

  /// The finding a signal's action answers: about its subject, else about one of its metrics.
  private func finding(for row: SignalRow, _ subject: SignalSubject?, _ findings: [Finding]) -> Finding? {
    let keys: [SignalSubject.Kind: String] = [.endpoint: "endpoint", .company: "company_id", .topic: "topic"]
    if let subject {
      return findings.first { finding in
        finding.causes.contains { $0.segment[keys[subject.kind] ?? ""]?.values.contains(subject.id) ?? false }
      }
    }
    let ids = row.condition.subjects
    for id in ids {
      if let finding = findings.first(where: { $0.metric == id && $0.verdict != .steady }) { return finding }
    }
    return findings.first { !Set(ids).isDisjoint(with: $0.related) }
  }

  private func segmentName(_ cause: Cause) -> String? {
    guard let (dimension, value) = cause.segment.sorted(by: { $0.key < $1.key }).first, let first = value.values.first
    else { return nil }
    if dimension == "company_id" {
      // Only the statement knows a company's name.
      let words = cause.statement.components(before: " accounts for ")
      return words ?? PlainName.of(dimension: dimension, value: first, name: nil)
    }
    return PlainName.object(PlainName.of(dimension: dimension, values: value.values), dimension: dimension)
  }

  private func reach(
    _ row: SignalRow, _ subject: SignalSubject?, _ leading: Cause?, _ metrics: [String: MetricResult],
    _ facts: SignalFacts
  ) -> Double {
    if let reach = subject?.reach { return max(1, reach) }
    let first = row.metrics.first.flatMap { metrics[$0] }
    if let leading, let n = leading.inside?.n, n > 0, first?.family == .onboarding { return Double(n) }
    if let reach = row.metrics.lazy.compactMap({ facts.reach[$0] }).first { return max(1, reach) }
    if let active = facts.activeDevelopers { return max(1, Double(active)) }
    return max(1, first?.n.map(Double.init) ?? 1)
  }

  private func confidence(
    _ row: SignalRow, _ finding: Finding?, _ subject: SignalSubject?, _ metrics: [String: MetricResult]
  ) -> Double {
    if subject != nil { return 0.8 }
    if let finding {
      let levels: [Cause.Level: Double] = [.arithmetic: 0.5, .located: 0.8, .dated: 0.8, .linked: 0.9, .reverted: 1]
      return finding.causes.filter { $0.rung == .measured || $0.rung == .coincides }.compactMap { levels[$0.level] }
        .max() ?? 0.5
    }
    return row.metrics.contains { metrics[$0]?.verdict == .worse } ? 0.5 : 0.4
  }

  /// What must become of the metric; nil where it cannot be measured.
  private func expectation(
    _ expect: SignalAction.Expectation, _ row: SignalRow, _ subject: SignalSubject?, _ segment: [String: String],
    _ metrics: [String: MeasuredMetric], _ values: SegmentValues
  ) -> Action.Expectation? {
    let id = subject?.metric ?? expect.metric
    guard let metric = metrics[id], let whole = metric.result.value else { return nil }
    let result = metric.result
    // A subject was found by itself; a segment that the metric is not split by is looked at as a whole.
    let isSplit = subject != nil || metric.leaves.contains { Set(segment.keys).isSubset(of: $0.dimensions) }
    let place = isSplit ? segment : [:]
    let inside = place.isEmpty ? (now: whole, before: result.previous.value) : values(id, place)
    let isUp = expect.direction == "up"
    // Nothing gets under 0: where it was 0, lower is all that can be asked.
    func isAhead(_ target: Double) -> Bool {
      inside.now.map { isUp ? target > $0 : target < $0 && target > 0 } ?? false
    }
    // The limit the row fires at, the metric's own target, the level it fell from: the first that lies ahead.
    let candidates = [
      expect.target, subject?.limit, row.condition.limit(of: id, isUp: isUp), result.target,
      !place.isEmpty || result.verdict == .worse ? inside.before : nil,
    ]
    return Action.Expectation(
      metric: id, direction: expect.direction, by: month.advanced(by: expect.withinMonths),
      target: candidates.compactMap { $0 }.first(where: isAhead).map(rounded), segment: place,
      value: inside.now.map(rounded))
  }

  /// Six significant digits: people read these figures in the ledger.
  private func rounded(_ value: Double) -> Double {
    guard value != 0, value.isFinite else { return value }
    let scale = pow(10, 5 - floor(log10(abs(value))))
    return (value * scale).rounded() / scale
  }
}

extension SignalCondition {
  /// The value a metric must be brought to so that this condition is quiet; nil where it sets none.
  func limit(of metric: String, isUp: Bool) -> Double? {
    switch self {
    case .all(let parts), .any(let parts): return parts.lazy.compactMap { $0.limit(of: metric, isUp: isUp) }.first
    case .not, .check: return nil
    case .metric(let id, let tests, _):
      guard id == metric else { return nil }
      return tests.lazy.compactMap { test -> Double? in
        switch test {
        case .below(let limit): return isUp ? limit : nil
        case .above(let limit): return isUp ? nil : limit
        default: return nil
        }
      }.first
    }
  }
}

extension String {
  /// The text before a separator; nil where it does not occur.
  fileprivate func components(before separator: String) -> String? {
    ranges(of: separator).first.map { String(self[..<$0.lowerBound]) }
  }
}
