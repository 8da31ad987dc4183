/// Counters by entity and day, allocated in blocks of 32 days when something happens in them.
///
/// Shape: entity × day × column. An entity that was active on few days costs little, and the counters of one
/// entity's month lie together.
package struct BlockTable: Sendable {
  package let firstDay: Int
  package let dayCount: Int
  package let columns: Int
  private let blocksPerEntity: Int
  /// Entity × block → index into `cells` in blocks, −1 = nothing.
  private var directory: [Int32] = []
  private var cells: [UInt32] = []

  /// Counters for the days `firstDay ..< firstDay + dayCount`.
  package init(firstDay: Int, dayCount: Int, columns: Int) {
    self.firstDay = firstDay
    self.dayCount = max(0, dayCount)
    self.columns = columns
    blocksPerEntity = (self.dayCount + 31) / 32
  }

  package var entityCount: Int { blocksPerEntity == 0 ? 0 : directory.count / blocksPerEntity }
  private var blockSize: Int { 32 * columns }

  @inline(__always)
  package func covers(_ day: Int) -> Bool { day >= firstDay && day - firstDay < dayCount }

  /// Adds to one counter; the day must be covered.
  @inline(__always)
  package mutating func add(entity: Int, day: Int, column: Int, _ amount: UInt32 = 1) {
    cells[row(entity, day) + column] &+= amount
  }

  /// Adds a day of developers to the first two counters, which are their calls and the successful ones.
  mutating func add(_ developers: DeveloperDay, day: Int) {
    let rows = stride(from: 0, to: developers.cells.count, by: DeveloperDay.width)
    for row in rows where developers.cells[row] > 0 { _ = self.row(row / DeveloperDay.width, day) }
    let (offset, size) = (day - firstDay, blockSize)
    developers.cells.withUnsafeBufferPointer { developers in
      directory.withUnsafeBufferPointer { directory in
        cells.withUnsafeMutableBufferPointer { cells in
          for row in rows where developers[row] > 0 {
            let block = directory[row / DeveloperDay.width * blocksPerEntity + offset >> 5]
            let cell = Int(block) * size + (offset & 31) * columns
            cells[cell] &+= developers[row]
            cells[cell + 1] &+= developers[row + DeveloperDay.successes]
          }
        }
      }
    }
  }

  /// Where the counters of a day begin, which are made where there are none.
  @inline(__always)
  private mutating func row(_ entity: Int, _ day: Int) -> Int {
    let offset = day - firstDay
    let slot = entity * blocksPerEntity + offset >> 5
    if slot >= directory.count { extend(to: entity) }
    if directory[slot] < 0 { allocate(slot) }
    return Int(directory[slot]) * blockSize + (offset & 31) * columns
  }

  private mutating func extend(to entity: Int) {
    let needed = (entity + 1) * blocksPerEntity
    directory.append(
      contentsOf: repeatElement(-1, count: max(needed, directory.count + directory.count / 2) - directory.count))
  }

  private mutating func allocate(_ slot: Int) {
    directory[slot] = Int32(cells.count / blockSize)
    cells.append(contentsOf: repeatElement(0, count: blockSize))
  }

  package func value(entity: Int, day: Int, column: Int) -> Int {
    guard covers(day) else { return 0 }
    let offset = day - firstDay
    let slot = entity * blocksPerEntity + offset >> 5
    guard slot < directory.count, directory[slot] >= 0 else { return 0 }
    return Int(cells[Int(directory[slot]) * blockSize + (offset & 31) * columns + column])
  }

  /// Calls `body` with every day of an entity that has a block, ascending; the slice holds its columns.
  package func forEachDay(
    of entity: Int, in days: Range<Int>, _ body: (_ day: Int, _ columns: ArraySlice<UInt32>) -> Void
  ) {
    let low = max(days.lowerBound, firstDay)
    let high = min(days.upperBound, firstDay + dayCount)
    var day = low
    while day < high {
      let offset = day - firstDay
      let slot = entity * blocksPerEntity + offset >> 5
      let next = min(high, firstDay + (offset >> 5 + 1) << 5)
      if slot < directory.count, directory[slot] >= 0 {
        let base = Int(directory[slot]) * blockSize
        for current in day..<next {
          let start = base + ((current - firstDay) & 31) * columns
          body(current, cells[start..<start + columns])
        }
      }
      day = next
    }
  }

  /// Sum of one column over days.
  package func sum(entity: Int, days: Range<Int>, column: Int) -> Int {
    let days = days.clamped(to: firstDay..<firstDay + dayCount)
    return cells.withUnsafeBufferPointer { cells in
      var (total, day) = (0, days.lowerBound)
      while day < days.upperBound {
        let offset = day - firstDay
        let slot = entity * blocksPerEntity + offset >> 5
        let next = min(days.upperBound, firstDay + (offset >> 5 + 1) << 5)
        if slot < directory.count, directory[slot] >= 0 {
          let start = Int(directory[slot]) * blockSize + (offset & 31) * columns + column
          for current in 0..<next - day { total += Int(cells[start + current * columns]) }
        }
        day = next
      }
      return total
    }
  }

  /// Adds all of another table of the same shape, its entities renumbered.
  package mutating func merge(_ other: BlockTable, renumber: (Int) -> Int) {
    guard blocksPerEntity > 0 else { return }
    for entity in 0..<other.entityCount {
      for block in 0..<blocksPerEntity where other.directory[entity * blocksPerEntity + block] >= 0 {
        let slot = renumber(entity) * blocksPerEntity + block
        if slot >= directory.count { extend(to: slot / blocksPerEntity) }
        if directory[slot] < 0 { allocate(slot) }
        let target = Int(directory[slot]) * blockSize
        let source = Int(other.directory[entity * blocksPerEntity + block]) * blockSize
        for cell in 0..<blockSize { cells[target + cell] &+= other.cells[source + cell] }
      }
    }
  }
}
