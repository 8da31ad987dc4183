import ReportModel

/// What is counted while a file of calls is read.
struct CallTally {
  /// Reasons and ignored columns told apart at most: damaged files can make up any number of both.
  static let limit = 1_000

  var rows = 0
  /// Lines of a log that are about something else.
  var passedOver = 0
  private(set) var columns: Set<String> = []
  private var ignored: Set<String> = []
  private var rejected: [String: Int] = [:]
  private var consumed = 0
  private let reportsProgress: Bool

  init(progress: Bool) { reportsProgress = progress }

  mutating func see(column: String) {
    if CallColumn(name: column) != nil {
      columns.insert(column)
    } else if !column.isEmpty, ignored.count < CallTally.limit {
      ignored.insert(column)
    }
  }

  mutating func reject(_ reason: String) {
    let isKnown = rejected.count < CallTally.limit || rejected[reason] != nil
    rejected[isKnown ? reason : "other reasons", default: 0] += 1
  }

  /// Whether progress is to be reported: more was taken from the disk.
  @inline(__always)
  mutating func hasRead(_ bytes: Int) -> Bool {
    guard reportsProgress, bytes != consumed else { return false }
    consumed = bytes
    return true
  }

  func summary(_ assembler: borrowing CallAssembler) -> CallSummary {
    var summary = CallSummary()
    summary.rows = rows
    summary.rejected = rejected
    summary.warnings = assembler.warningsByColumn
    if passedOver > 0 { summary.warnings["lines that are no calls"] = passedOver }
    summary.columns = columns
    summary.ignoredColumns = ignored.sorted()
    summary.isBeyondLimits = max(ignored.count, rejected.count) >= CallTally.limit
    return summary
  }
}
