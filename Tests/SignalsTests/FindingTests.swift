import Foundation
import ReportModel
import Signals
import Statistics
import Testing

@Suite("Findings")
struct FindingTests {
  private typealias S = Synthetic

  static func breakdown(_ dimension: String = "sdk", named: String = "python") -> LeafTable {
    .by(
      dimension, .ratio,
      [
        S.cell(named, (100, 400), (200, 400)), S.cell("node", (200, 400), (200, 400)),
        S.cell("go", (100, 200), (100, 200)),
      ])
  }

  static func activation(_ verdict: MetricVerdict = .worse) -> MeasuredMetric {
    var metric = S.judged(
      "activation.rate", value: 0.4, previous: 0.5, verdict: verdict, interval: [-0.14, -0.06],
      leaves: [breakdown()])
    metric.result.n = 1_000
    return metric
  }

  static func endpoint(
    _ name: String, _ current: (Double, Double), _ previous: (Double, Double), hidden: Bool = false,
    server: Bool = false, daily: [DailyFraction] = [], developers: Int? = 40, owner: String? = nil
  ) -> EndpointFacts {
    let pair = FractionPair(
      current: Fraction(current.0, of: current.1), previous: Fraction(previous.0, of: previous.1))
    let none = FractionPair(current: Fraction(0, of: current.1), previous: Fraction(0, of: previous.1))
    return EndpointFacts(
      name: name, errors: pair, clientErrors: server ? none : pair, serverErrors: server ? pair : none, timeouts: none,
      daily: daily, isHiddenByAverage: hidden, developers: developers, owner: owner)
  }

  static func findings(
    _ metrics: [MeasuredMetric], facts: SignalFacts = SignalFacts(), events: [MonthEvent] = [],
    tickets: [TicketRecord] = [], notes: [NoteRecord] = [], summaries: [NoteSummary] = []
  ) -> (findings: [Finding], events: [MonthEvent], notes: [NoteSummary]) {
    FindingBuilder.findings(
      FindingInput(
        month: S.month, metrics: metrics, facts: facts, events: events, tickets: tickets, notes: notes,
        noteSummaries: summaries))
  }

  @Test("a quiet month has no findings")
  func quiet() {
    let quiet = [MetricVerdict.steady, .unclear].map { verdict in
      var metric = Self.activation(verdict)
      metric.leaves = []
      return metric
    }
    #expect(Self.findings(quiet).findings.isEmpty)
  }

  @Test("a changed metric is a finding whose parts and rest add up, and which says what is not known")
  func changed() throws {
    let finding = try #require(Self.findings([Self.activation()]).findings.first)
    #expect(finding.rank == 1 && finding.metric == "activation.rate" && finding.verdict == .worse)
    #expect(finding.statement.contains("activation.rate fell from"))
    #expect(S.sum(finding.causes, finding.unexplained) == Self.activation().result.change?.absolute)
    #expect(finding.causes.first?.segment == ["sdk": .one("python")])
    #expect(finding.causes.count { $0.rung == .unknown } == 1)
    #expect(!finding.causes.contains { $0.statement.lowercased().contains("caused") })
    #expect(!finding.causes.contains { $0.rung == .coincides })
  }

  @Test("a finding without breakdowns still says what it does not know")
  func bare() throws {
    var metric = Self.activation()
    metric.leaves = []
    let finding = try #require(Self.findings([metric]).findings.first)
    #expect(finding.causes.map(\.rung) == [.unknown])
    #expect(finding.unexplained == metric.result.change?.absolute)
  }

