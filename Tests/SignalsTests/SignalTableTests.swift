import ReportModel
import Signals
import Testing

@Suite("The signal table")
struct SignalTableTests {
  static func load(_ yaml: String) throws -> SignalTable {
    try SignalTable.load(user: yaml, metricIDs: KnownMetrics.ids)
  }

  static func error(_ yaml: String) -> String? {
    do {
      _ = try SignalTable.load(user: yaml, metricIDs: KnownMetrics.ids)
      return nil
    } catch {
      return error.description
    }
  }

  @Test("the built-in table has its 21 rows, each with words, a condition and something to do")
  func builtIn() throws {
    let table = try SignalEngineTests.table()
    #expect(table.rows.count == 21)
    #expect(Set(table.rows.map(\.short)).count == 21)
    for row in table.rows {
      #expect(!row.title.isEmpty && !row.when.isEmpty && !row.metrics.isEmpty && !row.actions.isEmpty, "\(row.id)")
      for action in row.actions {
        #expect(action.effort > 0 && action.impact > 0 && action.expect != nil, "\(action.title)")
      }
    }
  }

  @Test("a user's row overrides the keys it names and keeps the rest and its place")
  func override() throws {
    let table = try Self.load(
      """
      signals:
        - id: nrr_below_100
          fire: {metric: nrr, below: 1.1}
      """)
    let builtIn = try SignalEngineTests.table()
    #expect(table.rows.map(\.id) == builtIn.rows.map(\.id))
    let row = try #require(table.rows.first { $0.id == "nrr_below_100" })
    #expect(row.condition == .metric("nrr", [.below(1.1)], segment: [:]))
    #expect(row.actions == builtIn.rows.first { $0.id == "nrr_below_100" }?.actions)
  }

