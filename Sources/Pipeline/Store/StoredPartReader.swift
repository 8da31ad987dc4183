import Dispatch
import Foundation
import Loaders
import ReportModel
import Rollup

/// Gets the slices of files: from the store where it has them as they would be read today, else from the files, and
/// then into the store.
struct StoredPartReader: Sendable {
  let store: CallStore
  let people: StoredPeople
  let settings: String
  let empty: CallAccumulator
  let plan: RollupPlan
  let workers: Int
  /// What the store has of whole files, by path.
  let known: [String: StoredFile]
  /// What it has of files without the ids of earlier ones, by path.
  let reduced: [String: StoredFile]
  /// By path, hashes of ids whose rows are to be left out because an earlier file has them.
  let repetitions: [String: [UInt64]]
  /// By path, a digest of these.
  let without: [String: String]

  /// Hands over the parts of all files, in their order.
  ///
  /// A file that is more than a worker's share of what is to be read is read by all of them; of the others each worker
  /// reads one at a time.
  ///
  /// - Returns: false where what a file came to cannot be said exactly without the others.
  func read(
    _ files: [ExportFile], _ progress: (any ProgressReporter)?, _ body: (StoredPart) throws -> Void
  ) throws -> Bool {
    let missing = files.filter { !isKept($0) }.reduce(0) { $0 + $1.byteCount }
    let shared = SharedProgress(progress, bytes: missing)
    var next = 0
    while next < files.count {
      var group = [files[next]]
      func isLarge(_ file: ExportFile) -> Bool { !isKept(file) && file.byteCount * workers > missing }
      if !isLarge(group[0]) {
        group = Array(files[next...].prefix(workers).prefix { !isLarge($0) })
      }
      next += group.count
      for part in try read(together: group, shared) {
        guard let part else { return false }
        try body(part)
      }
    }
    return true
  }

  private func read(together group: [ExportFile], _ progress: SharedProgress) throws -> [StoredPart?] {
    guard group.count > 1 else { return [try read(group[0], workers: workers, progress)] }
    let results = PartResults(count: group.count)
    DispatchQueue.concurrentPerform(iterations: group.count) { number in
      results.set(number, Result { try read(group[number], workers: 1, progress) })
    }
    return try results.all()
  }

  private func read(_ file: ExportFile, workers: Int, _ progress: SharedProgress) throws -> StoredPart? {
    if let known = kept(file), let part = try stored(known) { return part }
    return try fresh(file, workers: workers, progress.file())
  }

  private func isKept(_ file: ExportFile) -> Bool { kept(file) != nil }

  /// What the store has of a file as it would be read today, but for the people.
  private func kept(_ file: ExportFile) -> StoredFile? {
    let without = without[file.path] ?? ""
    guard let whole = known[file.path] else { return nil }
    let kept = without.isEmpty ? whole : reduced[file.path]
    guard let kept, kept.without == without, kept.contentHash == whole.contentHash, serves(kept),
      kept.reading.declaredFormat == file.format?.id
    else { return nil }
    return kept
  }

  private func serves(_ file: StoredFile) -> Bool { file.settings == settings && file.border.serves(plan) }

  /// The part of a file as it would be read today; nil where it has to be read again.
  func stored(_ file: StoredFile) throws -> StoredPart? {
    guard serves(file) else { return nil }
    let slice = try store.slice(file)
    guard try people.fit(slice, countedWith: file.roster, in: store) else { return nil }
    var reading = file.reading
    reading.summary.file = file.path
    for index in reading.rejects.indices { reading.rejects[index].file = file.path }
    return StoredPart(path: file.path, slice: slice, reading: reading, isStored: true)
  }

  /// Reads a file and stores what it came to; nil where that cannot be said exactly.
  private func fresh(_ file: ExportFile, workers: Int, _ progress: any ProgressReporter) throws -> StoredPart? {
    let before = FileStamp(path: file.absolutePath)
    let left = repetitions[file.path] ?? []
    var counted = KeySet()
    for id in left { counted.insert(id) }
    let ingest = CallIngest(
      reading: [file], from: { empty }, zone: plan.window.zone, keepsRequestIDs: left.isEmpty, counted: counted,
      workers: workers, progress: progress)
    guard let summary = ingest.summaries.first, !ingest.accumulator.isBeyondLimits else { return nil }
    let slice: RollupSlice
    do {
      slice = try ingest.accumulator.slice(people.directory)
    } catch {
      // The next run need not find that out again.
      try store.noteOnePass(settings)
      return nil
    }
    guard slice.isFreeOfSecrets else { return nil }
    let ids = ingest.requestIDs ?? []
    var part = StoredPart(
      path: file.path, slice: slice,
      reading: FileReading(
        summary: summary, columns: ingest.columns.sorted(), rejects: ingest.rejects,
        declaredFormat: file.format?.id))
    // A file that failed, or that changed while it was read, is read again next time.
    guard let before, before == FileStamp(path: file.absolutePath), summary.failure == nil,
      let hash = FileStamp.contentHash(path: file.absolutePath)
    else {
      part.requestIDs = ids
      return part
    }
    try store.put(
      StoredFile(
        path: file.path, without: without[file.path] ?? "", stamp: before, contentHash: hash, settings: settings,
        roster: people.digest,
        border: slice.border, reading: part.reading),
      slice: slice, requestIDs: ids, roster: { people.roster })
    return part
  }
}

/// Where the parts of files that are read together come together.
private final class PartResults: @unchecked Sendable {
  private let lock = NSLock()
  private var results: [Result<StoredPart?, any Error>?]

  init(count: Int) { results = Array(repeating: nil, count: count) }

  func set(_ number: Int, _ result: Result<StoredPart?, any Error>) { lock.withLock { results[number] = result } }
  func all() throws -> [StoredPart?] { try lock.withLock { try results.compactMap { try $0?.get() } } }
}
