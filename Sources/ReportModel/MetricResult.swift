/// The five families, in the report's order.
package enum MetricFamily: String, Codable, CaseIterable, Hashable, Sendable {
  case onboarding, adoption, reliability, business, satisfaction

  package var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

/// What a value is counted in; raw values are those of `report.json`.
package enum MetricUnit: String, Codable, Hashable, Sendable {
  /// Seconds.
  case seconds = "s"
  case milliseconds = "ms"
  /// A fraction, 0–1 (rates, shares; NRR may pass 1).
  case fraction
  /// Whole things.
  case count
  /// A count that may be fractional (means, calls per day, tickets per 100 developers).
  case number
  /// The report currency's major unit.
  case money
  /// Points of a scale (depth 0–100, survey 1–10, 4–40).
  case points
}

package enum MetricVerdict: String, Codable, Hashable, Sendable {
  case worse, better, steady, unclear, unavailable
}

/// One metric of the report, as it stands in `report.json`.
package struct MetricResult: Hashable, Sendable {
  package var id: String
  package var family: MetricFamily
  package var title: String
  package var unit: MetricUnit
  /// nil = unavailable, with `reason`.
  package var value: Double?
  package var n: Int?
  package var numerator: Double?
  package var denominator: Double?
  package var previous: Previous
  package var change: Change?
  /// `up`, `down`; nil where neither direction is good.
  package var good: String?
  package var verdict: MetricVerdict
  /// Why the verdict is what it is, in a few words: `within its usual range`, `interval spans zero`…
  package var verdictReason: String?
  package var band: String?
  package var target: Double?
  /// Why there is no value, naming the file or column that would unlock it.
  package var reason: String?
  /// What must be said with the number (whose clock, which scale).
  package var note: String?
  /// n, or the denominator, is under `min_n`.
  package var smallSample: Bool
  /// The value the calendar alone would have given this month, where one was computed.
  package var expected: Double?
  /// Earlier months, oldest first, without this one; months without a value are left out.
  package var history: [HistoryPoint]

  package struct Previous: Codable, Hashable, Sendable {
    package var value: Double?
    package var n: Int?
    package var numerator: Double?
    package var denominator: Double?

    package init(value: Double? = nil, n: Int? = nil, numerator: Double? = nil, denominator: Double? = nil) {
      self.value = value
      self.n = n
      self.numerator = numerator
      self.denominator = denominator
    }

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(value, forKey: .value)
      try container.encode(n, forKey: .n)
      try container.encode(numerator, forKey: .numerator)
      try container.encode(denominator, forKey: .denominator)
    }
  }

  package struct Change: Codable, Hashable, Sendable {
    /// `value − previous.value`.
    package var absolute: Double
    /// `absolute ÷ |previous.value|`; nil where that is 0.
    package var relative: Double?
    /// 95 % interval of the absolute change, `[low, high]`; nil where none can be given.
    package var interval: [Double]?

    package init(absolute: Double, relative: Double?, interval: [Double]? = nil) {
      self.absolute = absolute
      self.relative = relative
      self.interval = interval
    }

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(absolute, forKey: .absolute)
      try container.encode(relative, forKey: .relative)
      try container.encode(interval, forKey: .interval)
    }
  }

  package struct HistoryPoint: Codable, Hashable, Sendable {
    package var month: Month
    package var value: Double

    package init(month: Month, value: Double) {
      self.month = month
      self.value = value
    }
  }

  package init(
    id: String, family: MetricFamily, title: String, unit: MetricUnit, good: String?, value: Double? = nil,
    n: Int? = nil, numerator: Double? = nil, denominator: Double? = nil, previous: Previous = Previous(),
    band: String? = nil, target: Double? = nil, reason: String? = nil, note: String? = nil,
    smallSample: Bool = false, history: [HistoryPoint] = []
  ) {
    self.id = id
    self.family = family
    self.title = title
    self.unit = unit
    self.good = good
    self.value = value
    self.n = n
    self.numerator = numerator
    self.denominator = denominator
    self.previous = previous
    self.change = nil
    self.verdict = value == nil ? .unavailable : .unclear
    self.band = band
    self.target = target
    self.reason = reason
    self.note = note
    self.smallSample = smallSample
    self.history = history
    if let value, let before = previous.value {
      let absolute = value - before
      change = Change(absolute: absolute, relative: before == 0 ? nil : absolute / abs(before))
    }
  }
}

extension MetricResult: Codable {
  enum CodingKeys: String, CodingKey {
    case id, family, title, unit, value, n, numerator, denominator, previous, change, good, verdict
    case verdictReason = "verdict_reason"
    case band, target, reason, note
    case smallSample = "small_sample"
    case expected, history
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(family, forKey: .family)
    try container.encode(title, forKey: .title)
    try container.encode(unit, forKey: .unit)
    try container.encode(value, forKey: .value)
    try container.encode(n, forKey: .n)
    try container.encode(numerator, forKey: .numerator)
    try container.encode(denominator, forKey: .denominator)
    try container.encode(previous, forKey: .previous)
    try container.encode(change, forKey: .change)
    try container.encode(good, forKey: .good)
    try container.encode(verdict, forKey: .verdict)
    try container.encode(verdictReason, forKey: .verdictReason)
    try container.encode(band, forKey: .band)
    try container.encode(target, forKey: .target)
    try container.encode(reason, forKey: .reason)
    try container.encode(note, forKey: .note)
    try container.encode(smallSample, forKey: .smallSample)
    try container.encode(expected, forKey: .expected)
    try container.encode(history, forKey: .history)
  }
}
