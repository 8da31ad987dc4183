/// One table of a slice, as any engine's GROUP BY could make it: every cell a key string or a 64-bit integer, or null.
///
/// Shape: `cells` row by row, `columns.count` to a row; the cell of a key column is an index into `strings`.
package struct IntegerTable: Hashable, Sendable {
  package struct Column: Hashable, Sendable {
    package let name: String
    package let isKey: Bool
    package static func key(_ name: String) -> Column { Column(name: name, isKey: true) }
    package static func integer(_ name: String) -> Column { Column(name: name, isKey: false) }
  }

  package static let null = Int64.min

  package let name: String
  package let columns: [Column]
  package private(set) var strings: [String] = []
  package private(set) var cells: [Int64] = []
  private var index: [String: Int64] = [:]

  package init(_ name: String, _ columns: [Column]) {
    self.name = name
    self.columns = columns
  }

  package var rowCount: Int { cells.count / columns.count }

  /// The cell of a key.
  package mutating func key(_ text: String) -> Int64 {
    if let known = index[text] { return known }
    let id = Int64(strings.count)
    index[text] = id
    strings.append(text)
    return id
  }

  /// Appends a row of as many cells as there are columns.
  package mutating func append(_ row: Int64...) { cells += row }
  package mutating func append(row: [Int64]) { cells += row }

  package func forEachRow(_ body: (ArraySlice<Int64>) -> Void) {
    for start in stride(from: 0, to: cells.count, by: columns.count) { body(cells[start..<start + columns.count]) }
  }

  /// The same rows in the order of their cells, keys compared as bytes: what is written does not depend on who read
  /// what first.
  package func sorted() -> IntegerTable {
    let order = strings.indices.sorted { strings[$0].utf8.lexicographicallyPrecedes(strings[$1].utf8) }
    var rank = [Int64](repeating: 0, count: strings.count)
    for (position, id) in order.enumerated() { rank[id] = Int64(position) }
    var result = IntegerTable(name, columns)
    for id in order { _ = result.key(strings[id]) }
    var rows: [[Int64]] = []
    rows.reserveCapacity(rowCount)
    forEachRow { row in
      rows.append(zip(columns, row).map { $0.isKey && $1 != Self.null ? rank[Int($1)] : $1 })
    }
    rows.sort { $0.lexicographicallyPrecedes($1) }
    for row in rows { result.append(row: row) }
    return result
  }
}
