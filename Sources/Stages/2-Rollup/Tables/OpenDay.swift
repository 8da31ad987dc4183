/// A `BlockTable` whose counters of one day, the one that most rows are of just now, lie together in a dense array.
///
/// Logs come about in the order of time, so that nearly every row finds its counter in a few hundred kilobytes instead
/// of somewhere in the whole table. Rows of other days go to the table; when those become many, their day is opened.
struct OpenDay: Sendable {
  /// Without the counters of the open day; complete after `settle`.
  var table: BlockTable
  private var day = Int.min
  /// Entity × column.
  private var cells: [UInt32] = []
  private var strays = 0
  private let columns: Int

  init(_ table: BlockTable) {
    self.table = table
    columns = table.columns
  }

  @inline(__always)
  func covers(_ day: Int) -> Bool { table.covers(day) }

  /// Adds one for each kept call of a batch, at its entity (−1 = none) in each of its columns, a bit a column.
  @inline(__always)
  mutating func add(_ calls: [PendingCall], _ place: (borrowing PendingCall) -> (entity: Int32, columns: UInt32)) {
    var next = 0
    while next < calls.count {
      next = addToday(calls, from: next, place)
      guard next < calls.count else { return }
      var (entity, columns) = place(calls[next])
      while columns != 0 {
        addAside(entity: Int(entity), day: Int(calls[next].day), column: columns.trailingZeroBitCount)
        columns &= columns &- 1
      }
      next += 1
    }
  }

  /// The same as long as calls are of the open day and their entities have room; answers where that ends.
  @inline(__always)
  private mutating func addToday(
    _ calls: [PendingCall], from start: Int, _ place: (borrowing PendingCall) -> (entity: Int32, columns: UInt32)
  ) -> Int {
    let (day, width) = (self.day, self.columns)
    return cells.withUnsafeMutableBufferPointer { cells in
      for index in start..<calls.count where calls[index].marks.contains(.isKept) {
        var (entity, columns) = place(calls[index])
        guard entity >= 0 else { continue }
        let first = Int(entity) &* width
        guard Int(calls[index].day) == day, first &+ width <= cells.count else { return index }
        while columns != 0 {
          cells[first &+ columns.trailingZeroBitCount] &+= 1
          columns &= columns &- 1
        }
      }
      return calls.count
    }
  }

  @inline(never)
  private mutating func addAside(entity: Int, day: Int, column: Int) {
    if day == self.day {
      let needed = (entity + 1) * columns
      if needed > cells.count {
        cells.append(contentsOf: repeatElement(0, count: max(needed, cells.count * 3 / 2) - cells.count))
      }
      cells[entity * columns + column] &+= 1
      return
    }
    table.add(entity: entity, day: day, column: column)
    strays += 1
    guard strays > max(64, cells.count / 256) else { return }
    settle()
    self.day = day
  }

  /// Moves the open day's counters into the table.
  mutating func settle() {
    strays = 0
    guard day != Int.min else { return }
    for index in cells.indices where cells[index] > 0 {
      table.add(entity: index / columns, day: day, column: index % columns, cells[index])
      cells[index] = 0
    }
    day = Int.min
  }

  mutating func merge(_ other: OpenDay, renumber: (Int) -> Int) { table.merge(other.table, renumber: renumber) }
}
