import ReportModel

/// Reads access-log lines into the cells of a call.
struct CombinedCalls: ~Copyable {
  private(set) var latencyUnit = LatencyParser.Unit.seconds
  private(set) var seen: UInt32 = 0
  private var scratch = Scratch()

  /// Reads one line; a reason where it is none.
  @inline(__always)
  mutating func read(_ text: Slice, into cells: inout CallCells) -> String? {
    guard let base = text.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return CombinedLine.noLine }
    var line = CombinedLine(text, base: Bytes(base))
    if let reason = line.read() { return reason }
    latencyUnit = line.latencyUnit
    store(line.time, .time, &cells)
    store(line.status, .status, &cells)
    store(line.method, .method, &cells)
    store(CombinedLine.plain(line.path, &scratch), .path, &cells)
    store(CombinedLine.plain(line.userAgent, &scratch), .userAgent, &cells)
    // The authenticated user names the credential; where it is a developer's id, that is tried first.
    let user = CombinedLine.plain(line.user, &scratch)
    store(user, .developerID, &cells)
    store(user, .token, &cells)
    store(line.latency, .latency, &cells)
    return nil
  }

  mutating func forgetTexts() { scratch.reset() }

  @inline(__always)
  private mutating func store(_ slice: Slice, _ column: CallColumn, _ cells: inout CallCells) {
    cells[column] = CallText(slice)
    if !slice.isEmpty { seen |= 1 << UInt32(column.rawValue) }
  }
}
