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
  private(set) var summaries: [SourceSummary] = []
  private(set) var rejects: [Reject] = []
  private(set) var columns: Set<String> = []
  /// Hashes of the request ids of all rows, in the order of their first byte, where they are wanted.
  private(set) var requestIDs: [UInt64]?
  private let counted: KeySet
  private let empty: CallAccumulator
  private let zone: ZoneTable

  /// - Parameters:
  ///   - empty: an accumulator that has counted nothing.
  ///   - counted: hashes of request ids that were counted with other files: their rows are repetitions.
  init(_ empty: CallAccumulator, zone: ZoneTable, keepsRequestIDs: Bool = false, counted: KeySet = KeySet()) {
    self.counted = counted
    self.zone = zone
    self.empty = empty
    if keepsRequestIDs { requestIDs = [] }
    accumulator = empty
  }

  /// - Parameter workers: how many files or parts of files are read at once; the result does not depend on it.
  mutating func read(_ files: [ExportFile], workers: Int, progress: (any ProgressReporter)?) {
    let ids = RequestIDLog()
    var isOrdered = workers == 1
    var stage = "reading calls"
    while true {
      progress?.begin(stage, bytes: files.reduce(0) { $0 + $1.byteCount })
      let isBeyondLimits = pass(files, workers: isOrdered ? 1 : workers, ids: ids, progress: progress)
      if isBeyondLimits, !isOrdered {
        isOrdered = true
        stage = "reading calls again in order"
        continue
      }
      guard ids.findRepetitions(all: &requestIDs) else { break }
      stage = "reading calls again without the repeated ones"
    }
    progress?.finish("\(accumulator.totals.rows) calls from \(files.count) file\(files.count == 1 ? "" : "s")")
  }

  /// Reads everything once; answers whether more came than is told apart.
  private mutating func pass(
    _ files: [ExportFile], workers: Int, ids: RequestIDLog, progress: (any ProgressReporter)?
  ) -> Bool {
    let queue = CallQueue(files: files, zone: zone, progress: progress)
    let results = WorkerResults(count: workers)
    let (empty, counted) = (empty, counted)
    DispatchQueue.concurrentPerform(iterations: workers) { number in
      var worker = CallWorker(accumulator: empty, queue: queue, ids: ids, counted: counted)
      worker.run()
      results.set(number, worker.accumulator)
    }
    accumulator = results.merged() ?? empty
    summaries = []
    rejects = []
    columns = []
    var isBeyondLimits = accumulator.isBeyondLimits
    for outcome in queue.gathered() {
      let file = outcome.settle()
      summaries.append(file.summary)
      rejects += file.rejects
      columns.formUnion(file.columns)
      isBeyondLimits = isBeyondLimits || file.isBeyondLimits
    }
    return isBeyondLimits
  }
}
