import ReportModel

/// Reports written by hand, from which narratives are read as literals.
enum SyntheticMonths {
  static let october = Month(year: 2026, month: 10)

  static func empty(_ level: DataVerdict.Level = .publish, reasons: [String] = []) -> Report {
    Report(
      product: "Larkspur Payments API", month: october, currency: "USD",
      window: .init(
        start: "2026-10-01T00:00:00Z", end: "2026-11-01T00:00:00Z", timezone: "UTC", asOf: "2026-11-01T00:00:00Z"),
      verdict: DataVerdict(level: level, reasons: reasons))
  }

  /// One SDK slows the first call, one endpoint fails under a steady average, tokens grow.
  static var worse: Report {
    var report = empty(
      .caveat,
      reasons: ["Gateway exports for 9 October, 02:00–05:00 UTC, are missing (about 0.4 % of the month’s calls)"])
    report.metrics = worseMetrics
    report.findings = [slowFirstCall, failingPayouts, moreTokens]
    report.signals = signals
    report.tables = [
      "endpoints": [
        [
          "endpoint": .text("GET /v1/payouts"), "calls": .integer(412_000), "error_rate": .number(0.063),
          "previous_error_rate": .number(0.009),
        ]
      ],
      "wat_growth": [
        ["part": .text("before"), "tokens": .integer(11_850)], ["part": .text("new"), "tokens": .integer(1_310)],
        ["part": .text("retained"), "tokens": .integer(11_010)],
        ["part": .text("resurrected"), "tokens": .integer(240)],
        ["part": .text("lost"), "tokens": .integer(-840)], ["part": .text("now"), "tokens": .integer(12_560)],
      ],
      "tickets_by_topic": [["topic": .text("auth"), "tickets": .integer(14)]],
      "calls_by_company": [
        ["company_id": .text("c-7"), "company": .text("Acme"), "calls": .integer(90_000)],
        ["company_id": .text("c-8"), "company": .text("Globex"), "calls": .integer(80_000)],
      ],
    ]
    report.notes = [
      NoteSummary(
        file: "notes/mira.md", date: "2026-10-20", title: nil, tags: ["auth"], quote: "I gave up at the token step.",
        findings: [1])
    ]
    report.exclusions = Exclusions(developers: 31, currencies: ["EUR"])
    return report
  }

  static var worseMetrics: [MetricResult] {
    [
      metric("signups", .onboarding, .count, 1_004, from: 958, good: "up", .steady, expected: 980),
      metric(
        "ttfc.median", .onboarding, .seconds, 5_460, from: 3_120, good: "down", .worse, n: 812, previousN: 790,
        because: "beyond its usual range (38–66 min)", target: 3_600,
        history: [2_900, 3_300, 3_000, 3_200, 3_050, 3_120]),
      metric(
        "ttfc.median_all", .onboarding, .seconds, 11_100, from: 6_000, good: "down", .worse, n: 1_004, previousN: 958),
      metric(
        "ttv.within_7d", .onboarding, .fraction, 0.412, from: 0.460, good: "up", .unclear, of: 694, previousOf: 702,
        because: "cannot tell: 95 % interval of the change −9.9 to +0.3 points", interval: [-0.099, 0.003]),
      metric(
        "calls.total", .adoption, .count, 81_200_000, from: 78_700_000, good: "up", .steady,
        because: "the calendar accounts for it: per comparable day +0.4 %", expected: 80_880_000),
      metric("calls.unresolved", .adoption, .fraction, 0.023, from: 0.022, good: "down", .steady, of: 81_200_000),
      metric(
        "wat", .adoption, .count, 12_480, from: 11_770, good: "up", .better,
        because: "beyond its usual range", history: [9_900, 9_800, 10_400, 10_900, 11_300, 11_770]),
      metric("error_rate.total", .reliability, .fraction, 0.020, from: 0.019, good: "down", .steady, of: 81_200_000),
      metric(
        "error_rate.5xx", .reliability, .fraction, 0.0006, from: 0.0007, good: "down", .steady, of: 81_200_000,
        target: 0.001),
      metric("timeout_rate", .reliability, .fraction, 0.0003, from: 0.0003, good: "down", .steady, of: 81_200_000),
      note(
        metric("latency.p95", .reliability, .milliseconds, 310, from: 305, good: "down", .steady, n: 81_200_000),
        "The gateway's clock: DNS, TLS and the last mile are not in it."),
      note(
        metric("latency.p99", .reliability, .milliseconds, 890, from: 905, good: "down", .steady, n: 81_200_000),
        "The gateway's clock: DNS, TLS and the last mile are not in it."),
      metric(
        "nrr", .business, .fraction, 1.08, from: 1.09, good: "up", .steady, because: "no change beyond noise",
        band: "healthy"),
      metric(
        "churn.rate", .business, .fraction, 0.041, from: 0.043, good: "down", .unclear, of: 5_120,
        because: "moved within its usual range"),
      small(
        metric(
          "ticket_ratio", .satisfaction, .number, 1.2, from: 1.1, good: "down", .unclear, n: 12,
          because: "small sample (n = 12)")),
      missing("dxs.average", .satisfaction, "needs `surveys`"),
      missing("dxs.documentation", .satisfaction, "needs `surveys`"),
      missing("webhook.within_30s", .reliability, "needs `webhooks`"),
    ]
  }

