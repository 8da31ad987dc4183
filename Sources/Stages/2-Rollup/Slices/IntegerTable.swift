/// One table of a slice, as any engine's GROUP BY could make it: every cell a name or a 64-bit integer, or null.
///
/// Shape: `cells` row by row, `columns.count` to a row; the cell of a key column is an index into the names of its kind,
/// which the slice holds once for all of its tables.
package struct IntegerTable: Hashable, Sendable {
  package struct Column: Hashable, Sendable {
    package let name: String
    /// nil = an integer.
    package let key: NameKind?
    package static func key(_ name: String, _ kind: NameKind) -> Column { Column(name: name, key: kind) }
    package static func integer(_ name: String) -> Column { Column(name: name, key: nil) }
  }

  package static let null = Int64.min

  package let name: String
  package let columns: [Column]
  package var cells: [Int64] = []

  package init(_ name: String, _ columns: [Column]) {
    self.name = name
    self.columns = columns
  }

  package var rowCount: Int { cells.count / columns.count }

  @inline(__always)
  package subscript(row: Int, column: Int) -> Int64 { cells[row &* columns.count &+ column] }

  /// Appends a row of as many cells as there are columns.
  @inline(__always)
  package mutating func append(_ row: Int64...) { for cell in row { cells.append(cell) } }

  /// Renumbers the names of each kind by `rank` and puts the rows in the order of their cells: what is written does not
  /// depend on who read what first.
  mutating func sort(by rank: [NameKind: [Int64]]) {
    let width = columns.count
    for (column, kind) in columns.enumerated() {
      guard let kind = kind.key, let rank = rank[kind] else { continue }
      for at in stride(from: column, to: cells.count, by: width) { cells[at] = rank[Int(cells[at])] }
    }
    if !isSorted { sortByKeys(rank.mapValues { $0.count }) }
    if !isSorted { sortByAll() }
  }

  /// Counting sort, the last key first. Most tables are filled in the order of their integers and are sorted then.
  private mutating func sortByKeys(_ names: [NameKind: Int]) {
    let width = columns.count
    var order = Array(0..<UInt32(truncatingIfNeeded: rowCount))
    for (column, kind) in columns.enumerated().reversed() {
      guard let kind = kind.key else { continue }
      var starts = [Int](repeating: 0, count: names[kind, default: 0] + 1)
      for at in stride(from: column, to: cells.count, by: width) { starts[Int(cells[at]) + 1] += 1 }
      for name in starts.indices.dropFirst() { starts[name] += starts[name - 1] }
      var next = order
      for row in order {
        let name = Int(cells[Int(row) &* width &+ column])
        next[starts[name]] = row
        starts[name] += 1
      }
      order = next
    }
    take(order)
  }

  private mutating func take(_ order: [UInt32]) {
    let width = columns.count
    let old = cells
    for (place, row) in order.enumerated() {
      for column in 0..<width { cells[place &* width &+ column] = old[Int(row) &* width &+ column] }
    }
  }

  private var isSorted: Bool { (1..<max(1, rowCount)).allSatisfy { !isBefore($0, $0 - 1) } }

  private mutating func sortByAll() {
    take(Array(0..<UInt32(truncatingIfNeeded: rowCount)).sorted { isBefore(Int($0), Int($1)) })
  }

  /// Whether one row stands before another.
  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    for column in columns.indices where self[left, column] != self[right, column] {
      return self[left, column] < self[right, column]
    }
    return false
  }
}
