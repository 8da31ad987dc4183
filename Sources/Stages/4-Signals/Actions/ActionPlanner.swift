package import ReportModel

/// Turns fired signals into actions, ordered by RICE.
///
/// Reach comes from the data (the subject's developers, else those the metric touches, else all active ones), impact
/// and effort from the table, confidence from the level of the finding it answers: arithmetic 0.5, located or dated
/// 0.8, linked 0.9, reverted 1; a single endpoint, company or topic that was tested by itself is located; a limit that
/// was merely crossed is 0.4. Score = reach × impact × confidence ÷ effort (Sean McBride, Intercom, 2016).
package struct ActionPlanner: Sendable {
  private let month: Month
  private let currency: String

  /// Actions of a report, and of one signal, at most.
  package static let most = 10
  package static let mostPerSignal = 3

  package init(month: Month, currency: String = "USD") {
    self.month = month
    self.currency = currency
  }

  package func plan(
    _ outcomes: [SignalOutcome], findings: [Finding], metrics: [MeasuredMetric], facts: SignalFacts
  ) -> [Action] {
    let byID = Dictionary(metrics.map { ($0.result.id, $0.result) }, uniquingKeysWith: { first, _ in first })
    var counts: [String: Int] = [:]
    var actions: [Action] = []
    for outcome in outcomes where outcome.result.fired {
      let drafts = outcome.row.actions.flatMap { action in
        ActionTitle.isPerSubject(action.title) && !outcome.subjects.isEmpty
          ? outcome.subjects.map { (action, Optional($0)) } : [(action, nil)]
      }
      for (action, subject) in drafts.prefix(ActionPlanner.mostPerSignal) {
        counts[outcome.row.short, default: 0] += 1
        let id = "\(month)-\(outcome.row.short)-\(counts[outcome.row.short] ?? 0)"
        actions.append(make(id, action, subject, outcome, findings, byID, facts))
      }
    }
    actions.sort { ($1.rice.score, $0.id) < ($0.rice.score, $1.id) }
    return chosen(of: actions)
  }

  /// The best action of every signal before second ones: what touches few accounts is not crowded out by what touches
  /// every developer a little.
  private func chosen(of sorted: [Action]) -> [Action] {
    var seen: Set<String> = []
    let firsts = sorted.filter { seen.insert($0.signal).inserted }.prefix(ActionPlanner.most)
    let ids = Set(firsts.map(\.id))
    let others = sorted.filter { !ids.contains($0.id) }.prefix(ActionPlanner.most - firsts.count)
    let all = ids.union(others.map(\.id))
    return sorted.filter { all.contains($0.id) }
  }

  private func make(
    _ id: String, _ action: SignalAction, _ subject: SignalSubject?, _ outcome: SignalOutcome, _ findings: [Finding],
    _ metrics: [String: MetricResult], _ facts: SignalFacts
  ) -> Action {
    let finding = finding(for: outcome.row, subject, findings)
    let leading = finding?.causes.first { ($0.share ?? 0) >= 0.5 && !$0.segment.isEmpty }
    let reach = reach(outcome.row, subject, leading, metrics, facts)
    let confidence = confidence(outcome.row, finding, subject, metrics)
    return Action(
      id: id, signal: outcome.row.id,
      title: ActionTitle(subject: subject, segment: leading.flatMap(segmentName)).text(action.title),
      owner: subject?.owner.map { PlainName.of($0) } ?? action.owner, finding: finding?.rank,
      because: finding.map { "Finding \($0.rank): \($0.statement)" } ?? outcome.result.why,
      rice: .init(reach: reach, impact: action.impact, confidence: confidence, effort: action.effort),
      expect: action.expect.flatMap { expectation($0, outcome.row, metrics) })
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
    let name = PlainName.of(dimension: dimension, value: first, name: nil)
    return dimension == "sdk" ? "the " + name : name
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
    _ expect: SignalAction.Expectation, _ row: SignalRow, _ metrics: [String: MetricResult]
  ) -> Action.Expectation? {
    guard let result = metrics[expect.metric], let value = result.value else { return nil }
    let isUp = expect.direction == "up"
    func isAhead(_ target: Double) -> Bool { isUp ? target > value : target < value }
    // The limit the row fires at, the metric's own target, the level it fell from: the first that lies ahead.
    let candidates = [
      expect.target, row.condition.limit(of: expect.metric, isUp: isUp), result.target,
      result.verdict == .worse ? result.previous.value : nil,
    ]
    return Action.Expectation(
      metric: expect.metric, direction: expect.direction, by: month.advanced(by: expect.withinMonths),
      target: candidates.compactMap { $0 }.first(where: isAhead))
  }
}

extension SignalCondition {
  /// The value a metric must be brought to so that this condition is quiet; nil where it sets none.
  func limit(of metric: String, isUp: Bool) -> Double? {
    switch self {
    case .all(let parts), .any(let parts): return parts.lazy.compactMap { $0.limit(of: metric, isUp: isUp) }.first
    case .not, .check: return nil
    case .metric(let id, let tests):
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
