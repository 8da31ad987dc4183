import ReportModel
import Rollup
import Testing

@testable import Metrics

/// The steps on the way to the value moment, and who is lost on each.
@Suite struct FrictionTests {
  private static let path = ["key.created", "call", "success", "project.created", "done"]

  /// 300 sign-ups; each walks the path and stops with the odds given. `python` is lost more often at the first success.
  private static func company(
    seed: UInt64, configure: (inout ReportConfiguration) -> Void = { _ in }
  ) -> (rows: ExampleMonth, furthest: [Int], sdks: [String]) {
    var configuration = ReportConfiguration()
    configuration.valueMoment = .init(signal: .event(name: "done", conditions: []))
    configure(&configuration)
    var rows = ExampleMonth(
      window: ReportWindow(month: Month(year: 2026, month: 10), zone: .utc), configuration: configuration)
    var dice = Dice(seed: seed)
    var furthest: [Int] = []
    var sdks: [String] = []
    for index in 0..<300 {
      let (id, signUp) = ("d\(index)", rows.at(2) + Int64(index) * Duration.hour)
      let sdk = dice.chance(0.3) ? "python" : "node"
      rows.signUp(id, signUp)
      rows.exports.developers[index].sdk = sdk
      rows.event(id, signUp, "signup.completed")
      var (step, time) = (0, signUp)
      for name in Self.path {
        let stops = name == "success" ? (sdk == "python" ? 0.55 : 0.1) : 0.12
        guard !dice.chance(stops) else { break }
        step += 1
        time += Int64(60 + dice.below(600)) * Duration.second
        switch name {
        case "call": rows.call(id, time, "POST /v1/token", status: 401)
        case "success": rows.call(id, time, "POST /v1/token")
        case "key.created" where dice.chance(0.15): break
        case "done":
          // A second before the moment: another name of it, no step.
          rows.event(id, time - Duration.second, "almost.done")
          rows.event(id, time, name)
        default: rows.event(id, time, name)
        }
        if dice.chance(0.05) { rows.event(id, time + Duration.second, "tooltip.seen") }
      }
      furthest.append(step)
      sdks.append(sdk)
    }
    return (rows, furthest, sdks)
  }

  @Test("steps are inferred in their usual order, and a step left out is no drop", arguments: [1, 2, 3] as [UInt64])
  func inferred(seed: UInt64) throws {
    let (rows, _, _) = Self.company(seed: seed)
    let table = try #require(TableBuilder(month: rows.engine.month).build()["friction"])
    #expect(
      table.compactMap { $0["step"]?.text } == [
        "signed up → key.created", "key.created → made a first call", "made a first call → made a successful call",
        "made a successful call → project.created", "project.created → reached the value moment",
      ])
    // The long way: the furthest thing in the rows of each developer.
    let furthest = rows.exports.developers.map { developer -> Int in
      let names = Set(rows.exports.events.filter { $0.developerID == developer.id }.map(\.name))
      let statuses = Set(rows.calls.filter { $0.developerID == developer.id }.map(\.status))
      if names.contains("done") { return 5 }
      if names.contains("project.created") { return 4 }
      return statuses.contains(200) ? 3 : statuses.contains(401) ? 2 : names.contains("key.created") ? 1 : 0
    }
    for (index, row) in table.enumerated() {
      #expect(row["entered"] == .integer(furthest.count { $0 >= index }))
      #expect(row["left"] == .integer(furthest.count { $0 == index }))
      #expect((row["median_s"]?.double ?? 0) >= 60)
    }
    let met = try #require(table[2]["last_met"]?.text)
    #expect(met == "POST /v1/token → 401 (\(furthest.count { $0 == 2 }) of \(furthest.count { $0 == 2 }))")
  }

  @Test("the SDK that loses more is told at its step, and none is where nothing differs")
  func segments() throws {
    let (rows, _, _) = Self.company(seed: 7)
    let table = try #require(TableBuilder(month: rows.engine.month).build()["friction_segments"])
    let step = "made a first call → made a successful call"
    let python = try #require(table.first { $0["step"]?.text == step && $0["segment"]?.text == "python" })
    let sdks = Dictionary(uniqueKeysWithValues: rows.exports.developers.map { ($0.id, $0.sdk ?? "") })
    let entered = Set(rows.calls.map(\.developerID)).filter { sdks[$0] == "python" }
    let passed = Set(rows.calls.filter { $0.status == 200 }.map(\.developerID)).filter { sdks[$0] == "python" }
    #expect(python["entered"] == .integer(entered.count) && python["left"] == .integer(entered.count - passed.count))
    #expect((python["p"]?.double ?? 1) < 0.001)
    #expect(table.allSatisfy { ($0["entered"]?.double ?? 0) >= 20 })
    var told = 0
    for seed in 20..<40 {
      let rows = Self.company(seed: UInt64(seed)).rows
      let segments = TableBuilder(month: rows.engine.month).build()["friction_segments"] ?? []
      if segments.contains(where: { $0["step"]?.text != step && ($0["p"]?.double ?? 1) <= 0.05 }) { told += 1 }
    }
    #expect(told <= 4, "\(told) of 20")
  }

  @Test("steps that are configured stand as they are, in their order")
  func configured() throws {
    let (rows, _, _) = Self.company(seed: 3) { configuration in
      configuration.frictionSteps = [
        .init(name: "made a key", sign: .did(.event(name: "key.created", conditions: []))),
        .init(sign: .did(.call(endpoint: "POST /v1/token"))), .init(sign: .viewed(page: "/docs")),
      ]
    }
    let table = try #require(TableBuilder(month: rows.engine.month).build()["friction"])
    #expect(
      table.compactMap { $0["step"]?.text } == [
        "signed up → made a key", "made a key → succeeded with POST /v1/token",
        "succeeded with POST /v1/token → viewed /docs", "viewed /docs → reached the value moment",
      ])
    // Nobody viewed the page: nobody is lost on the way from it, and those who arrived have passed it.
    #expect(table[3]["left"] == .integer(0) && (table[3]["entered"]?.double ?? 0) > 50)
    #expect(table[3]["median_s"] == .null)
  }
}
