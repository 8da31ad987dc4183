import Foundation
import ReportModel

/// What the archive needs of a month's `report.json`: all but its tables and findings, most of the file.
struct ArchivedReport: Decodable {
  var product: String
  var month: Month
  var currency: String
  var window: Report.Window
  var verdict: DataVerdict
  var narrative: Narrative
  var metrics: [MetricResult]
  var companies: [String: String]?

  /// The one table that names companies.
  private struct CompanyTable: Decodable {
    struct Tables: Decodable {
      var rows: [TableRow]?

      enum CodingKeys: String, CodingKey { case rows = "calls_by_company" }
    }

    var tables: Tables
  }

  /// - Parameter withCompanies: whether the names of companies are wanted, to be taken out of what is shown.
  /// - Throws: `DecodingError` where the file is no report of this version.
  static func read(_ data: Data, withCompanies: Bool) throws -> Report {
    let read = try JSONDecoder().decode(Self.self, from: data)
    var report = Report(
      product: read.product, month: read.month, currency: read.currency, window: read.window, verdict: read.verdict,
      narrative: read.narrative, metrics: read.metrics)
    report.companies = read.companies
    if withCompanies {
      report.tables["calls_by_company"] = try JSONDecoder().decode(CompanyTable.self, from: data).tables.rows
    }
    return report
  }
}
