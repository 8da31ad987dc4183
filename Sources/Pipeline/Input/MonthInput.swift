import Foundation
import Loaders
import ReportModel
import Rollup

/// All that is known of a month before its first call is read.
struct MonthInput {
  let configuration: ReportConfiguration
  let window: ReportWindow
  let folder: ExportFolder
  /// The small tables.
  let tables: LoadedTables
  let callFiles: [ExportFile]
  let calls: CallInput

  /// Throws where the configuration is wrong or the folder holds no exports.
  init(_ options: RunOptions, progress: (any ProgressReporter)? = nil) throws {
    configuration = try ConfigurationFile.load(options)
    guard let zone = ZoneDatabase.table(named: configuration.timezone) else {
      throw RunError(.configuration, "timezone: \(configuration.timezone) is not known on this machine")
    }
    window = try Self.window(options, zone: zone)
    folder = try ExportFolder.scan(directory: options.data, sources: configuration.sources)
    guard !folder.files.isEmpty else {
      throw RunError(
        .noInput,
        "\(options.data): no exports found; expected files such as calls.ndjson, developers.csv, revenue.csv "
          + "(`throughline demo DIR` writes an example)")
    }
    progress?.begin("reading tables", bytes: 0)
    tables = TableLoader.load(folder: folder, configuration: configuration, zone: zone)
    callFiles = folder.files.filter { $0.table == .calls }
    calls = CallInput(
      exports: tables.exports, plan: RollupPlan(window: window, configuration: configuration),
      state: StatePlace(options, configuration), directory: options.data,
      workers: options.workers ?? Self.usualWorkers)
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
