package import ReportModel

/// A metric, declared: what it is called, how it is computed, what it is judged by.
///
/// The engine evaluates the same declaration on the report's month, the month before and every month of history;
/// reference page, worked examples and `check` are derived from it.
package struct MetricDefinition: Sendable {
  /// Stable; history, signals and templates use it.
  package let id: String
  package let family: MetricFamily
  package let title: String
  package let unit: MetricUnit
  package let good: Direction?
  /// The formula in words.
  package let formula: String
  package var target: Double?
  package var bands: Bands?
  /// Names the value where the limits are configured.
  package var configuredBand: (@Sendable (Double, ReportConfiguration) -> String)?
  /// The smallest change worth the word.
  package var floor: ChangeFloor
  /// Takes part in false-discovery control as a headline and may become a finding.
  package var isHeadline: Bool
  /// Metrics that tell one story share it.
  package var story: String
  /// Said with the number, where something must be.
  package var note: (@Sendable (MonthFacts) -> String?)?
  /// Dimensions of developers a change is split by.
  package var segments: [String]
  package let evaluate: @Sendable (MonthFacts) -> Measurement
  /// The month or period before, where it is not simply the month before.
  package var evaluatePrevious: (@Sendable (MonthFacts) -> Measurement)?

  package enum Direction: String, Sendable { case up, down }

  /// Names of value ranges.
  package struct Bands: Hashable, Sendable {
    /// Upper limits (exclusive) with the name below each, ascending; `last` from the last limit on.
    package var limits: [(below: Double, name: String)]
    package var last: String

    package init(_ limits: [(below: Double, name: String)], last: String) {
      self.limits = limits
      self.last = last
    }

    package func name(of value: Double) -> String { limits.first { value < $0.below }?.name ?? last }

    package static func == (left: Bands, right: Bands) -> Bool {
      left.last == right.last && left.limits.elementsEqual(right.limits) { $0 == $1 }
    }

    package func hash(into hasher: inout Hasher) {
      hasher.combine(last)
      hasher.combine(limits.map(\.below))
    }
  }

  package init(
    _ id: String, _ family: MetricFamily, _ title: String, _ unit: MetricUnit, good: Direction?, formula: String,
    target: Double? = nil, bands: Bands? = nil, floor: ChangeFloor, headline: Bool = false, story: String? = nil,
    segments: [String] = [], band: (@Sendable (Double, ReportConfiguration) -> String)? = nil,
    note: (@Sendable (MonthFacts) -> String?)? = nil,
    previous: (@Sendable (MonthFacts) -> Measurement)? = nil,
    evaluate: @escaping @Sendable (MonthFacts) -> Measurement
  ) {
    self.id = id
    self.family = family
    self.title = title
    self.unit = unit
    self.good = good
    self.formula = formula
    self.target = target
    self.bands = bands
    configuredBand = band
    self.floor = floor
    isHeadline = headline
    self.story = story ?? String(id.prefix { $0 != "." })
    self.segments = segments
    self.note = note
    self.evaluate = evaluate
    evaluatePrevious = previous
  }
}

extension ChangeFloor {
  /// Shares of developers: 10 % relative and one point.
  static let share = ChangeFloor(relative: 0.1, absolute: 0.01)
  /// Error rates: 10 % relative and a tenth of a point.
  static let errors = ChangeFloor(relative: 0.1, absolute: 0.001)
  /// Server errors and timeouts: 10 % relative and 0.02 points (contract).
  static let serverErrors = ChangeFloor(relative: 0.1, absolute: 0.000_2)
  static let volume = ChangeFloor(relative: 0.05, absolute: 0)
  static let time = ChangeFloor(relative: 0.15, absolute: 0)
  static let latency = ChangeFloor(relative: 0.1, absolute: 0)
}

extension MetricDefinition {
  /// The table whose reach decides which past months have a value.
  package var source: ExportTable {
    switch id.prefix(while: { $0 != "." && $0 != "_" }) {
    case "signups": .developers
    case "webhook": .webhooks
    case "uptime": .incidents
    case "revenue", "nrr", "grr": .revenue
    case "dxs": .surveys
    case "ticket": .tickets
    default: .calls
    }
  }
}

extension MetricDefinition {
  /// The tables whose rows it counts, the deciding one first.
  package var tables: [ExportTable] {
    switch id.prefix(while: { $0 != "." && $0 != "_" }) {
    case "signups": [.developers]
    case "ttfhw", "doc": [.developers, .docViews, .calls]
    case "ttv", "activation": [.developers, .events, .calls]
    case "ttfc", "active", "churn", "endpoint", "depth": [.calls, .developers, .tokens]
    case "wat", "waic": [.calls, .tokens]
    case "ticket": [.tickets, .calls]
    case "revenue": id == "revenue.total" ? [.revenue] : [.revenue, .calls]
    default: [source]
    }
  }
}

/// Dimensions of developers, in the order a tie is decided by.
package enum DeveloperDimensions {
  package static let all = ["sdk", "channel", "plan", "country", "company_size"]
}
