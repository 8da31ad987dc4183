import Foundation
import ReportModel
import Renderers

/// The pages over all months, made again from each month's `report.json`.
enum Archive {
  static func update(below directory: String, templates: TemplateSet, privacy: ReportConfiguration.Privacy) throws {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    let reports = names.filter { Month($0) != nil }.sorted().compactMap { name -> Report? in
      guard let data = FileManager.default.contents(atPath: "\(directory)/\(name)/report.json") else { return nil }
      // A report of another version, or somebody else's file, is passed over: the archive is no place to fail.
      guard let report = try? JSONDecoder().decode(Report.self, from: data) else { return nil }
      return ReportNaming.archived(report, privacy)
    }
    try ReportWriter.write(
      try ArchiveRenderer(templates: templates).render(entries: reports.map(ArchiveEntry.init)), into: directory)
  }
}
