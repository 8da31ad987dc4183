import ReportModel

/// A report of arbitrary but repeatable content, with the gaps and oddities real ones may have.
struct RandomMonth {
  private var state: UInt64
  private(set) var report = SyntheticMonths.empty()

  private static let pool =
    SyntheticMonths.worseMetrics + SyntheticMonths.better.metrics + SyntheticMonths.quiet.metrics
  private static let numbers = [0, 1, -1, 0.0004, 0.5, 61, 3_599.9, 86_399.9, 12_345_678.9, -0.00001, .nan, .infinity]

  init(seed: Int) {
    state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    let level: [DataVerdict.Level] = [.publish, .caveat, .refuse, .publish]
    report = SyntheticMonths.empty(level[pick(4)], reasons: pick(2) == 0 ? [] : ["file `a.csv` ends early", ""])
    report.verdict.isPartial = pick(4) == 0
    report.metrics = metrics()
    report.findings = (0..<pick(4)).map { finding(rank: $0 + 1) }
    report.tables = pick(2) == 0 ? [:] : SyntheticMonths.worse.tables
    report.signals = pick(2) == 0 ? [] : SyntheticMonths.signals
  }

  private mutating func pick(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(count))
  }

  private mutating func number() -> Double { RandomMonth.numbers[pick(RandomMonth.numbers.count)] }
  /// What a metric may be worth: only money can be less than nothing.
  private mutating func worth(_ unit: MetricUnit) -> Double { unit == .money ? number() : abs(number()) }
  private mutating func maybe(_ value: Double) -> Double? { pick(3) == 0 ? nil : value }

  private mutating func metrics() -> [MetricResult] {
    var seen: Set<String> = []
    return RandomMonth.pool.filter { seen.insert($0.id).inserted && pick(3) > 0 }.map { changed($0) }
  }

  private mutating func changed(_ metric: MetricResult) -> MetricResult {
    let verdicts: [MetricVerdict] = [.worse, .better, .steady, .unclear]
    var result = MetricResult(
      id: metric.id, family: metric.family, title: metric.title, unit: metric.unit, good: metric.good,
      value: maybe(worth(metric.unit)), n: pick(2) == 0 ? nil : pick(2_000), numerator: number(), denominator: number(),
      previous: .init(value: maybe(worth(metric.unit))), band: metric.band, target: metric.target,
      reason: pick(2) == 0 ? nil : "needs `x`", smallSample: pick(5) == 0, history: metric.history)
    result.verdict = result.value == nil ? .unavailable : verdicts[pick(4)]
    result.change?.interval = pick(2) == 0 ? nil : [number(), number()]
    result.expected = maybe(number())
    return result
  }

  private mutating func finding(rank: Int) -> Finding {
    let verdicts: [MetricVerdict] = [.worse, .better, .steady, .unclear]
    let id = RandomMonth.pool[pick(RandomMonth.pool.count)].id
    return Finding(
      rank: rank, metric: pick(9) == 0 ? "Never heard of" : id, verdict: verdicts[pick(4)],
      statement: pick(2) == 0 ? "" : "something moved", causes: (0..<pick(5)).map { _ in cause() },
      unexplained: maybe(number()), related: pick(2) == 0 ? [] : [RandomMonth.pool[pick(9)].id])
  }

  private mutating func cause() -> Cause {
    let effects: [Cause.Effect?] = [.rate, .mix, .volume, .entered, .left, .account, .broad, .calendar, nil]
    let rungs: [Cause.Rung] = [.measured, .coincides, .reported, .unknown]
    let levels: [Cause.Level] = [.arithmetic, .located, .dated, .linked]
    let events = [
      Cause.DatedEvent(date: "2026-10-14", title: "a\nb", kind: nil), .init(date: "soon", title: "", kind: ""),
    ]
    return Cause(
      rung: rungs[pick(4)], level: levels[pick(4)], statement: pick(3) == 0 ? "" : "it shows in `x` too.",
      segment: segment(), effect: effects[pick(9)], contribution: maybe(number()), share: maybe(number()),
      evidence: pick(3) == 0 ? ["metric-wat", "12 of 30 rows"] : [], flow: [nil, "new", "lost"][pick(3)],
      began: pick(3) == 0 ? .init(from: "2026-09-30", to: "2026-10-02") : nil,
      change: pick(3) == 0 ? Array(events.prefix(pick(3))) : nil,
      inside: pick(3) == 0 ? .init(previous: maybe(abs(number())), value: maybe(abs(number())), n: 3) : nil)
  }

  private mutating func segment() -> [String: SegmentValue] {
    let dimensions = ["endpoint", "sdk", "channel", "company_id", "topic", "(odd)", "status", "tier", "country"]
    let values: [SegmentValue] = [.one("x"), .many(["a", "b", "c"]), .one("(unknown)"), .one(" \r\n"), .many([])]
    var result: [String: SegmentValue] = [:]
    for _ in 0..<pick(3) { result[dimensions[pick(dimensions.count)]] = values[pick(values.count)] }
    return result
  }
}
