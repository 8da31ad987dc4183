import ReportModel

/// How the service ran: `incidents` (Statuspage's `incidents.json` too), `webhooks`.
enum OperationTables {
  private static let impacts: Set<String> = ["none", "minor", "major", "critical", "maintenance"]

  static let incidents = TableDecoder<IncidentRecord>(
    TableSchema(
      .incidents,
      [
        .required("started_at", "created_at"), .optional("resolved_at"), .optional("impact"),
        .optional("title", "name"), .optional("components"),
        // Of Statuspage, where `started_at` and `resolved_at` may be null.
        .optional("created_at"), .optional("status"), .optional("incident_updates"), .optional("id"),
        .optional("page_id"), .optional("shortlink"), .optional("updated_at"), .optional("monitoring_at"),
      ])
  ) { fields throws(UnreadableRow) in
    let start = fields.value("started_at") == nil && fields.value("created_at") != nil ? "created_at" : "started_at"
    return IncidentRecord(
      startedAt: try fields.requiredTime(start), resolvedAt: resolved(&fields), impact: impact(&fields),
      title: fields.text("title"), components: components(fields))
  }

  private static func impact(_ fields: inout RowFields) -> String? {
    guard let text = fields.text("impact")?.trimmingBlanks().lowercased() else { return nil }
    if !impacts.contains(text) { fields.warn("impact") }
    return impacts.contains(text) ? text : nil
  }

  /// The column, else the first update that says it is over.
  private static func resolved(_ fields: inout RowFields) -> Instant? {
    if fields.value("resolved_at") != nil { return fields.time("resolved_at") }
    let over: Set<String> = ["resolved", "completed"]
    guard let status = fields.text("status"), over.contains(status) || status == "postmortem",
      let updates = fields.text("incident_updates").flatMap({ NestedJSON.elements(of: $0) })
    else { return nil }
    let times = updates.compactMap { update -> Instant? in
      guard case .nested(let json)? = update, let members = NestedJSON.members(of: json) else { return nil }
      func member(_ name: String) -> Value? { members.last { $0.name == name }?.value }
      guard let status = member("status")?.text, over.contains(status) else { return nil }
      return (member("display_at") ?? member("created_at")).flatMap { TimeParser.parse($0, zone: fields.context.zone) }
    }
    if times.isEmpty { fields.warn("resolved_at") }
    return times.min()
  }

  /// Names, where the cell is Statuspage's array of objects.
  private static func components(_ fields: RowFields) -> String? {
    guard let text = fields.text("components") else { return nil }
    guard case .nested? = fields.value("components"), let elements = NestedJSON.elements(of: text) else { return text }
    let names = elements.compactMap { element -> String? in
      guard case .nested(let json)? = element else { return element?.text }
      return NestedJSON.members(of: json)?.last { $0.name == "name" }?.value?.text
    }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  static let webhooks = TableDecoder<WebhookRecord>(
    TableSchema(
      .webhooks,
      [
        .required("triggered_at", "created_at"), .optional("delivered_at"), .optional("endpoint", "url"),
        .optional("status", "status_code", "http_status"),
      ])
  ) { fields throws(UnreadableRow) in
    WebhookRecord(
      triggeredAt: try fields.requiredTime("triggered_at"), deliveredAt: fields.time("delivered_at"),
      endpoint: fields.text("endpoint"), status: fields.count("status"))
  }
}
