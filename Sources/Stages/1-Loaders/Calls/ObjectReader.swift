import CScan
import ReportModel

/// Reads JSON objects into the cells of a call, one kind of object for each reader.
protocol ObjectReader: ~Copyable {
  /// Takes the next lines into a group, as long as they are written alike and there is room; answers how many.
  mutating func takeAlike(_ lines: throughline_found_lines, into group: borrowing CallGroup) -> Int
  /// Reads the one object of a line, where it is much like those before it; false where `read` has to.
  mutating func readSimple(_ line: LineIndex.Stops, into cells: inout CallCells) -> Bool
  /// Columns that these two may have filled, a bit each.
  var simpleColumns: UInt32 { get }
  /// Reads one object into cells; the cursor's fault says whether it was one.
  mutating func read(_ cursor: inout JSONCursor, into cells: inout CallCells)
  /// The object read last is about no call.
  var isNoCall: Bool { get }
  /// Of the last latency, of whatever object.
  var latencyUnit: LatencyParser.Unit { get }
  /// What the objects had: columns of the contract, and other members by their own names.
  var names: Set<String> { get }
}

extension JSONCallPlan: ObjectReader {
  var isNoCall: Bool { false }
  var latencyUnit: LatencyParser.Unit { .milliseconds }
}

extension DeclaredCalls: ObjectReader {
  @inline(__always)
  func takeAlike(_ lines: throughline_found_lines, into group: borrowing CallGroup) -> Int { 0 }
  var names: Set<String> { Set(columns.map(\.name)) }
}
