import Loaders
import ReportModel
import Rollup

/// The one pass over the calls: file after file in the order of their names, row after row into the accumulator.
final class CallIngest {
  /// Rejected rows kept for `rejects.ndjson`, per file; all are counted.
  static let rejectLimit = 1_000

  private(set) var accumulator: CallAccumulator
  private(set) var summaries: [SourceSummary] = []
  private(set) var rejects: [Reject] = []
  private(set) var columns: Set<String> = []
  /// Hashes of the request ids of all rows, where they are wanted.
  private(set) var requestIDs: [UInt64] = []
  private let keepsRequestIDs: Bool
  private var ids = RequestIDs()
  private let zone: ZoneTable

  init(exports: Exports, plan: RollupPlan, zone: ZoneTable, keepsRequestIDs: Bool = false) {
    self.zone = zone
    self.keepsRequestIDs = keepsRequestIDs
    accumulator = CallAccumulator(
      plan: plan,
      identity: Identity(
        developers: exports.developers, companies: exports.companies, tokens: exports.tokens,
        asOf: plan.window.asOf),
      catalogue: exports.endpoints, anchors: DeveloperAnchors.all(in: exports, quickstart: plan.quickstart),
      plans: exports.developers.map { $0.plan ?? "" })
  }

  /// - Parameter memoryLimit: bytes of calls beyond which repeated ids are found on disk, in a pass of their own.
  func read(
    _ files: [ExportFile], progress: (any ProgressReporter)?, memoryLimit: Int = RequestIDs.memoryLimit
  ) {
    if files.reduce(0, { $0 + Self.expandedBytes($1) }) > memoryLimit { findRepetitions(files, progress: progress) }
    progress?.begin("reading calls", bytes: files.reduce(0) { $0 + $1.byteCount })
    var done = 0
    for file in files {
      read(file, before: done, progress: progress)
      done += file.byteCount
    }
    progress?.finish("\(accumulator.totals.rows) calls from \(files.count) file\(files.count == 1 ? "" : "s")")
  }

  /// About what a file holds when it is expanded.
  private static func expandedBytes(_ file: ExportFile) -> Int {
    file.path.hasSuffix(".gz") || file.path.hasSuffix(".zst") ? file.byteCount * 10 : file.byteCount
  }

  /// The first pass over a large export: only ids are looked at. Where the temporary folder is full, memory serves.
  private func findRepetitions(_ files: [ExportFile], progress: (any ProgressReporter)?) {
    progress?.begin("looking for repeated calls", bytes: files.reduce(0) { $0 + $1.byteCount })
    guard let spill = try? RequestIDSpill() else { return }
    var done = 0
    var rows = 0
    var isBroken = false
    for file in files {
      let before = done
      _ = try? CallReader(file: file, zone: zone).read(
        row: { row, _ in
          rows += 1
          do { try spill.add(row.requestID) } catch { isBroken = true }
        }, rejected: { _, _, _ in },
        progress: progress.map { reporter in { bytes in reporter.advance(bytes: before + bytes, rows: rows) } })
      done += file.byteCount
    }
    if !isBroken, let found = try? RequestIDs(spill) { ids = found }
  }

  private func read(_ file: ExportFile, before done: Int, progress: (any ProgressReporter)?) {
    let path = file.path
    var kept: [Reject] = []
    do {
      let summary = try CallReader(file: file, zone: zone).read(
        row: { row, _ in
          if self.keepsRequestIDs, row.requestID.count > 0 { self.requestIDs.append(RequestIDs.hash(row.requestID)) }
          if self.ids.isRepeated(row.requestID) {
            self.accumulator.noteDuplicate()
          } else {
            self.accumulator.add(row)
          }
        },
        rejected: { line, reason, excerpt in
          guard kept.count < Self.rejectLimit else { return }
          kept.append(Reject(file: path, line: line, table: "calls", reason: reason, excerpt: excerpt))
        },
        progress: progress.map { reporter in
          { bytes in reporter.advance(bytes: done + bytes, rows: self.accumulator.totals.rows) }
        })
      let rejected = summary.rejected.values.reduce(0, +)
      columns.formUnion(summary.columns)
      summaries.append(
        SourceSummary(
          file: path, table: "calls", format: summary.format, rows: summary.rows + rejected, rejected: rejected,
          reasons: summary.rejected, warnings: summary.warnings,
          ignoredColumns: summary.ignoredColumns))
    } catch {
      summaries.append(
        SourceSummary(file: path, table: "calls", format: file.format?.rawValue ?? "unknown", failure: "\(error)"))
    }
    rejects += kept
  }
}
