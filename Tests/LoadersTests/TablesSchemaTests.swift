import Foundation
import ReportModel
import Testing

@testable import Loaders

@Suite struct TableSchemaTests {
  static let schemas = [
    PeopleTables.developers.schema, PeopleTables.companies.schema, PeopleTables.tokens.schema,
    UsageTables.events.schema, UsageTables.docViews.schema, RevenueTable.decoder.schema, VoiceTables.tickets.schema,
    VoiceTables.surveys.schema, OperationTables.incidents.schema, OperationTables.webhooks.schema,
    ChangesTable.decoder.schema, EndpointColumns.decoder.schema,
  ]

  /// Known, so that they are not listed as ignored, but no record carries them.
  static let unused: Set<String> = [
    "developers.email", "tokens.created_at", "tokens.revoked_at", "incidents.created_at", "incidents.status",
    "incidents.incident_updates", "incidents.scheduled_for", "incidents.scheduled_until", "incidents.updated_at",
    "incidents.monitoring_at", "incidents.id", "incidents.page_id", "incidents.shortlink",
  ]

  private func cell(_ column: String) -> String {
    switch column {
    case "date", "ts": "2026-10-01"
    case "is_internal", "is_test", "deprecated": "true"
    case "github_stars", "status", "amount", "documentation", "reliability", "support", "ease": "3"
    case "impact": "major"
    case "method": "get"
    default: column.hasSuffix("_at") ? "2026-10-01" : "x1"
    }
  }

  private func records(_ schema: TableSchema, _ columns: [String]) throws -> String {
    let row = columns.map { "\"\($0)\": \"\(cell($0))\"" }.joined(separator: ", ")
    var exports = try loaded(["\(schema.table.rawValue).ndjson": "{\(row)}\n"]).exports
    exports.columns = [:]
    return "\(exports)"
  }

  @Test(arguments: schemas) func everyColumnReachesTheRecord(schema: TableSchema) throws {
    let required = schema.columns.filter(\.isRequired).map(\.name)
    let bare = try records(schema, required)
    #expect(bare.contains("Record("), "\(schema.table): a row with the required columns is kept")
    for column in schema.columns.map(\.name) {
      if required.contains(column) {
        let without = try records(schema, required.filter { $0 != column })
        #expect(!without.contains("Record("), "\(schema.table).\(column) is required")
      } else if !Self.unused.contains("\(schema.table.rawValue).\(column)") {
        #expect(try records(schema, required + [column]) != bare, "\(schema.table).\(column)")
      }
    }
  }

  @Test func theColumnsAreThoseOfTheContract() {
    let columns = Dictionary(uniqueKeysWithValues: Self.schemas.map { ($0.table, $0.columns.map(\.name)) })
    #expect(columns[.revenue] == ["date", "company_id", "amount", "currency", "kind"])
    #expect(columns[.docViews] == ["ts", "page", "developer_id"])
    #expect(columns[.endpoints] == ["method", "path", "class", "tag", "deprecated", "owner"])
    #expect(Set(columns.keys) == Set(ExportTable.allCases).subtracting([.calls, .notes]))
  }
}
