import Foundation
import Testing

@Suite("value-moment")
struct ValueMomentCommandTests {
  /// 260 sign-ups of May to July; whoever calls three times successfully in the first day stays more often than not.
  private func exports(into workspace: Workspace) throws {
    var state: UInt64 = 5
    func dice(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    func iso(_ seconds: Int) -> String {
      let day = seconds / 86_400, rest = seconds % 86_400
      let (month, date) = day < 31 ? (5, day) : day < 61 ? (6, day - 31) : day < 92 ? (7, day - 61) : (0, 0)
      let late = day - 92
      let (m, d) =
        month > 0 ? (month, date) : late < 31 ? (8, late) : late < 61 ? (9, late - 31) : (10, late - 61)
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      return "2026-\(two(m))-\(two(d + 1))T\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }
    var developers = "developer_id,signed_up_at\n"
    var calls = "ts,status,method,endpoint,developer_id\n2026-05-01T00:00:00Z,200,GET,/v1/ping,nobody\n"
    var events = "{\"ts\":\"2026-05-01T00:00:00Z\",\"name\":\"heartbeat\"}\n"
    // A call of nobody on every day, so that October is covered.
    for day in 1..<184 { calls += "\(iso(day * 86_400 + 600)),200,GET,/v1/ping,nobody\n" }
    for index in 0..<260 {
      let signUp = 3_600 + dice(80 * 86_400)
      developers += "d\(index),\(iso(signUp))\n"
      let successes = dice(6)
      for call in 0..<successes {
        let path = ["/v1/things", "/v1/ping"][dice(2)]
        calls += "\(iso(signUp + 60 + call * 900)),200,GET,\(path),d\(index)\n"
      }
      let stays = dice(100) < (successes >= 3 ? 85 : 10)
      calls += "\(iso(signUp + (stays ? 65 : 5) * 86_400)),500,GET,/v1/things,d\(index)\n"
      let contact = dice(2) == 0 ? "ops@example.com" : "sk_live_4eC39HqLyjWDarjtT1zdp7dc"
      events +=
        "{\"ts\":\"\(iso(signUp + 5))\",\"name\":\"opened\",\"developer_id\":\"d\(index)\",\"who\":\"\(contact)\"}\n"
    }
    try workspace.write("developers.csv", developers)
    try workspace.write("calls.csv", calls)
    try workspace.write("events.ndjson", events)
  }

  private struct Search: Decodable {
    struct Candidate: Decodable { var label: String }
    var candidates: [Candidate]
    var yaml: String?
    var obstacle: String?
  }

  private func search(_ result: Binary.Result) throws -> Search {
    try JSONDecoder().decode(Search.self, from: Data(result.output.utf8))
  }

  @Test("A planted third success is found, its YAML pasted, and the report measures it; no address, no key is shown")
  func thirdSuccess() throws {
    let workspace = try Workspace()
    try exports(into: workspace)
    let chart = workspace.root.appendingPathComponent("out/retention.svg").path
    let arguments = ["value-moment", workspace.data, "--month", "2026-10"]
    let json = try Binary.run(arguments + ["--format", "json", "--chart", chart])
    #expect(json.status == 0, "\(json.error)")
    let found = try search(json)
    #expect(found.candidates.first?.label == "3rd successful call")
    #expect(try String(contentsOfFile: chart, encoding: .utf8).contains("3rd successful call"))
    let text = try Binary.run(arguments)
    #expect(text.status == 0)
    for part in ["A developer successfully makes three calls with our API.", "  count: 3", "not a cause"] {
      #expect(text.output.contains(part), "\(part) in \(text.output)")
    }
    for output in [json.output, text.output] {
      #expect(!output.contains("ops@example.com") && !output.contains("sk_live_4eC"))
    }
    #expect(try Binary.run(arguments + ["--format", "json"]).output == json.output)
    try workspace.write("throughline.yaml", try #require(found.yaml))
    let report = try workspace.report()
    #expect(report.status == 0, "\(report.error)")
    let file = URL(fileURLWithPath: workspace.out + "/2026-10/report.json")
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
    let metrics = object?["metrics"] as? [[String: Any]] ?? []
    #expect(metrics.first { $0["id"] as? String == "ttv.median_retained" }?["value"] is Double)
  }

  @Test("Too little history is said with what it needs, and is no failure")
  func shortHistory() throws {
    let workspace = try Workspace()
    try SmallCompany().write(to: workspace)
    let result = try Binary.run(["value-moment", workspace.data, "--month", "2026-10"])
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("Nothing can be said yet"))
    #expect(result.output.contains("What was the moment you knew this was going to work?"))
    let wrong = try Binary.run(["value-moment", workspace.data, "--format", "yaml"])
    #expect(wrong.status == 64)
  }
}
