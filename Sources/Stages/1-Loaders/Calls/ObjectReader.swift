/// Reads JSON objects into the cells of a call, one kind of object for each reader.
protocol ObjectReader: ~Copyable {
  /// Reads one object into cells; the cursor's fault says whether it was one.
  ///
  /// - Parameter quotes: where the object's strings begin and end, if that is known.
  mutating func read(_ cursor: inout JSONCursor, quotes: LineIndex.Stops?, into cells: inout CallCells)
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
  var names: Set<String> { Set(columns.map(\.name)) }
}
