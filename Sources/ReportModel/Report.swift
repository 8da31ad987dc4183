/// The finished month: `report.json` is this value, and every other output is made from it alone.
package struct Report: Codable, Hashable, Sendable {
  package static let schemaName = "throughline.report/1"

  package var schema = Report.schemaName
  package var product: String
  package var month: Month
  package var currency: String
  package var window: Window
  /// The last earlier month with a report beside this one; later ones are not known to it, so that it never changes.
  package var previousReport: Month?
  package var verdict: DataVerdict
  package var narrative: Narrative
  package var metrics: [MetricResult]
  /// Table id (see `TableCatalog`) → rows. A table that could not be made is absent.
  package var tables: [String: [TableRow]]
  package var findings: [Finding]
  package var signals: [SignalResult]
  package var actions: [Action]
  package var followups: [FollowUp]
  package var charts: ChartData
  /// Dated changes and incidents of the month, by day.
  package var events: [MonthEvent]
  package var notes: [NoteSummary]
  package var sources: [SourceSummary]
  /// What was left out on purpose; nil where it was not counted.
  package var exclusions: Exclusions?
  /// Actions of the ledger that rest: declined ones, and those whose signal is quiet.
  package var resting: [RestingAction]?
  /// Last month's expectations.
  package var expectations: [ExpectedOutcome]?
  /// Key → value of everything that affects what a number means.
  package var definitions: [String: String]?
  package var definitionChanges: [DefinitionChange]?
  package var revisions: [Revision]?
  package var owners: [OwnerView]?
  /// What companies are called that the text speaks of, by id; those of `calls_by_company` need not be in it.
  package var companies: [String: String]?

  enum CodingKeys: String, CodingKey {
    case schema, product, month, currency, window, verdict, narrative, metrics, tables, findings, signals, actions
    case followups, charts, events, notes, sources, exclusions, resting, expectations, definitions, revisions, owners
    case companies
    case definitionChanges = "definition_changes"
    case previousReport = "previous_report"
  }

  package struct Window: Codable, Hashable, Sendable {
    package var start: String
    package var end: String
    package var timezone: String
    package var asOf: String

    enum CodingKeys: String, CodingKey {
      case start, end, timezone
      case asOf = "as_of"
    }

    package init(start: String, end: String, timezone: String, asOf: String) {
      self.start = start
      self.end = end
      self.timezone = timezone
      self.asOf = asOf
    }
  }

  package init(
    product: String, month: Month, currency: String, window: Window, verdict: DataVerdict,
    narrative: Narrative = Narrative(), metrics: [MetricResult] = [], tables: [String: [TableRow]] = [:],
    findings: [Finding] = [], signals: [SignalResult] = [], actions: [Action] = [], followups: [FollowUp] = [],
    charts: ChartData = ChartData(), events: [MonthEvent] = [], notes: [NoteSummary] = [],
    sources: [SourceSummary] = [], exclusions: Exclusions? = nil
  ) {
    self.product = product
    self.month = month
    self.currency = currency
    self.window = window
    self.verdict = verdict
    self.narrative = narrative
    self.metrics = metrics
    self.tables = tables
    self.findings = findings
    self.signals = signals
    self.actions = actions
    self.followups = followups
    self.charts = charts
    self.events = events
    self.notes = notes
    self.sources = sources
    self.exclusions = exclusions
  }

  package func metric(_ id: String) -> MetricResult? { metrics.first { $0.id == id } }
}

/// What no figure of the report contains, so that it can say so.
package struct Exclusions: Codable, Hashable, Sendable {
  /// Internal and test developers; nil where the export does not mark them.
  package var developers: Int?
  /// Currencies without a configured rate, upper case, sorted.
  package var currencies: [String]

  package init(developers: Int? = nil, currencies: [String] = []) {
    self.developers = developers
    self.currencies = currencies
  }
}

