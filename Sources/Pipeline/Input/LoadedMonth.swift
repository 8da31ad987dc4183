import Foundation
package import Loaders
package import Metrics
package import ReportModel
package import Rollup

/// Everything read and nothing computed: where `check` stops and `report` goes on.
package struct LoadedMonth {
  package let configuration: ReportConfiguration
  package let window: ReportWindow
  package let folder: ExportFolder
  package let exports: Exports
  package let rollup: Rollup?
  package let coverage: CallCoverage
  /// Every file of the folder, by path.
  package let sources: [SourceSummary]
  package let rejects: [Reject]
  package let verdict: DataVerdict
  /// About the run, not the month: for standard error, in no output.
  package let notes: [String]
}

extension LoadedMonth {
  /// Reads a folder for a month: configuration, small tables, then the calls in one pass.
  package static func load(_ options: RunOptions, progress: (any ProgressReporter)?) throws -> LoadedMonth {
    let month = try MonthInput(options, progress: progress)
    progress?.beginCalls()
    var ingest = try month.calls.read(month.callFiles, progress: progress)
    if !month.callFiles.isEmpty { progress?.finishCalls(Self.summary(ingest, files: month.callFiles.count)) }
    let (configuration, window, tables) = (month.configuration, month.window, month.tables)
    var exports = tables.exports
    if !ingest.summaries.isEmpty {
      exports.present.insert(.calls)
      exports.columns[.calls] = ingest.columns
    }
    let sources = (tables.summaries + ingest.summaries).sorted { $0.file < $1.file }
    let rollup = ingest.summaries.isEmpty ? nil : Rollup(taking: &ingest.accumulator)
    let coverage = CallCoverage(rollup: rollup, month: window.month, zone: window.zone)
    let verdict = DataCheck(
      window: window, configuration: configuration, exports: exports, sources: sources, rollup: rollup,
      coverage: coverage
    ).verdict()
    return LoadedMonth(
      configuration: configuration, window: window, folder: month.folder, exports: exports, rollup: rollup,
      coverage: coverage, sources: sources,
      rejects: (tables.rejects + ingest.rejects).sorted { ($0.file, $0.line) < ($1.file, $1.line) }, verdict: verdict,
      notes: ingest.notes)
  }

  /// `120000 calls from 31 files, 30 from the store`.
  private static func summary(_ result: CallResult, files: Int) -> String {
    let kept = result.filesFromStore
    let source = kept == 0 ? "all read" : kept == files ? "all from the store" : "\(kept) from the store"
    return "\(result.accumulator.totals.rows) calls from \(files) file\(files == 1 ? "" : "s"), \(source)"
  }

  /// The files of a rollup folder. The store is left alone: its tokens are hashed with its own key.
  static func rollup(_ options: RunOptions, progress: (any ProgressReporter)?) throws -> [OutputFile] {
    var options = options
    options.state = .none
    let month = try MonthInput(options, progress: progress)
    guard !month.callFiles.isEmpty else {
      throw RunError(.noInput, "\(options.data): there are no calls to roll up")
    }
    return try RollupFolder.files(month.calls.onePass(month.callFiles, progress: progress), input: month.calls)
  }
}
