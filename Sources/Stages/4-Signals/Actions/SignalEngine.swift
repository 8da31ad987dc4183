package import ReportModel

/// Goes through the signal table; every row says why it fired, or what it looked at and why it stayed quiet.
package struct SignalEngine: Sendable {
  private let month: Month
  private let verdict: DataVerdict
  private let minN: Int
  private let figures: Figures

  package init(month: Month, verdict: DataVerdict = DataVerdict(), minN: Int = 30, currency: String = "USD") {
    self.month = month
    self.verdict = verdict
    self.minN = minN
    figures = Figures(currency: currency)
  }

  /// One outcome per row, in the table's order.
  ///
  /// `metrics` are judged ones, as `ChangeAssessor` returns them.
  package func evaluate(
    _ table: SignalTable, metrics: [MeasuredMetric], facts: SignalFacts
  ) -> [SignalOutcome] {
    let byID = Dictionary(metrics.map { ($0.result.id, $0) }, uniquingKeysWith: { first, _ in first })
    let conditions = MetricCondition(
      metrics: byID, facts: facts, isPartial: verdict.isPartial, figures: figures,
      segments: SegmentMetric(month: month, verdict: verdict, minN: minN, currency: figures.currency))
    let checks = FactChecks(facts: facts, month: month, minN: minN)
    return table.rows.map { row in
      outcome(of: row, observe(row.condition, conditions, checks))
    }
  }

  private func observe(_ condition: SignalCondition, _ metrics: MetricCondition, _ checks: FactChecks) -> Observation {
    switch condition {
    case .all(let parts): .all(parts.map { observe($0, metrics, checks) })
    case .any(let parts): .any(parts.map { observe($0, metrics, checks) })
    case .not(let part): observe(part, metrics, checks).inverted
    case .metric(let id, let tests, let segment): metrics.observe(id, tests, in: segment)
    case .check(let check): checks.observe(check)
    }
  }

  private func outcome(of row: SignalRow, _ observation: Observation) -> SignalOutcome {
    let fired = observation.state == .holds
    let title = ActionTitle(subject: observation.subjects.first, segment: nil)
    let result = SignalResult(
      id: row.id, title: row.title, fired: fired, why: observation.text, metrics: row.metrics,
      actions: row.actions.map { title.text($0.title) },
      unavailable: observation.state == .unavailable ? observation.text : nil)
    return SignalOutcome(row: row, result: result, subjects: fired ? observation.subjects : [])
  }
}
