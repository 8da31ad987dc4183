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

  mutating func setQuiet(_ developer: Int) { cells[developer * Self.width + Self.quiet] = 1 }

  /// Hands over what was counted, developer by developer, and forgets it.
  mutating func drain(
    _ body: (_ developer: Int, _ calls: UInt32, _ successes: UInt32, _ use: ArraySlice<UInt32>) -> Void
  ) {
    for row in stride(from: 0, to: cells.count, by: Self.width) {
      if cells[row] > 0 {
        body(row / Self.width, cells[row], cells[row + Self.successes], cells[row + Self.use..<row + Self.quiet])
      }
      for column in row..<row + Self.width { cells[column] = 0 }
    }
  }
}
