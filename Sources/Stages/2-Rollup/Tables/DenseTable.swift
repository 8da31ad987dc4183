/// Counters by entity and column that lie together, of one day.
struct DenseTable: Sendable {
  let columns: Int
  /// Entity × column.
  var cells: [UInt32] = []

  init(columns: Int) { self.columns = columns }

  /// Makes room for entities below `count`.
  @inline(__always)
  mutating func reserve(_ count: Int) {
    let needed = count &* columns
    if needed > cells.count { grow(to: needed) }
  }

  @inline(never)
  private mutating func grow(to needed: Int) {
    let room = max(needed, cells.count * 3 / 2 / columns * columns)
    cells.append(contentsOf: repeatElement(0, count: room - cells.count))
  }

  /// Hands over every counter that is not 0, and forgets it.
  mutating func drain(_ body: (_ entity: Int, _ column: Int, _ amount: UInt32) -> Void) {
    cells.withUnsafeMutableBufferPointer { cells in
      var place = UnsafeBufferPointer(cells).firstCounted()
      while place < cells.count {
        body(place / columns, place % columns, cells[place])
        cells[place] = 0
        place = UnsafeBufferPointer(cells).firstCounted(from: place + 1)
      }
    }
  }
}
