import ReportModel

/// Why a row of a small table is left out: `signed_up_at: unreadable time`.
struct CellFault: Error {
  var reason: String
}

/// Reads the cells of a row under the contract's names; what is unreadable and optional becomes nil and a warning.
struct RowDecoder {
  let row: Row
  let schema: TableSchema
  let zone: ZoneTable
  /// Optional columns that could not be read in this row.
  private(set) var warnings: [String] = []

  init(row: Row, schema: TableSchema, zone: ZoneTable) {
    self.row = row
    self.schema = schema
    self.zone = zone
  }

  /// The cell of a column under its own name or one of its aliases.
  func value(_ column: String) -> Value? {
    if let value = row[column] { return value }
    for alias in schema.aliases(of: column) {
      if let value = row[alias] { return value }
    }
    return nil
  }

  /// Text as it stands; nil where empty or nothing but blanks.
  func text(_ column: String) -> String? {
    guard let text = value(column)?.text, text.contains(where: { !$0.isWhitespace }) else { return nil }
    return text
  }

  func requiredText(_ column: String) throws(CellFault) -> String {
    guard let text = text(column) else { throw CellFault(reason: "\(column): missing") }
    return text
  }

  func requiredTime(_ column: String) throws(CellFault) -> Instant {
    guard let value = value(column), text(column) != nil else { throw CellFault(reason: "\(column): missing") }
    guard let time = TimeParser.parse(value, zone: zone) else { throw CellFault(reason: "\(column): unreadable time") }
    return time
  }

  mutating func time(_ column: String) -> Instant? {
    read(column) { value, zone in TimeParser.parse(value, zone: zone) }
  }

  mutating func integer(_ column: String) -> Int? { read(column) { value, _ in NumberParser.int(value) } }

  mutating func number(_ column: String) -> Double? { read(column) { value, _ in NumberParser.double(value) } }

  mutating func flag(_ column: String) -> Bool? { read(column) { value, _ in FlagParser.flag(value) } }

  private mutating func read<Result>(_ column: String, _ parse: (Value, ZoneTable) -> Result?) -> Result? {
    guard let value = value(column), text(column) != nil else { return nil }
    guard let result = parse(value, zone) else {
      warnings.append(column)
      return nil
    }
    return result
  }

  /// Everything that is no column of the table, as text; objects flattened as `a.b`, `properties` without prefix.
  func properties() -> [String: String] {
    var properties: [String: String] = [:]
    for name in row.columns where !schema.isKnown(name) {
      guard let value = row[name] else { continue }
      if case .nested(let json) = value {
        for (key, text) in NestedObject.flattened(json) {
          properties[name == "properties" ? key : "\(name).\(key)"] = text
        }
      } else {
        properties[name] = value.text
      }
    }
    return properties
  }
}
