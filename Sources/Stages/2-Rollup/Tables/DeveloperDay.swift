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

  /// Forgets what was counted.
  mutating func removeAll() {
    for cell in cells.indices { cells[cell] = 0 }
  }
}
