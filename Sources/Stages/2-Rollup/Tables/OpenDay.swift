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

  /// Adds one to a counter; the day must be covered.
  @inline(__always)
  mutating func add(entity: Int, day: Int, column: Int) {
    let index = entity &* columns &+ column
    if day == self.day, index < cells.count {
      cells[index] &+= 1
    } else {
      addAside(entity: entity, day: day, column: column)
    }
  }

  @inline(never)
  private mutating func addAside(entity: Int, day: Int, column: Int) {
    if day == self.day {
      let needed = (entity + 1) * columns
      cells.append(contentsOf: repeatElement(0, count: max(needed, cells.count * 3 / 2) - cells.count))
      cells[entity * columns + column] &+= 1
      return
    }
    table.add(entity: entity, day: day, column: column)
    strays += 1
    guard strays > max(256, cells.count / 32) else { return }
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
