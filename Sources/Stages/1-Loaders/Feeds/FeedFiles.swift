import ReportModel

extension StatusFeed {
  private static let limit = 16 << 20

  /// Reads a feed of the data folder; an incident without an impact is a warning, because it cannot count as down.
  static func read(_ file: ExportFile, zone: ZoneTable) throws(LoadError) -> DocumentReading<IncidentRecord> {
    let whole = try WholeFile(file, limit: limit)
    let incidents = try incidents(xml: whole.bytes, file: file.path)
    var reading = DocumentReading<IncidentRecord>(
      format: FileName(file.path.lowercased()).ending + whole.compression,
      columns: ["started_at", "resolved_at", "title"])
    reading.entries = incidents.map { incident in
      .init(line: 0, shown: incident.title ?? "", result: .success(incident))
    }
    let unknown = incidents.count { $0.impact == nil }
    if unknown > 0 { reading.warnings["impact"] = unknown }
    return reading
  }
}

extension ReleaseFeed {
  private static let limit = 16 << 20

  /// Reads a releases feed of the data folder.
  static func read(_ file: ExportFile, zone: ZoneTable) throws(LoadError) -> DocumentReading<ChangeRecord> {
    let whole = try WholeFile(file, limit: limit)
    var reading = DocumentReading<ChangeRecord>(
      format: FileName(file.path.lowercased()).ending + whole.compression, columns: ["date", "title", "kind", "url"])
    reading.entries = try changes(xml: whole.bytes, file: file.path, zone: zone).map { change in
      .init(line: 0, shown: change.title, result: .success(change))
    }
    return reading
  }
}
