import ArgumentParser
import Foundation
import Pipeline
import ReportModel

/// Options that every command over a folder shares.
struct CommonOptions: ParsableArguments {
  @Argument(help: "Folder with the exports.", completion: .directory)
  var data = "."

  @Option(
    help: ArgumentHelp(
      "The month, such as 2026-10; 'previous' is the last complete month.", valueName: "YYYY-MM|previous"))
  var month = "previous"

  @Option(
    help: ArgumentHelp(
      "Believe data up to this moment (default: the month's end); later, so that follow-up windows can close.",
      valueName: "time"))
  var asOf: String?

  @Option(
    help: ArgumentHelp("Configuration (default: throughline.yaml in the data folder).", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?

  @Option(
    help: ArgumentHelp(
      "Keep what was counted in this folder, so that an unchanged file is not read again, and months whose files are "
        + "gone stay counted (default: .throughline beside the configuration file, for files that are there; nothing "
        + "without such a file).",
      valueName: "folder"), completion: .directory)
  var state: String?

  @Flag(help: "Read every file and keep nothing; for good: state: none in throughline.yaml.")
  var noState = false

  @Flag(help: "No progress line.")
  var quiet = false

  @Option(help: ArgumentHelp("What is logged on standard error: error, warning or info.", valueName: "level"))
  var logLevel = LogLevel.warning

  func validate() throws {
    guard month == "previous" || Month(month) != nil else {
      throw ValidationError("--month: '\(month)' is no month; expected YYYY-MM such as 2026-10, or 'previous'")
    }
    guard state == nil || !noState else { throw ValidationError("--state and --no-state exclude each other") }
  }

  /// The run these options ask for; the only place that reads the clock and the environment.
  ///
  /// `makesState`: the command writes files anyway, and may make the usual state folder; the others use it where it is.
  func runOptions(makesState: Bool = false) -> RunOptions {
    let now = Instant((Date().timeIntervalSince1970 * 1e6).rounded(.down))
    var options = RunOptions(data: data, now: now, environment: ProcessInfo.processInfo.environment)
    options.month = month == "previous" ? nil : Month(month)
    options.asOf = asOf
    options.configuration = config
    options.state = noState ? .none : state.map { .folder($0) } ?? (makesState ? .usual : .existing)
    return options
  }

  func progress() -> ProgressLine? { ProgressLine(isQuiet: quiet, level: logLevel) }
}

enum LogLevel: String, ExpressibleByArgument, CaseIterable {
  case error, warning, info
}
