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
