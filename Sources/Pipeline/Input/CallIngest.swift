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
  private var ids = RequestIDs()
  private let zone: ZoneTable

  init(exports: Exports, plan: RollupPlan, zone: ZoneTable) {
    self.zone = zone
    accumulator = CallAccumulator(
      plan: plan,
      identity: Identity(
        developers: exports.developers, companies: exports.companies, tokens: exports.tokens,
        asOf: plan.window.asOf),
      catalogue: exports.endpoints, anchors: DeveloperAnchors.all(in: exports, quickstart: plan.quickstart),
      plans: exports.developers.map { $0.plan ?? "" })
  }

  func read(_ files: [ExportFile], progress: (any ProgressReporter)?) {
    progress?.begin("reading calls", bytes: files.reduce(0) { $0 + $1.byteCount })
    var done = 0
    for file in files {
      read(file, before: done, progress: progress)
      done += file.byteCount
    }
    progress?.finish("\(accumulator.totals.rows) calls from \(files.count) file\(files.count == 1 ? "" : "s")")
  }

  private func read(_ file: ExportFile, before done: Int, progress: (any ProgressReporter)?) {
    let path = file.path
    var kept: [Reject] = []
    do {
      let summary = try CallReader(file: file, zone: zone).read(
        row: { row, _ in
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
