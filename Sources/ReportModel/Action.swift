/// A row of the signal table and what became of it this month.
package struct SignalResult: Codable, Hashable, Sendable {
  package var id: String
  package var title: String
  package var fired: Bool
  /// Why it fired, or why it stayed quiet, with the numbers.
  package var why: String
  /// Metric ids it looked at.
  package var metrics: [String]
  package var actions: [String]
  /// It could not be checked, because …
  package var unavailable: String?

  package init(
    id: String, title: String, fired: Bool, why: String, metrics: [String], actions: [String],
    unavailable: String? = nil
  ) {
    self.id = id
    self.title = title
    self.fired = fired
    self.why = why
    self.metrics = metrics
    self.actions = actions
    self.unavailable = unavailable
  }
}

/// Something to do next month.
package struct Action: Codable, Hashable, Sendable {
  package var id: String
  package var signal: String
  package var title: String
  package var owner: String?
  /// Rank of the finding it answers, if one does.
  package var finding: Int?
  package var because: String
  package var rice: RICE
  package var expect: Expectation?

  package struct RICE: Codable, Hashable, Sendable {
    /// Developers (or accounts) touched.
    package var reach: Double
    package var impact: Double
    package var confidence: Double
    /// Person-weeks.
    package var effort: Double
    package var score: Double

    package init(reach: Double, impact: Double, confidence: Double, effort: Double) {
      self.reach = reach
      self.impact = impact
      self.confidence = confidence
      self.effort = effort
      // Six digits: what the arithmetic shows, without the dust of binary fractions.
      self.score = (reach * impact * confidence / effort * 1e6).rounded() / 1e6
    }
  }

  package struct Expectation: Codable, Hashable, Sendable {
    package var metric: String
    /// `up` or `down`.
    package var direction: String
    package var by: Month
    package var target: Double?

    package init(metric: String, direction: String, by: Month, target: Double? = nil) {
      self.metric = metric
      self.direction = direction
      self.by = by
      self.target = target
    }
  }

  package init(
    id: String, signal: String, title: String, owner: String?, finding: Int?, because: String, rice: RICE,
    expect: Expectation?
  ) {
    self.id = id
    self.signal = signal
    self.title = title
    self.owner = owner
    self.finding = finding
    self.because = because
    self.rice = rice
    self.expect = expect
  }

  enum CodingKeys: String, CodingKey { case id, signal, title, owner, finding, because, rice, expect }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(signal, forKey: .signal)
    try container.encode(title, forKey: .title)
    try container.encode(owner, forKey: .owner)
    try container.encode(finding, forKey: .finding)
    try container.encode(because, forKey: .because)
    try container.encode(rice, forKey: .rice)
    try container.encode(expect, forKey: .expect)
  }
}

/// What became of an action of an earlier report.
package struct FollowUp: Codable, Hashable, Sendable {
  package var action: String
  /// `worked`, `did not`, `too early`, `not measurable`.
  package var verdict: String
  package var statement: String

  package init(action: String, verdict: String, statement: String) {
    self.action = action
    self.verdict = verdict
    self.statement = statement
  }
}
