import Foundation
import ReportModel
import Testing

@testable import Loaders

@Suite struct FolderTests {
  static let names: [(path: String, table: ExportTable?)] = [
    ("calls.csv", .calls), ("calls-2026-10-01.ndjson.gz", .calls), ("calls_eu.tsv", .calls),
    ("calls.2026.json.zst", .calls),
    ("calls.log", .calls), ("calls-1.log.gz", .calls), ("calls/2026-10/a.csv", .calls), ("calls/deep/er/b.log", .calls),
    ("Developers.CSV", .developers), ("doc_views.jsonl", .docViews), ("doc_views-eu.jsonl.zst", .docViews),
    ("developers.log", nil), ("recalls.csv", nil), ("callsign.csv", nil), ("calls.txt", nil), ("calls.parquet", nil),
    ("case.json", nil), ("archive/calls.csv", nil), ("openapi.json", .endpoints), ("openapi.yaml", .endpoints),
    ("openapi.yml", .endpoints), ("openapi.csv", nil), ("endpoints.csv", .endpoints),
    ("endpoints/payments.yaml", .endpoints),
    ("history.atom", .incidents), ("history.rss", .incidents), ("history.csv", nil), ("incidents.json", .incidents),
    ("releases.atom", .changes), ("releases-sdk.atom", .changes), ("releases.json", nil), ("changes.tsv.gz", .changes),
    ("notes/a.md", .notes), ("notes/2026/b.markdown", .notes), ("notes/c.csv", nil), ("README.md", nil),
  ]

  @Test(arguments: names) func aTableIsKnownByTheNameOfItsFile(path: String, table: ExportTable?) {
    #expect(FileConvention.table(of: path) == table)
  }

  @Test func filesComeInTheByteOrderOfTheirPathsAndStrangersAreListed() throws {
    let folder = try TablesFolder([
      "calls/b.csv": "x", "calls-2.csv": "x", "calls.csv": "x", "Zoo.txt": "x", "notes/é.md": "x", "notes/z.md": "x",
      "misc/calls.csv": "x", "reports/2026-09/report.json": "x", "rollup/a.csv": "x", ".throughline/calls.csv": "x",
      ".calls.csv": "x", "throughline.yaml": "product: X", "calls/.hidden/c.csv": "x", "calls/readme.txt": "x",
    ])
    let found = try folder.scan()
    #expect(found.files.map(\.path) == ["calls-2.csv", "calls.csv", "calls/b.csv", "notes/z.md", "notes/é.md"])
    #expect(found.unrecognised == ["Zoo.txt", "calls/readme.txt", "misc/"])
    #expect(found.configuration == folder.path + "/throughline.yaml")
    #expect(found.files.first?.byteCount == 1)
    #expect(found.problems.isEmpty)
  }

  @Test func aMissingFolderAndAFileInItsPlaceAreMissingInput() throws {
    let folder = try TablesFolder(["calls.csv": "x"])
    for path in [folder.path + "/nowhere", folder.path + "/calls.csv"] {
      let error = #expect(throws: LoadError.self) { try ExportFolder.scan(directory: path, sources: [:]) }
      #expect(error?.code == .notFound, "\(path)")
    }
  }

  @Test func linksThatLeaveTheFolderAreRefused() throws {
    let outside = try TablesFolder(["developers.csv": "developer_id\nsecret\n", "more/calls.csv": "x"])
    let folder = try TablesFolder(["calls.csv": "x"])
    try folder.link("developers.csv", to: outside.path + "/developers.csv")
    try folder.link("events", to: outside.path + "/more")
    try folder.link("revenue.csv", to: "nothing.csv")
    try folder.link("other.txt", to: "/etc/hostname")
    let found = try folder.scan()
    #expect(found.files.map(\.path) == ["calls.csv"])
    #expect(found.problems.map(\.table) == ["developers", "events", "revenue"])
    #expect(found.problems[0].failure?.contains("leaves the data folder") == true)
    #expect(found.problems[2].failure?.contains("points to nothing") == true)
    #expect(found.unrecognised == ["other.txt"])
    let tables = TableLoader.load(folder: found, configuration: ReportConfiguration(), zone: .utc)
    #expect(tables.summaries.compactMap(\.failure).count == 3)
  }

