import ReportModel

/// What each developer did on one day, the one that most calls are of just now: a row of 32 bytes a developer.
///
/// A call then touches one place in memory where the developer's day, use and clock would be three. Logs come about in
/// the order of time; calls of other days are counted at once, and when those become many, their day is opened.
struct DeveloperDay: Sendable {
  /// Endpoints that have bits in a row.
  static let endpoints = 80
  // Columns: calls, successful ones, bits of `UsageTable`, and whether the developer's facts are settled all day.
  private static let successes = 1
  private static let bits = 2
  private static let quiet = bits + endpoints * 2 / 32
  private static let width = quiet + 1

  private(set) var day = Int32.min
  /// First and last moment of the day.
  private(set) var moments = Instant.max...Instant.max
  /// Developer × column.
  private var cells: [UInt32] = []
  private var strayCount = 0

  /// Counts calls as long as they are of the open day and of developers who have a row in it; answers where that ends.
  /// Calls of nobody are passed over; `unsettled` gets the places of those whose developer's facts may change.
  @inline(__always)
  mutating func count(_ calls: [PendingCall], from start: Int, unsettled: inout [Int32]) -> Int {
    let day = self.day
    return cells.withUnsafeMutableBufferPointer { cells in
      for index in start..<calls.count where calls[index].developer >= 0 {
        let row = Int(calls[index].developer) &* Self.width
        guard calls[index].day == day, row < cells.count, cells[row] > 0, calls[index].endpoint < Self.endpoints else {
          return index
        }
        Self.count(calls[index], &cells, row)
        Self.noteUse(calls[index], &cells, row)
        if cells[row &+ Self.quiet] == 0 { unsettled.append(Int32(truncatingIfNeeded: index)) }
      }
      return calls.count
    }
  }

  /// Counts a call of the open day that `count` does not; false where its endpoint has no bits.
  ///
  /// - Parameter isQuiet: whether nothing can change the developer's facts on this day.
  mutating func countFirst(_ call: PendingCall, isQuiet: Bool) -> Bool {
    let row = Int(call.developer) * Self.width
    let needed = row + Self.width
    if needed > cells.count {
      let room = max(needed, cells.count * 3 / 2 / Self.width * Self.width)
      cells.append(contentsOf: repeatElement(0, count: room - cells.count))
    }
    return cells.withUnsafeMutableBufferPointer { cells in
      Self.count(call, &cells, row)
      cells[row + Self.quiet] = isQuiet ? 1 : 0
      guard call.endpoint < Self.endpoints else { return false }
      Self.noteUse(call, &cells, row)
      return true
    }
  }

  @inline(__always)
  private static func count(_ call: PendingCall, _ cells: inout UnsafeMutableBufferPointer<UInt32>, _ row: Int) {
    cells[row] &+= 1
    cells[row &+ successes] &+= call.outcome == .success ? 1 : 0
  }

  @inline(__always)
  private static func noteUse(_ call: PendingCall, _ cells: inout UnsafeMutableBufferPointer<UInt32>, _ row: Int) {
    let bit = Int(call.endpoint) &* 2
    let mask: UInt32 = call.outcome == .success ? 2 : 1
    cells[row &+ bits &+ bit >> 5] |= mask << UInt32(truncatingIfNeeded: bit & 31)
  }

  /// Notes a call of another day; whether that day should now be the open one.
  mutating func strays() -> Bool {
    strayCount += 1
    return strayCount > max(64, cells.count / 512)
  }

  /// Gives away what was counted, developer by developer, and opens another day.
  mutating func open(
    _ day: Int32, _ moments: ClosedRange<Instant>,
    _ body: (_ developer: Int, _ calls: UInt32, _ successes: UInt32, _ usage: ArraySlice<UInt32>) -> Void
  ) {
    for row in stride(from: 0, to: cells.count, by: Self.width) where cells[row] > 0 {
      body(row / Self.width, cells[row], cells[row + Self.successes], cells[row + Self.bits..<row + Self.quiet])
      for column in row..<row + Self.width { cells[column] = 0 }
    }
    strayCount = 0
    (self.day, self.moments) = (day, moments)
  }
}
