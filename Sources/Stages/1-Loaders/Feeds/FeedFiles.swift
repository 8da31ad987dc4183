import ReportModel

extension StatusFeed {
  /// Reads a feed of the data folder entry by entry; an incident without an impact is a warning, because it cannot
  /// count as down.
  static func read(_ file: ExportFile) throws(LoadError) -> DocumentReading<IncidentRecord> {
    let whole = try WholeFile(file, limit: XMLDocument.Bound.bytes)
    let document = try XMLDocument.parse(whole.bytes, file: file.path)
    var reading = DocumentReading<IncidentRecord>(
      format: FileName(file.path.lowercased()).ending + whole.compression,
      columns: ["started_at", "resolved_at", "title"])
    for entry in try entries(document.root, file: file.path) {
      let shown = FeedEntry.title(entry) ?? ""
      do throws(LoadError) {
        guard let incident = try incident(entry, file: file.path) else { continue }
        let warnings = incident.impact == nil ? ["impact"] : []
        reading.entries.append(.init(line: entry.line, shown: shown, result: .success(incident), warnings: warnings))
      } catch {
        reading.entries.append(
          .init(line: error.line ?? entry.line, shown: shown, result: .failure(UnreadableRow(reason: error.detail))))
      }
    }
    return reading
  }
}

extension ReleaseFeed {
  /// Reads a releases feed of the data folder entry by entry.
  static func read(_ file: ExportFile, zone: ZoneTable) throws(LoadError) -> DocumentReading<ChangeRecord> {
    let whole = try WholeFile(file, limit: XMLDocument.Bound.bytes)
    let document = try XMLDocument.parse(whole.bytes, file: file.path)
    var reading = DocumentReading<ChangeRecord>(
      format: FileName(file.path.lowercased()).ending + whole.compression, columns: ["date", "title", "kind", "url"])
    for entry in try entries(document.root, file: file.path) {
      let shown = FeedEntry.title(entry) ?? ""
      do throws(LoadError) {
        let change = try change(entry, file: file.path, zone: zone)
        reading.entries.append(.init(line: entry.line, shown: shown, result: .success(change)))
      } catch {
        reading.entries.append(
          .init(line: error.line ?? entry.line, shown: shown, result: .failure(UnreadableRow(reason: error.detail))))
      }
    }
    return reading
  }
}
