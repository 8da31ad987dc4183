import ReportModel

extension CallFormat {
  /// Names of the columns of `calls`, as the contract has them.
  package static let columnNames = CallColumn.allCases.map(\.name)
  /// Units a mapping can give its latencies.
  package static let unitNames = ["ms", "s", "us", "ns"]

  /// Somebody's own format: the columns they named, and the others under the contract's names.
  ///
  /// The id holds the mapping, so that another mapping is another format to whoever keeps what was read.
  package static func mapped(_ columns: [String: String], latencyUnit: String?) -> CallFormat {
    let unit = unit(latencyUnit)
    let named = columns.sorted { $0.key < $1.key }.map { $0.key + "=" + $0.value }
    let id = "mapped(" + (named + [latencyUnit].compactMap(\.self)).joined(separator: ", ") + ")"
    return CallFormat(
      id: id, title: "calls with columns of their own", signature: [],
      fields: CallColumn.allCases.map { column in
        Field(column, columns[column.name] ?? column.name, column == .latency ? unit : .milliseconds)
      }, sample: "", expected: [:], isMapped: true)
  }

  static func unit(_ name: String?) -> LatencyParser.Unit {
    switch name {
    case "s": .seconds
    case "us": .microseconds
    case "ns": .nanoseconds
    default: .milliseconds
    }
  }

  /// The column of a header; nil for one that nothing reads.
  func column(header: String) -> CallColumn? { fields.first { $0.path == header }?.column }
}
