import ReportModel

/// Reads JSON objects into the cells of a call, one kind of object for each reader.
protocol ObjectReader: ~Copyable {
  /// Reads the one object of a line, where it is much like those before it; false where `read` has to.
  mutating func readSimple(_ line: LineIndex.Stops, into cells: inout CallCells) -> Bool
  /// Columns that `readSimple` may have filled, a bit each.
  var simpleColumns: UInt32 { get }
  /// Reads one object into cells; the cursor's fault says whether it was one.
  mutating func read(_ cursor: inout JSONCursor, into cells: inout CallCells)
  /// The object read last is about no call.
  var isNoCall: Bool { get }
  /// Of the latency of the object read last.
  var latencyUnit: LatencyParser.Unit { get }
  /// What the objects had: columns of the contract, and other members by their own names.
  var names: Set<String> { get }
}

extension JSONCallPlan: ObjectReader {
  var isNoCall: Bool { false }
  var latencyUnit: LatencyParser.Unit { .milliseconds }
}

extension DeclaredCalls: ObjectReader {
  var simpleColumns: UInt32 { 0 }
  var names: Set<String> { Set(columns.map(\.name)) }
}
