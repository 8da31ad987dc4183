import Foundation
import ReportModel

/// The reports of earlier months that stand in the folder of the reports.
struct PastReports {
  /// Latest first.
  let reports: [Report]

  /// Months that are looked back: those the history of a report holds.
  static let months = 13

  static func load(before month: Month, below directory: String) -> PastReports {
    PastReports(
      reports: (1...months).compactMap { back in
        let name = month.advanced(by: -back).description
        // A report of another version, or somebody else's file, is no report to compare with.
        return FileManager.default.contents(atPath: "\(directory)/\(name)/report.json")
          .flatMap { try? JSONDecoder().decode(Report.self, from: $0) }
      })
  }

  func of(_ month: Month) -> Report? { reports.first { $0.month == month } }
}
