import CScan
import ReportModel

/// Reads what the cells of calls say, a column of a group after the other, and counts what could not be read.
struct CallAssembler: ~Copyable {
  /// Why a row of the group is no call.
  struct Fault {
    let row: Int
    let reason: String
  }

  var group = CallGroup()
  private let zone: ZoneTable
  private var time = ISOTime.LastTime()
  private var faults: [Fault] = []
  /// Their rows, a bit each.
  private var faulty: UInt32 = 0
  /// Per column: cells that could not be read.
  private var warnings = [Int](repeating: 0, count: CallColumn.count)

  init(zone: ZoneTable) { self.zone = zone }

  var warningsByColumn: [String: Int] {
    var result: [String: Int] = [:]
    for column in CallColumn.allCases where warnings[column.rawValue] > 0 {
      result[column.name] = warnings[column.rawValue]
    }
    return result
  }

  /// Reads the cells of the group; false where some rows are no calls: a required cell is missing or unreadable.
  @inline(__always)
  mutating func assemble(latencyUnit: LatencyParser.Unit) -> Bool {
    readTimes()
    readStatuses()
    checkRoutes()
    readLatencies(.latency, into: group.latencies, latencyUnit)
    // Few exports have these two.
    if group.has(.clientLatency) {
      readLatencies(.clientLatency, into: group.clientLatencies, .milliseconds)
    } else {
      group.clientLatencies.update(repeating: -1, count: group.count)
    }
    if group.has(.timedOut) {
      readFlags()
    } else {
      group.timedOutFlags.update(repeating: false, count: group.count)
    }
    return faulty == 0
  }

  /// The rows of the group that are no calls, in their order, for once.
  mutating func takeFaults() -> [Fault] {
    defer { (faults, faulty) = ([], 0) }
    return faults.sorted { $0.row < $1.row }
  }

  /// Notes why a row is no call; of several reasons the first counts.
  private mutating func fail(_ row: Int, _ reason: String) {
    guard !isFaulty(row) else { return }
    faults.append(Fault(row: row, reason: reason))
    faulty |= 1 << UInt32(row)
  }

  private func isFaulty(_ row: Int) -> Bool { faulty & 1 << UInt32(row) != 0 }

  // MARK: Times

  private mutating func readTimes() {
    let cells = group.texts(.time)
    var others: UInt32 = 1
    if isWorthVectors {
      others = throughline_read_times(
        LineIndex.means, CallGroup.texts(cells), UInt32(truncatingIfNeeded: group.count), time.date, time.clock,
        time.minute, group.times)
    }
    while others != 0 {
      readTime(others.trailingZeroBitCount, cells[others.trailingZeroBitCount])
      others &= others &- 1
    }
  }

  /// One call alone is read as fast without them.
  @inline(__always)
  private var isWorthVectors: Bool { group.count > 1 }

  @inline(never)
  private mutating func readTime(_ row: Int, _ cell: CallText) {
    if cell.isEmpty { return fail(row, "ts: missing") }
    let start = cell.start.assumingMemoryBound(to: UInt8.self)
    guard
      let instant = ISOTime.usual(start, start + cell.count, zone, after: &time)
        ?? TimeParser.parse(bytes: cell.bytes, zone: zone)
    else { return fail(row, "ts: unreadable time") }
    group.times[row] = instant
  }

  // MARK: Statuses

  private mutating func readStatuses() {
    let cells = group.texts(.status)
    var others: UInt32 = 1
    if isWorthVectors {
      others = throughline_read_statuses(
        LineIndex.means, CallGroup.texts(cells), UInt32(truncatingIfNeeded: group.count), group.statuses)
    }
    while others != 0 {
      readStatus(others.trailingZeroBitCount, cells[others.trailingZeroBitCount])
      others &= others &- 1
    }
  }

  @inline(never)
  private mutating func readStatus(_ row: Int, _ cell: CallText) {
    guard let code = NumberParser.int(bytes: cell.bytes), code >= 0, code < 1_000 else {
      return fail(row, cell.isEmpty ? "status: missing" : "status: unreadable")
    }
    group.statuses[row] = Int64(code)
  }

  // MARK: Routes

  /// Method and path, or an endpoint that may bring its method along.
  @inline(__always)
  private mutating func checkRoutes() {
    let endpoints = group.texts(.endpoint)
    guard group.has(.method) else {
      for row in 0..<group.count where !CallAssembler.beginsWithMethod(endpoints[row]) { checkRoute(row) }
      return
    }
    let (methods, paths) = (group.texts(.method), group.texts(.path))
    for row in 0..<group.count {
      if paths[row].count | endpoints[row].count == 0 || !CallAssembler.isMethod(methods[row]) { checkRoute(row) }
    }
  }

