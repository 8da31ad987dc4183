import ReportModel

/// How the service ran: `incidents` (Statuspage's `incidents.json` too), `webhooks`.
enum OperationTables {
  private static let impacts: Set<String> = ["none", "minor", "major", "critical", "maintenance"]

  static let incidents = TableDecoder<IncidentRecord>(
    TableSchema(
      .incidents,
      [
        .required("started_at"), .optional("resolved_at"), .optional("impact"),
        .optional("title", "name"), .optional("components"),
        // Of Statuspage, where `started_at` and `resolved_at` may be null.
        .optional("created_at"), .optional("status"), .optional("incident_updates"), .optional("scheduled_for"),
        .optional("scheduled_until"), .optional("updated_at"), .optional("monitoring_at"), .optional("id"),
        .optional("page_id"), .optional("shortlink"),
      ])
  ) { fields throws(UnreadableRow) in
    let impact = impact(&fields)
    let start = try start(&fields, isMaintenance: impact == "maintenance")
    var end = resolved(&fields)
    if let resolved = end, resolved < start {
      fields.warn("resolved_at")
      end = start
    }
    return IncidentRecord(
      startedAt: start, resolvedAt: end, impact: impact, title: fields.text("title"), components: components(fields))
  }

  /// A maintenance is announced long before it starts, at `scheduled_for`.
  private static func start(_ fields: inout RowFields, isMaintenance: Bool) throws(UnreadableRow) -> Instant {
    if isMaintenance, let planned = fields.time("scheduled_for") { return planned }
    let isCreated = fields.value("started_at") == nil && fields.value("created_at") != nil
    return try fields.requiredTime(isCreated ? "created_at" : "started_at")
  }

  private static func impact(_ fields: inout RowFields) -> String? {
    guard let text = fields.text("impact")?.trimmingBlanks().lowercased() else { return nil }
    if !impacts.contains(text) { fields.warn("impact") }
    return impacts.contains(text) ? text : nil
  }

  /// The column, else the first update that says it is over, else the last change of what is said to be over.
  private static func resolved(_ fields: inout RowFields) -> Instant? {
    if fields.value("resolved_at") != nil { return fields.time("resolved_at") }
    let over: Set<String> = ["resolved", "completed"]
    guard let status = fields.text("status")?.lowercased(), over.contains(status) || status == "postmortem",
      let updates = fields.text("incident_updates").flatMap({ NestedJSON.elements(of: $0) })
    else { return nil }
    let times = updates.compactMap { update -> Instant? in
      guard case .nested(let json)? = update, let members = NestedJSON.members(of: json) else { return nil }
      func member(_ name: String) -> Value? { members.last { $0.name == name }?.value }
      guard let status = member("status")?.text.lowercased(), over.contains(status) else { return nil }
      return (member("display_at") ?? member("created_at")).flatMap { TimeParser.parse($0, zone: fields.context.zone) }
    }
    if let first = times.min() { return first }
    let changed = fields.time("updated_at")
    if changed == nil { fields.warn("resolved_at") }
    return changed
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
