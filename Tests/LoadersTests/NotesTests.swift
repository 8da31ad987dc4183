import Foundation
import ReportModel
import Testing

@testable import Loaders

@Suite struct NotesTests {
  private func note(_ text: String, name: String = "notes/a.md", zone: ZoneTable = .utc) throws -> NoteRecord {
    let folder = try TablesFolder()
    try folder.write(name, Array(text.utf8))
    return try #require(try folder.load(zone: zone).exports.notes.first)
  }

  @Test func frontMatterAndBodyAreTold() throws {
    let found = try note(
      "---\ndate: 2026-10-21\ntags: [onboarding, auth, python]\ndeveloper_id: 0012\ncompany_id:\n---\n\n# First day\n\nShe said \"it works\".\n\n---\nmore\n"
    )
    #expect(
      found
        == NoteRecord(
          file: "notes/a.md", day: Civil.day(iso: "2026-10-21"), tags: ["onboarding", "auth", "python"],
          developerID: "0012",
          title: "First day", body: "# First day\n\nShe said \"it works\".\n\n---\nmore"))
  }

  @Test func tagsMayBeTextAndTheTitleAKey() throws {
    let found = try note(
      "\u{FEFF}---\r\ntags: onboarding , auth,\r\ntitle: Call with Acme\r\ncompany_id: c1\r\n---\r\nBody\r\n")
    #expect(found.tags == ["onboarding", "auth"])
    #expect(found.title == "Call with Acme")
    #expect(found.companyID == "c1")
    #expect(found.body == "Body")
  }

  @Test func aNoteWithoutFrontMatterHasTheDateOfItsName() throws {
    let found = try note("Just text\n# Later heading\n", name: "notes/2026-10-15-growing.md")
    #expect(found.day == Civil.day(iso: "2026-10-15"))
    #expect(found.title == "Later heading")
    #expect(found.tags.isEmpty && found.developerID == nil)
    #expect(try note("---\nnever closed\n").body == "---\nnever closed")
    #expect(try note("---\n---\nBody").body == "Body")
  }

  @Test func aDateWithATimeIsADayOfTheReportsZone() throws {
    let east = ZoneTable(name: "East", transitions: [], offsets: [9 * Duration.hour])
    #expect(try note("---\ndate: 2026-10-21T20:00:00Z\n---\nx", zone: east).day == Civil.day(iso: "2026-10-22"))
  }

  @Test func whatCannotBeReadIsCounted() throws {
    let tables = try loaded([
      "notes/a.md": "---\ndate: someday\nmood: good\n---\nx", "notes/b.md": "---\ndate: [\n---\nx",
      "notes/c.md": "---\njust text\n---\nx", "notes/d.md": "---\na: &a [x]\nb: {tags: *a}\ntags: *a\n---\nx",
    ])
    #expect(tables.summaries.map(\.warnings) == [["date": 1], [:], [:], [:]])
    #expect(
      tables.summaries.map(\.reasons) == [[:], ["front matter: unreadable": 1], ["front matter: unreadable": 1], [:]])
    #expect(tables.summaries.map(\.rows) == [1, 1, 1, 1])
    #expect(tables.summaries[0].ignoredColumns == ["mood"])
    #expect(tables.exports.notes.map(\.file) == ["notes/a.md", "notes/d.md"])
    #expect(tables.exports.notes.last?.tags == ["x"])
    #expect(tables.summaries[0].format == "markdown")
  }

  @Test func aNoteThatIsNoTextIsAFailure() throws {
    let folder = try TablesFolder()
    try folder.write("notes/a.md", [0xC3, 0x28, 0x41])
    try folder.write("notes/b.md", Array(String(repeating: "x", count: 2 << 20).utf8))
    let tables = try folder.load()
    #expect(tables.exports.notes.isEmpty)
    #expect(tables.summaries.allSatisfy { $0.failure != nil })
    #expect(tables.exports.present == [.notes])
  }
}