  @inline(never)
  private mutating func checkRoute(_ row: Int) {
    let call = group[row]
    if call[.path].isEmpty, call[.endpoint].isEmpty { return fail(row, "path: missing") }
    if call[.method].isEmpty {
      if !CallAssembler.beginsWithMethod(call[.endpoint]) { fail(row, "method: missing") }
    } else if !CallAssembler.isMethod(call[.method]) {
      fail(row, "method: unreadable")
    }
  }

  /// A method is one by its letters; of a text that is empty nothing is said.
  @inline(__always)
  private static func isMethod(_ method: CallText) -> Bool {
    if method.count <= 8 {
      guard method.count > 0 else { return false }
      let signs = ByteSearch.highs >> (64 &- UInt64(truncatingIfNeeded: method.count) &* 8)
      if ByteSearch.letters(ByteSearch.word(method.start.assumingMemoryBound(to: UInt8.self))) & signs == signs {
        return true
      }
    }
    return isAnyMethod(method)
  }

  /// The same of methods that are longer, or hold more than letters.
  @inline(never)
  private static func isAnyMethod(_ method: CallText) -> Bool {
    method.count <= 32 && method.allSatisfy { $0.isLetter || $0.isDigit || $0 == .minus || $0 == 0x5F }
  }

  /// `POST /v1/charges`.
  @inline(__always)
  private static func beginsWithMethod(_ endpoint: CallText) -> Bool {
    let word = ByteSearch.word(endpoint.start.assumingMemoryBound(to: UInt8.self))
    let blanks = ByteSearch.matches(word, .space)
    if blanks != 0 {
      // The bytes before the first blank.
      let signs = ((blanks & (0 &- blanks)) &- 1) & ByteSearch.highs
      if ByteSearch.letters(word) & signs == signs {
        let count = blanks.trailingZeroBitCount / 8
        return count > 0 && count &+ 1 < endpoint.count
      }
    }
    return beginsWithAnyMethod(endpoint)
  }

  /// The same of methods that are longer, or hold more than letters.
  @inline(never)
  private static func beginsWithAnyMethod(_ endpoint: CallText) -> Bool {
    var index = 0
    while index < min(endpoint.count, 33) {
      let byte = endpoint[index]
      if byte == .space { return index > 0 && index &+ 1 < endpoint.count }
      guard byte.isLetter || byte == .minus || byte == 0x5F else { return false }
      index &+= 1
    }
    return false
  }

  // MARK: Latencies and flags

  private mutating func readLatencies(
    _ column: CallColumn, into latencies: UnsafeMutablePointer<Int64>, _ unit: LatencyParser.Unit
  ) {
    let cells = group.texts(column)
    let count = UInt32(truncatingIfNeeded: group.count)
    var others: UInt32 = (1 << count) &- 1
    if unit == .milliseconds, isWorthVectors {
      others = throughline_read_milliseconds(LineIndex.means, CallGroup.texts(cells), count, latencies)
    }
    while others != 0 {
      let row = others.trailingZeroBitCount
      latencies[row] = LatencyParser.microseconds(cells[row].bytes, unit: unit) ?? noLatency(row, column)
      others &= others &- 1
    }
  }

  @inline(never)
  private mutating func noLatency(_ row: Int, _ column: CallColumn) -> Int64 {
    if !group[row][column].isEmpty, !isFaulty(row) { warn(column) }
    return -1
  }

  @inline(never)
  private mutating func readFlags() {
    let cells = group.texts(.timedOut)
    for row in 0..<group.count {
      let flag = cells[row].isEmpty ? false : FlagParser.flag(bytes: cells[row].bytes)
      if flag == nil, !isFaulty(row) { warn(.timedOut) }
      group.timedOutFlags[row] = flag ?? false
    }
  }

  @inline(never)
  private mutating func warn(_ column: CallColumn) { warnings[column.rawValue] += 1 }

  /// Objects and arrays where a value is expected: a reason in a required column, a warning elsewhere.
  @inline(never)
  mutating func dropNested(_ cells: inout CallCells) -> String? {
    for column in CallColumn.allCases where cells.nested & column.bit != 0 {
      switch column {
      case .time: return "ts: unreadable time"
      case .status, .method, .path, .endpoint: return column.name + ": unreadable"
      default:
        warn(column)
        cells[column] = .empty
      }
    }
    cells.nested = 0
    return nil
  }
}
