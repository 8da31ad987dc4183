import ArgumentParser
import Foundation
import Loaders
import Pipeline
import ReportModel

/// Every way a command can fail, as one line on standard error and an exit status.
enum Failures {
  /// Runs a command; what it throws becomes a message and a status.
  static func reported(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let status as ExitCode {
      throw status
    } catch {
      let (status, message) = describe(error)
      write("throughline: \(message)")
      throw status
    }
  }

  private static func describe(_ error: any Error) -> (ExitCode, String) {
    switch error {
    case let error as RunError:
      let status: ExitCode =
        switch error.kind {
        case .usage: ExitCode(64)
        case .noInput: ExitStatus.noInput
        case .data: ExitStatus.data
        case .configuration: ExitStatus.configuration
        case .busy: ExitStatus.tryAgain
        }
      return (status, error.description)
    case let error as ConfigurationError: return (ExitStatus.configuration, error.description)
    case let error as LoadError:
      return (error.code == .notFound ? ExitStatus.noInput : ExitStatus.data, error.description)
    case let error as OutputError: return (ExitStatus.cannotCreate, error.description)
    default: return (ExitStatus.software, "\(error) (this is a bug of ours: please report it)")
    }
  }

  /// Says on standard error why a report is not simply published.
  static func note(_ verdict: DataVerdict, at level: LogLevel) {
    guard verdict.level != .publish, level != .error || verdict.level == .refuse else { return }
    let word = verdict.level == .refuse ? "the data do not carry a report" : "publish with a caveat"
    write("throughline: \(word)")
    for reason in verdict.reasons { write("  \(reason)") }
  }

  /// What a run has to say beside its result, such as that it went without the store.
  static func note(_ notes: [String], at level: LogLevel) {
    guard level != .error else { return }
    for note in notes { write("throughline: \(note)") }
  }

  private static func write(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}
