import ReportModel
import Statistics
import Testing

@testable import Signals

@Suite("Parts add up to the change")
struct CauseFinderTests {
  private typealias S = Synthetic

  static func additive(
    _ dimension: String, _ cells: [SegmentCell], id: String = "signups", expected: Double? = nil,
    unit: MetricUnit = .count
  ) -> MeasuredMetric {
    let now = cells.reduce(0) { $0 + $1.current.numerator }
    let before = cells.reduce(0) { $0 + $1.previous.numerator }
    var metric = S.judged(
      id, unit, value: now, previous: before, verdict: .worse,
      leaves: [LeafTable.by(dimension, .additive, cells)],
      evidence: .count(current: [], baseline: [], floor: ChangeFloor(relative: 0, absolute: 0)))
    metric.result.expected = expected
    return metric
  }

  static func ratio(_ breakdowns: [(String, [SegmentCell])], id: String = "error_rate.4xx") -> MeasuredMetric {
    let cells = breakdowns[0].1
    func total(_ side: KeyPath<SegmentCell, Fraction>) -> (Double, Double) {
      (
        cells.reduce(0) { $0 + $1[keyPath: side].numerator },
        cells.reduce(0) { $0 + $1[keyPath: side].denominator }
      )
    }
    var metric = S.ratio(
      id, total(\.current), total(\.previous), good: "down",
      leaves: breakdowns.map { LeafTable.by($0.0, .ratio, $0.1) })
    metric.result.verdict = .worse
    return metric
  }

  private func expectExact(_ metric: MeasuredMetric, sourceLocation: SourceLocation = #_sourceLocation) {
    let (causes, unexplained) = CauseFinder.causes(for: metric)
    #expect(S.sum(causes, unexplained) == metric.result.change?.absolute, sourceLocation: sourceLocation)
  }

  @Test("a count that one segment lost is that segment's, with its share and its size inside")
  func oneSegment() throws {
    let metric = Self.additive(
      "sdk",
      [
        S.cell("python", (500, 1), (900, 1)), S.cell("node", (810, 1), (800, 1)), S.cell("go", (395, 1), (400, 1)),
      ])
    let (causes, unexplained) = CauseFinder.causes(for: metric)
    let first = try #require(causes.first)
    #expect(causes.count == 1)
    #expect(first.segment == ["sdk": .one("python")])
    #expect(first.effect == .volume)
    #expect(first.contribution == -400)
    #expect(first.level == .located && first.rung == .measured)
    #expect(first.inside == Cause.Inside(previous: 900, value: 500, n: 500))
    #expect(unexplained == 5)
    #expect(first.statement.contains("Python SDK accounts for"))
    #expect(!first.statement.contains("caused"))
    expectExact(metric)
  }

  @Test("what all segments share is across the board, and blames none")
  func broad() {
    let metric = Self.additive(
      "channel", (1...6).map { S.cell("c\($0)", (1_090 * Double($0), 1), (1_000 * Double($0), 1)) })
    let (causes, _) = CauseFinder.causes(for: metric)
    #expect(causes.map(\.effect) == [.broad])
    #expect(causes.first?.segment == [:])
    expectExact(metric)
  }

  @Test("beside a move of everything a segment that is a remainder of it is not told, one that is more is")
  func besideBroad() {
    func effects(_ extra: Double) -> [Cause.Effect?] {
      let cells = (1...12).map { index -> SegmentCell in
        S.cell("c\(index)", (11_500 + (index == 1 ? extra : 0), 1), (10_000, 1))
      }
      let metric = Self.additive("endpoint", cells, id: "calls.total")
      expectExact(metric)
      return CauseFinder.causes(for: metric).causes.map(\.effect)
    }
    #expect(effects(3_500) == [.broad])
    #expect(effects(8_000) == [.volume, .broad])
  }

  @Test("of several dimensions the one whose segment stands out is told, whatever their order")
  func dimension() throws {
    var metric = Self.additive(
      "plan", [S.cell("free", (1_000, 1), (1_300, 1)), S.cell("pro", (700, 1), (800, 1))])
    metric.leaves.append(
      .by(
        "channel", .additive,
        [
          S.cell("ads", (100, 1), (500, 1)), S.cell("partner", (800, 1), (800, 1)), S.cell("docs", (800, 1), (800, 1)),
        ]))
    #expect(CauseFinder.causes(for: metric).causes.first?.segment == ["channel": .one("ads")])
    metric.leaves.reverse()
    #expect(CauseFinder.causes(for: metric).causes.first?.segment == ["channel": .one("ads")])
  }

