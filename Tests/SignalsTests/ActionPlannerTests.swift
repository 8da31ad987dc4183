import ReportModel
import Testing

@testable import Signals

@Suite("Actions")
struct ActionPlannerTests {
  private typealias S = Synthetic

  static func plan(
    _ world: SignalMonths.World, findings: [Finding] = [], user: String? = nil
  ) throws -> [Action] {
    let table = try SignalTable.load(user: user, metricIDs: KnownMetrics.ids)
    let outcomes = SignalEngine(month: S.month).evaluate(table, metrics: world.metrics, facts: world.facts)
    return ActionPlanner(month: S.month).plan(
      outcomes, findings: findings, metrics: world.metrics, facts: world.facts)
  }

  static func nrr() -> SignalMonths.World {
    SignalMonths.World(metrics: [S.judged("nrr", value: 0.97, previous: 1.01, verdict: .worse)])
  }

  @Test("a month in which nothing fires has no actions")
  func quiet() throws {
    #expect(try Self.plan(SignalMonths.World(metrics: [S.judged("nrr", value: 1.1, previous: 1.1)])).isEmpty)
  }

  @Test("reach × impact × confidence ÷ effort, from the data and the table")
  func rice() throws {
    var world = Self.nrr()
    world.facts.activeDevelopers = 4_000
    world.facts.reach = ["nrr": 410]
    let actions = try Self.plan(world)
    #expect(actions.map(\.id) == ["2026-10-nrr-1", "2026-10-nrr-2"])
    let first = try #require(actions.first)
    // Impact 2, effort 1; worse without a finding is 0.5.
    #expect(first.rice == Action.RICE(reach: 410, impact: 2, confidence: 0.5, effort: 1, unit: "developers"))
    #expect(first.rice.score == 410)
    #expect(first.finding == nil)
    #expect(
      first.expect == .init(metric: "nrr", direction: "up", by: Month(year: 2027, month: 1), target: 1, value: 0.97))
    world.facts.reach = [:]
    #expect(try Self.plan(world).first?.rice.reach == 4_000)
  }

  @Test("a finding gives its rank, its level and the segment to the title")
  func finding() throws {
    let finding = Finding(
      rank: 2, metric: "nrr", verdict: .worse, statement: "fell",
      causes: [
        Cause(
          rung: .measured, level: .dated, statement: "the pro plan accounts for most",
          segment: ["plan": .one("pro\n plan")], contribution: -0.03, share: 0.75)
      ])
    let action = try #require(try Self.plan(Self.nrr(), findings: [finding]).first { $0.id == "2026-10-nrr-1" })
    #expect(action.finding == 2)
    #expect(action.rice.confidence == 0.8)
    #expect(action.title == "Ask the customers that shrank or left for their reasons for plan pro plan")
    #expect(action.because == "Finding 2: fell")
    let arithmetic = Finding(
      rank: 1, metric: "grr", verdict: .worse, statement: "",
      causes: [
        Cause(rung: .measured, level: .arithmetic, statement: "")
      ], related: ["nrr"])
    let other = try #require(try Self.plan(Self.nrr(), findings: [arithmetic]).first)
    #expect(other.finding == 1)
    #expect(other.rice.confidence == 0.5)
    #expect(!other.title.contains("{"))
  }

  @Test("the segment of a metric that must not have moved never gets into a title")
  func foreignSegment() throws {
    var world = SignalMonths.World(metrics: [
      S.judged("signups", .count, value: 1_500, previous: 1_000, verdict: .better),
      S.judged("wat", .number, value: 6_500, previous: 6_000, verdict: .better),
    ])
    world.facts.firstCallers = (400, 410)
    let partner = Finding(
      rank: 1, metric: "wat", verdict: .better, statement: "rose",
      causes: [
        Cause(
          rung: .measured, level: .arithmetic, statement: "", segment: ["channel": .one("partner")], contribution: 500,
          share: 1)
      ])
    let action = try #require(try Self.plan(world, findings: [partner]).first)
    #expect(action.title == "Redirect acquisition spend; sign-ups are not value")
    #expect(action.finding == nil)
  }

  @Test("endpoints, companies and topics are named, and bring their own reach and owner")
  func subjects() throws {
    var world = SignalMonths.World()
    world.facts.endpoints = [
      FindingTests.endpoint("GET /v1/b", (9_000, 100_000), (900, 100_000), developers: 12, owner: "Payouts"),
      FindingTests.endpoint("GET /v1/a", (6_000, 100_000), (900, 100_000), developers: 300),
    ]
    world.facts.companies = [SignalMonths.company("a", level: 2_000, factor: 0.6)]
    let actions = try Self.plan(world)
    // Endpoint a: 300 × 2 × 0.8 ÷ 1; company: 12 × 3 × 0.8 ÷ 0.5; endpoint b: 12 × 2 × 0.8 ÷ 1.
    #expect(actions.map(\.id) == ["2026-10-errors-2", "2026-10-fading-1", "2026-10-errors-1"])
    #expect(actions[0].title == "Fix GET /v1/a or improve its error messages")
    #expect(actions[1].title == "Ask Company a: limits reached, or an alternative found?")
    #expect(actions[2].owner == "Payouts")
    #expect(actions[0].owner == nil)
    #expect(actions[0].rice.score == 480)
  }

  @Test("an action about one endpoint gives that endpoint's reason alone, and expects of that endpoint alone")
  func oneSubject() throws {
    var world = SignalMonths.World(metrics: [
      S.judged("error_rate.total", value: 0.05, previous: 0.02, verdict: .worse, good: "down"),
      S.judged("error_rate.5xx", value: 0.002, previous: 0.001, verdict: .worse, good: "down", target: 0.001),
    ])
    world.facts.endpoints = [
      FindingTests.endpoint("GET /v1/a", (12_000, 100_000), (900, 100_000), developers: 300),
      FindingTests.endpoint("GET /v1/b", (6_000, 100_000), (900, 100_000), developers: 20),
      FindingTests.endpoint("GET /v1/c", (400, 100_000), (50, 100_000), server: true, developers: 10),
    ]
    let finding = Finding(
      rank: 3, metric: "error_rate.4xx", verdict: .worse, statement: "GET /v1/a and GET /v1/b fail",
      causes: [
        Cause(
          rung: .measured, level: .located, statement: "", segment: ["endpoint": .many(["GET /v1/a", "GET /v1/b"])])
      ])
    let actions = try Self.plan(world, findings: [finding])
    for (name, other) in [("/v1/a", "/v1/b"), ("/v1/b", "/v1/a"), ("/v1/c", "/v1/a")] {
      let action = try #require(actions.first { $0.title.contains(name) })
      #expect(action.because.contains(name) && !action.because.contains(other), "\(action.because)")
      #expect(action.segment == ["endpoint": "GET " + name] && action.expect?.segment == action.segment)
    }
    let first = try #require(actions.first { $0.title.contains("/v1/a") })
    #expect(first.finding == 3)
    // 12 % is 2.4 times the target of 5 %: massive instead of high.
    #expect(first.rice.impact == 3)
    #expect(first.rice.because?.first?.contains("2.4 times") == true)
    #expect(first.rice.arithmetic == "300\u{A0}developers × 3 × 0.8 ÷ 1 week")
    #expect(actions.first { $0.title.contains("/v1/b") }?.rice.impact == 2)
    // Found by its server errors, so they are what must fall.
    #expect(actions.first { $0.title.contains("/v1/c") }?.expect?.metric == "error_rate.5xx")
  }

  @Test("impact goes a step down where the target is met, and keeps to the scale")
  func impact() {
    #expect(Impact(table: 2, excess: 0.9).value == 1)
    #expect(Impact(table: 2, excess: 1.5).value == 2)
    #expect(Impact(table: 3, excess: 9).value == 3)
    #expect(Impact(table: 0.25, excess: 0.1).value == 0.25)
    #expect(Impact(table: 2, excess: nil).because == nil)
    let uptime = S.result("uptime", value: 0.998, target: 0.9995)
    #expect(Impact.excess(uptime).map { abs($0 - 4) < 1e-9 } == true)
    #expect(Impact.excess(S.result("latency", value: 300, good: "down", target: 100)) == 3)
  }

  @Test("at most three actions for a signal: three of six endpoints")
  func perSignal() throws {
    var world = SignalMonths.World()
    world.facts.endpoints = (0..<6).map {
      FindingTests.endpoint("GET /v1/\($0)", (9_000 + Double($0), 100_000), (900, 100_000))
    }
    let actions = try Self.plan(world)
    #expect(actions.map(\.title).sorted().map { $0.prefix(13) } == ["Fix GET /v1/3", "Fix GET /v1/4", "Fix GET /v1/5"])
  }

  @Test("at most ten actions, first one for every signal, best score first, ids stable")
  func limits() throws {
    var world = SignalMonths.World()
    for example in SignalMonths.all {
      world.metrics += example.fires().metrics.filter { new in !world.metrics.contains { $0.result.id == new.result.id }
      }
    }
    world.facts.activeDevelopers = 1_000
    world.facts.endpoints = (0..<6).map {
      FindingTests.endpoint("GET /v1/\($0)", (9_000 + Double($0), 100_000), (900, 100_000), developers: 100_000)
    }
    let actions = try Self.plan(world)
    #expect(actions.count == 10)
    #expect(Set(actions.map(\.signal)).count == 10)
    #expect(actions.contains { $0.signal == "endpoint_error_rate" })
    #expect(zip(actions, actions.dropFirst()).allSatisfy { $0.rice.score >= $1.rice.score })
    #expect(Set(actions.map(\.id)).count == 10)
    world.metrics.reverse()
    world.facts.endpoints.reverse()
    #expect(try Self.plan(world) == actions)
  }

  @Test("nothing is expected of a metric that cannot be measured, nor a target that lies behind")
  func expectations() throws {
    let missing = try Self.plan(
      Self.nrr(),
      user: """
        signals:
          - id: nrr_below_100
            actions: [{title: A, expect: {metric: uptime, direction: up}}]
        """)
    #expect(missing.first?.expect == nil)
    let behind = try Self.plan(
      Self.nrr(),
      user: """
        signals:
          - id: nrr_below_100
            actions: [{title: A, expect: {metric: nrr, direction: up, target: 0.5}}]
        """)
    #expect(behind.first?.expect?.target == 1)
  }
}
