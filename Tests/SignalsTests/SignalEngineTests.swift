import ReportModel
import Signals
import Testing

@Suite("Signals")
struct SignalEngineTests {
  private typealias S = Synthetic

  static func table() throws -> SignalTable { try SignalTable.builtIn(metricIDs: KnownMetrics.ids) }

  static func outcome(
    _ id: String, _ world: SignalMonths.World, verdict: DataVerdict = DataVerdict()
  ) throws -> SignalOutcome {
    let outcomes = SignalEngine(month: S.month, verdict: verdict).evaluate(
      try table(), metrics: world.metrics, facts: world.facts)
    return try #require(outcomes.first { $0.result.id == id })
  }

  @Test("every row has a month that fires it and one that does not", arguments: SignalMonths.all)
  func fires(_ example: SignalMonths.Case) throws {
    let fired = try Self.outcome(example.id, example.fires()).result
    #expect(fired.fired, "\(fired.why)")
    #expect(fired.unavailable == nil)
    let quiet = try Self.outcome(example.id, example.quiet()).result
    #expect(!quiet.fired, "\(quiet.why)")
    #expect(quiet.unavailable == nil, "\(quiet.why)")
    for why in [fired.why, quiet.why] { #expect(why.contains { $0.isNumber }, "\(why)") }
  }

  @Test("the examples cover the table, in its order")
  func coverage() throws {
    #expect(try Self.table().rows.map(\.id) == SignalMonths.all.map(\.id))
  }

  @Test("without data every row is unavailable, and says what it lacks", arguments: SignalMonths.all)
  func unavailable(_ example: SignalMonths.Case) throws {
    let missing = KnownMetrics.ids.map { S.judged($0, value: nil, reason: "needs calls") }
    let result = try Self.outcome(example.id, SignalMonths.World(metrics: missing)).result
    #expect(!result.fired)
    #expect(result.unavailable?.isEmpty == false)
  }

  @Test("a rate on a small sample never fires")
  func smallSample() throws {
    for (id, metric) in [
      ("nrr_below_100", S.judged("nrr", value: 0.5, previous: 0.9, verdict: .worse, small: true)),
      ("activation_dropping", S.judged("activation.rate", value: 0.1, previous: 0.9, verdict: .worse, small: true)),
      ("doc_completion_low", S.judged("doc_completion.rate", value: 0.1, previous: 0.9, verdict: .worse, small: true)),
    ] {
      let result = try Self.outcome(id, SignalMonths.World(metrics: [metric])).result
      #expect(!result.fired)
      #expect(result.why.contains("small sample"))
    }
    var facts = SignalFacts()
    facts.endpoints = [FindingTests.endpoint("GET /v1/a", (20, 29), (0, 29), hidden: true)]
    facts.churnByTier = ["scaling": FractionPair(current: Fraction(20, of: 29), previous: Fraction(1, of: 29))]
    facts.firstCallWithinDay = FractionPair(current: Fraction(1, of: 29), previous: Fraction(28, of: 29))
    let world = SignalMonths.World(metrics: [], facts: facts)
    for id in ["endpoint_error_rate", "deep_churn", "ttfc_increasing"] {
      let fired = try Self.outcome(id, world).result.fired
      #expect(!fired)
    }
  }

  @Test("the median of all sign-ups falling into a lower band fires, a rise inside a band does not")
  func bands() throws {
    func fired(_ value: Double, _ previous: Double) throws -> Bool {
      let metric = S.judged(
        "ttfc.median_all", .seconds, value: value, previous: previous, verdict: .unclear, good: "down")
      return try Self.outcome("ttfc_increasing", SignalMonths.World(metrics: [metric])).result.fired
    }
    #expect(try fired(3_700, 3_500))
    #expect(try fired(3_500, 1_000) == false)
    #expect(try fired(3_500, 3_700) == false)
  }

  @Test("an endpoint hidden by the average counts without having got worse; server errors have their own target")
  func endpoints() throws {
    var facts = SignalFacts()
    facts.endpoints = [FindingTests.endpoint("POST /v1/login", (9_000, 100_000), (9_050, 100_000), hidden: true)]
    let hidden = try Self.outcome("endpoint_error_rate", SignalMonths.World(facts: facts))
    #expect(hidden.result.fired)
    #expect(hidden.subjects.map(\.id) == ["POST /v1/login"])
    facts.endpoints = [FindingTests.endpoint("POST /v1/charges", (400, 100_000), (50, 100_000), server: true)]
    #expect(
      try Self.outcome("endpoint_error_rate", SignalMonths.World(facts: facts)).result.why.contains("server errors"))
  }

  @Test("falling tokens tell the new from the lost")
  func tokens() throws {
    var world = SignalMonths.World(metrics: [
      S.judged("wat", .number, value: 5_000, previous: 6_000, verdict: .worse)
    ])
    world.facts.watGrowth = ["new": 310, "resurrected": 40, "lost": -1_350]
    let why = try Self.outcome("wat_falling", world).result.why
    #expect(why.contains("+310 new"))
    #expect(why.contains("lost"))
  }

  @Test("in a partial month nothing is said to fall for months in money")
  func partial() throws {
    let metric = S.judged("revenue_per_developer", .money, value: 10, previous: 21, history: [23, 22, 21])
    let world = SignalMonths.World(metrics: [metric])
    #expect(try Self.outcome("revenue_per_developer_falling", world).result.fired)
    let verdict = DataVerdict(level: .caveat, isPartial: true)
    let result = try Self.outcome("revenue_per_developer_falling", world, verdict: verdict).result
    #expect(!result.fired)
  }

  @Test("all: a quiet part decides before a missing one; any: a missing part does not silence a quiet one")
  func threeValues() throws {
    // Sign-ups flat, callers unknown: quiet, not unavailable.
    let flat = SignalMonths.World(metrics: [S.judged("signups", .count, value: 1_000, previous: 990)])
    #expect(try Self.outcome("vanity_signups", flat).result.unavailable == nil)
    let one = SignalMonths.World(metrics: [S.judged("uptime", value: 1, previous: 1, target: 0.9995)])
    #expect(try Self.outcome("uptime_below_target", one).result.unavailable == nil)
  }

  @Test("the same month gives the same outcomes whatever the order of metrics and facts")
  func order() throws {
    var world = SignalMonths.World()
    for example in SignalMonths.all {
      world.metrics += example.fires().metrics
      world.facts.companies += example.fires().facts.companies
      world.facts.endpoints += example.fires().facts.endpoints
    }
    let table = try Self.table()
    let engine = SignalEngine(month: S.month)
    let first = engine.evaluate(table, metrics: world.metrics, facts: world.facts).map(\.result)
    world.facts.companies.reverse()
    world.facts.endpoints.reverse()
    #expect(engine.evaluate(table, metrics: world.metrics, facts: world.facts).map(\.result) == first)
  }
}
