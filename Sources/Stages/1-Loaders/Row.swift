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
  private enum Cells {
    case values([Value?])
    /// Texts where they stand in the file; empty ones are no values.
    case fields([Slice])
  }

  /// Line of the file the row begins on, from 1.
  package var line: Int
  let header: RowHeader
  private let cells: Cells

  /// Shapes: one cell per name of the header.
  package init(line: Int, header: RowHeader, cells: [Value?]) {
    precondition(header.names.count == cells.count, "one cell per column")
    (self.line, self.header, self.cells) = (line, header, .values(cells))
  }

  /// A row whose cells are looked at while their texts still stand in the reader's buffer: until the next row is read.
  init(line: Int, header: RowHeader, fields: [Slice]) {
    precondition(header.names.count == fields.count, "one field per column")
    (self.line, self.header, cells) = (line, header, .fields(fields))
  }

  /// A row by itself.
  package init(line: Int, _ cells: KeyValuePairs<String, Value?>) {
    self.init(line: line, header: RowHeader(cells.map(\.key)), cells: cells.map(\.value))
  }

  /// Names in the order of the file, those of empty cells too.
  package var columns: [String] { header.names }

  /// The cell of a column by its place in `columns`.
  package subscript(place: Int) -> Value? {
    switch cells {
    case .values(let values): values[place]
    case .fields(let fields):
      fields[place].isEmpty ? nil : .text(String(decoding: fields[place], as: UTF8.self))
    }
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
