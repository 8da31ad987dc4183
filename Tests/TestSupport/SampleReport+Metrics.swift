import ReportModel

extension SampleReport {
  static var metrics: [MetricResult] {
    [
      make("signups", .onboarding, "Sign-ups", .count, 1_004, 958, .steady, good: "up"),
      make(
        "ttfc.median", .onboarding, "Time to first call, median", .seconds, 5_460, 3_120, .worse, good: "down", n: 812,
        interval: [1_800, 2_900], band: "needs work", target: 3_600),
      make(
        "ttfc.p90", .onboarding, "Time to first call, P90", .seconds, 93_600, 61_200, .unclear, good: "down", n: 812),
      make(
        "ttfc.median_all", .onboarding, "Time to first call of all sign-ups, median", .seconds, 11_100, 6_000, .worse,
        good: "down", n: 1_004),
      make(
        "ttfc.never", .onboarding, "Sign-ups without a successful call", .fraction, 0.191, 0.175, .unclear,
        good: "down", of: 1_004),
      make("activation.rate", .onboarding, "Activation", .fraction, 0.463, 0.489, .unclear, good: "up", of: 694),
      make(
        "ttv.within_7d", .onboarding, "Reached the value moment in 7 days", .fraction, 0.412, 0.460, .unclear,
        good: "up",
        of: 694, interval: [-0.099, 0.003]),
      make("wat", .adoption, "Weekly active tokens", .number, 12_480, 11_770, .better, good: "up"),
      make("calls.total", .adoption, "Calls", .count, 81_204_118, 83_806_200, .steady, good: nil),
      make(
        "calls.unresolved", .adoption, "Calls that resolve to no developer", .fraction, 0.023, 0.022, .steady,
        good: "down", of: 81_204_118),
      make(
        "endpoint_coverage.median", .adoption, "Endpoints used, median", .number, 4, 4, .steady, good: "up", n: 5_120),
      make("depth.median", .adoption, "Integration depth, median", .points, 38.5, 38.1, .steady, good: "up", n: 5_120),
      make(
        "error_rate.4xx", .reliability, "Client errors (4xx)", .fraction, 0.020, 0.019, .steady, good: "down",
        of: 81_204_118),
      make(
        "error_rate.5xx", .reliability, "Server errors (5xx)", .fraction, 0.0006, 0.0007, .steady, good: "down",
        of: 81_204_118, target: 0.001),
      make(
        "latency.p95", .reliability, "Latency, P95", .milliseconds, 182, 179, .steady, good: "down", n: 81_204_118,
        note: "the gateway’s clock: DNS, TLS and the last mile are not in it"),
      make("uptime", .reliability, "Uptime", .fraction, 0.9998, 0.99991, .steady, good: "up", target: 0.9995),
      unavailable(
        "webhook.within_30s", .reliability, "Webhooks delivered within 30 seconds", .fraction, "needs webhooks"),
      make("revenue.total", .business, "Revenue", .money, 412_400, 405_900, .unclear, good: "up"),
      make("nrr", .business, "Net revenue retention", .fraction, 1.08, 1.09, .steady, good: "up", band: "healthy"),
      make("churn.rate", .business, "Developer churn", .fraction, 0.041, 0.043, .steady, good: "down", of: 5_120),
      unavailable(
        "dxs.average", .satisfaction, "Developer experience score, average", .points,
        "needs surveys: surveys.csv could not be read"),
      make(
        "ticket_ratio", .satisfaction, "Support tickets per 100 active developers", .number, 1.19, 1.1, .unclear,
        good: "down", of: 5_120, isSmall: true),
    ]
  }

  private static func make(
    _ id: String, _ family: MetricFamily, _ title: String, _ unit: MetricUnit, _ value: Double, _ previous: Double,
    _ verdict: MetricVerdict, good: String?, n: Int? = nil, of denominator: Double? = nil, interval: [Double]? = nil,
    band: String? = nil, target: Double? = nil, note: String? = nil, isSmall: Bool = false
  ) -> MetricResult {
    var random = Scatter(seed: id)
    var result = MetricResult(
      id: id, family: family, title: title, unit: unit, good: good, value: value, n: n,
      numerator: denominator.map { ($0 * value).rounded() }, denominator: denominator,
      previous: .init(value: previous, n: n.map { $0 - $0 / 40 }, denominator: denominator), band: band, target: target,
      note: note, smallSample: isSmall,
      history: (1...12).reversed().map { back in
        .init(
          month: month.advanced(by: -back), value: back == 1 ? previous : previous * (0.92 + 0.14 * random.next()))
      })
    result.verdict = verdict
    result.change?.interval = interval
    result.verdictReason =
      switch verdict {
      case .worse, .better: "beyond its usual range"
      case .steady: "within its usual range"
      case .unclear: "the interval spans zero"
      case .unavailable: nil
      }
    return result
  }

  private static func unavailable(
    _ id: String, _ family: MetricFamily, _ title: String, _ unit: MetricUnit, _ reason: String
  ) -> MetricResult {
    MetricResult(id: id, family: family, title: title, unit: unit, good: "up", reason: reason)
  }
}

/// A small generator, so that the figures vary and never change.
struct Scatter {
  private var state: UInt64

  init(seed: String) { state = seed.utf8.reduce(0x9E37_79B9_7F4A_7C15) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } }

  /// 0 ≤ x < 1.
  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 53)
  }
}
