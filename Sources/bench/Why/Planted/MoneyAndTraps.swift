extension Planting {
  /// Accounts that pay in the report's month and paid a year before, most first; all revenue of the month.
  private var payers: (largest: [Int], total: Double) {
    let paying = world.accounts.indices.filter { world.accounts[$0].customer.contains(0) }
    let old = paying.filter { world.accounts[$0].customer.contains(13) }
    return (
      old.sorted { (world.accounts[$1].revenue, $0) < (world.accounts[$0].revenue, $1) },
      paying.reduce(0) { $0 + world.accounts[$1].revenue }
    )
  }

  /// 7: two of the largest customers downgrade; together they take 4 % of the month's revenue at the limit.
  var downgrades: Scenario {
    let (largest, total) = payers
    let lost = Array(largest.prefix(2))
    let now = lost.reduce(0) { $0 + world.accounts[$1].revenue }
    let kept = 1 - min(0.95, 0.04 * strength * total / max(1, now))
    let named = lost.map { ["company_id": world.accounts[$0].id] }
    var scenario = Scenario()
    scenario.effects.revenue = { lost.contains($0) ? kept : 1 }
    scenario.truth = Truth(
      metrics: ["nrr", "grr", "revenue.total", "nrr.3m", "revenue_per_developer"], verdicts: ["worse"], rises: false,
      effects: ["account"], segments: named, allOf: named)
    return scenario
  }

  /// 8: one customer's overage brings 7 % of the month's revenue at the limit.
  var overage: Scenario {
    let (largest, total) = payers
    let one = largest[min(4, largest.count - 1)]
    let factor = 1 + 0.07 * strength * total / max(1, world.accounts[one].revenue)
    var scenario = Scenario()
    scenario.effects.revenue = { $0 == one ? factor : 1 }
    scenario.truth = Truth(
      metrics: ["revenue.total", "nrr", "nrr.3m", "revenue_per_developer"], verdicts: ["better"], rises: true,
      effects: ["account"], segments: [["company_id": world.accounts[one].id]])
    return scenario
  }

  /// 19: a worse survey of fourteen people. The honest answer is that one cannot tell.
  var smallSurvey: Scenario {
    var scenario = Scenario()
    scenario.effects.surveyShift = -0.6 * min(1.5, strength)
    scenario.effects.surveyCount = 14
    let open = ["unclear", "unavailable"]
    scenario.truth = Truth(required: ["dxs.average": open, "dxs.total": open])
    return scenario
  }

  /// 20: the export stops inside the month, and a file is missing.
  var exportStops: Scenario {
    var scenario = Scenario()
    scenario.effects.end = day(strength < 1 ? 26 : strength > 1 ? 13 : 19)
    scenario.effects.missingFile = "tickets.csv"
    let open = ["unclear", "unavailable"]
    let volumes = ["calls.total", "calls.per_day", "wat", "waic", "active_developers", "signups", "revenue.total"]
    var required = Dictionary(uniqueKeysWithValues: volumes.map { ($0, open) })
    // Daily pace is comparable as it is; revenue is booked on the fifth.
    required["calls.per_day"] = open + ["steady"]
    required["revenue.total"] = open + ["steady"]
    scenario.truth = Truth(required: required, missing: ["ticket_ratio": "tickets"], levels: ["caveat", "refuse"])
    return scenario
  }
}