  @Test("segments under 20 rows, the unknown and the rest are never named")
  func unnameable() {
    let metric = Self.additive(
      "channel",
      [
        S.cell("tiny", (19, 1), (0, 1)), S.cell("(unknown)", (900, 1), (300, 1)), S.cell("(other)", (700, 1), (300, 1)),
        S.cell("ada@example.com", (800, 1), (300, 1)), S.cell("docs", (500, 1), (500, 1)),
      ])
    let causes = CauseFinder.causes(for: metric).causes
    #expect(causes.allSatisfy { $0.segment.isEmpty })
    #expect(!causes.contains { $0.statement.contains("ada") })
    expectExact(metric)
  }

  @Test("new and vanished segments say so")
  func enteredAndLeft() {
    let metric = Self.additive(
      "channel",
      [
        S.cell("ads", (600, 1), (0, 1)), S.cell("fair", (0, 1), (250, 1)), S.cell("docs", (1_000, 1), (1_000, 1)),
      ])
    let causes = CauseFinder.causes(for: metric).causes
    #expect(causes.map(\.effect) == [.entered, .left])
    #expect(causes.map(\.contribution) == [600, -250])
    expectExact(metric)
  }

  @Test("the calendar is a part of its own, and the last one")
  func calendar() throws {
    // 3 100 expected of 3 000; python added 400 on top.
    let metric = Self.additive(
      "sdk",
      [
        S.cell("python", (1_433, 1), (1_000, 1)), S.cell("node", (1_033, 1), (1_000, 1)),
        S.cell("go", (1_034, 1), (1_000, 1)),
      ], expected: 3_100)
    let (causes, unexplained) = CauseFinder.causes(for: metric)
    #expect(causes.last?.effect == .calendar)
    #expect(causes.last?.segment == [:])
    #expect(abs((causes.last?.contribution ?? 0) - 100) < 1e-9)
    #expect(causes.first?.segment == ["sdk": .one("python")])
    let beyond = 1_433 - 3_100.0 / 3
    #expect(abs(try #require(causes.first?.contribution) - beyond) < 1e-9)
    #expect(abs(unexplained) < 5)
    expectExact(metric)
  }

  @Test("named companies are accounts, by name in the sentence and by id in the segment")
  func accounts() throws {
    let metric = Self.additive(
      "company_id",
      [
        S.cell("c1", (10_000, 1), (40_000, 1), name: "Larkspur <b>\nBank"), S.cell("c2", (9_000, 1), (9_000, 1)),
        S.cell("c3", (8_000, 1), (8_050, 1)),
      ], id: "revenue.total", unit: .money)
    let first = try #require(CauseFinder.causes(for: metric, currency: "EUR").causes.first)
    #expect(first.effect == .account)
    #expect(first.segment == ["company_id": .one("c1")])
    #expect(first.statement.hasPrefix("Larkspur <b> Bank accounts for"))
    #expect(first.statement.contains("EUR"))
    expectExact(metric)
  }

  @Test("growth accounting keeps its flows, by segment where one stands out, by flow where none does")
  func flows() {
    func cells(_ partnerNew: Double) -> [SegmentCell] {
      ["partner", "search", "docs", "events"].flatMap { channel -> [SegmentCell] in
        let new = channel == "partner" ? partnerNew : 100
        return [
          S.cell(channel, (new, 1), (0, 1), flow: "new"), S.cell(channel, (900, 1), (900, 1), flow: "retained"),
          S.cell(channel, (0, 1), (80, 1), flow: "lost"), S.cell(channel, (20, 1), (0, 1), flow: "resurrected"),
        ]
      }
    }
    let lopsided = Self.additive("channel", cells(700), id: "wat.last_week")
    let named = CauseFinder.causes(for: lopsided).causes.first
    #expect(named?.segment == ["channel": .one("partner")])
    #expect(named?.flow == "new")
    #expect(named?.effect == .volume)
    expectExact(lopsided)
    let even = Self.additive("channel", cells(100), id: "wat.last_week")
    let causes = CauseFinder.causes(for: even).causes
    #expect(causes.map(\.flow) == ["new", "lost", "resurrected"])
    #expect(causes.map(\.contribution) == [400, -320, 80])
    #expect(causes.allSatisfy { $0.segment.isEmpty })
    expectExact(even)
  }

