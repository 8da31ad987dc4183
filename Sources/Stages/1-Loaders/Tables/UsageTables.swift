import ReportModel

/// What developers do besides calling: `events`, `doc_views`.
enum UsageTables {
  static let events = TableDecoder<EventRecord>(
    TableSchema(
      .events, keepsOthers: true,
      [
        .required("ts", "timestamp", "time", "occurred_at"), .required("name", "event", "event_name"),
        .optional("developer_id", "user_id", "uid"),
      ])
  ) { fields throws(UnreadableRow) in
    EventRecord(
      time: try fields.requiredTime("ts"), name: try fields.required("name"),
      developerID: fields.text("developer_id"), properties: EventProperties.of(fields))
  }

  static let docViews = TableDecoder<DocViewRecord>(
    TableSchema(
      .docViews,
      [
        .required("ts", "timestamp", "time", "viewed_at"), .required("page", "path", "page_path", "url"),
        .optional("developer_id", "user_id", "uid"),
      ])
  ) { fields throws(UnreadableRow) in
    DocViewRecord(
      time: try fields.requiredTime("ts"), page: try fields.required("page"),
      developerID: fields.text("developer_id"))
  }
}

/// Makes flat properties of whatever columns an event has.
enum EventProperties {
  /// Levels of JSON objects that become dotted names; deeper ones stay JSON text.
  private static let deepest = 8
  /// Bytes of a dotted name.
  private static let longest = 256

  /// Every column beyond the contract's as text; `a.b` for members of a JSON object in column `a`, and the bare names
  /// of those in a column `properties`, where no column has that name.
  static func of(_ fields: RowFields) -> [String: String] {
    var properties: [String: String] = [:]
    for column in fields.others where column == "properties" {
      if let json = fields.row[column].flatMap(objectText) { flatten(json, prefix: "", depth: 0, into: &properties) }
    }
    for column in fields.others where !column.isEmpty {
      guard let value = fields.row[column] else { continue }
      if column == "properties", objectText(value) != nil { continue }
      add(value, column, depth: 0, to: &properties)
    }
    return properties
  }

  private static func add(_ value: Value, _ name: String, depth: Int, to properties: inout [String: String]) {
    if case .nested(let json) = value, json.hasPrefix("{"), depth < deepest, name.utf8.count < longest {
      flatten(json, prefix: name + ".", depth: depth, into: &properties)
    } else {
      properties[name] = value.text
    }
  }

  private static func flatten(_ json: String, prefix: String, depth: Int, into properties: inout [String: String]) {
    for (name, value) in NestedJSON.members(of: json) ?? [] {
      if let value { add(value, prefix + name, depth: depth + 1, to: &properties) }
    }
  }

  /// A JSON object, or text that is one, as warehouses write it into CSV.
  private static func objectText(_ value: Value) -> String? {
    let text = value.text.trimmingBlanks()
    guard text.hasPrefix("{"), NestedJSON.members(of: text) != nil else { return nil }
    return text
  }
}
