import ReportModel

/// Reads lines of text into the cells of a call, one kind of line for each reader.
protocol LineReader: ~Copyable {
  /// Reads one line; a reason where it is none.
  mutating func read(_ text: Slice, into cells: inout CallCells) -> String?
  /// The line read last is about no call.
  var isNoCall: Bool { get }
  /// Of the latency of the line read last.
  var latencyUnit: LatencyParser.Unit { get }
  /// Columns in which some line held something, a bit a column.
  var seen: UInt32 { get }
}

extension CombinedCalls: LineReader {
  var isNoCall: Bool { false }
}
