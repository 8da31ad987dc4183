/// One cell of a report table.
package enum Cell: Hashable, Sendable {
  case text(String)
  case integer(Int)
  case number(Double)
  case flag(Bool)
  case null
}

extension Cell: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // Texts first: a failed try costs more than all the rest, and most cells are texts or whole numbers.
    if container.decodeNil() {
      self = .null
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let integer = try? container.decode(Int.self) {
      self = .integer(integer)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .flag(try container.decode(Bool.self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .integer(let integer): try container.encode(integer)
    case .number(let number): try container.encode(number)
    case .flag(let flag): try container.encode(flag)
    case .null: try container.encodeNil()
    }
  }
}

extension Cell {
  package var text: String? { if case .text(let text) = self { text } else { nil } }
  package var double: Double? {
    switch self {
    case .integer(let integer): Double(integer)
    case .number(let number): number
    case .text, .flag, .null: nil
    }
  }
  package init(_ value: Double?) { self = value.map { .number($0) } ?? .null }
  package init(_ value: Int?) { self = value.map { .integer($0) } ?? .null }
  package init(_ value: String?) { self = value.map { .text($0) } ?? .null }
}

/// How a table is shown.
package struct TableDefinition: Hashable, Sendable {
  package var id: String
  package var family: MetricFamily
  package var title: String
  package var columns: [Column]

  package struct Column: Hashable, Sendable {
    package var id: String
    package var title: String
    /// nil = text.
    package var unit: MetricUnit?

    package init(_ id: String, _ title: String, _ unit: MetricUnit? = nil) {
      self.id = id
      self.title = title
      self.unit = unit
    }
  }

  package init(_ id: String, _ family: MetricFamily, _ title: String, _ columns: [Column]) {
    self.id = id
    self.family = family
    self.title = title
    self.columns = columns
  }
}

/// Every table a report may hold, in its order. A table that is not listed here is not shown.
package enum TableCatalog {
  package static let all: [TableDefinition] = [
    TableDefinition(
      "funnel", .onboarding, "Developer funnel by week of sign-up",
      [
        .init("week", "Week from"), .init("signed_up", "Signed up", .count), .init("first_call", "First call", .count),
        .init("activated", "Activated", .count), .init("scaling", "Scaling", .count),
      ]),
    TableDefinition(
      "time_to_value", .onboarding, "Time to value",
      [
        .init("group", "Signed up"), .init("developers", "Developers", .count), .init("reached", "Reached it", .count),
        .init("within_7d", "Within 7 days", .fraction), .init("median_s", "Median of those", .seconds),
        .init("p75_s", "P75 of those", .seconds), .init("median_all_s", "Median of all", .seconds),
        .init("first_session", "In the first session", .fraction),
        .init("return_without", "Came back without it", .fraction),
      ]),
    TableDefinition(
      "value_retention", .onboarding, "Who stayed, by the value moment within 7 days",
      [
        .init("group", "Group"), .init("developers", "Developers", .count), .init("stayed", "Stayed", .count),
        .init("share", "Share", .fraction), .init("low", "From", .fraction), .init("high", "To", .fraction),
      ]),
    TableDefinition(
      "friction", .onboarding, "Steps between sign-up and the value moment",
      [
        .init("step", "Step"), .init("entered", "Entered", .count), .init("left", "Left", .count),
        .init("share_left", "Share that left", .fraction), .init("median_s", "Median time to the next step", .seconds),
        .init("last_met", "What those who left met last"),
      ]),
    TableDefinition(
      "friction_segments", .onboarding, "Who is lost at each step, by SDK and channel",
      [
        .init("step", "Step"), .init("dimension", "By"), .init("segment", "Group"), .init("entered", "Entered", .count),
        .init("left", "Left", .count), .init("share_left", "Share that left", .fraction),
        .init("others_left", "Of all others", .fraction), .init("p", "Adjusted p", .number),
      ]),
    TableDefinition(
      "docs_before_success", .onboarding, "Pages viewed in the 24 hours before the first successful call",
      [
        .init("page", "Page"), .init("developers", "Developers", .count), .init("share", "Share", .fraction),
        .init("difference", "Against abandonment", .fraction), .init("p", "Adjusted p", .number),
      ]),
    TableDefinition(
      "docs_before_abandon", .onboarding, "Pages viewed by sign-ups without success in 7 days",
      [
        .init("page", "Page"), .init("developers", "Developers", .count), .init("share", "Share", .fraction),
        .init("difference", "Against success", .fraction), .init("p", "Adjusted p", .number),
      ]),
    TableDefinition(
      "value_moment_candidates", .onboarding, "What separates those who stay, in their first 24 hours",
      [
        .init("candidate", "In the first 24 hours"), .init("retained_share", "Of those who stayed", .fraction),
        .init("churned_share", "Of those who left", .fraction), .init("phi", "φ", .number),
        .init("phi_low", "φ from", .number), .init("phi_high", "φ to", .number), .init("doers", "n", .count),
        .init("p", "Adjusted p", .number), .init("same_as", "Same as"), .init("configured", "Configured"),
      ]),
    TableDefinition(
      "wat_growth", .adoption, "Weekly active tokens: last week against four weeks before",
      [.init("part", "Part"), .init("tokens", "Tokens", .count)]),
    segmentTable("wat_by_channel", "Weekly active tokens by channel"),
    segmentTable("wat_by_company_size", "Weekly active tokens by company size"),
    segmentTable("wat_by_plan", "Weekly active tokens by plan"),
    segmentTable("wat_by_country", "Weekly active tokens by country"),
    segmentTable("wat_by_sdk", "Weekly active tokens by SDK"),
    segmentTable("wat_by_github_stars", "Weekly active tokens by GitHub stars"),
    TableDefinition(
      "depth_tiers", .adoption, "Developers by integration depth",
      [.init("tier", "Tier"), .init("developers", "Developers", .count)]),
    TableDefinition(
      "depth_transitions", .adoption, "Movement between tiers since last month",
      [.init("from", "From"), .init("to", "To"), .init("developers", "Developers", .count)]),
    TableDefinition(
      "calls_by_company", .adoption, "Calls by company",
      [
        .init("company_id", "Company id"), .init("company", "Company"), .init("calls", "Calls", .count),
        .init("previous_calls", "Previous month", .count), .init("share", "Share", .fraction),
        .init("error_rate", "Error rate", .fraction), .init("rate_limited", "429", .count),
      ]),
    TableDefinition(
      "calls_by_version", .adoption, "Calls by API version",
      [.init("api_version", "Version"), .init("calls", "Calls", .count), .init("error_rate", "Error rate", .fraction)]),
    TableDefinition(
      "calls_by_environment", .adoption, "Calls by environment",
      [
        .init("environment", "Environment"), .init("calls", "Calls", .count),
        .init("error_rate", "Error rate", .fraction),
      ]),
    TableDefinition(
      "endpoints", .reliability, "Endpoints, worst first",
      [
        .init("endpoint", "Endpoint"), .init("calls", "Calls", .count), .init("errors_4xx", "4xx", .count),
        .init("errors_5xx", "5xx", .count), .init("timeouts", "Timeouts", .count),
        .init("error_rate", "Error rate", .fraction), .init("previous_error_rate", "Previous", .fraction),
        .init("rate_limited", "429", .count), .init("aborted", "Aborted", .count),
        .init("p50_ms", "P50", .milliseconds), .init("p95_ms", "P95", .milliseconds),
        .init("p99_ms", "P99", .milliseconds), .init("hidden", "Hidden by the average"),
      ]),
    TableDefinition(
      "endpoints_unused", .adoption, "Endpoints nobody called successfully", [.init("endpoint", "Endpoint")]),
    TableDefinition(
      "incidents", .reliability, "Incidents of the month",
      [
        .init("started_at", "Started"), .init("impact", "Impact"), .init("title", "Title"),
        .init("minutes", "Minutes in the month", .number), .init("counts", "Counts as down"),
      ]),
    TableDefinition(
      "revenue_bridge", .business, "Revenue: previous month to this month",
      [.init("part", "Part"), .init("amount", "Amount", .money)]),
    TableDefinition(
      "churn_by_tier", .business, "Churn by last month's tier",
      [
        .init("tier", "Tier"), .init("developers", "Developers", .count), .init("churned", "Churned", .count),
      ]),
    TableDefinition(
      "tickets_by_topic", .satisfaction, "Support tickets by topic",
      [
        .init("topic", "Topic"), .init("tickets", "Tickets", .count),
        .init("previous_tickets", "Previous month", .count),
      ]),
    TableDefinition(
      "tickets_by_endpoint", .satisfaction, "Support tickets by endpoint",
      [
        .init("endpoint", "Endpoint"), .init("tickets", "Tickets", .count),
        .init("previous_tickets", "Previous month", .count),
      ]),
  ]

  private static func segmentTable(_ id: String, _ title: String) -> TableDefinition {
    TableDefinition(id, .adoption, title, [.init("segment", "Segment"), .init("wat", "Weekly active tokens", .number)])
  }
}