/// Whether the data carry a report.
package struct DataVerdict: Codable, Hashable, Sendable {
  package enum Level: String, Codable, Hashable, Sendable { case publish, caveat, refuse }
  package var level: Level
  package var reasons: [String]
  /// The month is not wholly covered: totals of volume are not comparable.
  package var isPartial: Bool

  enum CodingKeys: String, CodingKey {
    case level, reasons
    case isPartial = "partial"
  }

  package init(level: Level = .publish, reasons: [String] = [], isPartial: Bool = false) {
    self.level = level
    self.reasons = reasons
    self.isPartial = isPartial
  }
}

/// A change or incident of the month with the findings it touches.
package struct MonthEvent: Codable, Hashable, Sendable {
  package var date: String
  package var title: String
  package var kind: String
  package var scope: [String: String]
  /// Ranks of findings whose segment and metric it matches.
  package var findings: [Int]

  package init(date: String, title: String, kind: String, scope: [String: String] = [:], findings: [Int] = []) {
    self.date = date
    self.title = title
    self.kind = kind
    self.scope = scope
    self.findings = findings
  }
}

/// An interview note of the month.
package struct NoteSummary: Codable, Hashable, Sendable {
  package var file: String
  package var date: String?
  package var title: String?
  package var tags: [String]
  /// At most one short quote, names and secrets removed.
  package var quote: String?
  /// Ranks of the findings it speaks of, the one it matches best first.
  package var findings: [Int]

  package init(file: String, date: String?, title: String?, tags: [String], quote: String?, findings: [Int] = []) {
    self.file = file
    self.date = date
    self.title = title
    self.tags = tags
    self.quote = quote
    self.findings = findings
  }
}

/// The words of the report, in the order they are read.
package struct Narrative: Codable, Hashable, Sendable {
  /// One or two sentences: the answer.
  package var headline: RichText = ""
  /// What stands with it: everything else that moved or stayed.
  package var lead: RichText = ""
  package var keyNumbers: [KeyNumber] = []
  /// The verdict on the data, where it is not simply *publish*.
  package var caveat: RichText?
  /// One entry per finding, in rank order.
  package var changes: [RichText] = []
  /// *Not changes*: calendar effects, hidden steadiness.
  package var notChanges: [RichText] = []
  package var why: [Why] = []
  /// The way to the value moment; nil where none can be measured.
  package var timeToValue: [RichText]?
  /// Signals checked and quiet.
  package var quiet: RichText?
  package var blindSpots: [RichText] = []

  enum CodingKeys: String, CodingKey {
    case headline, lead, caveat, changes, why, quiet
    case keyNumbers = "key_numbers"
    case notChanges = "not_changes"
    case timeToValue = "time_to_value"
    case blindSpots = "blind_spots"
  }

  package init() {}

  package struct KeyNumber: Codable, Hashable, Sendable {
    package var metric: String
    package var label: String
    package var current: String
    /// What qualifies it: `of 694`.
    package var detail: String?
    package var previous: String
    package var comment: RichText
    package var verdict: MetricVerdict

    package init(
      metric: String, label: String, current: String, detail: String?, previous: String, comment: RichText,
      verdict: MetricVerdict
    ) {
      self.metric = metric
      self.label = label
      self.current = current
      self.detail = detail
      self.previous = previous
      self.comment = comment
      self.verdict = verdict
    }
  }

  /// The four rungs of one finding, never mixed.
  package struct Why: Codable, Hashable, Sendable {
    package var finding: Int
    package var title: RichText
    package var points: [Point]

    package init(finding: Int, title: RichText, points: [Point]) {
      self.finding = finding
      self.title = title
      self.points = points
    }

    package struct Point: Codable, Hashable, Sendable {
      package var rung: Cause.Rung
      package var text: RichText

      package init(rung: Cause.Rung, text: RichText) {
        self.rung = rung
        self.text = text
      }
    }
  }
}
