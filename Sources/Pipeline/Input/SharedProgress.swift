import Foundation

/// The progress of several files that are read beside one another, as one.
final class SharedProgress: @unchecked Sendable {
  private let progress: (any ProgressReporter)?
  private let bytes: Int
  private let lock = NSLock()
  private var done: [(bytes: Int, rows: Int)] = []

  /// - Parameter bytes: of all files.
  init(_ progress: (any ProgressReporter)?, bytes: Int) {
    self.progress = progress
    self.bytes = bytes
  }

  /// What one more file reports to.
  func file() -> any ProgressReporter {
    lock.withLock {
      done.append((0, 0))
      return FileProgress(whole: self, number: done.count - 1)
    }
  }

  private func begin(_ stage: String) { lock.withLock { progress?.begin(stage, bytes: bytes) } }

  private func advance(_ number: Int, bytes: Int, rows: Int) {
    lock.withLock {
      done[number] = (bytes, rows)
      progress?.advance(bytes: done.reduce(0) { $0 + $1.bytes }, rows: done.reduce(0) { $0 + $1.rows })
    }
  }

  private final class FileProgress: ProgressReporter {
    private let whole: SharedProgress
    private let number: Int

    init(whole: SharedProgress, number: Int) { (self.whole, self.number) = (whole, number) }

    func begin(_ stage: String, bytes: Int) { whole.begin(stage) }
    func advance(bytes: Int, rows: Int) { whole.advance(number, bytes: bytes, rows: rows) }
    // What all came to is said once.
    func finish(_ summary: String) {}
  }
}
