import Loaders
import ReportModel
import Rollup

/// All that the calls of a folder gave, whether they were read now or earlier.
struct CallResult {
  var accumulator: CallAccumulator
  var summaries: [SourceSummary] = []
  var rejects: [Reject] = []
  var columns: Set<String> = []
  var notes: [String] = []
  /// Files of which nothing had to be read.
  var filesFromStore = 0
}

/// Where the calls come from: a `rollup/` folder, the store, or the files.
struct CallInput {
  let exports: Exports
  let plan: RollupPlan
  /// nil = no store is wanted.
  let state: StatePlace?
  /// The data folder.
  let directory: String
  let workers: Int

  func read(_ files: [ExportFile], progress: (any ProgressReporter)?) throws -> CallResult {
    if files.isEmpty, RollupFolder.isThere(in: directory) {
      return try RollupFolder.read(below: directory, into: emptyAccumulator, exports: exports)
    }
    guard let state else { return onePass(files, progress: progress) }
    do {
      let folder = try StateFolder(state)
      return try StoredCalls(input: self, folder: folder, keepsGone: !state.isUsual).read(files, progress: progress)
    } catch let error as RunError where !state.isUsual {
      throw error
    } catch {
      // Nothing of the store is used where any of it fails: no number depends on half of it.
      var result = onePass(files, progress: progress)
      result.notes.append(StoredCalls.describe(error, state: state.path))
      return result
    }
  }

  var emptyAccumulator: CallAccumulator {
    CallAccumulator(
      plan: plan,
      identity: Identity(
        developers: exports.developers, companies: exports.companies, tokens: exports.tokens,
        asOf: plan.window.asOf),
      catalogue: exports.endpoints, anchors: DeveloperAnchors.all(in: exports, quickstart: plan.quickstart),
      plans: exports.developers.map { $0.plan ?? "" })
  }

  /// Every file, without the store.
  func onePass(_ files: [ExportFile], progress: (any ProgressReporter)?) -> CallResult {
    let ingest = CallIngest(
      reading: files, from: { emptyAccumulator }, zone: plan.window.zone, workers: workers, progress: progress)
    return CallResult(
      accumulator: ingest.accumulator, summaries: ingest.summaries, rejects: ingest.rejects, columns: ingest.columns)
  }
}
