import ReportModel

/// Reads lines of text into the cells of a call, one kind of line for each reader.
protocol LineReader: ~Copyable {
  /// Columns that lines may fill, a bit each.
  var columns: UInt32 { get }
  /// Reads one line; a reason where it is none. Cells of other columns are left alone.
  mutating func read(_ text: Slice, into cells: inout CallCells) -> String?
  /// Makes void what cells of lines read so far say.
  mutating func forgetTexts()
  /// The line read last is about no call.
  var isNoCall: Bool { get }
  /// Of the last latency, of whatever line.
  var latencyUnit: LatencyParser.Unit { get }
  /// Columns in which some line held something, a bit a column.
  var seen: UInt32 { get }
}

extension CombinedCalls: LineReader {
  var columns: UInt32 {
    [CallColumn.time, .status, .method, .path, .userAgent, .developerID, .token, .latency].reduce(0) { $0 | $1.bit }
  }
  var isNoCall: Bool { false }
}
