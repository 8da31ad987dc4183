import Foundation
import Loaders
import ReportModel
import Signals

/// `actions.yaml` beside the months: read before the long work, merged after it, never written over unread.
struct LedgerFile {
  static let name = "actions.yaml"

  let path: String
  /// nil = there is none yet.
  let text: String?
  let entries: [LedgerEntry]
  private let today: Day

  /// - Throws: `RunError` where the file cannot be read; it is left as it is.
  static func load(_ options: RunOptions) throws -> LedgerFile {
    let path = options.out + "/" + name
    let today = latestDay(options)
    guard let text = try read(path) else { return LedgerFile(path: path, text: nil, entries: [], today: today) }
    do {
      let entries = try LedgerReader(text: text, file: path, today: today).entries()
      return LedgerFile(path: path, text: text, entries: entries, today: today)
    } catch {
      throw RunError(.configuration, "\(error)")
    }
  }

  /// Brings the file up to date, from what stands there by now: an edit made during the run is kept too.
  func write(_ update: LedgerUpdate) throws {
    let now = try LedgerFile.read(path) ?? ""
    let merged: String
    do {
      merged = try LedgerMerge.merge(now, update, file: path, today: today)
    } catch {
      throw RunError(.configuration, "\(error)")
    }
    guard merged != now, !merged.isEmpty else { return }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    try ReportWriter.write([OutputFile(path: LedgerFile.name, text: merged)], into: folder)
  }

  /// What people wrote, without what must not be published.
  static func clean(_ text: String) -> String { SecretMask.mask(text) }

  private static func read(_ path: String) throws -> String? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw RunError(.configuration, "\(path): the action ledger cannot be read; it is left as it is")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw RunError(.configuration, "\(path): the action ledger is not UTF-8; save it as UTF-8 and run again")
    }
    return text
  }

  /// The last day that can have been, wherever on earth: the clock's, or the report's own.
  private static func latestDay(_ options: RunOptions) -> Day {
    let month = options.month ?? Month(containing: ZoneTable.utc.day(of: options.now)).previous
    let asOf = options.asOf.flatMap { TimeParser.parse($0, zone: .utc) } ?? 0
    return max(ZoneTable.utc.day(of: max(options.now, asOf)) + 1, month.days.upperBound)
  }
}