  static var slowFirstCall: Finding {
    Finding(
      rank: 1, metric: "ttfc.median", verdict: .worse, statement: "The median time to first call rose.",
      causes: [
        Cause(
          rung: .measured, level: .located, statement: "Python", segment: ["sdk": .one("python")], effect: .rate,
          contribution: 2_130, share: 0.91, inside: .init(previous: 2_820, value: 15_000, n: 410)),
        Cause(
          rung: .measured, level: .arithmetic, statement: "mix", segment: ["sdk": .one("python")], effect: .mix,
          contribution: 72, share: 0.031),
        Cause(
          rung: .coincides, level: .linked, statement: "release", segment: ["sdk": .one("python")],
          began: .init(from: "2026-10-13", to: "2026-10-15"),
          change: [.init(date: "2026-10-14", title: "larkspur-python 4.0", kind: "release")]),
        Cause(
          rung: .measured, level: .arithmetic,
          statement:
            "63 % of the Python sign-ups after the 14th met a `401` on `POST /v1/token` before their first success; before, 8 %"
        ),
        Cause(
          rung: .reported, level: .arithmetic, statement: "14 of 61 tickets in the month name the token step",
          segment: ["topic": .one("auth")]),
        Cause(
          rung: .unknown, level: .arithmetic,
          statement:
            "Whether the September redesign of the quickstart plays a part: Python and Node share that page, and Node did not move"
        ),
        Cause(
          rung: .measured, level: .arithmetic, statement: "broad", effect: .broad, contribution: 54, share: 0.023),
      ],
      unexplained: 84, related: ["ttfc.median_all"])
  }

  static var failingPayouts: Finding {
    Finding(
      rank: 2, metric: "error_rate.total", verdict: .steady, statement: "Calls to GET /v1/payouts fail more often.",
      causes: [
        Cause(
          rung: .measured, level: .located, statement: "payouts", segment: ["endpoint": .one("GET /v1/payouts")],
          effect: .rate, contribution: 0.00027, share: 0.27),
        Cause(
          rung: .measured, level: .arithmetic,
          statement: "96 % of the added failures come from three companies on API version 2026-09"),
        Cause(rung: .reported, level: .arithmetic, statement: "No ticket names it yet"),
      ],
      unexplained: 0.00073)
  }

  static var moreTokens: Finding {
    Finding(
      rank: 3, metric: "wat", verdict: .better, statement: "More tokens.",
      causes: [
        Cause(
          rung: .measured, level: .located, statement: "partners", segment: ["channel": .one("partner")],
          effect: .volume,
          contribution: 520, share: 0.73)
      ],
      unexplained: 190)
  }

  static var signals: [SignalResult] {
    [
      signal("ttfc_increasing", fired: true, metrics: ["ttfc.median_all"]),
      signal("latency_creeping", metrics: ["latency.p95", "latency.p99"]), signal("uptime_below_target"),
      signal("wat_falling", metrics: ["wat"]), signal("customer_fading"),
      signal("dxs_docs_dropping", unavailable: "needs `surveys`"),
      signal("webhooks_late", unavailable: "needs `webhooks`"),
    ]
  }

  static func signal(_ id: String, fired: Bool = false, metrics: [String] = [], unavailable: String? = nil)
    -> SignalResult
  {
    SignalResult(id: id, title: id, fired: fired, why: "", metrics: metrics, actions: [], unavailable: unavailable)
  }

  static func metric(
    _ id: String, _ family: MetricFamily, _ unit: MetricUnit, _ value: Double, from previous: Double? = nil,
    good: String?, _ verdict: MetricVerdict = .unclear, n: Int? = nil, previousN: Int? = nil, of whole: Double? = nil,
    previousOf: Double? = nil, because reason: String? = nil, interval: [Double]? = nil, band: String? = nil,
    target: Double? = nil, expected: Double? = nil, history: [Double] = []
  ) -> MetricResult {
    let months = history.indices.map { october.advanced(by: $0 - history.count) }
    var result = MetricResult(
      id: id, family: family, title: id, unit: unit, good: good, value: value, n: n ?? whole.map { Int($0) },
      numerator: whole.map { $0 * value }, denominator: whole,
      previous: .init(value: previous, n: previousN, denominator: previousOf), band: band, target: target,
      history: zip(months, history).map { .init(month: $0, value: $1) })
    result.verdict = verdict
    result.verdictReason = reason
    result.change?.interval = interval
    result.expected = expected
    return result
  }

  static func missing(_ id: String, _ family: MetricFamily, _ reason: String) -> MetricResult {
    MetricResult(id: id, family: family, title: id, unit: .number, good: "up", reason: reason)
  }

  static func note(_ metric: MetricResult, _ note: String) -> MetricResult {
    var metric = metric
    metric.note = note
    return metric
  }

  static func small(_ metric: MetricResult) -> MetricResult {
    var metric = metric
    metric.smallSample = true
    return metric
  }
}
