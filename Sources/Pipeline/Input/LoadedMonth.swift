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
    let configuration = try ConfigurationFile.load(options)
    guard let zone = ZoneDatabase.table(named: configuration.timezone) else {
      throw RunError(.configuration, "timezone: \(configuration.timezone) is not known on this machine")
    }
    let window = try Self.window(options, zone: zone)
    let folder = try ExportFolder.scan(directory: options.data, sources: configuration.sources)
    guard !folder.files.isEmpty else {
      throw RunError(
        .noInput,
        "\(options.data): no exports found; expected files such as calls.ndjson, developers.csv, revenue.csv "
          + "(`throughline demo DIR` writes an example)")
    }
    progress?.begin("reading tables", bytes: 0)
    let tables = TableLoader.load(folder: folder, configuration: configuration, zone: zone)
    let plan = RollupPlan(window: window, configuration: configuration)
    let callFiles = folder.files.filter { $0.table == .calls }
    progress?.beginCalls()
    let ingest = try CallInput(
      exports: tables.exports, plan: plan, state: StatePlace(options, configuration), directory: options.data,
      workers: options.workers ?? Self.usualWorkers
    ).read(callFiles, progress: progress)
    if !callFiles.isEmpty { progress?.finishCalls(Self.summary(ingest, files: callFiles.count)) }
    var exports = tables.exports
    if !ingest.summaries.isEmpty {
      exports.present.insert(.calls)
      exports.columns[.calls] = ingest.columns
    }
    let sources = (tables.summaries + ingest.summaries).sorted { $0.file < $1.file }
    let rollup = ingest.summaries.isEmpty ? nil : Rollup(finishing: ingest.accumulator)
    let coverage = CallCoverage(rollup: rollup, month: window.month, zone: zone)
    let verdict = DataCheck(
      window: window, configuration: configuration, exports: exports, sources: sources, rollup: rollup,
      coverage: coverage
    ).verdict()
    return LoadedMonth(
      configuration: configuration, window: window, folder: folder, exports: exports, rollup: rollup,
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
    let (input, files) = try calls(options)
    guard !files.isEmpty else { throw RunError(.noInput, "\(options.data): there are no calls to roll up") }
    return try RollupFolder.files(input.onePass(files, progress: progress), input: input)
  }

  /// The calls of a folder alone, yet to be read.
  static func calls(_ options: RunOptions) throws -> (input: CallInput, files: [ExportFile]) {
    let configuration = try ConfigurationFile.load(options)
    guard let zone = ZoneDatabase.table(named: configuration.timezone) else {
      throw RunError(.configuration, "timezone: \(configuration.timezone) is not known on this machine")
    }
    let window = try Self.window(options, zone: zone)
    let folder = try ExportFolder.scan(directory: options.data, sources: configuration.sources)
    let tables = TableLoader.load(folder: folder, configuration: configuration, zone: zone)
    let input = CallInput(
      exports: tables.exports, plan: RollupPlan(window: window, configuration: configuration),
      state: StatePlace(options, configuration), directory: options.data,
      workers: options.workers ?? Self.usualWorkers)
    return (input, folder.files.filter { $0.table == .calls })
  }

  /// More than eight wait for the one that cuts the file more than they read.
  private static var usualWorkers: Int { min(8, max(1, ProcessInfo.processInfo.activeProcessorCount)) }

  private static func window(_ options: RunOptions, zone: ZoneTable) throws -> ReportWindow {
    let month = options.month ?? Month(containing: zone.day(of: options.now)).previous
    guard let text = options.asOf else { return ReportWindow(month: month, zone: zone) }
    guard let asOf = TimeParser.parse(text, zone: zone) else {
      throw RunError(.usage, "--as-of: \(text) is not a time; expected ISO 8601 such as 2026-11-08T00:00:00Z")
    }
    let window = ReportWindow(month: month, zone: zone, asOf: asOf)
    guard asOf >= window.end else {
      throw RunError(
        .usage,
        "--as-of: \(text) lies before the end of \(month.name); it may only be later, so that follow-up windows can "
          + "close")
    }
    return window
  }
}
