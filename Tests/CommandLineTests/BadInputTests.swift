import Foundation
import Testing

@Suite("Bad input gets a clear message and an exit status, never a crash")
struct BadInputTests {
  @Test("A folder that is not there: 66")
  func noFolder() throws {
    let result = try Binary.run(["report", "/nowhere/at/all", "--month", "2026-10"])
    #expect(result.status == 66)
    #expect(result.error.contains("/nowhere/at/all"))
  }

  @Test("A folder without exports: 66, and what is expected there")
  func emptyFolder() throws {
    let workspace = try Workspace()
    let result = try workspace.report()
    #expect(result.status == 66)
    #expect(result.error.contains("calls.ndjson"))
  }

  @Test(
    "Wrong usage: 64, with the right form",
    arguments: [
      ["report", ".", "--month", "2026-13"], ["report", ".", "--month", "october"], ["report", "--nonsense"],
      ["report", ".", "--format", "pdf"], ["unheard-of"], ["report", ".", "--log-level", "loud"],
    ])
  func usage(_ arguments: [String]) throws {
    let result = try Binary.run(arguments)
    #expect(result.status == 64, "\(arguments): \(result.error)")
    #expect(!result.error.isEmpty)
  }

  @Test("--as-of before the month's end, or unreadable: 64")
  func asOf() throws {
    let workspace = try Workspace()
    try SmallCompany().write(to: workspace)
    #expect(try workspace.report(["--as-of", "2026-10-15"]).status == 64)
    let unreadable = try workspace.report(["--as-of", "soon"])
    #expect(unreadable.status == 64)
    #expect(unreadable.error.contains("soon"))
  }

  @Test("No calls: the report is written, the verdict is refuse, the status 65")
  func refuse() throws {
    let workspace = try Workspace()
    try workspace.write("developers.csv", SmallCompany().developersCSV())
    let result = try workspace.report()
    #expect(result.status == 65)
    let verdict = try workspace.json()["verdict"] as? [String: Any]
    #expect(verdict?["level"] as? String == "refuse")
    #expect((verdict?["reasons"] as? [String])?.contains { $0.contains("no calls") } == true)
    let page = String(decoding: try workspace.outputs()["2026-10/index.html"] ?? Data(), as: UTF8.self)
    #expect(page.contains("no calls"))
  }

  @Test("A month the calls do not reach: refuse, and how far they reach")
  func wrongMonth() throws {
    let workspace = try Workspace()
    try SmallCompany().write(to: workspace)
    let result = try Binary.run(["report", workspace.data, "--month", "2027-03", "--out", workspace.out])
    #expect(result.status == 65)
    #expect(result.error.contains("2026-10-31"))
  }

  @Test("More bad rows than allowed: a caveat, 65 only under --strict")
  func badRows() throws {
    let workspace = try Workspace()
    let rows = SmallCompany().calls()
    let bad = (0..<100).map { #"{"ts":"yesterday","method":"GET","path":"/v1/\#($0)","status":200}"# }
    try SmallCompany().write(to: workspace, calls: rows + bad)
    let result = try workspace.report()
    #expect(result.status == 0)
    #expect(result.error.contains("100 of"))
    let verdict = try workspace.json()["verdict"] as? [String: Any]
    #expect(verdict?["level"] as? String == "caveat")
    let rejects = String(decoding: try workspace.outputs()["2026-10/rejects.ndjson"] ?? Data(), as: UTF8.self)
    #expect(rejects.split(separator: "\n").count == 100)
    #expect(try workspace.report(["--strict"]).status == 65)
  }

  @Test("Days missing inside the month: a caveat that names them, and no verdict on volumes")
  func missingDays() throws {
    let workspace = try Workspace()
    let rows = SmallCompany().calls().filter { !$0.contains("2026-10-12T") && !$0.contains("2026-10-13T") }
    try SmallCompany().write(to: workspace, calls: rows)
    let result = try workspace.report()
    #expect(result.status == 0)
    #expect(result.error.contains("2026-10-12 to 2026-10-13"))
    let metrics = try workspace.json()["metrics"] as? [[String: Any]] ?? []
    let verdict = metrics.first { $0["id"] as? String == "calls.total" }?["verdict"] as? String
    #expect(verdict == "unclear")
  }

  struct BrokenFile: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var name: String
    var bytes: Data
    /// What the message must say.
    var says: [String]
  }