  @Test("metrics of one story are one finding; the completers' median leads where the median of all agrees")
  func story() throws {
    func time(_ id: String, headline: Bool, verdict: MetricVerdict = .worse) -> MeasuredMetric {
      S.judged(
        id, .seconds, value: 5_000, previous: 3_000, verdict: verdict, good: "down", interval: [1_000, 3_000],
        headline: headline, story: "ttfc")
    }
    let agreed = Self.findings([
      time("ttfc.median", headline: false), time("ttfc.p90", headline: false), time("ttfc.median_all", headline: true),
    ]).findings
    #expect(agreed.map(\.metric) == ["ttfc.median"])
    #expect(agreed.first?.related == ["ttfc.p90", "ttfc.median_all"])
    let alone = Self.findings([
      time("ttfc.median", headline: false, verdict: .unclear), time("ttfc.median_all", headline: true),
    ]).findings
    #expect(alone.map(\.metric) == ["ttfc.median_all"])
    #expect(Self.findings([time("ttfc.p90", headline: false)]).findings.isEmpty)
  }

  @Test("worse comes before better, the heavier metric first, the order of the input does not matter")
  func rank() {
    func metric(_ id: String, _ verdict: MetricVerdict, _ interval: [Double]) -> MeasuredMetric {
      S.judged(id, value: 0.4, previous: 0.5, verdict: verdict, interval: interval, story: id)
    }
    let metrics = [
      metric("signups", .better, [-0.101, -0.099]), metric("doc_completion.rate", .worse, [-0.14, -0.06]),
      metric("ttv.within_7d", .worse, [-0.14, -0.06]), metric("wat", .better, [-0.14, -0.06]),
    ]
    let order = ["ttv.within_7d", "doc_completion.rate", "wat", "signups"]
    #expect(Self.findings(metrics).findings.map(\.metric) == order)
    #expect(Self.findings(metrics.reversed()).findings.map(\.metric) == order)
    #expect(Self.findings(metrics).findings.map(\.rank) == [1, 2, 3, 4])
  }

  // MARK: Hidden movers

  static func hiddenMonth() -> (metrics: [MeasuredMetric], facts: SignalFacts) {
    var total = S.judged(
      "error_rate.4xx", value: 0.0202, previous: 0.02, verdict: .steady, good: "down", interval: [-0.001, 0.0014])
    total.result.numerator = 202_000
    total.result.denominator = 10_000_000
    total.result.previous.denominator = 10_000_000
    var facts = SignalFacts()
    facts.endpoints = [
      endpoint("GET /v1/payouts", (26_000, 412_000), (3_700, 410_000)),
      endpoint("POST /v1/charges", (176_000, 9_588_000), (196_300, 9_590_000)),
    ]
    return ([total], facts)
  }

  @Test("an endpoint that went from 0.9 % to 6.3 % is found under a total that hardly moved, and its parts add up")
  func hiddenMover() throws {
    let (metrics, facts) = Self.hiddenMonth()
    let finding = try #require(Self.findings(metrics, facts: facts).findings.first)
    #expect(finding.metric == "error_rate.4xx")
    #expect(finding.verdict == .steady)
    let cause = try #require(finding.causes.first)
    #expect(cause.segment == ["endpoint": .one("GET /v1/payouts")])
    #expect(cause.effect == .rate)
    // 4.1 % of the calls times 5.4 points.
    #expect(abs((cause.contribution ?? 0) - 0.0411 * 0.05408) < 1e-5)
    #expect(S.sum(finding.causes, finding.unexplained) == metrics[0].result.change?.absolute)
    #expect(finding.statement.contains("GET /v1/payouts: client errors rose from"))
  }

  @Test("two endpoints that took a thirtieth of all calls from one another are told, one alone is not")
  func oppositeMoves() {
    func places(_ moved: [String: Double]) -> [[String: SegmentValue]] {
      let cells = (1...12).map { index -> SegmentCell in
        let name = "GET /v1/e\(index)"
        return S.cell(name, (10_000 + (moved[name] ?? 0), 1), (10_000, 1))
      }
      var metric = CauseFinderTests.additive("endpoint", cells, id: "calls.total")
      metric.result.verdict = .steady
      return Self.findings([metric]).findings.flatMap(\.causes).map(\.segment).filter { !$0.isEmpty }
    }
    let both = places(["GET /v1/e1": 4_000, "GET /v1/e2": -4_000])
    #expect(both.contains(["endpoint": .one("GET /v1/e1")]) && both.contains(["endpoint": .one("GET /v1/e2")]))
    #expect(places(["GET /v1/e1": 4_000]).isEmpty)
  }

