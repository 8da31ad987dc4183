import Foundation

/// How much more or less than usual there is of everything on each day: first-order autoregressive log-noise, one common
/// factor and smaller ones by endpoint, SDK and region, for volume, client errors and latency.
struct TrafficNoise {
  /// Common factor of a day, growth included.
  private(set) var common: [Double]
  private(set) var endpoint: [[Double]]
  private(set) var sdk: [[Double]]
  private(set) var region: [[Double]]
  private(set) var errors: [[Double]]
  private(set) var latency: [Double]
  /// Client and server error rates of each endpoint.
  private(set) var clientErrors: [Double]
  private(set) var serverErrors: [Double]

  init(calendar: PlantedCalendar, profile: NullProfile, dice: inout Dice) {
    func series(_ phi: Double, _ sigma: Double) -> [Double] {
      var state = sigma / (1 - phi * phi).squareRoot() * dice.normal()
      return (0..<calendar.days).map { _ in
        state = phi * state + sigma * dice.normal()
        return exp(state)
      }
    }
    let growth = profile == .growth ? 0.04 : 0.01
    common = series(0.5, profile == .plain ? 0.04 : 0.06).enumerated()
      .map { $1 * pow(1 + growth, Double($0) / 30) }
    endpoint = Dimensions.endpoints.map { _ in series(0.6, 0.03) }
    sdk = Dimensions.sdks.map { _ in series(0.5, 0.02) }
    region = Dimensions.regions.map { _ in series(0.5, 0.02) }
    errors = Dimensions.endpoints.map { _ in series(0.4, 0.06) }
    latency = series(0.4, 0.02)
    clientErrors = Dimensions.endpoints.map { _ in dice.uniform(0.008...0.03) }
    serverErrors = Dimensions.endpoints.map { _ in dice.uniform(0.000_3...0.000_8) }
  }
}
