import Foundation
import ReportModel
import Renderers

/// The pages over all months, made again from each month's `report.json`.
enum Archive {
  /// - Parameter current: a report as its `report.json`, which is there already, tells it.
  static func update(
    below directory: String, with current: Report, templates: TemplateSet, privacy: ReportConfiguration.Privacy
  ) throws {
    let reports = months(below: directory).compactMap { month -> Report? in
      if month == current.month { return ReportNaming.archived(current, privacy) }
      guard let data = FileManager.default.contents(atPath: file(month, below: directory)) else { return nil }
      // A report of another version, or somebody else's file, is passed over: the archive is no place to fail.
      guard let report = try? ArchivedReport.read(data, withCompanies: privacy.naming("html") != .name) else {
        return nil
      }
      return ReportNaming.archived(report, privacy)
    }
    try ReportWriter.write(
      try ArchiveRenderer(templates: templates).render(entries: reports.map(ArchiveEntry.init)), into: directory)
  }

  /// Months that have a report, oldest first.
  static func months(below directory: String) -> [Month] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    return names.compactMap { Month($0) }
      .filter { FileManager.default.fileExists(atPath: file($0, below: directory)) }.sorted()
  }

  private static func file(_ month: Month, below directory: String) -> String { "\(directory)/\(month)/report.json" }
}
