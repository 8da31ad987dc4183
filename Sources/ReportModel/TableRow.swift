/// One row of a report table: column id → cell. What a table is called and how its columns read stands in `TableCatalog`.
///
/// A few cells in the order of their columns, as they are written. A dictionary would hash every name whenever a row is
/// made, told or written, and a table of companies has thousands of rows.
package struct TableRow: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    let column: String
    fileprivate(set) var cell: Cell
  }

  /// Columns ascend, each once.
  private(set) var entries: [Entry] = []

  package init() {}

  package init(_ cells: some Sequence<(String, Cell)>) {
    for (column, cell) in cells { self[column] = cell }
  }

  package var columns: [String] { entries.map(\.column) }

  /// nil = there is no such column.
  package subscript(column: String) -> Cell? {
    get { entries.first { $0.column == column }?.cell }
    set {
      let place = place(of: column)
      let isThere = place < entries.count && entries[place].column == column
      switch newValue {
      case let cell? where isThere: entries[place].cell = cell
      case let cell?: entries.insert(Entry(column: column, cell: cell), at: place)
      case nil where isThere: entries.remove(at: place)
      case nil: break
      }
    }
  }

  private func place(of column: String) -> Int {
    var place = entries.count
    while place > 0, entries[place - 1].column >= column { place -= 1 }
    return place
  }

  /// The first number that is none: NaN or infinite.
  package var notFinite: (column: String, number: Double)? {
    for place in entries.indices {
      if case .number(let number) = entries[place].cell, !number.isFinite { return (entries[place].column, number) }
    }
    return nil
  }

  /// The row with other texts in place of its own; nil leaves one as it is.
  package func mapTexts(_ transform: (_ column: String, _ text: String) -> String?) -> TableRow {
    var mapped = self
    for place in entries.indices {
      if case .text(let text) = entries[place].cell, let other = transform(entries[place].column, text) {
        mapped.entries[place].cell = .text(other)
      }
    }
    return mapped
  }
}

extension TableRow: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, Cell)...) {
    entries.reserveCapacity(elements.count)
    for (column, cell) in elements {
      // Most are made in the order of their columns.
      if entries.isEmpty || entries[entries.count - 1].column < column {
        entries.append(Entry(column: column, cell: cell))
      } else {
        self[column] = cell
      }
    }
  }
}

extension TableRow: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { entries.count }
  package subscript(place: Int) -> (column: String, cell: Cell) { (entries[place].column, entries[place].cell) }
}

extension TableRow: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(try [String: Cell](from: decoder).map { ($0, $1) })
  }

  package func encode(to encoder: any Encoder) throws {
    try Dictionary(uniqueKeysWithValues: entries.map { ($0.column, $0.cell) }).encode(to: encoder)
  }
}
