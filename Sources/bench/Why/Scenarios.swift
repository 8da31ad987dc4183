import Foundation

extension Scenario {
  private typealias W = PlantedWorld

  /// First day of a date in October, counted from the start of the export.
  private static func october(_ day: Int) -> Int { W.october.lowerBound + day - 1 }

  private static func index(_ endpoint: String) -> Int { W.endpoints.firstIndex(of: endpoint) ?? 0 }

  /// The planted month of a number; `strength` 1 is about the detection limit.
  static func planted(_ number: Int, strength: Double, world: PlantedWorld) -> Scenario {
    var scenario = Scenario(
      number: number, title: titles[number],
      truth: Truth(metrics: [], verdicts: []))
    let big = world.accounts.indices.sorted { world.accounts[$0].revenue > world.accounts[$1].revenue }
    let payouts = index("GET /v1/payouts")
    let charges = index("POST /v1/charges")
    let errors = ["error_rate.4xx", "error_rate.total"]
    switch number {
    case 1:
      let start = Double(october(11))
      scenario.effects.firstCall = { sdk, day in sdk == 0 && day >= start ? pow(4.5, strength) : 1 }
      scenario.effects.changes = [(11, "Python SDK 4.0 with the new sign-in", "release", ["sdk": "python"])]
      scenario.truth = Truth(
        metrics: [
          "ttfc.median_all", "ttfc.median", "ttfc.p90", "activation.rate", "ttv.within_7d", "doc_completion.rate",
        ],
        verdicts: ["worse"], effect: ["rate"], segments: [["sdk": "python"]], began: 11,
        event: "Python SDK 4.0 with the new sign-in")
    case 2:
      scenario.effects.clientErrors = { endpoint, _, _, day in
        endpoint == payouts && day >= october(9) ? pow(1.9, strength) : 1
      }
      scenario.effects.changes = [(9, "Payouts: stricter validation", "deploy", ["endpoint": "GET /v1/payouts"])]
      scenario.truth = Truth(
        metrics: errors, verdicts: ["worse", "steady", "unclear"], effect: ["rate"],
        segments: [["endpoint": "GET /v1/payouts"]], began: 9, event: "Payouts: stricter validation")
    case 3:
      scenario.effects.clientErrors = { endpoint, version, _, day in
        endpoint == charges && version == 1 && day >= october(8) ? pow(1.5, strength) : 1
      }
      scenario.effects.changes = [
        (8, "Charges 2026-09: currency required", "deploy", ["endpoint": "POST /v1/charges", "api_version": "2026-09"])
      ]
      scenario.truth = Truth(
        metrics: errors, verdicts: ["worse", "steady", "unclear"], effect: ["rate"],
        segments: [["endpoint": "POST /v1/charges", "api_version": "2026-09"]], began: 8,
        event: "Charges 2026-09: currency required")
    case 4, 5:
      let token = index("POST /v1/token")
      scenario.effects.endpointWeight = { endpoint, day in
        endpoint == token && day >= october(1) ? 1 + 1.6 * strength : 1
      }
      // The endpoint that gains has many errors of its own, in every month.
      scenario.effects.clientErrors = { endpoint, _, _, day in
        (endpoint == token ? 5 : 1) * (number == 5 && day >= october(1) ? 0.93 : 1)
      }
      scenario.truth = Truth(
        metrics: errors, verdicts: ["worse"], effect: ["mix"], segments: [["endpoint": "POST /v1/token"], [:]])
    case 6: scenario.truth = Truth(metrics: [], verdicts: [], quiet: ["calls.total", "calls.per_day"])
    case 7:
      let lost = Array(big.prefix(2))
      scenario.effects.revenue = { account, month in
        lost.contains(account) && month == 0 ? 1 - min(0.95, 0.45 * strength) : 1
      }
      scenario.truth = Truth(
        metrics: ["nrr", "revenue.total", "grr", "nrr.3m"], verdicts: ["worse"], effect: ["account"],
        segments: lost.map { ["company_id": world.accounts[$0].id] })
    case 8:
      let one = big[0]
      scenario.effects.revenue = { account, month in account == one && month == 0 ? 1 + 1.5 * strength : 1 }
      scenario.truth = Truth(
        metrics: ["revenue.total", "nrr"], verdicts: ["better"], effect: ["account"],
        segments: [["company_id": world.accounts[one].id]])
    case 9:
      scenario.effects.campaign = Int(150 * strength)
      scenario.truth = Truth(
        metrics: ["wat", "wat.last_week", "active_developers", "signups"], verdicts: ["better"], effect: ["volume"],
        segments: [["channel": "paid_search"]])
    case 10:
      scenario.effects.sleepersStay = true
      scenario.truth = Truth(
        metrics: ["wat", "wat.last_week", "active_developers"], verdicts: ["worse"], flow: "resurrected")
    case 11:
      scenario.effects.bunched = true
      scenario.truth = Truth(
        metrics: [], verdicts: [],
        quiet: ["ttfc.median", "ttfc.median_all", "ttfc.never", "ttv.median", "ttv.within_7d"])
    case 12:
      let start = Double(october(10))
      scenario.effects.doneAfterQuickstart = { $0 >= start ? pow(0.25, strength) : 1 }
      scenario.effects.changes = [(10, "Quickstart rewritten", "docs", ["metric": "doc_completion"])]
      scenario.truth = Truth(
        metrics: [
          "doc_completion.rate", "ttfc.median_all", "ttfc.median", "ttfc.p90", "activation.rate", "ttv.within_7d",
        ],
        verdicts: ["better"], began: 10)
    case 13:
      scenario.effects.latency = { region, day in
        region == 2 && day >= october(6) ? (min(0.6, 0.1 * strength), 6) : (0, 1)
      }
      scenario.truth = Truth(
        metrics: ["latency.p95", "latency.p99", "latency.retrieval.p99", "latency.processing.p99"], verdicts: ["worse"],
        effect: ["rate"], segments: [["region": "eu-west"]])
    case 14:
      let heavy = world.accounts.indices.sorted { world.accounts[$0].weight > world.accounts[$1].weight }[3]
      scenario.effects.rateLimited = { account, day in account == heavy && day >= october(7) ? 0.5 : 0 }
      scenario.effects.accountVolume = { account, day in account == heavy && day >= october(7) ? 1 + 3 * strength : 1 }
      scenario.truth = Truth(
        metrics: errors + ["error_rate.429", "calls.total"], verdicts: ["worse", "better"], effect: ["account"],
        segments: [["company_id": world.accounts[heavy].id]])
    case 15:
      scenario.effects.incident = (13, 40)
      scenario.effects.serverErrors = { _, seconds in
        let start = Double(october(13)) * 86_400 + 50_400
        return seconds >= start && seconds < start + 40 * 60 * max(1, strength * 1.5) ? min(0.95, 0.6 * strength) : 0
      }
      scenario.effects.tickets = (Int(25 * strength), charges)
      scenario.truth = Truth(
        metrics: ["error_rate.5xx", "error_rate.total", "uptime"], verdicts: ["worse"], began: 13,
        event: "API unavailable")
    case 16:
      let (up, down) = (index("GET /v1/charges/{id}"), index("GET /v1/customers/{id}"))
      scenario.effects.endpointWeight = { endpoint, day in
        guard day >= october(1) else { return 1 }
        return endpoint == up ? 1 + 0.3 * strength : endpoint == down ? max(0.05, 1 - 0.48 * strength) : 1
      }
      scenario.truth = Truth(
        metrics: ["calls.total"], verdicts: ["steady", "unclear"], effect: ["volume"],
        segments: [["endpoint": "GET /v1/charges/{id}"], ["endpoint": "GET /v1/customers/{id}"]])
    case 17:
      scenario.effects.volume = { day in day >= october(1) ? 1 + 0.11 * strength : 1 }
      scenario.truth = Truth(
        metrics: ["calls.total", "calls.per_day"], verdicts: ["better"], effect: ["broad"], segments: [[:]])
    case 18:
      scenario.effects.clientErrors = { endpoint, _, _, day in
        endpoint == payouts && day >= october(14) ? pow(2.1, strength) : 1
      }
      scenario.effects.changes = [
        (14, "Node SDK 7", "release", ["sdk": "node"]),
        (14, "Refunds: new ledger", "deploy", ["endpoint": "POST /v1/refunds"]),
      ]
      scenario.truth = Truth(
        metrics: errors, verdicts: ["worse", "steady", "unclear"], effect: ["rate"],
        segments: [["endpoint": "GET /v1/payouts"]], began: 14, noEvent: true)
    case 19:
      scenario.effects.surveyShift = -0.6 * strength
      scenario.effects.surveyCount = 14
      scenario.truth = Truth(metrics: [], verdicts: [], quiet: ["dxs.average", "dxs.total"])
    case 20:
      scenario.effects.cutAfter = october(19)
      scenario.truth = Truth(
        metrics: [], verdicts: [], quiet: ["calls.total", "calls.per_day", "wat", "active_developers", "waic"])
    default: break
    }
    return scenario
  }
}
