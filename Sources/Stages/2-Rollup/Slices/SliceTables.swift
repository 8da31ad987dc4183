/// The tables of a slice and their columns, in the order they are written; docs/reference/rollup.md says the same.
package enum SliceTable: String, CaseIterable, Sendable {
  case totals, traffic, cube, companyDays = "company_days", developerDays = "developer_days", usage
  case tokenWeeks = "token_weeks", companyWeeks = "company_weeks", resolution, latency
  case regionLatency = "region_latency", facts, activity
  case valueCalls = "value_calls", earlyUse = "early_use", met

  package var empty: IntegerTable {
    func table(keys: [String], _ integers: [String]) -> IntegerTable {
      IntegerTable(
        rawValue, keys.map(IntegerTable.Column.key) + integers.map(IntegerTable.Column.integer))
    }
    return switch self {
    case .totals: table(keys: ["name"], ["value"])
    case .traffic: table(keys: ["endpoint"], ["day", "outcome", "calls"])
    case .cube:
      table(
        keys: ["endpoint", "api_version", "sdk", "region", "environment", "plan"], ["day", "outcome", "calls"])
    case .companyDays: table(keys: ["company"], ["day", "column", "calls"])
    case .developerDays: table(keys: ["developer"], ["day", "calls", "successes"])
    case .usage: table(keys: ["developer", "endpoint"], ["month", "successful"])
    case .tokenWeeks: table(keys: ["token"], ["week"])
    case .companyWeeks: table(keys: ["company"], ["week"])
    case .resolution: table(keys: [], ["day", "unresolved", "calls"])
    case .latency: table(keys: ["endpoint"], ["clock", "day", "month", "bucket", "calls"])
    case .regionLatency: table(keys: ["endpoint", "region"], ["clock", "month", "bucket", "calls"])
    case .facts:
      table(
        keys: ["developer", "last_endpoint"],
        [
          "first_call", "first_success", "first_hello", "first_success_after_quickstart",
          "earliest_success", "second_success", "first_retained_call", "milestone_calls", "successes_before_sign_up",
          "last_call", "last_status", "last_key",
        ])
    case .activity: table(keys: ["developer"], ["start", "end"])
    case .valueCalls: table(keys: ["developer"], ["time"])
    case .earlyUse: table(keys: ["developer", "endpoint"], ["first_success", "successes"])
    case .met: table(keys: ["name"], ["kind"])
    }
  }
}

/// What a file's calls came to, by names instead of this run's numbers: the unit of the store and the interchange.
package struct RollupSlice: Hashable, Sendable {
  package var border: SliceBorder
  package var tables: [SliceTable: IntegerTable]

  package init(border: SliceBorder, tables: [SliceTable: IntegerTable]) {
    self.border = border
    self.tables = tables
  }
}

/// How a slice writes down who called; the outside decides what is hashed, and with which key.
package struct SliceNames: Sendable {
  package let token: @Sendable (String) -> String
  package let developer: @Sendable (String) -> String

  package init(
    token: @escaping @Sendable (String) -> String, developer: @escaping @Sendable (String) -> String
  ) {
    self.token = token
    self.developer = developer
  }
}
