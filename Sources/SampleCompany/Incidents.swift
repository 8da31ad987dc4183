/// The status page: one major incident in October 2026, the rest harmless.
enum Incidents {
  /// The text of `incidents.json`.
  static var json: String {
    let items = rows.map { row in
      let resolved = Timeline.iso(row.start + row.minutes * Timeline.minuteMs)
      return #"  {"started_at":"\#(Timeline.iso(row.start))","resolved_at":"\#(resolved)","impact":"\#(row.impact)","#
        + #""title":"\#(row.title)","components":"\#(row.components)"}"#
    }
    return "[\n" + items.joined(separator: ",\n") + "\n]\n"
  }

  private static let rows: [(start: Int, minutes: Int, impact: String, title: String, components: String)] = [
    (
      Timeline.moment(2025, 9, 16, 2), 40, "maintenance", "Ledger database upgraded", "Ledger"
    ),
    (
      Timeline.moment(2025, 12, 4, 8, 20), 25, "minor", "Dashboard charts delayed", "Dashboard"
    ),
    (
      Timeline.moment(2026, 3, 11, 19, 5), 31, "minor", "Slow search in the documentation", "Documentation"
    ),
    (
      Timeline.moment(2026, 6, 7, 3), 60, "maintenance", "Certificates renewed", "Gateway"
    ),
    (
      Timeline.moment(2026, 8, 19, 10, 40), 18, "minor", "E-mail notifications delayed", "Notifications"
    ),
    (
      Story.incidentStart, (Story.incidentEnd - Story.incidentStart) / Timeline.minuteMs, "major",
      "POST /v1/charges answered 503", "POST /v1/charges"
    ),
    (
      Timeline.moment(2026, 10, 27, 9, 12), 22, "minor", "Invoices shown late in the dashboard", "Dashboard"
    ),
  ]
}
