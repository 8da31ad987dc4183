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
  /// The endpoint, company, topic or segment it is about: dimension → value.
  package var segment: [String: String]?
  /// What people made of it, from the action ledger; nil in a report without one.
  package var status: ActionStatus?
  /// Month of the report that first proposed it.
  package var since: Month?
  /// Months it has been open for, this one included.
  package var openMonths: Int?
  /// ISO date by which its owner means to have done it.
  package var due: String?
  /// What the owner wrote beside it.
  package var note: String?
  /// What its age asks for, such as a due date.
  package var suggestion: String?

  package struct RICE: Codable, Hashable, Sendable {
    /// Developers (or accounts) touched.
    package var reach: Double
    package var impact: Double
    package var confidence: Double
    /// Person-weeks.
    package var effort: Double
    package var score: Double
    /// What `reach` counts: `developers` or `tickets`.
    package var unit: String?
    /// Why impact or effort is not the table's.
    package var because: [String]?

    package init(
      reach: Double, impact: Double, confidence: Double, effort: Double, unit: String? = nil, because: [String]? = nil
    ) {
      self.unit = unit
      self.because = because
      self.reach = reach
      self.impact = impact
      self.confidence = confidence
      self.effort = effort
      // Six digits: what the arithmetic shows, without the dust of binary fractions.
      self.score = (reach * impact * confidence / effort * 1e6).rounded() / 1e6
    }

    /// `410 developers × 2 × 0.8 ÷ 2 weeks`.
    package var arithmetic: String {
      var touched = NumberFormat.factor(reach)
      if let unit { touched += NumberFormat.space + (reach == 1 ? String(unit.dropLast()) : unit) }
      let factors = [touched, NumberFormat.factor(impact), NumberFormat.factor(confidence)].joined(separator: " × ")
      return factors + " ÷ " + NumberFormat.factor(effort) + (effort == 1 ? " week" : " weeks")
    }

    enum CodingKeys: String, CodingKey { case reach, impact, confidence, effort, score, unit, because, arithmetic }

    package init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      self.init(
        reach: try container.decode(Double.self, forKey: .reach),
        impact: try container.decode(Double.self, forKey: .impact),
        confidence: try container.decode(Double.self, forKey: .confidence),
        effort: try container.decode(Double.self, forKey: .effort),
        unit: try container.decodeIfPresent(String.self, forKey: .unit),
        because: try container.decodeIfPresent([String].self, forKey: .because))
      score = try container.decode(Double.self, forKey: .score)
    }

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(reach, forKey: .reach)
      try container.encode(impact, forKey: .impact)
      try container.encode(confidence, forKey: .confidence)
      try container.encode(effort, forKey: .effort)
      try container.encode(score, forKey: .score)
      try container.encodeIfPresent(unit, forKey: .unit)
      try container.encodeIfPresent(because, forKey: .because)
      try container.encode(arithmetic + " = " + NumberFormat.factor(score), forKey: .arithmetic)
    }
  }

  package struct Expectation: Codable, Hashable, Sendable {
    package var metric: String
    /// `up` or `down`.
    package var direction: String
    package var by: Month
    package var target: Double?
    /// Where the metric is looked at; nil = everywhere.
    package var segment: [String: String]?
    /// What the metric was there when the action was first proposed.
    package var value: Double?

    package init(
      metric: String, direction: String, by: Month, target: Double? = nil, segment: [String: String]? = nil,
      value: Double? = nil
    ) {
      self.segment = segment.flatMap { $0.isEmpty ? nil : $0 }
      self.value = value
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

  enum CodingKeys: String, CodingKey {
    case id, signal, title, owner, finding, because, rice, expect, segment, status, since, due, note, suggestion
    case openMonths = "open_months"
  }

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
    try container.encodeIfPresent(segment, forKey: .segment)
    try container.encodeIfPresent(status, forKey: .status)
    try container.encodeIfPresent(since, forKey: .since)
    try container.encodeIfPresent(openMonths, forKey: .openMonths)
    try container.encodeIfPresent(due, forKey: .due)
    try container.encodeIfPresent(note, forKey: .note)
    try container.encodeIfPresent(suggestion, forKey: .suggestion)
  }
}

/// Where an action stands.
package enum ActionStatus: String, Codable, CaseIterable, Hashable, Sendable { case proposed, accepted, declined, done }