  @Test("a rate that got worse on one endpoint is that endpoint's rate, hand-worked after Kitagawa")
  func rate() throws {
    let metric = Self.ratio([
      (
        "endpoint",
        [
          S.cell("POST /v1/charges", (3_000, 50_000), (1_000, 50_000)),
          S.cell("GET /v1/refunds", (1_000, 50_000), (1_000, 50_000)),
        ]
      )
    ])
    let (causes, unexplained) = CauseFinder.causes(for: metric)
    let first = try #require(causes.first)
    #expect(first.segment == ["endpoint": .one("POST /v1/charges")])
    #expect(first.effect == .rate)
    // ½ × (0.06 − 0.02)
    #expect(abs((first.contribution ?? 0) - 0.02) < 1e-12)
    #expect(first.inside?.previous == 0.02)
    #expect(first.inside?.value == 0.06)
    #expect(first.inside?.n == 50_000)
    #expect(abs(unexplained) < 1e-12)
    expectExact(metric)
  }

  @Test("a shift to an endpoint with more errors is mix: nothing got worse inside")
  func mix() throws {
    let metric = Self.ratio([
      (
        "endpoint",
        [
          S.cell("POST /v1/charges", (8_000, 80_000), (2_000, 20_000)),
          S.cell("GET /v1/refunds", (200, 20_000), (800, 80_000)),
        ]
      )
    ])
    let (causes, unexplained) = CauseFinder.causes(for: metric)
    #expect(causes.map(\.effect) == [.mix])
    #expect(causes.first?.segment == ["endpoint": .one("POST /v1/charges")])
    #expect(abs(unexplained) < 1e-12)
    #expect(causes.first?.statement.contains("composition") == true)
    expectExact(metric)
  }

  @Test("each endpoint better, the whole worse: both signs are told")
  func simpson() {
    let metric = Self.ratio([
      (
        "endpoint",
        [
          S.cell("POST /v1/charges", (6_400, 80_000), (2_000, 20_000)),
          S.cell("GET /v1/refunds", (160, 20_000), (800, 80_000)),
        ]
      )
    ])
    #expect((metric.result.change?.absolute ?? 0) > 0)
    let causes = CauseFinder.causes(for: metric).causes
    #expect(causes.contains { $0.effect == .mix && ($0.contribution ?? 0) > 0 })
    #expect(causes.contains { ($0.effect == .broad || $0.effect == .rate) && ($0.contribution ?? 0) < 0 })
    expectExact(metric)
  }

  @Test("a new endpoint is mix, since it has no earlier rate to be worse than")
  func newEndpoint() {
    let metric = Self.ratio([
      (
        "endpoint",
        [
          S.cell("POST /v2/charges", (5_000, 20_000), (0, 0)),
          S.cell("GET /v1/refunds", (1_000, 80_000), (1_000, 80_000)),
        ]
      )
    ])
    #expect(CauseFinder.causes(for: metric).causes.map(\.effect) == [.mix])
    expectExact(metric)
  }

  @Test("one company's retry storm is one account: its rate and its weight in one part")
  func retryStorm() throws {
    let cells = (1...12).map { S.cell("c\($0)", (100, 10_000), (100, 10_000)) }
    let metric = Self.ratio(
      [("company_id", cells + [S.cell("storm", (9_000, 30_000), (100, 10_000), name: "Storm Ltd")])],
      id: "error_rate.429")
    let (causes, _) = CauseFinder.causes(for: metric)
    #expect(causes.first?.effect == .account)
    #expect(causes.first?.segment == ["company_id": .one("storm")])
    #expect((causes.first?.share ?? 0) > 0.9)
    expectExact(metric)
  }

  @Test("the endpoint that had nearly all timeouts is named when they fall, though its size alone would explain it")
  func alone() throws {
    let others = (1...9).map { S.cell("GET /v1/\($0)", (2, 8_000), (3, 8_000)) }
    let metric = Self.ratio(
      [("endpoint", others + [S.cell("POST /v1/refunds", (20, 4_000), (140, 4_000))])], id: "timeout_rate")
    let causes = CauseFinder.causes(for: metric).causes
    #expect(causes.first?.segment == ["endpoint": .one("POST /v1/refunds")])
    #expect((causes.first?.share ?? 0) > 0.9)
    expectExact(metric)
  }

  @Test("users who move from one version to the next explain no growth of the whole")
  func migration() {
    let metric = Self.additive(
      "api_version",
      [
        S.cell("2026-09", (40_000, 1), (20_000, 1)), S.cell("2026-03", (28_000, 1), (40_000, 1)),
        S.cell("2025-06", (15_000, 1), (20_000, 1)),
      ], id: "calls.total")
    #expect(CauseFinder.causes(for: metric).causes.allSatisfy { $0.segment.isEmpty })
    expectExact(metric)
  }

