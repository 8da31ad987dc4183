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
  /// What a new block is copied from: that is faster than to write one zero after the other.
  private let emptyBlock: [UInt32]

  /// Counters for the days `firstDay ..< firstDay + dayCount`.
  package init(firstDay: Int, dayCount: Int, columns: Int) {
    self.firstDay = firstDay
    self.dayCount = max(0, dayCount)
    self.columns = columns
    blocksPerEntity = (self.dayCount + 31) / 32
    emptyBlock = [UInt32](repeating: 0, count: 32 * columns)
  }

  package var entityCount: Int { blocksPerEntity == 0 ? 0 : directory.count / blocksPerEntity }
  private var blockSize: Int { emptyBlock.count }

  @inline(__always)
  package func covers(_ day: Int) -> Bool { day >= firstDay && day - firstDay < dayCount }

  /// Adds to one counter; the day must be covered.
  @inline(__always)
  package mutating func add(entity: Int, day: Int, column: Int, _ amount: UInt32 = 1) {
    cells[row(entity, day) + column] &+= amount
  }

  /// Adds to all counters of an entity's day, one for each column; the day must be covered.
  mutating func add(entity: Int, day: Int, _ amounts: UnsafeBufferPointer<UInt32>) {
    let row = row(entity, day)
    cells.withUnsafeMutableBufferPointer { cells in
      for column in amounts.indices { cells[row &+ column] &+= amounts[column] }
    }
  }

  /// Adds a day of developers to the first two counters, which are their calls and the successful ones.
  mutating func add(_ developers: DeveloperDay, day: Int) {
    makeRoom(entities: developers.count)
    let (block, place) = ((day - firstDay) >> 5, ((day - firstDay) & 31) * columns)
    let (blocks, size) = (blocksPerEntity, blockSize)
    if developers.count > entityCount { extend(to: developers.count - 1) }
    // All new blocks at once.
    let known = cells.count / size
    var count = known
    developers.forEachCaller { developer, _, _ in
      let slot = developer &* blocks &+ block
      guard directory[slot] < 0 else { return }
      directory[slot] = Int32(count)
      count += 1
    }
    cells.append(contentsOf: repeatElement(0, count: (count - known) * size))
    directory.withUnsafeBufferPointer { directory in
      cells.withUnsafeMutableBufferPointer { cells in
        developers.forEachCaller { developer, counted, row in
          let cell = Int(directory[developer &* blocks &+ block]) &* size &+ place
          cells[cell] &+= counted[row]
          cells[cell &+ 1] &+= counted[row &+ DeveloperDay.successes]
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

  /// Makes room where there is none for another block: a little at first, since of a small file few entities have any,
  /// then for two blocks of each entity at least: a month that is not begun with a block lies in two of them. Whoever
  /// grows step by step is copied at each one; what nobody writes to is no memory yet.
  private mutating func makeRoom(entities: Int) {
    guard cells.count + blockSize > cells.capacity else { return }
    guard cells.count > Self.small else { return cells.reserveCapacity(max(4 * cells.count, Self.first, blockSize)) }
    cells.reserveCapacity(max(2 * entities * blockSize, 4 * cells.count, Self.usual))
  }

  /// Counters to make room for at first, up to which a table is small, and where a larger one grows: 64 and 512 KB, 8 MB.
  private static let (first, small, usual) = (1 << 14, 1 << 17, 1 << 21)

  private mutating func allocate(_ slot: Int) { append(emptyBlock[...], at: slot) }

  private mutating func append(_ block: ArraySlice<UInt32>, at slot: Int) {
    makeRoom(entities: entityCount)
    directory[slot] = Int32(cells.count / blockSize)
    cells.append(contentsOf: block)
  }

  package func value(entity: Int, day: Int, column: Int) -> Int {
    guard covers(day) else { return 0 }
    let offset = day - firstDay
    let slot = entity * blocksPerEntity + offset >> 5
    guard slot < directory.count, directory[slot] >= 0 else { return 0 }
    return Int(cells[Int(directory[slot]) * blockSize + (offset & 31) * columns + column])
  }

  /// Calls `body` with every day of an entity that has a block, ascending; the buffer holds its columns.
  package func forEachDay(
    of entity: Int, in days: Range<Int>, _ body: (_ day: Int, _ columns: UnsafeBufferPointer<UInt32>) -> Void
  ) {
    cells.withUnsafeBufferPointer { cells in
      forEachBlock(of: entity, in: days) { first, count, start in
        for day in 0..<count {
          let columns = start + day * columns..<start + (day + 1) * columns
          body(first + day, UnsafeBufferPointer(rebasing: cells[columns]))
        }
      }
    }
  }

  /// Calls `body` with every day of an entity on which a column is not 0, ascending.
  @inline(__always)
  func forEachDay(of entity: Int, in days: Range<Int>, column: Int, _ body: (_ day: Int, _ amount: Int) -> Void) {
    cells.withUnsafeBufferPointer { cells in
      forEachBlock(of: entity, in: days) { first, count, start in
        for day in 0..<count {
          let amount = cells[start &+ day &* columns &+ column]
          if amount > 0 { body(first &+ day, Int(amount)) }
        }
      }
    }
  }

  /// Sum of one column over days.
  package func sum(entity: Int, days: Range<Int>, column: Int) -> Int {
    cells.withUnsafeBufferPointer { cells in
      var total = 0
      forEachBlock(of: entity, in: days) { _, count, start in
        for day in 0..<count { total &+= Int(cells[start &+ day &* columns &+ column]) }
      }
      return total
    }
  }

  /// Calls `body` with the days of a range that one block has: the first, how many, and where its counters begin.
  @inline(__always)
  private func forEachBlock(
    of entity: Int, in days: Range<Int>, _ body: (_ first: Int, _ count: Int, _ start: Int) -> Void
  ) {
    let days = days.clamped(to: firstDay..<firstDay + dayCount)
    var day = days.lowerBound
    while day < days.upperBound {
      let offset = day - firstDay
      let slot = entity * blocksPerEntity + offset >> 5
      let next = min(days.upperBound, firstDay + (offset >> 5 + 1) << 5)
      if slot < directory.count, directory[slot] >= 0 {
        body(day, next - day, Int(directory[slot]) * blockSize + (offset & 31) * columns)
      }
      day = next
    }
  }

  /// Adds all of another table of the same shape, its entities renumbered.
  package mutating func merge(_ other: BlockTable, renumber: (Int) -> Int) {
    guard blocksPerEntity > 0 else { return }
    for entity in 0..<other.entityCount {
      for block in 0..<blocksPerEntity where other.directory[entity * blocksPerEntity + block] >= 0 {
        let slot = renumber(entity) * blocksPerEntity + block
        if slot >= directory.count { extend(to: slot / blocksPerEntity) }
        let source = Int(other.directory[entity * blocksPerEntity + block]) * blockSize
        let more = other.cells[source..<source + blockSize]
        if directory[slot] < 0 { append(more, at: slot) } else { add(more, to: slot) }
      }
    }
  }

  /// Gives entities other numbers. Their blocks stay where they are; those of entities that become one are added up.
  mutating func renumber(_ number: (Int) -> Int) {
    var old: [Int32] = []
    swap(&old, &directory)
    for slot in old.indices where old[slot] >= 0 {
      let (entity, block) = slot.quotientAndRemainder(dividingBy: blocksPerEntity)
      let target = number(entity) * blocksPerEntity + block
      if target >= directory.count { extend(to: target / blocksPerEntity) }
      guard directory[target] >= 0 else {
        directory[target] = old[slot]
        continue
      }
      let start = Int(old[slot]) * blockSize
      add(Array(cells[start..<start + blockSize])[...], to: target)
    }
  }

  private mutating func add(_ block: ArraySlice<UInt32>, to slot: Int) {
    let target = Int(directory[slot]) * blockSize
    block.withUnsafeBufferPointer { block in
      cells.withUnsafeMutableBufferPointer { cells in
        for place in block.indices { cells[target &+ place] &+= block[place] }
      }
    }
  }
}
