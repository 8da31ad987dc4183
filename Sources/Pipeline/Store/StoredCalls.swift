import Foundation
import GRDB
import Loaders
import ReportModel
import Rollup

/// The calls of a folder, each file read once: what is known of it comes from the store, what is not goes there.
///
/// Every file is counted by itself, in one transaction, and the report is made of the slices alone: there is no second
/// way to the numbers that could differ from the first.
struct StoredCalls {
  /// To be raised where a row is read or counted differently than before: what is stored is then read again.
  private static let readingVersion = 5

  private let input: CallInput
  private let folder: StateFolder
  private let store: CallStore
  /// Whether files that are gone go on counting. Somebody has to have asked for it: by itself a report is what the
  /// folder holds, whatever was run before.
  private let keepsGone: Bool
  private let empty: CallAccumulator
  /// Digest of all but people and window that the counts depend on.
  private let settings: String
  private let people: StoredPeople

  init(input: CallInput, folder: StateFolder, keepsGone: Bool) throws {
    self.input = input
    self.keepsGone = keepsGone
    self.folder = folder
    store = try CallStore(folder: folder)
    empty = input.emptyAccumulator
    settings = folder.digest(
      "reading \(Self.readingVersion)\n" + input.plan.sliceSettings(catalogue: input.exports.endpoints))
    people = StoredPeople(input: input, identity: empty.identity, folder: folder)
  }

  func read(_ files: [ExportFile], progress: (any ProgressReporter)?) throws -> CallResult {
    let files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    var known = Dictionary(try whole().map { ($0.path, $0) }) { first, _ in first }
    if try store.needsOnePass(settings) { return onePass(files, without: known, progress: progress) }
    try follow(files, known: &known)
    // Which rows repeat one of another file is known where these files were compared before; else it shows at the end.
    var repetitions = try store.repetitions(among: digest(of: files.map { known[$0.path] })) ?? [:]
    for isLast in [false, true] {
      guard let (result, parts) = try count(files, known, without: repetitions, progress) else { break }
      let found = try self.repetitions(among: parts)
      if found == repetitions { return result }
      // Rows cannot be taken out of what was kept of a file that is gone, and a file that could not be read to its
      // end, or changed meanwhile, is no whole one.
      let present = Set(files.map(\.path))
      guard !isLast, found.keys.allSatisfy(present.contains), parts.allSatisfy({ $0.requestIDs == nil }) else { break }
      repetitions = found
      known = Dictionary(try whole().map { ($0.path, $0) }) { first, _ in first }
    }
    return onePass(files, without: known, progress: progress)
  }

  private func whole() throws -> [StoredFile] { try store.files().filter(\.without.isEmpty) }

  /// Counts the parts of all files; nil where that cannot be done exactly.
  private func count(
    _ files: [ExportFile], _ known: [String: StoredFile], without repetitions: [String: [UInt64]],
    _ progress: (any ProgressReporter)?
  ) throws -> (CallResult, [StoredPart])? {
    let reduced = Dictionary(try store.files().filter { !$0.without.isEmpty }.map { ($0.path, $0) }) { $1 }
    let reader = StoredPartReader(
      store: store, people: people, settings: settings, empty: empty, plan: input.plan, workers: input.workers,
      known: known, reduced: reduced, repetitions: repetitions,
      without: repetitions.mapValues { ids in folder.digest(ids.map { String($0, radix: 16) }.joined(separator: " ")) })
    var result = CallResult(accumulator: empty)
    var parts: [StoredPart] = []
    func add(_ part: StoredPart) throws {
      try result.accumulator.add(part.slice, people.directory)
      result.add(part)
      parts.append(part.withoutSlice)
    }
    guard try reader.read(files, progress, add) else { return nil }
    if keepsGone {
      let present = Set(files.map(\.path))
      for gone in known.values.sorted(by: { $0.path < $1.path }) where !present.contains(gone.path) {
        guard isPast(gone, beside: parts) else { continue }
        if var part = try reader.stored(gone) {
          part.reading.summary.format += " (gone; from the store)"
          try add(part)
        } else {
          result.summaries.append(Self.missed(gone, "no longer fits the configuration, the catalogue or the people"))
        }
      }
    }
    return result.accumulator.isBeyondLimits ? nil : (result, parts)
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

  /// Whether all of a file that is gone lies before the month and beside what is there.
  private func isPast(_ gone: StoredFile, beside parts: [StoredPart]) -> Bool {
    guard let earliest = gone.border.earliest, let latest = gone.border.latest, latest < input.plan.window.start
    else { return false }
    return !parts.contains { part in
      guard let first = part.slice.border.earliest, let last = part.slice.border.latest else { return false }
      return first <= latest && last >= earliest
    }
  }

  /// Which request ids of a file are in an earlier one, by path: their rows repeat, and count where they came first.
  private func repetitions(among parts: [StoredPart]) throws -> [String: [UInt64]] {
    let parts = parts.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    let stored = Dictionary(try whole().map { ($0.path, $0) }) { first, _ in first }
    let isStored = parts.allSatisfy { $0.requestIDs == nil }
    let files = digest(of: parts.map { stored[$0.path] })
    if isStored, let known = try store.repetitions(among: files) { return known }
    let lists = RepeatedIDs.repeated(in: try parts.map { try $0.requestIDs ?? store.requestIDs($0.path) })
    let found = Dictionary(uniqueKeysWithValues: zip(parts.map(\.path), lists)).filter { !$0.value.isEmpty }
    if isStored { try store.setRepetitions(found, among: files) }
    return found
  }

  /// What tells whether files, in the order of their paths, are the ones that were compared.
  private func digest(of files: [StoredFile?]) -> String {
    folder.digest(files.map { file in file.map { "\($0.path) \($0.contentHash)" } ?? "?" }.joined(separator: "\n"))
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
