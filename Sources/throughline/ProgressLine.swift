import Foundation
import Pipeline

/// One line on standard error that is written over and over while calls are read, on a terminal alone; and how many
/// calls there were, how many files had to be read for them, and how long that took.
final class ProgressLine: ProgressReporter {
  private var stage = ""
  private var total = 0
  private var started = ContinuousClock.now
  private var shown: ContinuousClock.Instant?
  private var callsStarted = ContinuousClock.now
  private let isTerminal = isatty(STDERR_FILENO) == 1

  /// nil where nothing is wanted: with `--quiet`, and without a terminal unless the log asks for everything.
  init?(isQuiet: Bool, level: LogLevel = .warning) {
    guard !isQuiet, isTerminal || level == .info else { return nil }
  }

  func begin(_ stage: String, bytes: Int) {
    // The next file of the same stage does not begin it anew.
    guard stage != self.stage || bytes != total else { return }
    self.stage = stage
    total = bytes
    started = .now
  }

  func advance(bytes: Int, rows: Int) {
    let now = ContinuousClock.now
    let elapsed = Self.seconds(started, now)
    // Nothing for short work, then ten times a second at most.
    guard isTerminal, elapsed > 1, shown.map({ Self.seconds($0, now) > 0.1 }) ?? true else { return }
    shown = now
    var line = "\(stage): \(bytes >> 20) of \(total >> 20) MB, \(rows / 1_000) k rows"
    if elapsed > 0 { line += ", \(Int(Double(rows) / elapsed / 1_000)) k/s" }
    if bytes > 0, total > bytes { line += ", \(Int(elapsed * Double(total - bytes) / Double(bytes)) + 1) s left" }
    Self.write("\r\u{1B}[K" + line)
  }

  func finish(_ summary: String) {
    guard shown != nil else { return }
    Self.write("\r\u{1B}[K" + summary + "\n")
    shown = nil
  }

  func beginCalls() { callsStarted = .now }

  func finishCalls(_ summary: String) {
    let hundredths = Int((Self.seconds(callsStarted, .now) * 100).rounded())
    let (whole, rest) = (hundredths / 100, hundredths % 100)
    Self.write((isTerminal ? "\r\u{1B}[K" : "throughline: ") + "\(summary), in \(whole).\(rest / 10)\(rest % 10) s\n")
  }

  private static func seconds(_ from: ContinuousClock.Instant, _ to: ContinuousClock.Instant) -> Double {
    let parts = (to - from).components
    return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
  }

  private static func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
