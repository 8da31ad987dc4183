package import ReportModel

/// What one run is asked for; the command line fills it in.
package struct RunOptions: Sendable {
  /// Folder of the exports.
  package var data: String
  /// Folder of the reports.
  package var out = "reports"
  /// nil = the last complete month before `now`.
  package var month: Month?
  /// As given: ISO 8601; nil = the month's end.
  package var asOf: String?
  /// nil = `throughline.yaml` in the data folder, where there is one.
  package var configuration: String?
  /// Renderer ids, see `RendererCatalog`.
  package var formats: [String]?
  /// Folder with templates that replace the built-in ones of the same name.
  package var templates: String?
  /// Where the calls of files already read are kept.
  package var state = StateChoice.none
  /// Parts of the calls that are read at once; nil = as many as the machine has cores. No output depends on it.
  package var workers: Int?
  /// The clock, read once by the command.
  package var now: Instant
  package var environment: [String: String]

  package init(data: String, now: Instant, environment: [String: String]) {
    self.data = data
    self.now = now
    self.environment = environment
  }
}

/// Where the state folder is.
package enum StateChoice: Hashable, Sendable {
  /// Read everything, keep nothing.
  case none
  /// As the configuration says; else `.throughline` beside its file, nothing where there is no such file.
  case usual
  /// The usual one where a report has made it; else nothing, so that a command that only looks leaves nothing behind.
  case existing
  case folder(String)
}

/// Something the user has to put right, with what to do.
package struct RunError: Error, CustomStringConvertible, Equatable {
  package enum Kind: Equatable, Sendable {
    /// Wrong options: 64.
    case usage
    /// The folder, or all exports, are not there: 66.
    case noInput
    /// A file that is there but cannot be used: 65.
    case data
    /// A file of ours (template, signal table) is wrong: 78.
    case configuration
    /// Another run holds what this one needs: 75.
    case busy
  }

  package var kind: Kind
  package var description: String

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}

/// Tells someone who waits how far the work is. Only Pipeline calls it; the command decides whether it is shown.
package protocol ProgressReporter: AnyObject {
  /// A stage has begun, such as `reading calls`.
  func begin(_ stage: String, bytes: Int)
  /// Bytes of the stage done, and rows read so far.
  func advance(bytes: Int, rows: Int)
  func finish(_ summary: String)
  /// All files of calls are looked at from here on, in the store or on the disk.
  func beginCalls()
  /// All calls are there; said however short it was.
  func finishCalls(_ summary: String)
}

extension ProgressReporter {
  package func beginCalls() {}
  package func finishCalls(_ summary: String) {}
}
