import ReportModel

/// A cell that holds something; JSON null, an absent key and an empty cell are all nil.
package enum Value: Hashable, Sendable {
  case text(String)
  /// A JSON number, as written.
  case number(String)
  case flag(Bool)
  /// A JSON object or array, as JSON text.
  case nested(String)

  /// The cell as text: numbers and JSON as written, flags as `true` and `false`.
  package var text: String {
    switch self {
    case .text(let text), .number(let text), .nested(let text): text
    case .flag(let flag): flag ? "true" : "false"
    }
  }
}

/// The names of a row's columns, shared by all rows that have the same ones.
package final class RowHeader: Sendable {
  package let names: [String]
  private let places: [String: Int]

  /// Later columns win where a name occurs twice, as they do in JSON.
  package init(_ names: [String]) {
    self.names = names
    places = Dictionary(zip(names, names.indices), uniquingKeysWith: { $1 })
  }

  package func place(of name: String) -> Int? { places[name] }
}

/// One row of a small table.
package struct Row {
  /// Line of the file the row begins on, from 1.
  package var line: Int
  let header: RowHeader
  /// nil = the row has `fields`.
  private let values: [Value?]?
  /// Texts where they stand in the file; empty ones are no values.
  private var fields: [Slice] = []

  /// Shapes: one cell per name of the header.
  package init(line: Int, header: RowHeader, cells: [Value?]) {
    precondition(header.names.count == cells.count, "one cell per column")
    (self.line, self.header, values) = (line, header, cells)
  }

  /// A row of empty cells, to be begun anew for each row of a file.
  init(header: RowHeader) {
    (line, self.header, values) = (0, header, nil)
    fields = [Slice](repeating: Slice(start: nil, count: 0), count: header.names.count)
  }

  /// Goes on to another row. Its cells are looked at while their texts still stand in the reader's buffer.
  mutating func begin(line: Int, _ field: (_ place: Int) -> Slice) {
    self.line = line
    for place in fields.indices { fields[place] = field(place) }
  }

  /// A row by itself.
  package init(line: Int, _ cells: KeyValuePairs<String, Value?>) {
    self.init(line: line, header: RowHeader(cells.map(\.key)), cells: cells.map(\.value))
  }

  /// Names in the order of the file, those of empty cells too.
  package var columns: [String] { header.names }

  /// The cell of a column by its place in `columns`.
  package subscript(place: Int) -> Value? {
    if let values { return values[place] }
    return fields[place].isEmpty ? nil : .text(String(cell: fields[place]))
  }

  /// The text of a cell that holds more than blanks, as its first byte tells; nil where that has to be looked into.
  func plainText(at place: Int) -> String? {
    guard values == nil, let first = fields[place].first, first > 0x20, first < 0x80 else { return nil }
    return String(cell: fields[place])
  }

  /// The moment that a cell holds, without a text in between.
  func time(at place: Int, zone: ZoneTable) -> Instant? {
    if let values { return values[place].flatMap { TimeParser.parse($0, zone: zone) } }
    return TimeParser.parse(bytes: fields[place], zone: zone)
  }

  /// The cell under a name; `a.b` is member `b` of a JSON object in column `a`, unless a column has that very name.
  package subscript(column: String) -> Value? {
    if let place = header.place(of: column) { return self[place] }
    guard let dot = column.firstIndex(of: "."), let place = header.place(of: String(column[..<dot])),
      case .nested(let json)? = self[place]
    else { return nil }
    return NestedValue.member(column[column.index(after: dot)...], of: json)
  }

  /// The row as JSON for `rejects.ndjson`: secrets masked, at most 200 characters.
  package var excerpt: String {
    SecretMask.excerpt(columns: header.names, values: columns.indices.map { self[$0]?.text ?? "" })
  }
}

extension String {
  /// A cell's text; a short one, as most are, is written to where it stays.
  fileprivate init(cell: Slice) {
    self.init(unsafeUninitializedCapacity: cell.count) { $0.initialize(fromContentsOf: cell) }
  }
}