  @Test func aFileUnderTwoNamesIsReadOnceAndCirclesEnd() throws {
    let folder = try TablesFolder(["calls/2026-10-31.csv": "x", "data/x.csv": "x"])
    try folder.link("calls/latest.csv", to: "2026-10-31.csv")
    try folder.link("calls/again", to: "..")
    try folder.link("calls.csv", to: "data/x.csv")
    #expect(try folder.scan().files.map(\.path) == ["calls.csv", "calls/2026-10-31.csv"])
  }

  @Test func sourcesNameFilesTheConventionDoesNot() throws {
    let folder = try TablesFolder([
      "gateway/a.log.gz": "x", "gateway/old/b.log.gz": "x", "gateway/readme.txt": "x", "people.dat": "x",
      "other/x.csv": "x",
    ])
    let found = try folder.scan([
      "calls": .init(files: "gateway/**/*.log.gz", format: "combined"), "developers": .init(files: "*.dat"),
      "events": .init(files: "nowhere/*.csv"),
    ])
    #expect(found.files.map(\.path) == ["gateway/a.log.gz", "gateway/old/b.log.gz", "people.dat"])
    #expect(found.files.map(\.table) == [.calls, .calls, .developers])
    #expect(found.files.map(\.format) == [.combined, .combined, nil])
    #expect(found.unrecognised == ["gateway/readme.txt", "other/"])
    #expect(
      found.problems.map(\.failure)
        == ["sources.events: no file matches nowhere/*.csv (it is a pattern below the data folder)"])
  }

  @Test func sourcesThatCannotBeFollowedAreErrors() throws {
    let folder = try TablesFolder(["a.csv": "x"])
    let format = #expect(throws: LoadError.self) { try folder.scan(["calls": .init(files: "a.csv", format: "ndjso")]) }
    #expect(format?.hint == "did you mean ndjson?")
    let table = #expect(throws: LoadError.self) { try folder.scan(["call": .init(files: "a.csv")]) }
    #expect(table?.hint == "did you mean calls?")
    let both = #expect(throws: LoadError.self) {
      try folder.scan(["calls": .init(files: "a.csv"), "events": .init(files: "*.csv")])
    }
    #expect(both?.detail == "sources.calls and sources.events both match it, expected one")
  }

  static let globs: [(pattern: String, path: String, matches: Bool)] = [
    ("*.csv", "a.csv", true), ("*.csv", "a/b.csv", false), ("**/*.csv", "a.csv", true), ("**/*.csv", "a/b/c.csv", true),
    ("a/**", "a/b/c", true), ("a/**", "a", true), ("a/**/z.*", "a/z.x", true), ("./a?.log", "ab.log", true),
    ("a?.log", "a.log", false), ("*a*b*", "xxaxxbxx", true), ("*a*b*", "xxbxxaxx", false), ("A.csv", "a.csv", false),
    ("**/**/x", "x", true), ("", "a", false),
  ]

  @Test(arguments: globs) func aStarStaysInItsStepAndTwoCrossThem(pattern: String, path: String, matches: Bool) {
    #expect(Glob(pattern).matches(path) == matches)
  }

  @Test func hostilePatternsTakeNoTime() {
    let glob = Glob(String(repeating: "**/", count: 40) + String(repeating: "*a", count: 200) + "b")
    let path = String(repeating: "a/", count: 200) + String(repeating: "a", count: 2_000)
    #expect(!glob.matches(path))
  }

  @Test func theNearestNameIsTheOneWithFewestEdits() {
    let names = ["timezone", "currency", "rates", "sources"]
    #expect(NearestName.of("timezon", among: names) == "timezone")
    #expect(NearestName.of("TIMEZOEN", among: names) == "timezone")
    #expect(NearestName.of("rate", among: names) == "rates")
    #expect(NearestName.of("colour", among: names) == nil)
    #expect(NearestName.of(String(repeating: "x", count: 10_000), among: names) == nil)
  }
}
