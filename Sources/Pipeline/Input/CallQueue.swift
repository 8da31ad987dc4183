import Foundation
import Loaders
import ReportModel

/// Hands the blocks of all files to the workers, and gathers what they found in them.
///
/// A large file is shared: whoever asks next gets its next block. Small files go to one worker each. Which worker gets
/// what depends on chance; nothing that is gathered here does.
final class CallQueue: @unchecked Sendable {
  /// A block by its file and its number in it.
  struct Place: Hashable, Comparable {
    var file: Int
    var block: Int

    static func < (left: Place, right: Place) -> Bool { (left.file, left.block) < (right.file, right.block) }
  }

  /// What is to be done next; a block is in the worker's `CallBlock` already.
  enum Work {
    case block(Place)
    case file(Int)
  }

  /// Compressed bytes up to which a file is one worker's.
  private static let smallFile = 4 << 20

  let files: [ExportFile]
  let zone: ZoneTable
  private let lock = NSLock()
  private let progress: (any ProgressReporter)?
  private var nextFile = 0
  private var shared: (source: CallSource, place: Place)?
  private var outcomes: [FileOutcome]
  private var doneBytes = 0
  private var doneRows = 0

  init(files: [ExportFile], zone: ZoneTable, progress: (any ProgressReporter)?) {
    self.files = files
    self.zone = zone
    self.progress = progress
    outcomes = files.map { FileOutcome(file: $0) }
  }

  func next(into block: CallBlock) -> Work? {
    lock.withLock { () -> Work? in
      while true {
        if let work = nextShared(into: block) { return work }
        guard nextFile < files.count else { return nil }
        let file = nextFile
        nextFile += 1
        if files[file].byteCount <= Self.smallFile { return .file(file) }
        do throws(LoadError) {
          shared = (try CallSource(file: files[file], zone: zone), Place(file: file, block: 0))
        } catch {
          outcomes[file].fail(error, at: 0)
        }
      }
    }
  }

  private func nextShared(into block: CallBlock) -> Work? {
    guard let (source, place) = shared else { return nil }
    let before = source.consumed
    defer { doneBytes += source.consumed - before }
    do throws(LoadError) {
      if try source.next(into: block) {
        shared?.place.block += 1
        return .block(place)
      }
    } catch {
      outcomes[place.file].fail(error, at: place.block)
    }
    shared = nil
    return nil
  }

  /// Whether rejected rows of a block may still be among the first of their file.
  func wantsRejects(_ file: Int) -> Bool { lock.withLock { !outcomes[file].isFull } }

  func finish(_ place: Place, _ outcome: BlockOutcome) {
    lock.withLock {
      outcomes[place.file].add(outcome, at: place.block)
      doneRows += outcome.summary.rows
      progress?.advance(bytes: doneBytes, rows: doneRows)
    }
  }

  func fail(_ place: Place, _ error: LoadError) {
    lock.withLock { outcomes[place.file].fail(error, at: place.block) }
  }

  /// A file of one worker is done.
  func finish(file: Int) {
    lock.withLock { doneBytes += files[file].byteCount }
  }

  /// What was found, by file; ask when all workers are done.
  func gathered() -> [FileOutcome] { lock.withLock { outcomes } }
}
