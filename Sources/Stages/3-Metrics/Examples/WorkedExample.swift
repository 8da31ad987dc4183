package import ReportModel

/// One number of the dictionary worked out by hand: rows on the left, what must come out on the right.
///
/// The tests run every example and the reference page shows it, so each is written to be read: the title says which
/// sentence of the definition it shows, the rows are as few as can show it.
package struct WorkedExample: Sendable {
  /// Id of a metric, or of a table where `expected` is `.rows`.
  package let id: String
  /// One sentence with the rows in words and what they lead to.
  package let title: String
  /// October 2026 unless the example needs another one.
  package let month: Month
  package let zone: ZoneTable
  package let asOf: Instant?
  package let configuration: ReportConfiguration
  package let expected: Expectation
  package let given: @Sendable (inout ExampleMonth) -> Void

  package enum Expectation: Sendable {
    /// A value and, where the metric has one, the `n` beside it.
    case value(Double, n: Int? = nil)
    /// A value within a share of the one given: quantiles from the histogram.
    case near(Double, n: Int?, within: Double = 0.01)
    /// Numerator and denominator; the value is `scale` × their ratio.
    case share(Double, of: Double, scale: Double = 1)
    /// The value of the month before.
    case previous(Double)
    /// No value, for a reason that holds this text.
    case unavailable(String)
    /// The rows of a table, those columns that are given.
    case rows([TableRow])
  }

  package init(
    _ id: String, _ title: String, month: Month = Month(year: 2026, month: 10), zone: ZoneTable = .utc,
    asOf: Instant? = nil, configure: (inout ReportConfiguration) -> Void = { _ in }, expected: Expectation,
    given: @escaping @Sendable (inout ExampleMonth) -> Void
  ) {
    self.id = id
    self.title = title
    self.month = month
    self.zone = zone
    self.asOf = asOf
    var configuration = ReportConfiguration()
    configuration.timezone = zone.name
    configure(&configuration)
    self.configuration = configuration
    self.expected = expected
    self.given = given
  }

  /// The example's rows, read, counted and measured like any export.
  package func measured() -> ExampleMonth {
    var rows = ExampleMonth(
      window: ReportWindow(month: month, zone: zone, asOf: asOf), configuration: configuration)
    given(&rows)
    return rows
  }
}

extension WorkedExample {
  /// Every example, in the order of the families.
  package static let all: [WorkedExample] =
    onboarding + activation + valueMoment + firstSession + funnel + traffic + activeTokens + coverage + depth + errors
    + latency + webhooks + uptime + revenue + retention + churn + satisfaction
}

extension ZoneTable {
  /// New York from autumn 2024 to autumn 2026, as numbers.
  static let newYork = ZoneTable(
    name: "America/New_York",
    transitions: [
      (2024, 11, 3, 6), (2025, 3, 9, 7), (2025, 11, 2, 6), (2026, 3, 8, 7), (2026, 11, 1, 6),
    ].map { year, month, day, hour in
      Int64(Civil.day(year: year, month: month, day: day)) * Duration.day + Int64(hour) * Duration.hour
    }, offsets: [-4, -5, -4, -5, -4, -5].map { $0 * Duration.hour })
}
