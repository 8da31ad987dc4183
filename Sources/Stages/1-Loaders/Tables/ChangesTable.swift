import ReportModel

/// What the company did: `changes`.
enum ChangesTable {
  /// Columns that say what a change concerns; the keys of segments.
  private static let scope = [
    "endpoint", "api_version", "sdk", "plan", "channel", "region", "company_id", "metric",
  ]

  static let decoder = TableDecoder<ChangeRecord>(
    TableSchema(
      .changes,
      [
        .required("date", "released_at", "deployed_at", "published_at"), .required("title", "name", "summary"),
        .optional("kind", "type"), .optional("url", "link"),
      ] + scope.map { .optional($0) })
  ) { fields throws(UnreadableRow) in
    let time = try fields.requiredTime("date")
    var concerns: [String: String] = [:]
    for key in scope {
      guard let text = fields.text(key) else { continue }
      concerns[key] = key == "endpoint" ? EndpointName.normalised(text) ?? text : text
    }
    return ChangeRecord(
      day: fields.context.zone.day(of: time), title: try fields.required("title"), kind: fields.text("kind"),
      url: fields.text("url"), scope: concerns)
  }
}
