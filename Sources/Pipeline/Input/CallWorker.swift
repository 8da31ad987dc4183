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
  private var seen = RequestIDWriter()

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
    var repetitions = ids.repetitions(in: place)
    let counted = counted
    do throws(LoadError) {
      outcome.summary = try block.readGroups(
        { calls in
          if calls.has(.requestID) {
            let again = Self.note(calls, in: &seen, counted, &repetitions)
            if again != 0 { leaveOut(again, of: &calls) }
          }
          accumulator.add(calls)
        },
        rejected: { line, reason, excerpt in
          guard wantsRejects, rejects.count < FileOutcome.rejectLimit else { return }
          rejects.append(Reject(file: path, line: line, table: "calls", reason: reason, excerpt: excerpt))
        })
    } catch {
      outcome.failure = error
    }
    seen.finish { ids.note($0, in: place) }
    outcome.rejects = rejects
    outcome.lines = block.lineCount
    queue.finish(place, outcome)
  }

  /// Keeps the hashes of the calls' request ids; answers which of them came before, a bit each.
  @inline(__always)
  private static func note(
    _ calls: borrowing CallGroup, in seen: inout RequestIDWriter, _ counted: KeySet,
    _ repetitions: inout RequestIDLog.Repetitions
  ) -> UInt32 {
    let texts = calls.texts(.requestID)
    var again: UInt32 = 0
    seen.reserve(CallGroup.size)
    for row in 0..<calls.count where texts[row].count > 0 {
      let hash = RequestIDLog.hash(texts[row])
      if counted.count > 0, counted.contains(hash) {
        again |= 1 << UInt32(truncatingIfNeeded: row)
        continue
      }
      if repetitions.isNext(seen.count) { again |= 1 << UInt32(truncatingIfNeeded: row) }
      seen.append(hash)
    }
    return again
  }

  @inline(never)
  private mutating func leaveOut(_ again: UInt32, of calls: inout CallGroup) {
    accumulator.noteDuplicates(again.nonzeroBitCount)
    calls.remove(again)
  }
}