  static let brokenFiles: [BrokenFile] = [
    BrokenFile(
      testDescription: "an empty file", name: "calls-x.ndjson", bytes: Data(), says: ["calls-x.ndjson", "empty"]),
    BrokenFile(
      testDescription: "a truncated gzip", name: "calls-x.ndjson.gz",
      bytes: Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B, 0x4C]), says: ["calls-x.ndjson.gz", "ends"]),
    BrokenFile(
      testDescription: "a wrong encoding", name: "calls-x.csv",
      bytes: Data("ts,status,method,path\n".utf8) + Data([0x32, 0xFF, 0xFE, 0x80, 0x0A]),
      says: ["calls-x.csv", "UTF-8"]),
    BrokenFile(
      testDescription: "a duplicate header", name: "calls-x.csv",
      bytes: Data("ts,status,method,path,status\n2026-10-01T00:00:00Z,200,GET,/v1/x,200\n".utf8),
      says: ["calls-x.csv", "status"]),
    BrokenFile(
      testDescription: "a required column missing", name: "calls-x.csv",
      bytes: Data("ts,method,path\n2026-10-01T00:00:00Z,GET,/v1/x\n".utf8), says: ["calls-x.csv", "status"]),
    BrokenFile(
      testDescription: "a line of 40 MB", name: "calls-x.ndjson",
      bytes: Data(#"{"ts":""#.utf8) + Data(repeating: 0x61, count: 40 << 20), says: ["calls-x.ndjson"]),
    BrokenFile(
      testDescription: "no text at all", name: "calls-x.ndjson", bytes: Data((0..<4_096).map { UInt8($0 & 0xFF) }),
      says: ["calls-x.ndjson"]),
  ]

  @Test("A file that cannot be read is named with what is wrong; the rest is reported", arguments: brokenFiles)
  func brokenFile(_ file: BrokenFile) throws {
    let workspace = try Workspace()
    try SmallCompany().write(to: workspace)
    try workspace.write(file.name, file.bytes)
    let result = try workspace.report()
    #expect(result.status == 0, "\(result.error)")
    for word in file.says { #expect(result.error.contains(word), "\(result.error)") }
    let sources = try workspace.json()["sources"] as? [[String: Any]] ?? []
    #expect(sources.contains { $0["file"] as? String == file.name && ($0["failure"] as? String) != nil })
    let check = try Binary.run(["check", workspace.data, "--month", "2026-10"])
    #expect(check.output.contains(file.name) && check.output.contains("unreadable"))
  }

  @Test(
    "Configuration mistakes: 78 with file, line and the nearest name",
    arguments: [
      ("timezone: Europe/Berlim\n", "Europe/Berlin"), ("prodct: X\n", "product"),
      ("product: X\ndepth: { weights: { volume: 0.9, coverage: 0.3, features: 0.2 } }\n", "add"),
      ("product: ${NO_SUCH_VARIABLE_HERE}\n", "NO_SUCH_VARIABLE_HERE"), ("min_n: many\n", "min_n"),
    ])
  func configuration(_ text: String, _ word: String) throws {
    let workspace = try Workspace()
    try SmallCompany().write(to: workspace)
    try workspace.write("throughline.yaml", text)
    let result = try workspace.report()
    #expect(result.status == 78)
    #expect(result.error.contains("throughline.yaml:"), "\(result.error)")
    #expect(result.error.contains(word), "\(result.error)")
  }

  @Test("A place that cannot be written to: 73, and nothing is left behind")
  func output() throws {
    let workspace = try Workspace()
    try SmallCompany().write(to: workspace)
    try workspace.write("occupied", "a file where a folder should go")
    let result = try Binary.run(
      ["report", workspace.data, "--month", "2026-10", "--out", workspace.data + "/occupied"])
    #expect(result.status == 73, "\(result.error)")
    #expect(result.error.contains("occupied"))
  }
}