  @Test("segments of a rate under a steady total are a finding each, and each tells of the other")
  func hiddenSegments() throws {
    let cells = (1...12).map { index -> SegmentCell in
      let failed: Double = index == 1 ? 900 : index == 2 ? 700 : 200
      return S.cell("GET /v1/e\(index)", (failed, 10_000), (200, 10_000))
    }
    var metric = CauseFinderTests.ratio([("endpoint", cells)])
    metric.result.verdict = .steady
    let findings = Self.findings([metric]).findings
    let places = findings.map { $0.causes.map(\.segment).filter { !$0.isEmpty } }
    let (first, second) = (["endpoint": SegmentValue.one("GET /v1/e1")], ["endpoint": SegmentValue.one("GET /v1/e2")])
    #expect(places.map { Array($0.prefix(2)) } == [[first, second], [second, first]])
    for finding in findings {
      let parts = finding.causes.compactMap(\.contribution).reduce(0, +)
      #expect(abs(parts + (finding.unexplained ?? 0) - 0.01) < 1e-12)
    }
  }

  @Test("an endpoint that only wobbles, or has too few calls, or got better, is no hidden mover")
  func noHiddenMover() {
    var (metrics, facts) = Self.hiddenMonth()
    metrics[0].result.verdict = .steady
    facts.endpoints = [
      Self.endpoint("GET /v1/a", (3_900, 412_000), (3_700, 410_000)), Self.endpoint("GET /v1/b", (9, 25), (0, 24)),
      Self.endpoint("GET /v1/c", (370, 41_000), (4_000, 41_000)), Self.endpoint("GET /v1/d", (20, 40), (0, 0)),
    ]
    #expect(Self.findings(metrics, facts: facts).findings.isEmpty)
  }

  @Test("an endpoint whose rate swings wildly from day to day needs more to be a mover")
  func wildEndpoint() {
    var (metrics, facts) = Self.hiddenMonth()
    metrics[0].result.verdict = .steady
    var random = SplitMix64(seed: 4)
    let daily = (S.month.firstDay - 56..<S.month.firstDay).map { day in
      let rate = min(0.9, 0.01 * exp(2 * random.normal()))
      return DailyFraction(day: day, fraction: Fraction((10_000 * rate).rounded(), of: 10_000))
    }
    facts.endpoints = [Self.endpoint("GET /v1/a", (11_000, 410_000), (5_000, 410_000), daily: daily)]
    #expect(Self.findings(metrics, facts: facts).findings.isEmpty)
    facts.endpoints[0].daily = []
    #expect(Self.findings(metrics, facts: facts).findings.count == 1)
  }

  // MARK: Dates, events, voices

  /// Errors of an endpoint by day: a step on the 14th.
  static func steppedDays(_ step: Double) -> [DailyFraction] {
    var random = SplitMix64(seed: 2)
    return (S.month.firstDay - 56..<S.month.next.firstDay).map { day in
      let rate = day >= S.month.firstDay + 13 ? step : 0.01
      let errors = 13_000 * rate * (1 + 0.05 * random.normal())
      return DailyFraction(day: day, fraction: Fraction(errors.rounded(), of: 13_000))
    }
  }

