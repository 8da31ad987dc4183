import Foundation
import GRDB
import Loaders
import ReportModel
import Rollup

/// The calls of a folder, each file read once: what is known of it comes from the store, what is not goes there.
///
/// Every file is counted by itself, in one transaction, and the report is made of the slices alone, in the order of the
/// files' names: there is no second way to the numbers that could differ from the first.
struct StoredCalls {
  /// To be raised where a row is read or counted differently than before: what is stored is then read again.
  private static let readingVersion = 3

  private let input: CallInput
  private let folder: StateFolder
  private let store: CallStore
  /// Whether files that are gone go on counting. Somebody has to have asked for it: by itself a report is what the
  /// folder holds, whatever was run before.
  private let keepsGone: Bool
  private let empty: CallAccumulator
  private let settings: String
  private let roster: Roster
  private let rosterDigest: String
  /// Key of a developer → key of its id among the unknown ones.
  private let unknownKeys: [String: String]

  init(input: CallInput, folder: StateFolder, keepsGone: Bool) throws {
    self.input = input
    self.keepsGone = keepsGone
    self.folder = folder
    store = try CallStore(folder: folder)
    empty = input.emptyAccumulator
    settings = "reading \(Self.readingVersion)\n" + input.plan.sliceSettings(catalogue: input.exports.endpoints)
    roster = Roster(
      identity: empty.identity,
      anchors: DeveloperAnchors.all(in: input.exports, quickstart: input.plan.quickstart),
      tokens: input.exports.tokens, folder: folder)
    rosterDigest = roster.digest(folder)
    unknownKeys = Dictionary(
      input.exports.developers.map { developer in
        var id = developer.id
        let hash = id.withUTF8 { Identity.hash(UnsafeRawBufferPointer($0)) }
        return (folder.names.developer(developer.id), folder.names.developer(String(hash, radix: 16)))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// A file's part in the report.
  private struct Part {
    var path: String
    var slice: RollupSlice
    var reading: FileReading
    /// Where the store does not have them: the file could not be read to its end, or changed meanwhile.
    var requestIDs: [UInt64]?
    var isStored = false
  }

  func read(_ files: [ExportFile], progress: (any ProgressReporter)?) throws -> CallResult {
    var known = Dictionary(try store.files().map { ($0.path, $0) }) { first, _ in first }
    if try store.needsOnePass(folder.digest(settings)) { return onePass(files, without: known, progress: progress) }
    try follow(files, known: &known)
    var parts: [Part] = []
    for file in files {
      guard let part = try known[file.path].flatMap({ try stored($0, as: file) }) ?? fresh(file, progress: progress)
      else {
        return onePass(files, without: known, progress: progress)
      }
      parts.append(part)
    }
    var result = CallResult(accumulator: empty)
    let present = Set(files.map(\.path))
    result.filesFromStore = parts.count { $0.isStored }
    let past = keepsGone ? known.values.filter { !present.contains($0.path) } : []
    for gone in past.sorted(by: { $0.path < $1.path }) {
      try add(gone, to: &parts, &result)
    }
    guard try areDisjoint(parts) else { return onePass(files, without: known, progress: progress) }
    let directory = SliceDirectory(empty.identity, names: folder.names)
    for part in parts.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
      try result.accumulator.add(part.slice, directory: directory)
      result.summaries.append(part.reading.summary)
      result.rejects += part.reading.rejects
      result.columns.formUnion(part.reading.columns)
    }
    if result.accumulator.isBeyondLimits { return onePass(files, without: known, progress: progress) }
    return result
  }

  /// Every file read anew, and word of the past ones that cannot be joined to that.
  private func onePass(
    _ files: [ExportFile], without known: [String: StoredFile], progress: (any ProgressReporter)?
  ) -> CallResult {
    var result = input.onePass(files, progress: progress)
    let present = Set(files.map(\.path))
    let first = result.accumulator.totals.earliest
    for gone in known.values.sorted(by: { $0.path < $1.path }) where keepsGone {
      guard !present.contains(gone.path), let latest = gone.border.latest, latest < min(first, input.plan.window.start)
      else { continue }
      result.summaries.append(Self.missed(gone, "cannot be joined to files that have to be counted in one pass"))
    }
    return result
  }

  /// What the report says of a file that should have been counted; it makes the verdict a caveat.
  private static func missed(_ file: StoredFile, _ reason: String) -> SourceSummary {
    SourceSummary(
      file: file.path, table: "calls", format: file.reading.summary.format,
      failure: "\(file.path): the file is gone, and what was kept of it \(reason): put it back to have its days counted"
    )
  }

  /// Files that were moved or touched but hold what they held.
  private func follow(_ files: [ExportFile], known: inout [String: StoredFile]) throws {
    let present = Set(files.map(\.path))
    for file in files {
      guard let stamp = FileStamp(path: file.absolutePath), known[file.path]?.stamp != stamp else { continue }
      let candidates = known.values.filter {
        $0.stamp.size == stamp.size && ($0.path == file.path || known[file.path] == nil && !present.contains($0.path))
      }
      guard !candidates.isEmpty, let hash = FileStamp.contentHash(path: file.absolutePath),
        var old = candidates.sorted(by: { $0.path < $1.path }).first(where: { $0.contentHash == hash })
      else { continue }
      try store.update(old.path, to: file.path, stamp: stamp)
      known[old.path] = nil
      (old.path, old.stamp, old.reading.summary.file) = (file.path, stamp, file.path)
      for index in old.reading.rejects.indices { old.reading.rejects[index].file = file.path }
      known[file.path] = old
    }
    // What is left under a present name with another stamp is another content.
    for file in files where known[file.path].map({ $0.stamp != FileStamp(path: file.absolutePath) }) ?? false {
      known[file.path] = nil
    }
  }

  /// The slice of a file as it would be read today; nil where it has to be read again.
  private func stored(_ file: StoredFile, as present: ExportFile? = nil) throws -> Part? {
    if let present, file.reading.declaredFormat != present.format?.id { return nil }
    guard file.settings == folder.digest(settings), file.border.serves(input.plan) else { return nil }
    let slice = try store.slice(file)
    if file.roster != rosterDigest {
      guard let old = try store.roster(file.roster),
        roster.serves(slice, from: old, unknownKey: { unknownKeys[$0] })
      else { return nil }
    }
    var reading = file.reading
    reading.summary.file = file.path
    for index in reading.rejects.indices { reading.rejects[index].file = file.path }
    return Part(path: file.path, slice: slice, reading: reading, isStored: true)
  }

  /// Reads a file and stores what it came to; nil where that cannot be said exactly.
  private func fresh(_ file: ExportFile, progress: (any ProgressReporter)?) throws -> Part? {
    let before = FileStamp(path: file.absolutePath)
    var ingest = CallIngest(
      exports: input.exports, plan: input.plan, zone: input.plan.window.zone, keepsRequestIDs: true)
    ingest.read([file], workers: input.workers, progress: progress)
    guard let summary = ingest.summaries.first, !ingest.accumulator.isBeyondLimits else { return nil }
    let slice: RollupSlice
    do {
      slice = try ingest.accumulator.slice(names: folder.names)
    } catch {
      // The next run need not find that out again.
      try store.noteOnePass(folder.digest(settings))
      return nil
    }
    guard slice.isFreeOfSecrets else { return nil }
    let ids = ingest.requestIDs.sorted()
    var part = Part(
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
        path: file.path, stamp: before, contentHash: hash, settings: folder.digest(settings), roster: rosterDigest,
        border: slice.border, reading: part.reading),
      slice: slice, requestIDs: ids, roster: roster)
    return part
  }

  /// A file that is no longer there: kept where all of it lies before the month and beside what is there.
  private func add(_ gone: StoredFile, to parts: inout [Part], _ result: inout CallResult) throws {
    guard let earliest = gone.border.earliest, let latest = gone.border.latest,
      latest < input.plan.window.start,
      !parts.contains(where: { part in
        guard let first = part.slice.border.earliest, let last = part.slice.border.latest else { return false }
        return first <= latest && last >= earliest
      })
    else { return }
    if var part = try stored(gone) {
      part.reading.summary.format += " (gone; from the store)"
      parts.append(part)
    } else {
      result.summaries.append(
        Self.missed(gone, "no longer fits the configuration, the catalogue or the people"))
    }
  }

  /// Whether no request id is in two of the files. Where one is, the first row counts, and only one pass can tell.
  private func areDisjoint(_ parts: [Part]) throws -> Bool {
    let hashes = Dictionary(try store.files().map { ($0.path, $0.contentHash) }) { first, _ in first }
    let paths = parts.map(\.path).sorted()
    let text = folder.digest(paths.map { "\($0) \(hashes[$0] ?? 0)" }.joined(separator: "\n"))
    let isStored = parts.allSatisfy { $0.requestIDs == nil }
    if isStored, try store.disjointFiles() == text { return true }
    guard RepeatedIDs.areDisjoint(try parts.map { try $0.requestIDs ?? store.requestIDs($0.path) }) else {
      return false
    }
    if isStored { try store.setDisjoint(text) }
    return true
  }

  /// What went wrong, and what to do.
  static func describe(_ error: any Error, state: String) -> String {
    switch error {
    case let error as StoreError: return error.description
    case let error as RunError where error.kind == .busy:
      return "\(state): another run is using the store: calls are read without it"
    case let error as DatabaseError where error.resultCode == .SQLITE_FULL:
      return "\(state): the disk is full: calls are read without the store; make room to have it kept"
    case let error as DatabaseError
    where [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT].contains(error.resultCode):
      return StoreError.damaged(state, error.message ?? "\(error.resultCode)").description
    case let error as DatabaseError where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode):
      return "\(state): another program has the store open: calls are read without it"
    case let error as DatabaseError
    where [.SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_IOERR].contains(error.resultCode):
      return StoreError.unwritable(state, error.message ?? "\(error.resultCode)").description
    default: return StoreError.damaged(state, "\(error)").description
    }
  }
}
