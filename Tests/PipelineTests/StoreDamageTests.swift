import TestSupport
import Foundation
import ReportModel
import Testing

@testable import Pipeline

/// Full disks, torn databases, folders nobody may write to: the report is the one without a store, one line says so,
/// and nothing counts twice when it is over.
@Suite("The store under damage")
struct StoreDamageTests {
  private let fixture: StoreFixture
  private let plain: [String]

  init() throws {
    fixture = try StoreFixture()
    plain = try fixture.counted(.none)
  }

  private var database: String { fixture.statePath + "/store.sqlite" }

  /// The report without a store, one note that holds the words.
  private func expectNote(_ words: String) throws {
    #expect(try fixture.counted(.usual) == plain)
    #expect(fixture.notes.count == 1 && fixture.notes.first?.contains(words) == true, "\(fixture.notes)")
  }

  /// All files stored once, and nothing to be said.
  private func expectWhole() throws {
    #expect(try fixture.counted(.usual) == plain)
    #expect(fixture.notes.isEmpty, "\(fixture.notes)")
    #expect(try fixture.storedFiles().map(\.path) == StoreFixture.months.map(\.0))
    #expect(try fixture.counted(.usual) == plain)
    #expect(fixture.readings == 0)
  }

  @Test("The report's bytes with a full disk, with a torn database, and after")
  func bytes() throws {
    let report = try fixture.report(.none)
    try CallStore.$pageLimit.withValue(20) { () throws in #expect(try fixture.report(.usual) == report) }
    #expect(fixture.notes.count == 1)
    _ = try fixture.counted(.usual)
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: database))
    try handle.truncate(atOffset: 9_000)
    try handle.close()
    #expect(try fixture.report(.usual) == report)
    #expect(fixture.notes.count == 1)
  }

  @Test("A full disk, from the schema to the last file", arguments: [1, 4, 9, 12, 20, 40])
  func full(pages: Int) throws {
    try CallStore.$pageLimit.withValue(pages) { () throws in try expectNote("the disk is full") }
    try expectWhole()
  }

  @Test("A disk that fills up over a store that was whole")
  func fullLater() throws {
    try expectWhole()
    let name = StoreFixture.months[2].0
    let grown = try String(contentsOfFile: fixture.path + "/" + name, encoding: .utf8)
    try fixture.write(name, grown + fixture.calls(month: "2026-10", days: 31, rows: 4_000, prefix: "more"))
    let now = try fixture.counted(.none)
    try CallStore.$pageLimit.withValue(1) { () throws in
      #expect(try fixture.counted(.usual) == now)
      #expect(fixture.notes.count == 1 && fixture.notes[0].contains("the disk is full"), "\(fixture.notes)")
    }
    #expect(try fixture.counted(.usual) == now)
    #expect(fixture.notes.isEmpty)
    #expect(try fixture.storedFiles().count == 3)
  }

  @Test("A truncated database", arguments: [50, 100, 4_000, 4_096, 8_192, 30_000])
  func truncated(length: UInt64) throws {
    _ = try fixture.counted(.usual)
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: database))
    try handle.truncate(atOffset: length)
    try handle.close()
    try expectNote("is damaged")
    // As the note says: away with it.
    try FileManager.default.removeItem(atPath: database)
    try expectWhole()
  }

  @Test("An empty database is a new one; a torn log beside a whole one is passed over")
  func emptied() throws {
    _ = try fixture.counted(.usual)
    try Data().write(to: URL(fileURLWithPath: database))
    try expectWhole()
    try Data([0x53]).write(to: URL(fileURLWithPath: database))
    try expectWhole()
    try Data(repeating: 0x5A, count: 9_000).write(to: URL(fileURLWithPath: database + "-wal"))
    try expectWhole()
  }

  @Test("A torn cell of one file")
  func cell() throws {
    _ = try fixture.counted(.usual)
    let bytes = try #require(FileManager.default.contents(atPath: database))
    // One byte in the middle of what is stored: some table or page is wrong, wherever it falls.
    var random = SplitMix(state: 5)
    for _ in 0..<12 {
      var torn = bytes
      torn[Int.random(in: 8_192..<bytes.count, using: &random)] ^= 0x10
      try torn.write(to: URL(fileURLWithPath: database))
      #expect(try fixture.counted(.usual) == plain)
    }
    try FileManager.default.removeItem(atPath: database)
    try expectWhole()
  }

  @Test("A folder that cannot be made or written to", arguments: [".throughline", ".throughline/lock"])
  func unwritable(path: String) throws {
    // Permissions do not bind the superuser: something of another kind stands in the place.
    let place = fixture.path + "/" + path
    if path == ".throughline" {
      try Data().write(to: URL(fileURLWithPath: place))
    } else {
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    }
    try expectNote("cannot be written")
    try FileManager.default.removeItem(atPath: place)
    try expectWhole()
  }

  @Test("A database that may only be read", .enabled(if: getuid() != 0, "permissions do not bind the superuser"))
  func readOnly() throws {
    _ = try fixture.counted(.usual)
    try fixture.write("calls-2026-10-more.ndjson", fixture.calls(month: "2026-10", days: 3, rows: 5, prefix: "more"))
    let now = try fixture.counted(.none)
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: fixture.statePath)
    #expect(try fixture.counted(.usual) == now)
    #expect(fixture.notes.count == 1)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: fixture.statePath)
  }
}