  @Test("a step is dated, and only what matches in time and scope stands beside it")
  func dated() throws {
    var (metrics, facts) = Self.hiddenMonth()
    metrics[0].result.verdict = .steady
    facts.endpoints[0].daily = Self.steppedDays(0.1)
    let events = [
      MonthEvent(
        date: "2026-10-14", title: "Currency required", kind: "deploy", scope: ["endpoint": "GET /v1/payouts"]),
      MonthEvent(date: "2026-10-14", title: "New Node SDK", kind: "release", scope: ["sdk": "node"]),
      MonthEvent(date: "2026-10-02", title: "Old deploy", kind: "deploy", scope: ["endpoint": "GET /v1/payouts"]),
      MonthEvent(date: "2026-10-25", title: "Everything", kind: "deploy"),
    ]
    let (findings, touched, _) = Self.findings(metrics, facts: facts, events: events)
    let finding = try #require(findings.first)
    let cause = try #require(finding.causes.first { $0.rung == .coincides })
    #expect(cause.level == .linked)
    #expect(cause.began == Cause.DayRange(from: "2026-10-14", to: "2026-10-14"))
    #expect(cause.change?.map(\.title) == ["Currency required"])
    #expect(cause.contribution == nil)
    #expect(cause.segment == ["endpoint": .one("GET /v1/payouts")])
    #expect(touched.map(\.findings) == [[1], [], [1], []])
  }

  @Test("without daily figures nothing is dated; a matching event is listed, not offered as a reason")
  func undated() throws {
    let events = [
      MonthEvent(date: "2026-10-14", title: "larkspur-python 4.0", kind: "release", scope: ["sdk": "python"]),
      MonthEvent(date: "2026-10-14", title: "Metric scope", kind: "docs", scope: ["metric": "activation"]),
      MonthEvent(date: "2026-10-14", title: "Node", kind: "release", scope: ["sdk": "node"]),
    ]
    let (findings, touched, _) = Self.findings([Self.activation()], events: events)
    #expect(findings.first?.causes.contains { $0.rung == .coincides } == false)
    #expect(touched.map(\.findings) == [[1], [1], []])
  }

  @Test("tickets and notes are counted, their words are not repeated")
  func reported() throws {
    let tickets =
      (0..<14).map { TicketRecord(createdAt: 0, id: "t\($0)", subject: "Python: token step fails for x@y.com") }
      + (0..<47).map { TicketRecord(createdAt: 0, id: "u\($0)", subject: "invoice, category, gopher") }
    let notes = [
      NoteRecord(file: "notes/a.md", body: "The python quickstart still shows api_key="),
      NoteRecord(file: "notes/b.md", body: "We like Node."),
    ]
    let summaries = notes.map { NoteSummary(file: $0.file, date: nil, title: nil, tags: [], quote: nil) }
    let (findings, _, touched) = Self.findings(
      [Self.activation()], tickets: tickets, notes: notes, summaries: summaries)
    let cause = try #require(findings.first?.causes.first { $0.rung == .reported })
    #expect(cause.statement.contains("14 of 61 tickets"))
    #expect(cause.statement.contains("1 of 2 interview notes"))
    #expect(cause.evidence.prefix(2) == ["sources", "notes"])
    #expect(!cause.statement.contains("@"))
    #expect(touched.map(\.findings) == [[1], []])
  }

  @Test("broad and calendar stand last, after what is not known")
  func lastParts() throws {
    let cells = (1...6).map { S.cell("c\($0)", (1_250 * Double($0), 1), (1_000 * Double($0), 1)) }
    var metric = CauseFinderTests.additive("channel", cells, id: "calls.total", expected: 22_000)
    metric.result.verdict = .better
    let finding = try #require(Self.findings([metric]).findings.first)
    #expect(finding.causes.map(\.effect) == [nil, .broad, .calendar])
    #expect(S.sum(finding.causes, finding.unexplained) == 5_250)
  }

  @Test("names out of the exports cannot break a line")
  func hostileNames() throws {
    var metric = Self.activation()
    metric.leaves = [Self.breakdown(named: "py\r\n# <script>alert(1)</script>")]
    let finding = try #require(Self.findings([metric]).findings.first)
    #expect(!finding.causes.contains { $0.statement.contains("\n") || $0.statement.contains("\r") })
  }
}
