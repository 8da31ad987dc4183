import ReportModel

/// Latency counts of the day that most rows are of just now, dense: endpoint and region → bucket.
///
/// One addition a row, where the histograms it goes into later lie behind four arrays each.
struct OpenLatency: Sendable {
  /// Buckets (up to eight hours), endpoints, regions and rows that are kept here; the rest is counted at once.
  private static let buckets = 1_792 + 3 * 64
  private static let endpoints = 512
  private static let regions = 32
  private static let rows = 1_024

  var day = Int.min
  private var rowOf = [Int16](repeating: -1, count: endpoints * regions)
  private var rowKeys: [Int] = []
  private var counts: [UInt32] = []
  private var strays = 0

  var holdsSomething: Bool { !rowKeys.isEmpty }
  /// Many rows were of other days.
  var wantsToMove: Bool { strays > 256 && strays > rowKeys.count * 8 }

  /// Counts the buckets of calls as long as they belong here; answers where that ends.
  ///
  /// - Parameters:
  ///   - regions: the region of each client and, first, of none; −1 = none, less = not known yet.
  ///   - bucket: of a call, −1 = none.
  @inline(__always)
  mutating func count(
    _ calls: [PendingCall], _ range: Range<Int>, regions: [Int32], _ bucket: (borrowing PendingCall) -> Int16
  ) -> Int {
    let day = Int32(truncatingIfNeeded: self.day)
    return rowOf.withUnsafeBufferPointer { rowOf in
      counts.withUnsafeMutableBufferPointer { counts in
        regions.withUnsafeBufferPointer { regions in
          for index in range where bucket(calls[index]) >= 0 {
            let call = calls[index]
            let client = Int(call.client) &+ 1
            guard call.day == day, client < regions.count, call.endpoint < Self.endpoints, bucket(call) < Self.buckets
            else { return index }
            let region = Int(regions[client])
            guard region >= -1, region < Self.regions - 1 else { return index }
            let row = Int(rowOf[Int(call.endpoint) &* Self.regions &+ region &+ 1])
            guard row >= 0 else { return index }
            counts[row &* Self.buckets &+ Int(bucket(call))] &+= 1
          }
          return range.upperBound
        }
      }
    }
  }

  /// Counts one value; false where it does not belong here. Region −1 = none.
  mutating func add(_ bucket: Int, endpoint: Int, region: Int, day: Int) -> Bool {
    guard day == self.day else {
      strays &+= 1
      return false
    }
    guard bucket < Self.buckets, endpoint < Self.endpoints, region < Self.regions - 1 else { return false }
    let key = endpoint &* Self.regions &+ region &+ 1
    var row = Int(rowOf[key])
    if row < 0 {
      row = open(key)
      if row < 0 { return false }
    }
    counts[row &* Self.buckets &+ bucket] &+= 1
    return true
  }

  private mutating func open(_ key: Int) -> Int {
    guard rowKeys.count < Self.rows else { return -1 }
    rowOf[key] = Int16(rowKeys.count)
    rowKeys.append(key)
    let needed = rowKeys.count * Self.buckets
    if counts.count < needed { counts.append(contentsOf: repeatElement(0, count: needed - counts.count)) }
    return rowKeys.count - 1
  }

  /// Hands over all counts by bucket, from the first to the last that holds something, and forgets them.
  mutating func drain(
    _ body: (_ counts: ArraySlice<UInt32>, _ first: Int, _ endpoint: Int, _ region: Int) -> Void
  ) {
    for (row, key) in rowKeys.enumerated() {
      let start = row * Self.buckets
      let (low, end) = counts[start..<start + Self.buckets].withUnsafeBufferPointer {
        ($0.firstCounted(), $0.endOfCounted())
      }
      let cells = start + low..<start + max(low, end)
      body(counts[cells], low, key / Self.regions, key % Self.regions - 1)
      for cell in cells { counts[cell] = 0 }
      rowOf[key] = -1
    }
    rowKeys = []
    strays = 0
  }
}
