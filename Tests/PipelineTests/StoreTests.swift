import Foundation
import ReportModel
import Testing

@testable import Pipeline

@Suite("The store of calls")
struct StoreTests {
  private let fixture: StoreFixture

  init() throws { fixture = try StoreFixture() }

  @Test("Cold, warm and without: the same bytes")
  func sameBytes() throws {
    let plain = try fixture.report(.none)
    #expect(plain["report.json"] != nil)
    #expect(try fixture.report(.usual) == plain)
    #expect(try fixture.storedFiles().count == 3)
    #expect(try fixture.report(.usual) == plain)
    #expect(fixture.notes.isEmpty)
  }

  @Test("Each file is read once, whatever else comes")
  func readOnce() throws {
    try fixture.hide(StoreFixture.months[0].0)
    _ = try fixture.report(.usual)
    #expect(fixture.readings == 2)
    try fixture.show(StoreFixture.months[0].0)
    _ = try fixture.report(.usual)
    #expect(fixture.readings == 1)
    _ = try fixture.report(.usual)
    #expect(fixture.readings == 0)
    // Touched, not changed.
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)],
      ofItemAtPath: fixture.path + "/" + StoreFixture.months[1].0)
    _ = try fixture.report(.usual)
    #expect(fixture.readings == 0)
  }

  @Test("Filled file by file, in any order", arguments: [[2, 1, 0], [1, 0, 2]])
  func anyOrder(order: [Int]) throws {
    let plain = try fixture.report(.none)
    let names = StoreFixture.months.map(\.0)
    for name in names { try fixture.hide(name) }
    for index in order {
      try fixture.show(names[index])
      _ = try fixture.report(.usual)
    }
    #expect(try fixture.report(.usual) == plain)
  }

  @Test("A month's store serves the next month, with more people in the tables")
  func nextMonth() throws {
    _ = try fixture.report(.usual, month: "2026-09")
    try fixture.write("developers.csv", fixture.developers(46))
    try fixture.write("tokens.csv", fixture.tokens(46))
    let plain = try fixture.report(.none)
    #expect(try fixture.report(.usual) == plain)
    // Of the three files, those with rows of the newcomers and the one with rows after as_of are read again.
    #expect(fixture.readings == 3)
    #expect(try fixture.report(.usual) == plain)
    #expect(fixture.readings == 0)
    #expect(try fixture.report(.usual, month: "2026-09") == fixture.report(.none, month: "2026-09"))
  }

  @Test("A newcomer nobody called for has nothing read again")
  func newcomer() throws {
    _ = try fixture.report(.usual)
    let text = fixture.developers(40) + "d900,2026-10-20T09:00:00Z,c1,free,new@example.com\n"
    try fixture.write("developers.csv", text)
    try fixture.write("tokens.csv", fixture.tokens(40) + "sk_live_newcomer,d900\n")
    let stored = try fixture.report(.usual)
    #expect(fixture.readings == 0)
    #expect(stored == (try fixture.report(.none)))
  }

  @Test("The next month reads only its own file")
  func month() throws {
    // Nobody's existence depends on the month.
    let early = fixture.developers(40).replacingOccurrences(of: "2026-09-", with: "2026-08-")
    try fixture.write("developers.csv", early.replacingOccurrences(of: "2026-10-", with: "2026-08-"))
    try fixture.hide(StoreFixture.months[2].0)
    _ = try fixture.report(.usual, month: "2026-09")
    try fixture.show(StoreFixture.months[2].0)
    let stored = try fixture.report(.usual)
    #expect(fixture.readings == 1)
    #expect(stored == (try fixture.report(.none)))
  }

  @Test("A changed file and a grown one replace their rows; a moved one is not read again")
  func changes() throws {
    _ = try fixture.report(.usual)
    let name = StoreFixture.months[2].0
    let url = fixture.folder.appendingPathComponent(name)
    let grown =
      try String(contentsOf: url, encoding: .utf8)
      + #"{"ts":"2026-10-31T10:00:00Z","status":200,"method":"GET","path":"/v1/ping","developer_id":"d1"}"# + "\n"
    try fixture.write(name, grown)
    #expect(try fixture.report(.usual) == fixture.report(.none))
    try FileManager.default.moveItem(at: url, to: fixture.folder.appendingPathComponent("calls-moved.ndjson"))
    #expect(try fixture.report(.usual) == fixture.report(.none))
    #expect(try fixture.report(.usual).isEmpty == false && fixture.readings == 0)
    #expect(try fixture.storedFiles().map(\.path).sorted().last == "calls-moved.ndjson")
  }

  @Test("A changed sign-up has the files read again")
  func changedAnchor() throws {
    _ = try fixture.report(.usual)
    let text = fixture.developers(40).replacingOccurrences(
      of: "d4,2026-09-02T09:00:00Z", with: "d4,2026-09-05T09:00:00Z")
    #expect(text != fixture.developers(40))
    try fixture.write("developers.csv", text)
    let stored = try fixture.report(.usual)
    #expect(fixture.readings > 0)
    #expect(stored == (try fixture.report(.none)))
  }

  @Test("A past month whose file is gone is still counted, and the sources say so")
  func gone() throws {
    let whole = try #require(
      String(data: try fixture.report(.folder(fixture.statePath))["report.json"] ?? Data(), encoding: .utf8))
    try fixture.hide(StoreFixture.months[1].0)
    let report = try #require(
      String(data: try fixture.report(.folder(fixture.statePath))["report.json"] ?? Data(), encoding: .utf8))
    #expect(report.contains("(gone; from the store)"))
    #expect(report.replacingOccurrences(of: " (gone; from the store)", with: "") == whole)
    let without = try #require(String(data: try fixture.report(.none)["report.json"] ?? Data(), encoding: .utf8))
    #expect(without != whole)
    // Nobody asked for the usual store: what was run before changes no report.
    #expect(try fixture.report(.usual)["report.json"] == Data(without.utf8))
  }

  /// Writes the first rows of a month's file again as a file of their own.
  private func repeatRows(_ rows: Int, of month: Int, as name: String) throws {
    let file = fixture.folder.appendingPathComponent(StoreFixture.months[month].0)
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").prefix(rows)
    // Twice: what stands twice in a file and in another one counts once all the same.
    try fixture.write(name, (lines + lines.prefix(3)).joined(separator: "\n"))
  }

  @Test(
    "A request id in two files counts once, and only the later file is read again",
    arguments: ["calls-2026-09-again.ndjson", "calls-2026-12-late.ndjson"])
  func repeatedAcrossFiles(name: String) throws {
    let without = try fixture.report(.none)
    try repeatRows(300, of: 1, as: name)
    let plain = try fixture.report(.none)
    #expect(try fixture.report(.usual) == plain)
    // Four files, one of them again for what it repeats itself, and the later one without the earlier one's ids.
    #expect(fixture.readings == 6)
    #expect(try fixture.report(.usual) == plain)
    #expect(fixture.readings == 0)
    // Without the other file, and with it again, everything is there.
    try fixture.hide(name)
    #expect(try fixture.report(.usual) == without)
    #expect(fixture.readings == 0)
    try fixture.show(name)
    #expect(try fixture.report(.usual) == plain)
    #expect(fixture.readings == 0)
  }

  @Test("Files that repeat ids of several others, and change")
  func repeatedAcrossMany() throws {
    try repeatRows(40, of: 0, as: "calls-2026-08-again.ndjson")
    try repeatRows(70, of: 0, as: "calls-2026-11.ndjson")
    try repeatRows(200, of: 2, as: "calls-2026-12.ndjson")
    let plain = try fixture.report(.none)
    #expect(try fixture.report(.usual) == plain)
    // Six files, three of them again for what they repeat themselves, and three for ids of earlier ones.
    #expect(fixture.readings == 12)
    // A file with other repetitions, and more people, of whom some calls were.
    try repeatRows(90, of: 2, as: "calls-2026-12.ndjson")
    try fixture.write("developers.csv", fixture.developers(46))
    try fixture.write("tokens.csv", fixture.tokens(46))
    let changed = try fixture.report(.none)
    #expect(try fixture.report(.usual) == changed)
    #expect(try fixture.report(.usual) == changed)
    #expect(fixture.readings == 0)
  }

  @Test("Neither tokens nor e-mail addresses are in the state folder, and the key is its owner's")
  func secrets() throws {
    _ = try fixture.report(.usual)
    let state = fixture.statePath
    for name in try FileManager.default.contentsOfDirectory(atPath: state) {
      let data = FileManager.default.contents(atPath: state + "/" + name) ?? Data()
      for secret in ["sk_live_secret", "@example.com"] {
        #expect(data.range(of: Data(secret.utf8)) == nil, "\(secret) in \(name)")
      }
    }
    let mode = try FileManager.default.attributesOfItem(atPath: state + "/key")[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test("A torn store: the report is made without it, and a note says what to do", arguments: [0, 9_000])
  func torn(offset: UInt64) throws {
    let plain = try fixture.report(.usual)
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: fixture.statePath + "/store.sqlite"))
    try handle.seek(toOffset: offset)
    try handle.write(contentsOf: Data(repeating: 0x5A, count: 40_000))
    try handle.close()
    #expect(try fixture.report(.usual) == plain)
    #expect(fixture.notes.contains { $0.contains("is damaged") })
  }

  @Test("A state folder that cannot be made is a note, not a failure")
  func unwritable() throws {
    try fixture.write("file", "")
    #expect(try fixture.report(.folder(fixture.path + "/file/state")) == fixture.report(.none))
    _ = try fixture.report(.folder(fixture.path + "/file/state"))
    #expect(fixture.notes.contains { $0.contains("cannot be written") })
  }

  @Test("A second run that cannot wait leaves with busy")
  func busy() throws {
    let held = try StateFolder(fixture.statePath)
    #expect(throws: RunError.self) { try StateFolder(fixture.statePath, patience: 0) }
    withExtendedLifetime(held) {}
  }

  @Test("The rollup folder gives the report of the files")
  func interchange() throws {
    let plain = try fixture.report(.none)
    var options = RunOptions(data: fixture.path, now: 0, environment: [:])
    options.month = Month("2026-10")
    try ReportPipeline(options).rollup(out: fixture.path + "/rollup")
    let tokens = try #require(FileManager.default.contents(atPath: fixture.path + "/rollup/token_weeks.ndjson"))
    #expect(tokens.range(of: Data("sk_live".utf8)) == nil)
    for (name, _, _) in StoreFixture.months { try fixture.hide(name) }
    #expect(try fixture.report(.none) == plain)
    // A row that is lost is noticed.
    let path = fixture.path + "/rollup/traffic.ndjson"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropLast()
    try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    #expect(throws: RunError.self) { try fixture.report(.none) }
  }
}
