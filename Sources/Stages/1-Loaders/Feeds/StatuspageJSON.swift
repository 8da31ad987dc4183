import Foundation
package import ReportModel

/// Incidents of Statuspage's `incidents.json`.
package enum StatuspageJSON {
  /// A larger file is no Statuspage export, which holds the latest 50 incidents.
  static let byteLimit = 16 << 20

  /// The incidents, in the file's order; nil = not of Statuspage's shape, to be read as a plain table.
  ///
  /// Its shape is `{"incidents": [{"name", "impact", "status", "created_at", "started_at", "resolved_at", …}]}`. A
  /// maintenance starts at `scheduled_for`, and is left out while it has not begun. Times without an offset are of
  /// the report's zone. Errors: an incident of that shape without a readable start or end.
  package static func incidents(
    bytes: [UInt8], file: String, zone: ZoneTable
  ) throws(LoadError) -> [IncidentRecord]? {
    guard bytes.count <= byteLimit,
      let document = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
      let items = document["incidents"] as? [[String: Any]]
    else { return nil }
    guard items.isEmpty || items.contains(where: { $0["name"] is String && $0["created_at"] is String }) else {
      return nil
    }
    var incidents: [IncidentRecord] = []
    for (index, item) in items.enumerated() {
      let reader = Reader(item: item, place: "incidents[\(index)]", file: file, zone: zone)
      if let incident = try reader.incident() { incidents.append(incident) }
    }
    return incidents
  }

  private struct Reader {
    let item: [String: Any]
    let place: String
    let file: String
    let zone: ZoneTable

    func incident() throws(LoadError) -> IncidentRecord? {
      let status = text("status")?.lowercased()
      if status == "scheduled" { return nil }
      let impact = text("impact")?.lowercased()
      let planned = impact == "maintenance" ? try time("scheduled_for") : nil
      let begun = try planned ?? time("started_at")
      guard let start = try begun ?? time("created_at") else {
        throw LoadError(.malformed, file: file, detail: "\(place) has neither started_at nor created_at")
      }
      let resolved = try time("resolved_at") ?? end(status)
      return IncidentRecord(
        startedAt: start, resolvedAt: resolved.map { max(start, $0) }, impact: impact, title: text("name"),
        components: components)
    }

    /// The end of an incident that says it is over without saying when.
    private func end(_ status: String?) throws(LoadError) -> Instant? {
      guard let status, ["resolved", "completed", "postmortem"].contains(status) else { return nil }
      let updates = item["incident_updates"] as? [[String: Any]] ?? []
      let last = updates.first { ["resolved", "completed"].contains(($0["status"] as? String)?.lowercased()) }
      if let written = last?["created_at"] as? String, let time = TimeParser.parse(written, zone: zone) { return time }
      return try time("updated_at")
    }

    private var components: String? {
      let names = (item["components"] as? [[String: Any]] ?? []).compactMap {
        ($0["name"] as? String).map(Markup.oneLine)
      }
      let named = names.filter { !$0.isEmpty }
      return named.isEmpty ? nil : named.joined(separator: ", ")
    }

    private func text(_ key: String) -> String? {
      (item[key] as? String).map(Markup.oneLine).flatMap { $0.isEmpty ? nil : $0 }
    }

    private func time(_ key: String) throws(LoadError) -> Instant? {
      guard let written = text(key) else { return nil }
      guard let time = TimeParser.parse(written, zone: zone) else {
        throw LoadError(
          .malformed, file: file, detail: "\(key) of \(place) is no time: \(FeedEntry.excerpt(written))",
          hint: "expected 2026-10-14T09:30:00Z")
      }
      return time
    }
  }
}
