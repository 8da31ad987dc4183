/// A change the report stands behind, or a mover hidden under a steady total.
package struct Finding: Codable, Hashable, Sendable {
  package var rank: Int
  /// Metric id.
  package var metric: String
  package var verdict: MetricVerdict
  package var statement: String
  /// Most important first, `calendar` and `broad` last. Those with a contribution and `unexplained` add up to the
  /// metric's `change.absolute` exactly.
  package var causes: [Cause]
  /// nil where nothing was decomposed.
  package var unexplained: Double?
  /// Other metrics that moved with this one and are part of its story.
  package var related: [String]
  /// What its numbers rest on; nil where nothing was counted.
  package var evidence: Evidence?

  /// Rows counted this month and last, in the metric's own unit of counting, and the files they come from.
  package struct Evidence: Codable, Hashable, Sendable {
    package var rows: Int?
    package var previousRows: Int?
    /// Names of the source files, at most a few of each table, then how many more there are.
    package var sources: [String]

    enum CodingKeys: String, CodingKey {
      case rows, sources
      case previousRows = "previous_rows"
    }

    package init(rows: Int?, previousRows: Int?, sources: [String]) {
      self.rows = rows
      self.previousRows = previousRows
      self.sources = sources
    }
  }

  package init(
    rank: Int, metric: String, verdict: MetricVerdict, statement: String, causes: [Cause] = [],
    unexplained: Double? = nil, related: [String] = [], evidence: Evidence? = nil
  ) {
    self.evidence = evidence
    self.rank = rank
    self.metric = metric
    self.verdict = verdict
    self.statement = statement
    self.causes = causes
    self.unexplained = unexplained
    self.related = related
  }
}

package struct Cause: Codable, Hashable, Sendable {
  package enum Rung: String, Codable, Hashable, Sendable { case measured, coincides, reported, unknown }
  package enum Level: String, Codable, Hashable, Sendable { case arithmetic, located, dated, linked, reverted }
  package enum Effect: String, Codable, Hashable, Sendable {
    case rate, mix, volume, entered, left, account, broad, calendar
  }

  package var rung: Rung
  package var level: Level
  package var statement: String
  /// `{}` is everything.
  package var segment: [String: SegmentValue]
  package var effect: Effect?
  /// In the metric's unit.
  package var contribution: Double?
  /// Of the metric's change.
  package var share: Double?
  package var evidence: [String]
  package var flow: String?
  package var began: DayRange?
  package var change: [DatedEvent]?
  /// Rows counted in the segment; nil where none were.
  package var rows: Rows?
  /// The metric inside the segment, last month and this; nil where it has no value of its own there.
  package var inside: Inside?
  /// What a segment inside that of another cause adds there; counted in the other's contribution already.
  package var addsWithin: Double?

  package init(
    rung: Rung, level: Level, statement: String, segment: [String: SegmentValue] = [:], effect: Effect? = nil,
    contribution: Double? = nil, share: Double? = nil, evidence: [String] = [], flow: String? = nil,
    began: DayRange? = nil, change: [DatedEvent]? = nil, inside: Inside? = nil, rows: Rows? = nil,
    addsWithin: Double? = nil
  ) {
    self.addsWithin = addsWithin
    self.rows = rows
    self.rung = rung
    self.level = level
    self.statement = statement
    self.segment = segment
    self.effect = effect
    self.contribution = contribution
    self.share = share
    self.evidence = evidence
    self.flow = flow
    self.began = began
    self.change = change
    self.inside = inside
  }

  enum CodingKeys: String, CodingKey {
    case rung, level, statement, segment, effect, contribution, share, evidence, flow, began, change, inside, rows
    case addsWithin = "adds_within"
  }

  /// One event is written as an object, several as a list.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rung, forKey: .rung)
    try container.encode(level, forKey: .level)
    try container.encode(statement, forKey: .statement)
    try container.encode(segment, forKey: .segment)
    try container.encodeIfPresent(effect, forKey: .effect)
    try container.encodeIfPresent(contribution, forKey: .contribution)
    try container.encodeIfPresent(share, forKey: .share)
    try container.encode(evidence, forKey: .evidence)
    try container.encodeIfPresent(flow, forKey: .flow)
    try container.encodeIfPresent(began, forKey: .began)
    if let change, change.count == 1 {
      try container.encode(change[0], forKey: .change)
    } else {
      try container.encodeIfPresent(change, forKey: .change)
    }
    try container.encodeIfPresent(inside, forKey: .inside)
    try container.encodeIfPresent(rows, forKey: .rows)
    try container.encodeIfPresent(addsWithin, forKey: .addsWithin)
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    rung = try container.decode(Rung.self, forKey: .rung)
    level = try container.decode(Level.self, forKey: .level)
    statement = try container.decode(String.self, forKey: .statement)
    segment = try container.decode([String: SegmentValue].self, forKey: .segment)
    effect = try container.decodeIfPresent(Effect.self, forKey: .effect)
    contribution = try container.decodeIfPresent(Double.self, forKey: .contribution)
    share = try container.decodeIfPresent(Double.self, forKey: .share)
    evidence = try container.decode([String].self, forKey: .evidence)
    flow = try container.decodeIfPresent(String.self, forKey: .flow)
    began = try container.decodeIfPresent(DayRange.self, forKey: .began)
    inside = try container.decodeIfPresent(Inside.self, forKey: .inside)
    rows = try container.decodeIfPresent(Rows.self, forKey: .rows)
    addsWithin = try container.decodeIfPresent(Double.self, forKey: .addsWithin)
    if let one = try? container.decodeIfPresent(DatedEvent.self, forKey: .change) {
      change = [one]
    } else {
      change = try container.decodeIfPresent([DatedEvent].self, forKey: .change)
    }
  }

  /// Rows of a segment, this month and last: calls, sign-ups, tickets.
  package struct Rows: Codable, Hashable, Sendable {
    package var current: Int
    package var previous: Int

    package init(current: Int, previous: Int) {
      self.current = current
      self.previous = previous
    }
  }

  /// What a segment's own value was and became, in the metric's unit.
  package struct Inside: Codable, Hashable, Sendable {
    package var previous: Double?
    package var value: Double?
    /// What `value` rests on: sign-ups, calls, responses.
    package var n: Int?

    package init(previous: Double?, value: Double?, n: Int? = nil) {
      self.previous = previous
      self.value = value
      self.n = n
    }
  }

  /// Days as ISO dates, inclusive.
  package struct DayRange: Codable, Hashable, Sendable {
    package var from: String
    package var to: String

    package init(from: String, to: String) {
      self.from = from
      self.to = to
    }
  }

  package struct DatedEvent: Codable, Hashable, Sendable {
    package var date: String
    package var title: String
    package var kind: String?

    package init(date: String, title: String, kind: String?) {
      self.date = date
      self.title = title
      self.kind = kind
    }
  }
}

/// One value, or several of the same dimension.
package enum SegmentValue: Hashable, Sendable {
  case one(String)
  case many([String])

  package var values: [String] {
    switch self {
    case .one(let value): [value]
    case .many(let values): values
    }
  }
}

extension SegmentValue: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(String.self) {
      self = .one(value)
    } else {
      self = .many(try container.decode([String].self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .one(let value): try container.encode(value)
    case .many(let values): try container.encode(values)
    }
  }
}

/// How a cause begins that tells of another metric, which moved with the finding's.
package enum ConsequenceOpening: String, CaseIterable, Sendable {
  case sameWay = "consistent with it"
  /// Better where the finding is worse, or the other way round.
  case otherWay = "at the same time"
}
