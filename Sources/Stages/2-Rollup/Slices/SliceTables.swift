/// What a key column names; a slice has one list of names for each.
package enum NameKind: String, CaseIterable, Sendable {
  case endpoint
  case version = "api_version"
  case sdk, region, environment, plan, company, developer, token
  /// Of what is counted once a slice.
  case total
  /// Whatever a row met, see `MetKind`.
  case met
}

/// The tables of a slice and their columns, in the order they are written; docs/reference/rollup.md says the same.
package enum SliceTable: String, CaseIterable, Sendable {
  case totals, traffic, cube, companyDays = "company_days", developerDays = "developer_days", usage
  case tokenWeeks = "token_weeks", companyWeeks = "company_weeks", resolution, latency
  case regionLatency = "region_latency", facts, activity
  case valueCalls = "value_calls", earlyUse = "early_use", met

  package var empty: IntegerTable {
    func table(keys: NameKind..., integers: [String]) -> IntegerTable {
      IntegerTable(
        rawValue, keys.map { IntegerTable.Column.key($0.rawValue, $0) } + integers.map(IntegerTable.Column.integer))
    }
    return switch self {
    case .totals: IntegerTable(rawValue, [.key("name", .total), .integer("value")])
    case .traffic: table(keys: .endpoint, integers: ["day", "outcome", "calls"])
    case .cube:
      table(
        keys: .endpoint, .version, .sdk, .region, .environment, .plan, integers: ["day", "outcome", "calls"])
    case .companyDays: table(keys: .company, integers: ["day", "column", "calls"])
    case .developerDays: table(keys: .developer, integers: ["day", "calls", "successes"])
    case .usage: table(keys: .developer, .endpoint, integers: ["month", "successful"])
    case .tokenWeeks: table(keys: .token, integers: ["week"])
    case .companyWeeks: table(keys: .company, integers: ["week"])
    case .resolution: table(integers: ["day", "unresolved", "calls"])
    case .latency: table(keys: .endpoint, integers: ["clock", "day", "month", "bucket", "calls"])
    case .regionLatency: table(keys: .endpoint, .region, integers: ["clock", "month", "bucket", "calls"])
    case .facts:
      IntegerTable(
        rawValue,
        [.key("developer", .developer), .key("last_endpoint", .endpoint)]
          + [
            "first_call", "first_success", "first_hello", "first_success_after_quickstart",
            "earliest_success", "second_success", "first_retained_call", "milestone_calls",
            "successes_before_sign_up", "last_call", "last_status", "last_key",
          ].map(IntegerTable.Column.integer))
    case .activity: table(keys: .developer, integers: ["start", "end"])
    case .valueCalls: table(keys: .developer, integers: ["time"])
    case .earlyUse: table(keys: .developer, .endpoint, integers: ["first_success", "successes"])
    case .met: IntegerTable(rawValue, [.key("name", .met), .integer("kind")])
    }
  }
}

/// What a file's calls came to, by names instead of this run's numbers: the unit of the store and the interchange.
package struct RollupSlice: Hashable, Sendable {
  package var border: SliceBorder
  /// The names that occur, each once, in the order of their bytes where the slice was written here.
  package var names: [NameKind: [String]] = [:]
  package var tables: [SliceTable: IntegerTable] = [:]

  package init(border: SliceBorder) { self.border = border }

  /// Names that were met with one of some kinds.
  package func met(_ kinds: MetKind...) -> [String] {
    guard let table = tables[.met], let names = names[.met] else { return [] }
    return (0..<table.rowCount).compactMap { row in
      kinds.contains { Int64($0.rawValue) == table[row, 1] } ? names[Int(table[row, 0])] : nil
    }
  }
}

/// Why a name is in the table of those met: where one of them changes, the file is read again.
package enum MetKind: Int, Sendable {
  case developer, unknownDeveloper, unknownToken
  /// Not a reason, but an endpoint some row had, counted or not: it is in the report's list.
  case endpoint
}