  @Test("a segment that wobbles like one of forty does is not named, least of all against the change")
  func wobble() {
    var random = SplitMix64(seed: 31)
    let cells = (0..<40).map { index -> SegmentCell in
      let now = (0..<40).reduce(0.0) { count, _ in count + (random.uniform() < 0.4 ? 1 : 0) }
      let before = (0..<40).reduce(0.0) { count, _ in count + (random.uniform() < 0.5 ? 1 : 0) }
      return S.cell("s\(index)", (now, 40), (before, 40))
    }
    let metric = Self.ratio([("country", cells)], id: "activation.rate")
    #expect(CauseFinder.causes(for: metric).causes.map(\.effect) == [.broad])
  }

  @Test("a median's parts are its exceedance shares, scaled to the change of the median")
  func exceedance() throws {
    var metric = S.judged(
      "ttfc.median", .seconds, value: 5_460, previous: 3_120, verdict: .worse, good: "down",
      leaves: [
        .by(
          "sdk", .exceedance,
          [
            S.cell("python", (260, 300), (150, 300)), S.cell("node", (152, 300), (150, 300)),
            S.cell("go", (99, 200), (100, 200)),
          ])
      ])
    metric.result.n = 800
    let (causes, _) = CauseFinder.causes(for: metric)
    let first = try #require(causes.first)
    #expect(first.segment == ["sdk": .one("python")])
    #expect(first.effect == .rate)
    // 110 of 111 points of the share, scaled to 2 340 s.
    let scaled = 2_340.0 * 110 / 111
    #expect(abs(try #require(first.contribution) - scaled) < 1e-6)
    #expect(first.statement.contains("from 50.0"))
    #expect(first.inside?.value == nil && first.inside?.n == 300)
    #expect(S.sum(causes, CauseFinder.causes(for: metric).unexplained) == 2_340)
  }

  @Test("without a breakdown everything stays unexplained; without a change there is nothing to tell")
  func nothingToSplit() {
    let bare = S.judged("a", value: 0.5, previous: 0.4, verdict: .better)
    #expect(CauseFinder.causes(for: bare).causes.isEmpty)
    #expect(CauseFinder.causes(for: bare).unexplained == bare.result.change?.absolute)
    #expect(CauseFinder.causes(for: S.judged("a", value: 0.5, previous: 0.5)).unexplained == 0)
    #expect(CauseFinder.causes(for: S.judged("a", value: 0.5)).unexplained == 0)
  }

  @Test("a thousand random splits of every kind add up bit for bit, and name at most three segments each over 20 rows")
  func exactness() {
    var random = SplitMix64(seed: 99)
    for round in 0..<1_000 {
      let count = 2 + random.below(9)
      let cells = (0..<count).map { index -> SegmentCell in
        let now = (random.uniform() < 0.1 ? 0 : 2_000 * random.uniform()).rounded()
        let before = (random.uniform() < 0.1 ? 0 : 2_000 * random.uniform()).rounded()
        return S.cell("s\(index)", (now * random.uniform(), now), (before * random.uniform(), before))
      }
      var metric: MeasuredMetric
      if round % 2 == 0 {
        metric = Self.ratio([(round % 4 == 0 ? "endpoint" : "company_id", cells)])
      } else {
        metric = Self.additive("sdk", cells, expected: round % 3 == 0 ? 1_000 * random.uniform() : nil)
      }
      if metric.result.change == nil { continue }
      let (causes, unexplained) = CauseFinder.causes(for: metric)
      #expect(S.sum(causes, unexplained) == metric.result.change?.absolute, "round \(round)")
      let named = causes.filter { !$0.segment.isEmpty && $0.effect != .mix }
      #expect(named.count <= 3)
      for cause in named {
        let name = cause.segment.values.first?.values.first
        let cell = cells.first { $0.value == name }
        let rows =
          round % 2 == 0
          ? (cell?.current.denominator ?? 0) + (cell?.previous.denominator ?? 0)
          : (cell?.current.numerator ?? 0) + (cell?.previous.numerator ?? 0)
        #expect(rows >= 20)
      }
      let last = causes.lastIndex { $0.effect != .broad && $0.effect != .calendar } ?? -1
      let first = causes.firstIndex { $0.effect == .broad || $0.effect == .calendar } ?? causes.count
      #expect(last < first)
    }
  }
}
