import Loaders
import ReportModel

/// What one worker found in one block, beside the counts in its accumulator.
struct BlockOutcome {
  var summary = CallSummary()
  /// Lines count from the block's beginning.
  var rejects: [Reject] = []
  var lines = 0
  var failure: LoadError?
}

/// What was found in one file, put together from its blocks in whatever order they are done.
struct FileOutcome {
  /// Rejected rows kept for `rejects.ndjson`, per file; all are counted.
  static let rejectLimit = 1_000

  let file: ExportFile
  private var blocks: [BlockOutcome?] = []
  private var failure: (error: LoadError, block: Int)?
  /// Blocks from the first on without a gap, and the rejects kept of them.
  private var settled = 0
  private var settledRejects = 0

  init(file: ExportFile) { self.file = file }

  /// The first rejects of the file are all known: later blocks need to keep none.
  var isFull: Bool { settledRejects >= Self.rejectLimit }

  mutating func add(_ outcome: BlockOutcome, at block: Int) {
    while blocks.count <= block { blocks.append(nil) }
    blocks[block] = outcome
    if let error = outcome.failure { fail(error, at: block) }
    while settled < blocks.count, let next = blocks[settled] {
      if isFull { blocks[settled]?.rejects = [] } else { settledRejects += next.rejects.count }
      settled += 1
    }
  }

  mutating func fail(_ error: LoadError, at block: Int) { failure = (error, block) }

  /// The file as the report lists it, its columns, its first rejects, and whether more came than is told apart.
  func settle() -> (summary: SourceSummary, columns: Set<String>, rejects: [Reject], isBeyondLimits: Bool) {
    var whole = CallSummary()
    var rejects: [Reject] = []
    var line = 0
    var failedAt = 0
    for (number, block) in blocks.enumerated() {
      if number == failure?.block { failedAt = line }
      guard let block else { continue }
      whole.merge(block.summary)
      for var reject in block.rejects.prefix(Self.rejectLimit - rejects.count) {
        reject.line += line
        rejects.append(reject)
      }
      line += block.lines
    }
    if let failure {
      var error = failure.error
      let base = failure.block < blocks.count ? failedAt : line
      error.line = error.line.map { $0 + base }
      let format = file.format?.id ?? "unknown"
      return (
        SourceSummary(file: file.path, table: "calls", format: format, failure: "\(error)"), [], rejects,
        whole.isBeyondLimits
      )
    }
    let summary = SourceSummary(
      file: file.path, table: "calls", format: whole.format, rows: whole.rows + whole.rejectedRows,
      rejected: whole.rejectedRows, reasons: whole.rejected, warnings: whole.warnings,
      ignoredColumns: whole.ignoredColumns)
    return (summary, whole.columns, rejects, whole.isBeyondLimits)
  }
}
