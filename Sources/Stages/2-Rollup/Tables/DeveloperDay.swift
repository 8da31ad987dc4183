/// What a developer did on the open day, in one row of 32 bytes: how often they called, how often successfully, which
/// endpoints they used as `UsageTable` has them, and whether nothing can change their facts on this day any more.
struct DeveloperDay: Sendable {
  /// Endpoints that have bits in a row.
  static let endpoints = 80
  // Columns of a row.
  static let successes = 1
  static let use = 2
  static let quiet = use + endpoints * 2 / 32
  static let width = quiet + 1

  /// Developer × column.
  var cells: [UInt32] = []

  var count: Int { cells.count / Self.width }

  mutating func reserve(_ developers: Int) {
    let needed = developers * Self.width
    if needed > cells.count { cells.append(contentsOf: repeatElement(0, count: needed - cells.count)) }
  }

  /// Counts a call in the row that begins at a cell; false where its endpoint has no bits.
  @inline(__always)
  static func count(_ call: borrowing PendingCall, _ cells: UnsafeMutableBufferPointer<UInt32>, _ row: Int) -> Bool {
    let success: UInt32 = call.outcome == .success ? 1 : 0
    cells[row] &+= 1
    cells[row &+ successes] &+= success
    guard call.endpoint < endpoints else { return false }
    let bit = Int(call.endpoint) &* 2
    cells[row &+ use &+ bit >> 5] |= (1 << success) << UInt32(truncatingIfNeeded: bit & 31)
    return true
  }

  /// Marks those whose facts nothing can change on this day.
  ///
  /// All at once, in the order of memory: asked at each one's first call it would cost a cache miss.
  mutating func setQuiet(_ isQuiet: (_ developer: Int) -> Bool) {
    cells.withUnsafeMutableBufferPointer { cells in
      for developer in 0..<cells.count / Self.width where isQuiet(developer) {
        cells[developer &* Self.width &+ Self.quiet] = 1
      }
    }
  }

  /// Calls `body` with everyone who called, ascending, and where their row begins.
  @inline(__always)
  func forEachCaller(_ body: (_ developer: Int, _ cells: UnsafeBufferPointer<UInt32>, _ row: Int) -> Void) {
    cells.withUnsafeBufferPointer { cells in
      for developer in 0..<cells.count / Self.width where cells[developer &* Self.width] > 0 {
        body(developer, cells, developer &* Self.width)
      }
    }
  }

  /// Forgets what was counted.
  mutating func removeAll() {
    for cell in cells.indices { cells[cell] = 0 }
  }
}
