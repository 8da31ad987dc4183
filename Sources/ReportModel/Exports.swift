/// The tables of the contract.
package enum ExportTable: String, CaseIterable, Hashable, Sendable, Codable {
  case calls, developers, companies, tokens, events
  case docViews = "doc_views"
  case revenue, tickets, surveys, incidents, webhooks, changes, endpoints, notes
}

/// The small tables, read whole; calls never become records.
package struct Exports: Sendable {
  package var developers: [DeveloperRecord] = []
  package var companies: [CompanyRecord] = []
  package var tokens: [TokenRecord] = []
  package var events: [EventRecord] = []
  package var docViews: [DocViewRecord] = []
  package var revenue: [RevenueRecord] = []
  package var tickets: [TicketRecord] = []
  package var surveys: [SurveyRecord] = []
  package var incidents: [IncidentRecord] = []
  package var webhooks: [WebhookRecord] = []
  package var changes: [ChangeRecord] = []
  package var endpoints: [EndpointRecord] = []
  package var notes: [NoteRecord] = []
  /// Tables for which at least one file was found (whatever it held).
  package var present: Set<ExportTable> = []
  /// Columns seen, by table, under the contract's names.
  package var columns: [ExportTable: Set<String>] = [:]

  package init() {}

  /// Place of each developer by id; of two with one id the first.
  package var developerIndex: [String: Int] {
    Dictionary(developers.indices.map { (developers[$0].id, $0) }) { first, _ in first }
  }
}

/// What became of one input file.
package struct SourceSummary: Hashable, Sendable, Codable {
  /// Path below the data folder.
  package var file: String
  package var table: String
  /// Format id, such as `ndjson`, `csv`, `combined`, with the compression where there is one: `ndjson.gz`.
  package var format: String
  /// Rows kept and rejected together.
  package var rows: Int
  package var rejected: Int
  /// Reason → rejected rows.
  package var reasons: [String: Int]
  /// Optional fields that could not be read and became empty: column → rows.
  package var warnings: [String: Int]
  /// Columns nothing was done with.
  package var ignoredColumns: [String]
  /// Why the file, or the rest of it, could not be read at all; nil where it could.
  package var failure: String?

  enum CodingKeys: String, CodingKey {
    case file, table, format, rows, rejected, reasons, warnings
    case ignoredColumns = "ignored_columns"
    case failure
  }

  package init(
    file: String, table: String, format: String, rows: Int = 0, rejected: Int = 0, reasons: [String: Int] = [:],
    warnings: [String: Int] = [:], ignoredColumns: [String] = [], failure: String? = nil
  ) {
    self.file = file
    self.table = table
    self.format = format
    self.rows = rows
    self.rejected = rejected
    self.reasons = reasons
    self.warnings = warnings
    self.ignoredColumns = ignoredColumns
    self.failure = failure
  }
}

/// A row that was left out, as written to `rejects.ndjson`; `excerpt` has its secrets masked.
package struct Reject: Hashable, Sendable, Codable {
  package var file: String
  package var line: Int
  package var table: String
  package var reason: String
  package var excerpt: String

  package init(file: String, line: Int, table: String, reason: String, excerpt: String) {
    self.file = file
    self.line = line
    self.table = table
    self.reason = reason
    self.excerpt = excerpt
  }
}
