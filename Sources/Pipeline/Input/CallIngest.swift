import Dispatch
import Loaders
import ReportModel
import Rollup

/// The one pass over the calls: blocks of files to workers, rows into accumulators, accumulators merged.
///
/// What comes out is what one worker would have found, whoever read what. Two rare exports are read again to keep it
/// so: one that repeats request ids (the first row counts, and which it is shows only at the end), and one with more
/// endpoints or values than are told apart (which ones are depends on the order of the rows).
struct CallIngest {
  private(set) var accumulator: CallAccumulator
  let summaries: [SourceSummary]
  let rejects: [Reject]
  let columns: Set<String>
  /// Hashes of the request ids of all rows, in the order of their first byte, where they are wanted.
  let requestIDs: [UInt64]?

  /// - Parameters:
  ///   - empty: makes an accumulator that has counted nothing; asked for one each time that everything is read.
  ///   - counted: hashes of request ids that were counted with other files: their rows are repetitions.
  ///   - workers: how many files or parts of files are read at once; the result does not depend on it.
  init(
    reading files: [ExportFile], from empty: () -> CallAccumulator, zone: ZoneTable, keepsRequestIDs: Bool = false,
    counted: KeySet = KeySet(), workers: Int, progress: (any ProgressReporter)?
  ) {
    let ids = RequestIDLog()
    func read(_ stage: String, workers: Int) -> Pass {
      progress?.begin(stage, bytes: files.reduce(0) { $0 + $1.byteCount })
      let queue = CallQueue(files: files, zone: zone, progress: progress)
      return Pass(queue, from: empty(), ids: ids, counted: counted, workers: workers)
    }
    var requestIDs: [UInt64]? = keepsRequestIDs ? [] : nil
    var isOrdered = workers == 1
    var pass = read("reading calls", workers: workers)
    while true {
      if pass.isBeyondLimits, !isOrdered {
        isOrdered = true
        pass = read("reading calls again in order", workers: 1)
        continue
      }
      guard ids.findRepetitions(all: &requestIDs) else { break }
      pass = read("reading calls again without the repeated ones", workers: isOrdered ? 1 : workers)
    }
    (accumulator, self.requestIDs) = (pass.accumulator, requestIDs)
    (summaries, rejects, columns) = (pass.summaries, pass.rejects, pass.columns)
    progress?.finish("\(accumulator.totals.rows) calls from \(files.count) file\(files.count == 1 ? "" : "s")")
  }
}

/// Everything read once.
private struct Pass {
  let accumulator: CallAccumulator
  private(set) var summaries: [SourceSummary] = []
  private(set) var rejects: [Reject] = []
  private(set) var columns: Set<String> = []
  /// Whether more came than is told apart.
  private(set) var isBeyondLimits: Bool

  init(
    _ queue: CallQueue, from empty: consuming CallAccumulator, ids: RequestIDLog, counted: KeySet, workers: Int
  ) {
    let accumulators = WorkerAccumulators(empty, count: workers)
    DispatchQueue.concurrentPerform(iterations: workers) { number in
      var worker = CallWorker(accumulator: accumulators.take(number), queue: queue, ids: ids, counted: counted)
      worker.run()
      accumulators.put(number, worker.accumulator)
    }
    accumulator = accumulators.merged()
    isBeyondLimits = accumulator.isBeyondLimits
    for outcome in queue.gathered() {
      let file = outcome.settle()
      summaries.append(file.summary)
      rejects += file.rejects
      columns.formUnion(file.columns)
      isBeyondLimits = isBeyondLimits || file.isBeyondLimits
    }
  }
}
