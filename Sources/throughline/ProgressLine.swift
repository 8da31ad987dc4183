import Foundation
import Pipeline

/// One line on standard error that is written over and over while calls are read; only on a terminal.
final class ProgressLine: ProgressReporter {
  private var stage = ""
  private var total = 0
  private var started = ContinuousClock.now
  private var shown: ContinuousClock.Instant?

  /// nil where standard error is no terminal, or nothing is wanted.
  init?(isQuiet: Bool) {
    guard !isQuiet, isatty(STDERR_FILENO) == 1 else { return nil }
  }

  func begin(_ stage: String, bytes: Int) {
    self.stage = stage
    total = bytes
    started = .now
  }

  func advance(bytes: Int, rows: Int) {
    let now = ContinuousClock.now
    let elapsed = Self.seconds(started, now)
    // Nothing for short work, then ten times a second at most.
    guard elapsed > 1, shown.map({ Self.seconds($0, now) > 0.1 }) ?? true else { return }
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

  private static func seconds(_ from: ContinuousClock.Instant, _ to: ContinuousClock.Instant) -> Double {
    let parts = (to - from).components
    return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
  }

  private static func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
