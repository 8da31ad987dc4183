import ReportModel

/// Makes a `CallRow` of cells: reads what must be read, counts what could not be.
struct CallAssembler: ~Copyable {
  var cells: CallCells
  var row: CallRow
  private let zone: ZoneTable
  private var date = ISOTime.LastDate()
  /// Per column: cells that could not be read.
  private var warnings = [Int](repeating: 0, count: CallColumn.count)

  init(zone: ZoneTable) {
    self.zone = zone
    cells = CallCells()
    row = CallRow(cells)
  }

  var warningsByColumn: [String: Int] {
    var result: [String: Int] = [:]
    for column in CallColumn.allCases where warnings[column.rawValue] > 0 {
      result[column.name] = warnings[column.rawValue]
    }
    return result
  }

  /// Fills `row` from `cells`; a reason where a required cell is missing or unreadable.
  @inline(__always)
  mutating func assemble(latencyUnit: LatencyParser.Unit = .milliseconds) -> String? {
    if cells.nested != 0, let reason = dropNested() { return reason }
    let time = cells[.time]
    if time.isEmpty { return "ts: missing" }
    let start = time.start.assumingMemoryBound(to: UInt8.self)
    guard
      let instant = ISOTime.usual(start, start + time.count, zone, after: &date)
        ?? TimeParser.parse(bytes: time.bytes, zone: zone)
    else { return "ts: unreadable time" }
    row.time = instant
    let status = cells[.status]
    guard let code = CallAssembler.status(status) else {
      return status.isEmpty ? "status: missing" : "status: unreadable"
    }
    row.status = code
    if let reason = route() { return reason }
    row.latency = latency(.latency, latencyUnit)
    // Few exports have these two.
    row.clientLatency = cells[.clientLatency].isEmpty ? -1 : clientLatency()
    row.timedOutFlag = cells[.timedOut].isEmpty ? false : flag(.timedOut)
    return nil
  }

  /// Three digits as a rule.
  @inline(__always)
  private static func status(_ slice: CallText) -> Int? {
    if slice.count == 3 {
      let hundreds = slice[0] &- 0x30
      let tens = slice[1] &- 0x30
      let ones = slice[2] &- 0x30
      if max(hundreds, tens, ones) < 10 { return Int(hundreds) &* 100 &+ Int(tens) &* 10 &+ Int(ones) }
    }
    return otherStatus(slice)
  }

  @inline(never)
  private static func otherStatus(_ slice: CallText) -> Int? {
    guard let code = NumberParser.int(bytes: slice.bytes), code >= 0, code < 1_000 else { return nil }
    return code
  }

  /// Method and path, or an endpoint that may bring its method along.
  @inline(__always)
  private func route() -> String? {
    let method = cells[.method]
    let path = cells[.path]
    let endpoint = cells[.endpoint]
    if path.isEmpty, endpoint.isEmpty { return "path: missing" }
    if method.isEmpty {
      if !CallAssembler.beginsWithMethod(endpoint) { return "method: missing" }
    } else if !CallAssembler.isMethod(method) {
      return "method: unreadable"
    }
    return nil
  }

  @inline(__always)
  private static func isMethod(_ method: CallText) -> Bool {
    if method.count <= 8 {
      let signs = ByteSearch.highs >> (64 &- UInt64(truncatingIfNeeded: method.count) &* 8)
      if ByteSearch.letters(ByteSearch.word(method.start.assumingMemoryBound(to: UInt8.self))) & signs == signs {
        return true
      }
    }
    return method.count <= 32 && method.allSatisfy { $0.isLetter || $0.isDigit || $0 == .minus || $0 == 0x5F }
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

  @inline(__always)
  private mutating func latency(_ column: CallColumn, _ unit: LatencyParser.Unit) -> Int64 {
    let slice = cells[column]
    if slice.isEmpty { return -1 }
    if let value = LatencyParser.microseconds(slice, unit: unit) { return value }
    warn(column)
    return -1
  }

  @inline(never)
  private mutating func clientLatency() -> Int64 { latency(.clientLatency, .milliseconds) }

  @inline(never)
  private mutating func flag(_ column: CallColumn) -> Bool {
    let slice = cells[column]
    if let flag = FlagParser.flag(bytes: slice.bytes) { return flag }
    warn(column)
    return false
  }

  @inline(never)
  private mutating func warn(_ column: CallColumn) { warnings[column.rawValue] += 1 }

  /// Objects and arrays where a value is expected: fatal in a required column, a warning elsewhere.
  private mutating func dropNested() -> String? {
    for column in CallColumn.allCases where cells.nested & 1 << column.rawValue != 0 {
      switch column {
      case .time: return "ts: unreadable time"
      case .status, .method, .path, .endpoint: return column.name + ": unreadable"
      default:
        warnings[column.rawValue] += 1
        cells[column] = .empty
      }
    }
    cells.nested = 0
    return nil
  }
}
