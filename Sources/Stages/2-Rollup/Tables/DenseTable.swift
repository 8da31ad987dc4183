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

  /// Hands over the counters of each entity that has one that is not 0, and forgets them.
  mutating func drain(_ body: (_ entity: Int, _ counters: UnsafeBufferPointer<UInt32>) -> Void) {
    let columns = columns
    cells.withUnsafeMutableBufferPointer { cells in
      var place = UnsafeBufferPointer(cells).firstCounted()
      while place < cells.count {
        let entity = place / columns
        let row = UnsafeMutableBufferPointer(rebasing: cells[entity * columns..<(entity + 1) * columns])
        body(entity, UnsafeBufferPointer(row))
        row.update(repeating: 0)
        place = UnsafeBufferPointer(cells).firstCounted(from: (entity + 1) * columns)
      }
    }
  }
}
