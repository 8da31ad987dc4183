import ReportModel

/// A table of a slice whose names are this run's numbers.
struct SliceRows {
  let kind: SliceTable
  let table: IntegerTable
  /// Key column → place of the name in the slice → number, −1 = there is none.
  private let keys: [[Int]]

  /// - Throws: where the table is missing or has names that the slice has not.
  init(_ kind: SliceTable, of slice: RollupSlice, numbers: [NameKind: [Int]]) throws(SliceDamage) {
    guard let table = slice.tables[kind] else {
      throw SliceDamage(description: "the table \(kind.rawValue) is missing")
    }
    self.kind = kind
    self.table = table
    keys = table.columns.compactMap(\.key).map { numbers[$0] ?? [] }
    for (column, numbers) in keys.enumerated() {
      let range = 0..<Int64(numbers.count)
      for row in 0..<table.rowCount where !range.contains(table[row, column]) { throw damage("a key without its text") }
    }
  }

  var indices: Range<Int> { 0..<table.rowCount }

  /// An integer column's cell, as the table has it.
  @inline(__always)
  subscript(row: Int, column: Int) -> Int64 { table[row, column] }

  /// The number of a row's name in one of its key columns.
  @inline(__always)
  func number(_ row: Int, _ column: Int = 0) throws(SliceDamage) -> Int {
    let number = keys[column][Int(table[row, column])]
    guard number >= 0 else { throw damage("row \(row + 1) has a name that is not known") }
    return number
  }

  /// The same where −1 means something.
  func numberOrNone(_ row: Int, _ column: Int) -> Int { keys[column][Int(table[row, column])] }

  func damage(_ detail: String) -> SliceDamage {
    SliceDamage(description: "the table \(kind.rawValue) is damaged: \(detail)")
  }
  var outOfRange: SliceDamage { damage("a cell out of range") }

  /// Adds rows of (name, day, column, calls).
  func count(into block: inout BlockTable) throws(SliceDamage) {
    for row in indices {
      try count(try number(row), day: self[row, 1], column: self[row, 2], self[row, 3], into: &block)
    }
  }

  /// Adds rows of (day, a count for each column), by name where there is one.
  func countColumns(into block: inout BlockTable) throws(SliceDamage) {
    let day = keys.count
    for row in indices {
      let entity = keys.isEmpty ? 0 : try number(row)
      for column in 0..<block.columns {
        try count(entity, day: self[row, day], column: Int64(column), self[row, day + 1 + column], into: &block)
      }
    }
  }

  @inline(__always)
  func count(
    _ entity: Int, day: Int64, column: Int64, _ calls: Int64, into block: inout BlockTable
  ) throws(SliceDamage) {
    guard column >= 0, column < block.columns, calls >= 0, calls <= Int64(UInt32.max) else { throw outOfRange }
    guard block.covers(Int(day)) else { return }
    block.add(entity: entity, day: Int(day), column: Int(column), UInt32(calls))
  }
}
