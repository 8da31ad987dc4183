import Loaders
import ReportModel
import Rollup

/// One worker: takes blocks from the queue and counts their rows in an accumulator of its own.
struct CallWorker {
  private(set) var accumulator: CallAccumulator
  let queue: CallQueue
  let ids: RequestIDLog
  /// Hashes of request ids whose first row is in an earlier file.
  let counted: KeySet
  private let block = CallBlock()
  private var usualIDs = 0

  /// - Parameter accumulator: an empty one.
  init(accumulator: CallAccumulator, queue: CallQueue, ids: RequestIDLog, counted: KeySet) {
    self.accumulator = accumulator
    self.queue = queue
    self.ids = ids
    self.counted = counted
  }

  /// Works until nothing is left.
  mutating func run() {
    while let work = queue.next(into: block) {
      switch work {
      case .block(let place): read(place)
      case .file(let file): read(file: file)
      }
    }
    accumulator.settle()
  }

  private mutating func read(file: Int) {
    var place = CallQueue.Place(file: file, block: 0)
    do throws(LoadError) {
      let source = try CallSource(file: queue.files[file], zone: queue.zone)
      while try source.next(into: block) {
        read(place)
        place.block += 1
      }
    } catch {
      queue.fail(place, error)
    }
    queue.finish(file: file)
  }

  private mutating func read(_ place: CallQueue.Place) {
    let path = queue.files[place.file].path
    let wantsRejects = queue.wantsRejects(place.file)
    var outcome = BlockOutcome()
    var rejects: [Reject] = []
    var seen: [UInt64] = []
    seen.reserveCapacity(usualIDs)
    var repetitions = ids.repetitions(in: place)
    do throws(LoadError) {
      outcome.summary = try block.read(
        row: { row, _ in
          let requestID = row[.requestID]
          if requestID.count > 0 {
            let id = RequestIDLog.hash(requestID)
            if counted.count > 0, counted.contains(id) { return accumulator.noteDuplicate() }
            seen.append(id)
            if repetitions.isNext(seen.count - 1) { return accumulator.noteDuplicate() }
          }
          accumulator.add(row)
        },
        rejected: { line, reason, excerpt in
          guard wantsRejects, rejects.count < FileOutcome.rejectLimit else { return }
          rejects.append(Reject(file: path, line: line, table: "calls", reason: reason, excerpt: excerpt))
        })
    } catch {
      outcome.failure = error
    }
    usualIDs = max(usualIDs, seen.count)
    ids.note(seen, in: place)
    outcome.rejects = rejects
    outcome.lines = block.lineCount
    queue.finish(place, outcome)
  }
}
