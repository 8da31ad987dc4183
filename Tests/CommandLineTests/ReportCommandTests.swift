import Foundation
import Testing

@Suite("throughline report")
struct ReportCommandTests {
  @Test("A folder becomes a report, and the last line of the output names the file to open")
  func report() throws {
    let workspace = try Workspace()
    try SmallCompany().write(to: workspace)
    let result = try workspace.report()
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output == workspace.out + "/2026-10/index.html\n")
    let names = Set(try workspace.outputs().keys)
    let expected: Set = [
      "2026-10/index.html", "2026-10/report.md", "2026-10/report.json", "2026-10/email.html", "2026-10/email.txt",
      "index.html", "feed.xml",
    ]
    #expect(names.isSuperset(of: expected), "missing: \(expected.subtracting(names))")
    #expect(!names.contains { $0.contains(".new") || $0.contains(".old") })
    let json = try workspace.json()
    #expect(json["schema"] as? String == "throughline.report/1")
  }

  @Test("Two runs give the same bytes, from wherever they are started")
  func deterministic() throws {
    let first = try Workspace()
    let second = try Workspace()
    for workspace in [first, second] {
      try SmallCompany().write(to: workspace)
      #expect(
        try workspace.report(environment: ["TZ": workspace === first ? "Asia/Tokyo" : "America/Lima"]).status == 0)
    }
    #expect(try first.outputs() == second.outputs())
  }

  @Test("A shuffled export gives the same report")
  func shuffled() throws {
    let ordered = try Workspace()
    let shuffled = try Workspace()
    try SmallCompany().write(to: ordered)
    var rows = SmallCompany().calls()
    var state: UInt64 = 7
    for index in rows.indices.reversed() {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      rows.swapAt(index, Int(state >> 33) % (index + 1))
    }
    try SmallCompany().write(to: shuffled, calls: rows)
    #expect(try ordered.report().status == 0)
    #expect(try shuffled.report().status == 0)
    #expect(try ordered.outputs() == shuffled.outputs())
  }

  @Test("No token and no e-mail address of the input occurs in any output, rejects included")
  func secrets() throws {
    let workspace = try Workspace()
    let rows =
      SmallCompany().calls() + [
        #"{"ts":"not a time","method":"GET","path":"/v1/x?api_key=\#(SmallCompany.token)99","status":200,"token":"\#(SmallCompany.token)98","note":"\#(SmallCompany.email)"}"#,
        #"{"ts":"2026-10-03T00:00:00Z","method":"GET","path":"/v1/y","token":"\#(SmallCompany.token)97"}"#,
      ]
    try SmallCompany().write(to: workspace, calls: rows)
    try workspace.write(
      "tickets.csv",
      "created_at,ticket_id,subject,topic\n2026-10-05,t1,\"Write to \(SmallCompany.email), my key is \(SmallCompany.token)\",auth\n"
    )
    try workspace.write(
      "notes/one.md",
      "---\ndate: 2026-10-07\n---\n# Talk\n> Mail me at \(SmallCompany.email) about \(SmallCompany.token)1\n")
    let result = try workspace.report()
    #expect(result.status == 0, "\(result.error)")
    let outputs = try workspace.outputs()
    #expect(outputs.keys.contains("2026-10/rejects.ndjson"))
    for (name, bytes) in outputs {
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(!text.contains(SmallCompany.token), "a token stands in \(name)")
      #expect(!text.contains(SmallCompany.email), "an e-mail address stands in \(name)")
    }
    #expect(!result.error.contains(SmallCompany.token) && !result.output.contains(SmallCompany.token))
  }

  @Test("Only the formats asked for are written, and report.json always")
  func formats() throws {
    let workspace = try Workspace()
    try SmallCompany().write(to: workspace)
    let result = try workspace.report(["--format", "md"])
    #expect(result.status == 0)
    let names = try workspace.outputs().keys.filter { $0.hasPrefix("2026-10/") && !$0.contains("charts/") }
    #expect(Set(names) == ["2026-10/report.md", "2026-10/report.json"])
  }

  @Test("A second month leaves the first one's files as they were, and links back to it")
  func archive() throws {
    let workspace = try Workspace()
    try SmallCompany().write(to: workspace)
    _ = try Binary.run(["report", workspace.data, "--month", "2026-09", "--out", workspace.out])
    let before = try workspace.outputs().filter { $0.key.hasPrefix("2026-09/") }
    #expect(!before.isEmpty)
    #expect(try workspace.report().status == 0)
    #expect(try workspace.outputs().filter { $0.key.hasPrefix("2026-09/") } == before)
    let archive = String(decoding: try workspace.outputs()["index.html"] ?? Data(), as: UTF8.self)
    #expect(archive.contains("2026-09") && archive.contains("2026-10"))
    func page(_ month: String) throws -> String {
      String(decoding: try workspace.outputs()["\(month)/index.html"] ?? Data(), as: UTF8.self)
    }
    #expect(try page("2026-10").contains("<a href=\"../2026-09/index.html\" rel=\"prev\">September 2026</a>"))
    #expect(try !page("2026-09").contains("rel=\"prev\"") && page("2026-09").contains("<a href=\"../index.html\">"))
    #expect(try workspace.outputs().keys.contains("README.md"))
  }

  @Test("A repeated request_id counts once")
  func duplicates() throws {
    let workspace = try Workspace()
    let rows = SmallCompany().calls()
    try SmallCompany().write(to: workspace, calls: rows + rows.suffix(20))
    _ = try workspace.report()
    let metrics = try workspace.json()["metrics"] as? [[String: Any]] ?? []
    let total = metrics.first { $0["id"] as? String == "calls.total" }?["value"] as? Double
    #expect(total == Double(31 * SmallCompany().callsPerDay))
  }
}
