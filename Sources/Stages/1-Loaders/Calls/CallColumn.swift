/// The columns of `calls` by the contract's names, as places in a row of cells.
enum CallColumn: Int, CaseIterable {
  case time, status, method, path, endpoint, token, developerID, companyID, apiVersion, latency, clientLatency
  case timedOut, sdk, userAgent, environment, requestID, region

  static let count = allCases.count
  /// The place of what belongs to no column.
  static let ignored = count

  /// As the export writes it.
  var name: String { CallColumn.names[rawValue] }

  init?(name: String) {
    guard let place = CallColumn.names.firstIndex(of: name) else { return nil }
    self.init(rawValue: place)
  }

  private static let names = [
    "ts", "status", "method", "path", "endpoint", "token", "developer_id", "company_id", "api_version", "latency_ms",
    "client_latency_ms", "timed_out", "sdk", "user_agent", "environment", "request_id", "region",
  ]
}

/// What was read from one file of `calls`.
package struct CallSummary: Hashable, Sendable {
  /// Such as `ndjson.gz`.
  package var format = ""
  /// Rows handed on.
  package var rows = 0
  /// Reason → rows left out.
  package var rejected: [String: Int] = [:]
  /// Column → rows in which it could not be read and became empty.
  package var warnings: [String: Int] = [:]
  /// Columns of the contract that the file has, whether or not a cell holds something.
  package var columns: Set<String> = []
  /// Other columns, sorted.
  package var ignoredColumns: [String] = []

  package init() {}

  /// So many columns or reasons came that some are not named.
  package var isBeyondLimits = false

  /// Adds what was read from another block of the file.
  package mutating func merge(_ other: CallSummary) {
    if format.isEmpty { format = other.format }
    rows += other.rows
    rejected.merge(other.rejected, uniquingKeysWith: +)
    warnings.merge(other.warnings, uniquingKeysWith: +)
    columns.formUnion(other.columns)
    if ignoredColumns != other.ignoredColumns { ignoredColumns = Set(ignoredColumns + other.ignoredColumns).sorted() }
    isBeyondLimits =
      isBeyondLimits || other.isBeyondLimits || max(ignoredColumns.count, rejected.count) >= CallTally.limit
  }

  /// Rows left out for any reason.
  package var rejectedRows: Int { rejected.values.reduce(0, +) }
}

/// The cells of one call as they stand in the file, by `CallColumn`; an empty slice is an empty cell.
struct CallCells: ~Copyable {
  let cells: UnsafeMutablePointer<Slice>
  /// Bit per column whose cell holds an object or array, which no column takes.
  var nested: UInt32 = 0

  init() {
    cells = .allocate(capacity: CallColumn.count + 1)
    cells.initialize(repeating: Slice(start: nil, count: 0), count: CallColumn.count + 1)
  }

  deinit { cells.deallocate() }

  @inline(__always)
  subscript(column: CallColumn) -> Slice { cells[column.rawValue] }

  /// Where a column's cell stands.
  func target(_ column: CallColumn?) -> UnsafeMutablePointer<Slice> { cells + (column?.rawValue ?? CallColumn.ignored) }

  @inline(__always)
  mutating func set(_ column: Int, _ slice: Slice) {
    cells[column] = slice
    if nested != 0 { nested &= ~(1 << UInt32(truncatingIfNeeded: column)) }
  }

  @inline(__always)
  mutating func clear() {
    cells.update(repeating: Slice(start: nil, count: 0), count: CallColumn.count)
    nested = 0
  }
}
