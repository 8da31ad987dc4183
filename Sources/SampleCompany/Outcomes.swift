import Foundation

/// What a call is answered with, and how fast.
struct Outcomes: Sendable {
  struct Answer {
    let status: Int
    let micros: Int
  }

  private struct Errors {
    var total = 0.0
    var limits: [(limit: Double, status: Int)] = []
  }

  private let errors: [Errors]
  private let throttled: Int?
  private static let regionFactor = [1.0, 1.05, 1.22]
  /// Standard normal values at evenly spaced probabilities: a draw costs one look-up.
  private let normals: [Double]

  init(_ world: World) {
    errors = Catalogue.endpoints.map { endpoint in
      var errors = Errors()
      for (status, rate) in Catalogue.commonErrors + endpoint.errors {
        errors.total += rate
        errors.limits.append((errors.total, status))
      }
      return errors
    }
    throttled = world.companies.firstIndex { $0.role == .throttled }
    normals = (0..<8192).map { Normal.quantile((Double($0) + 0.5) / 8192) }
  }

  /// Whether the moment lies inside the major incident and the call is a live charge.
  func isDown(_ endpoint: Int, _ token: Token, _ at: Int) -> Bool {
    endpoint == Catalogue.createCharge && token.isLive && at >= Story.incidentStart && at < Story.incidentEnd
  }

  func answer(
    _ endpoint: Int, _ token: Token, _ version: Int, _ at: Int, _ random: inout RandomStream
  ) -> Answer {
    let status = status(endpoint, token, version, at, &random)
    return Answer(status: status, micros: micros(endpoint, token, status, &random))
  }

  private func status(
    _ endpoint: Int, _ token: Token, _ version: Int, _ at: Int, _ random: inout RandomStream
  ) -> Int {
    if isDown(endpoint, token, at), random.chance(Story.incidentFailure) { return random.chance(0.85) ? 503 : 500 }
    if endpoint == Catalogue.createRefund {
      if random.chance(at < Story.refundsFix ? Story.refundTimeouts : Story.refundTimeoutsFixed) { return 504 }
    } else if endpoint == Catalogue.listPayouts, version == 2, at >= Story.payoutsDeploy {
      if random.chance(Story.payouts422Rate) { return 422 }
    }
    if at >= Story.throttledFrom * Timeline.dayMs, let throttled, token.company == throttled {
      if random.chance(Story.throttledRate) { return 429 }
    }
    let place = random.uniform()
    let own = errors[endpoint]
    if place >= own.total { return successStatus(endpoint) }
    for (limit, status) in own.limits where place < limit { return status }
    return successStatus(endpoint)
  }

  private func successStatus(_ endpoint: Int) -> Int {
    let entry = Catalogue.endpoints[endpoint]
    return entry.method == "POST" && entry.idName.isEmpty && endpoint != Catalogue.token ? 201 : 200
  }

  /// Latency at the gateway, in microseconds.
  func micros(_ endpoint: Int, _ token: Token, _ status: Int, _ random: inout RandomStream) -> Int {
    let z = normals[Int(random.next() >> 51)]
    switch status {
    case 504: return 30_000_000 + Int(z.magnitude * 9_000)
    case 401, 403, 429: return Int(9_000 * exp(0.4 * z))
    case 500, 502, 503: return Int(1_400_000 * exp(0.6 * z))
    default:
      let entry = Catalogue.endpoints[endpoint]
      return Int(entry.medianMs * 1000 * Self.regionFactor[token.region] * exp(entry.sigma * z))
    }
  }
}
