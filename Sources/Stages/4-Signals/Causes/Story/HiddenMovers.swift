import ReportModel
import Statistics

/// Endpoints that got worse while the API-wide rate does not show it.
///
/// Every endpoint is tested, so the bar is higher than for a metric: Bonferroni over all of them at 1 %, and at least a
/// point (half a point where the endpoint stands at five times the average).
struct HiddenMovers {
  let facts: SignalFacts
  let minN: Int

  static let level = 0.01
  static let leastRelative = 0.2
  static let leastPoints = 0.01
  static let leastPointsHidden = 0.005

  struct Mover {
    let endpoint: EndpointFacts
    /// Id of the metric its move belongs to.
    let metric: String
    let pair: FractionPair
    /// Standard errors of the move.
    let size: Double
  }

  /// The movers, most telling first.
  func movers(month: Month) -> [Mover] {
    let tested = facts.endpoints.filter {
      min($0.errors.current.denominator, $0.errors.previous.denominator) >= Double(minN)
    }
    let limit = HiddenMovers.level / Double(max(1, tested.count))
    return tested.compactMap { mover($0, month: month, limit: limit) }
      .sorted { ($1.size, $0.endpoint.name) < ($0.size, $1.endpoint.name) }
  }

  private func mover(_ endpoint: EndpointFacts, month: Month, limit: Double) -> Mover? {
    let (metric, pair) = HiddenMovers.kind(endpoint)
    guard let now = pair.current.value, let before = pair.previous.value else { return nil }
    let least = endpoint.isHiddenByAverage ? HiddenMovers.leastPointsHidden : HiddenMovers.leastPoints
    guard now - before >= least, now >= before * (1 + HiddenMovers.leastRelative) else { return nil }
    guard let test = EndpointTest(endpoint, pair, month: month), test.p <= limit else { return nil }
    return Mover(endpoint: endpoint, metric: metric, pair: pair, size: min(Importance.mostErrors, test.score))
  }

  /// The kind of error that makes most of the endpoint's move: client, server, or all of them.
  static func kind(_ endpoint: EndpointFacts) -> (metric: String, pair: FractionPair) {
    func change(_ pair: FractionPair) -> Double { (pair.current.value ?? 0) - (pair.previous.value ?? 0) }
    let all = change(endpoint.errors)
    if change(endpoint.clientErrors) >= 0.6 * all { return ("error_rate.4xx", endpoint.clientErrors) }
    if change(endpoint.serverErrors) >= 0.6 * all { return ("error_rate.5xx", endpoint.serverErrors) }
    return ("error_rate.total", endpoint.errors)
  }
}

/// One endpoint's error share this month against last.
struct EndpointTest {
  /// Standard errors; positive = worse.
  let score: Double
  let p: Double

  /// nil where a month has no calls or neither has an error.
  init?(_ endpoint: EndpointFacts, _ pair: FractionPair, month: Month) {
    let pooled =
      (pair.current.numerator + pair.previous.numerator) / (pair.current.denominator + pair.previous.denominator)
    let variation = Variation.assumed * pooled * (1 - pooled)
    guard
      let score = Proportion.score(
        pair.current.numerator, of: pair.current.denominator, against: pair.previous.numerator,
        of: pair.previous.denominator, dispersion: DailyNoise.dispersion(endpoint.daily, before: month),
        extraVariance: variation * variation)
    else { return nil }
    self.score = score
    let events = pair.current.numerator + pair.previous.numerator
    let exact =
      events < CountTest.exactBelow
      ? CountRate.exact(
        pair.current.numerator.rounded(), over: pair.current.denominator, against: pair.previous.numerator.rounded(),
        over: pair.previous.denominator) : 0
    p = max(Normal.twoSided(score), exact)
  }
}
