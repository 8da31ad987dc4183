import Foundation
import ReportModel
import Testing

@testable import Pipeline

/// Where the store is by itself, and whom it leaves alone.
@Suite("The place of the store")
struct StorePlaceTests {
  private let fixture: StoreFixture

  init() throws { fixture = try StoreFixture() }

  private func names(_ folder: String) -> Set<String> {
    Set((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
  }

  @Test("Beside the configuration, with word for git, and in no output")
  func beside() throws {
    let plain = try fixture.report(.none)
    #expect(fixture.summary == "4500 calls from 3 files, all read")
    #expect(!names(fixture.path).contains(".throughline"))
    #expect(try fixture.report(.usual) == plain)
    #expect(fixture.summary == "4500 calls from 3 files, all read")
    #expect(try String(contentsOfFile: fixture.statePath + "/.gitignore", encoding: .utf8) == "*\n")
    #expect(try fixture.report(.usual) == plain)
    #expect(fixture.summary == "4500 calls from 3 files, all from the store")
    try fixture.write("calls-2026-10-more.ndjson", fixture.calls(month: "2026-10", days: 3, rows: 5, prefix: "more"))
    _ = try fixture.report(.usual)
    #expect(fixture.summary == "4505 calls from 4 files, 3 from the store")
  }

  @Test("A bare folder of data is left as it is")
  func bare() throws {
    try FileManager.default.removeItem(atPath: fixture.path + "/throughline.yaml")
    let before = names(fixture.path)
    _ = try fixture.report(.usual)
    #expect(names(fixture.path) == before.union(["reports"]))
  }

  @Test("state: none switches it off, a folder moves it below the configuration")
  func configured() throws {
    try fixture.write("throughline.yaml", "product: Fixture\nstate: none\n")
    _ = try fixture.report(.usual)
    #expect(!names(fixture.path).contains(".throughline"))
    try fixture.write("throughline.yaml", "product: Fixture\nstate: .kept\n")
    _ = try fixture.report(.usual)
    #expect(names(fixture.path).contains(".kept") && !names(fixture.path).contains(".throughline"))
    try fixture.hide(StoreFixture.months[1].0)
    let report = String(decoding: try fixture.report(.usual)["report.json"] ?? Data(), as: UTF8.self)
    #expect(report.contains("(gone; from the store)"))
  }

  @Test("Data folders of one configuration have a store each")
  func shared() throws {
    let other = try StoreFixture()
    try other.write(StoreFixture.months[2].0, other.calls(month: "2026-10", days: 20, rows: 900))
    let home = fixture.path + "/.home"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    let file = home + "/throughline.yaml"
    try FileManager.default.copyItem(atPath: fixture.path + "/throughline.yaml", toPath: file)
    let plain = (try fixture.report(.none), try other.report(.none))
    for _ in 0..<2 {
      #expect(try fixture.report(.usual, configuration: file) == plain.0)
      #expect(try other.report(.usual, configuration: file) == plain.1)
    }
    #expect(fixture.readings == 0 && other.readings == 0)
    #expect(names(home + "/.throughline").count == 3 && names(home + "/.throughline").contains(".gitignore"))
    #expect(!names(fixture.path).contains(".throughline") && !names(other.path).contains(".throughline"))
  }

  @Test("A command that only looks uses the store where a report made it")
  func looking() throws {
    let plain = try fixture.report(.existing)
    #expect(!names(fixture.path).contains(".throughline"))
    _ = try fixture.report(.usual)
    #expect(try fixture.report(.existing) == plain)
    #expect(fixture.readings == 0)
  }

  @Test("A second run that nobody told to use the store does without it")
  func busy() throws {
    let plain = try fixture.report(.none)
    let held = try StateFolder(fixture.statePath)
    #expect(try fixture.report(.usual) == plain)
    #expect(fixture.notes.count == 1 && fixture.notes[0].contains("another run is using the store"))
    withExtendedLifetime(held) {}
  }

  @Test("A folder of somebody's own gets no word for git")
  func own() throws {
    let own = fixture.path + "/.own"
    try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
    _ = try fixture.report(.folder(own))
    #expect(names(own) == ["key", "lock", "store.sqlite"])
  }
}
