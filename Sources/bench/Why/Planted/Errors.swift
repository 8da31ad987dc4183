import Foundation

extension Planting {
  /// 2: a deploy, and more 4xx on one endpoint.
  var errorsOnEndpoint: Scenario {
    let (endpoint, start, factor) = (index("GET /v1/payouts"), day(9), pow(2.3, strength))
    var scenario = Scenario()
    scenario.effects.clientErrors = { $0 == endpoint && $2 >= start ? factor : 1 }
    scenario.effects.changes = [(9, "Payouts: stricter validation", "deploy", ["endpoint": "GET /v1/payouts"])]
    scenario.truth = Truth(
      metrics: Self.clientErrorMetrics, verdicts: Self.anyButBetter, rises: true, effects: ["rate"],
      segments: [["endpoint": "GET /v1/payouts"]], began: 9, event: "Payouts: stricter validation")
    return scenario
  }

  /// 3: more 4xx only where an endpoint and an API version meet.
  var errorsOnEndpointAndVersion: Scenario {
    let (endpoint, start, factor) = (index("POST /v1/charges"), day(8), pow(2.7, strength))
    let segment = ["endpoint": "POST /v1/charges", "api_version": "2026-09"]
    var scenario = Scenario()
    scenario.effects.clientErrors = { $0 == endpoint && $1 == 1 && $2 >= start ? factor : 1 }
    scenario.effects.changes = [(8, "Charges 2026-09: currency required", "deploy", segment)]
    scenario.truth = Truth(
      metrics: Self.clientErrorMetrics, verdicts: Self.anyButBetter, rises: true, effects: ["rate"],
      segments: [segment], began: 8, event: "Charges 2026-09: currency required")
    return scenario
  }

  /// 4: calls move to an endpoint that always had many errors; no endpoint gets worse.
  var mixShift: Scenario { shift(improvement: 1) }

  /// 5: the same while every endpoint gets better.
  var mixAgainstRate: Scenario { shift(improvement: 0.93) }

  private func shift(improvement: Double) -> Scenario {
    let (token, start, more) = (index("POST /v1/token"), day(1), 1 + 1.3 * strength)
    // Five times as many as elsewhere. Five times its own rate would be anything from twice to eight times that, and the
    // same shift of the mix would move the total of some worlds by less than what a report may call a change.
    let rates = world.noise.clientErrors
    let others = Dimensions.endpoints.indices.filter { $0 != token }
    let elsewhere =
      others.reduce(0) { $0 + Dimensions.endpointShares[$1] * rates[$1] }
      / others.reduce(0) { $0 + Dimensions.endpointShares[$1] }
    let many = 5 * elsewhere / rates[token]
    var scenario = Scenario()
    scenario.effects.keepsVolume = true
    scenario.effects.endpointVolume = { $0 == token && $1 >= start ? more : 1 }
    scenario.effects.clientErrors = { ($0 == token ? many : 1) * ($2 >= start ? improvement : 1) }
    scenario.truth = Truth(
      metrics: Self.clientErrorMetrics, verdicts: ["worse"], rises: true, effects: ["mix"],
      segments: [["endpoint": "POST /v1/token"], [:]])
    return scenario
  }

  /// 14: one customer's retry storm brings the 429s.
  var retryStorm: Scenario {
    let accounts = world.accounts
    var calls = [Double](repeating: 0, count: accounts.count)
    for developer in world.developers {
      guard let first = developer.firstCall else { continue }
      let age = Double(day(1)) - (developer.signUp + first) / 86_400
      if age > 0, age + 15 < developer.life { calls[developer.account] += accounts[developer.account].weight }
    }
    let heavy = calls.indices.sorted { (calls[$1], $0) < (calls[$0], $1) }[3]
    let limited = min(0.9, 0.15 * strength)
    let (start, more) = (day(7), 1 + strength)
    var scenario = Scenario()
    scenario.effects.rateLimited = { $0 == heavy && $1 >= start ? limited : 0 }
    scenario.effects.accountVolume = { $0 == heavy && $1 >= start ? more : 1 }
    scenario.truth = Truth(
      metrics: Self.clientErrorMetrics + ["error_rate.429"], verdicts: ["worse"], rises: true, effects: ["account"],
      segments: [["company_id": accounts[heavy].id]])
    return scenario
  }

  /// 15: an outage of 40 minutes; tickets and uptime follow.
  var outage: Scenario {
    let begin = Double(day(13)) * 86_400 + 50_400
    let share = min(0.95, 0.5 * strength)
    var scenario = Scenario()
    scenario.effects.incident = (13, 40)
    scenario.effects.serverErrors = { $0 >= begin && $0 < begin + 2_400 ? share : 0 }
    scenario.effects.tickets = (Int(25 * strength), 13, index("POST /v1/charges"))
    scenario.truth = Truth(
      metrics: ["error_rate.5xx", "error_rate.total", "uptime"], verdicts: ["worse"], began: 13,
      event: "API unavailable", consequences: ["ticket_ratio"])
    return scenario
  }

  /// 18: two deploys on the right day with the wrong scope; the true cause left no event.
  var decoyOnTheDay: Scenario {
    let (endpoint, start, factor) = (index("GET /v1/payouts"), day(14), pow(2.3, strength))
    var scenario = Scenario()
    scenario.effects.clientErrors = { $0 == endpoint && $2 >= start ? factor : 1 }
    scenario.effects.changes = [
      (14, "Node SDK 7", "release", ["sdk": "node"]),
      (14, "Refunds: new ledger", "deploy", ["endpoint": "POST /v1/refunds"]),
    ]
    scenario.truth = Truth(
      metrics: Self.clientErrorMetrics, verdicts: Self.anyButBetter, rises: true, effects: ["rate"],
      segments: [["endpoint": "GET /v1/payouts"]], began: 14)
    return scenario
  }
}
