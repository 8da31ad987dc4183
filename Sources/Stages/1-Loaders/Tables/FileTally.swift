import ReportModel

/// What became of the rows of one file, while it is read.
struct FileTally {
  /// Rejected rows kept for `rejects.ndjson`, per file; all are counted.
  static let mostRejects = 1_000
  /// Reasons told apart; a damaged file may have one of its own for every row.
  private static let mostReasons = 50

  private(set) var rejects: [Reject] = []
  var ignoredColumns: [String] = []

  private let path: String
  private let table: String
  private var kept = 0
  private var reasons: [String: Int] = [:]
  private var warnings: [String: Int] = [:]

  init(_ file: ExportFile) {
    path = file.path
    table = file.table.rawValue
  }

  mutating func keep(warnings columns: [String] = []) {
    kept += 1
    for column in columns { warnings[column, default: 0] += 1 }
  }

  mutating func warn(_ column: String, count: Int) {
    if count > 0 { warnings[column, default: 0] += count }
  }

  mutating func reject(line: Int, reason: String, excerpt: String) {
    let isKnown = reasons[reason] != nil || reasons.count < FileTally.mostReasons
    reasons[isKnown ? reason : "other reasons", default: 0] += 1
    guard rejects.count < FileTally.mostRejects else { return }
    rejects.append(Reject(file: path, line: line, table: table, reason: reason, excerpt: excerpt))
  }

  func summary(format: String, failure: String?) -> SourceSummary {
    let rejected = reasons.values.reduce(0, +)
    return SourceSummary(
      file: path, table: table, format: format, rows: kept + rejected, rejected: rejected, reasons: reasons,
      warnings: warnings, ignoredColumns: ignoredColumns, failure: failure)
  }
}