  @Test("a new row is added at the end, with every test the vocabulary has")
  func added() throws {
    let table = try Self.load(
      """
      signals:
        - id: my_own
          title: Mine
          fire:
            all:
              - {metric: nrr, verdict: [worse, unclear], above: 0.5}
              - not: {metric: wat, moved: down}
              - any:
                  - {metric: latency.p95, running: {direction: up, months: 4}}
                  - {metric: ttv.median, times: {of: ttv.median_retained, above: 3}}
                  - {check: company_fading, top: 3}
          actions:
            - title: Do it
              effort: 0.5
              impact: 3
              expect: {metric: nrr, direction: up, within_months: 4, target: 1.2}
      """)
    let row = try #require(table.rows.last)
    #expect(row.id == "my_own" && row.short == "my" && row.when == "Mine")
    #expect(
      row.metrics == ["nrr", "wat", "latency.p95", "ttv.median", "ttv.median_retained", "calls.total", "revenue.total"])
    #expect(row.actions.first?.expect?.target == 1.2)
    #expect(
      row.condition
        == .all([
          .metric("nrr", [.verdict([.worse, .unclear]), .above(0.5)], segment: [:]),
          .not(.metric("wat", [.moved(isUp: false)], segment: [:])),
          .any([
            .metric("latency.p95", [.running(isUp: true, months: 4, by: 0)], segment: [:]),
            .metric("ttv.median", [.times(of: "ttv.median_retained", above: 3)], segment: [:]),
            .check(.companyFading(top: 3, by: 0.2)),
          ]),
        ]))
  }

  @Test("a row can be dropped; an empty file changes nothing")
  func dropped() throws {
    let table = try Self.load("signals:\n  - {id: timeouts, enabled: false}\n")
    #expect(table.rows.count == 20)
    #expect(!table.rows.contains { $0.id == "timeouts" })
    #expect(try Self.load("").rows.count == 21)
    #expect(try Self.load("# nothing\n").rows.count == 21)
  }

  @Test(
    "what is not known is an error with its line and the nearest name",
    arguments: [
      ("signals:\n  - {id: a, title: A, fire: {metric: ttfc.medain, verdict: worse}}", 2, "ttfc.median"),
      ("signals:\n  - id: a\n    title: A\n    fire: {metric: nrr, verdict: wrose}", 4, "worse"),
      ("signals:\n  - id: a\n    titel: A", 3, "title"),
      ("signals:\n  - id: a\n    title: A\n    fire: {check: endpoint_error}", 4, "endpoint_errors"),
      ("signals:\n  - id: a\n    title: A\n    fire: {check: company_fading, tops: 3}", 4, "top"),
      ("signals:\n  - id: a\n    title: A\n    fire: {check: churn_by_tier, tiers: [bulding]}", 4, "building"),
      ("signal: []", 1, "signals"),
      ("signals:\n  - {id: timeout, enabled: false}", 2, "timeouts"),
      (
        "signals:\n  - id: timeouts\n    actions:\n      - {title: A, expect: {metric: uptme, direction: up}}", 4,
        "uptime"
      ),
    ])
  func unknown(_ yaml: String, _ line: Int, _ nearest: String) {
    let message = Self.error(yaml)
    #expect(message?.hasPrefix("signals.yaml:\(line): ") == true, "\(message ?? "accepted")")
    #expect(message?.contains("did you mean “\(nearest)”") == true, "\(message ?? "accepted")")
  }

  @Test(
    "what cannot be is an error with its line",
    arguments: [
      "signals: 3", "[1, 2", "signals:\n  - {id: a, title: A}", "signals:\n  - {title: A}",
      "signals:\n  - id: a\n    fire: {}",
      "signals:\n  - {id: a, title: A, fire: {metric: nrr}}",
      "signals:\n  - {id: a, title: A, fire: {metric: nrr, below: x}}",
      "signals:\n  - {id: a, title: A, fire: {any: []}}", "signals:\n  - {id: timeouts}\n  - {id: timeouts}",
      "signals:\n  - {id: timeouts, actions: [{title: A, effort: 0}]}",
      "signals:\n  - {id: timeouts, actions: [{title: A, impact: .nan}]}",
      "signals:\n  - {id: timeouts, fire: {metric: nrr, running: {direction: up, months: 1.5}}}",
      "signals:\n  - {id: timeouts, fire: {check: company_fading, top: 99999999999999999999}}",
      "signals:\n  - {id: timeouts, title: A, title: B}", "signals:\n  - {id: timeouts, enabled: perhaps}",
    ])
  func impossible(_ yaml: String) {
    let message = Self.error(yaml)
    #expect(message?.hasPrefix("signals.yaml:") == true, "\(message ?? "accepted")")
    #expect(message?.dropFirst(13).first?.isNumber == true, "\(message ?? "accepted")")
  }

  @Test("the reference page names every signal, condition and action, and cannot be broken by a title")
  func reference() throws {
    let page = SignalReference.markdown(
      try Self.load("signals:\n  - {id: timeouts, title: 'A | <b>'}\n"))
    for row in try SignalEngineTests.table().rows {
      #expect(page.contains("## \(row.id)\n"))
      #expect(page.contains(row.when))
    }
    #expect(page.contains("A \\| \\<b\\>"))
    #expect(!page.contains("{for}"))
    #expect(page.hasSuffix("\n"))
  }

  @Test("a condition may look at one segment; a dimension that does not exist is an error with its line")
  func segment() throws {
    let table = try Self.load(
      """
      signals:
        - id: python
          title: Python activates less
          fire: {metric: activation.rate, verdict: worse, segment: {sdk: python}}
          actions: [{title: Look}]
      """)
    let row = try #require(table.rows.last)
    #expect(row.condition == .metric("activation.rate", [.verdict([.worse])], segment: ["sdk": "python"]))
    func outcome(_ python: Double, _ whole: MetricVerdict, dimension: String = "sdk") -> SignalResult? {
      var leaves = LeafTable.Builder(.ratio, dimensions: [dimension])
      leaves.add(["python"], current: Fraction(python, of: 400), previous: Fraction(200, of: 400))
      leaves.add(["node"], current: Fraction(200, of: 400), previous: Fraction(200, of: 400))
      let metric = Synthetic.judged(
        "activation.rate", value: 0.5, previous: 0.5, verdict: whole,
        leaves: [leaves.table()],
        evidence: .ratio(
          current: Fraction(1, of: 2), previous: Fraction(1, of: 2), daily: [], floor: Synthetic.share))
      return SignalEngine(month: Synthetic.month).evaluate(table, metrics: [metric], facts: SignalFacts()).last?.result
    }
    // The whole is steady either way: the segment decides.
    #expect(outcome(120, .steady)?.fired == true)
    #expect(outcome(120, .steady)?.why.contains("Python SDK") == true)
    #expect(outcome(198, .worse)?.fired == false)
    #expect(outcome(120, .worse, dimension: "plan")?.unavailable?.contains("not split by sdk") == true)
    #expect(
      Self.error("signals:\n  - id: a\n    title: A\n    fire: {metric: nrr, below: 1, segment: {sdks: x}}\n")?
        .hasPrefix("signals.yaml:4: unknown dimension “sdks”; did you mean “sdk”?") == true)
  }
}
