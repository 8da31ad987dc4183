extension Planting {
  /// 6: a shorter month with more weekend days. Strength deepens the weekends (`PlantedMonth`).
  var calendarOnly: Scenario {
    var scenario = Scenario()
    // Beside the calendar there is the ordinary noise, of which one may not be sure.
    let quiet = ["steady", "unclear"]
    scenario.truth = Truth(required: ["calls.total": quiet, "calls.per_day": quiet])
    return scenario
  }

  /// 10: sleepers do not wake; new ones come as ever.
  var fewerResurrected: Scenario {
    var scenario = Scenario()
    scenario.effects.asleep = min(1, 0.25 + 0.4 * strength)
    scenario.truth = Truth(
      metrics: ["wat", "wat.last_week", "active_developers", "waic", "waic.last_week"], verdicts: ["worse"],
      rises: false, flow: "resurrected")
    return scenario
  }

  /// 13: one region's slow calls; the typical call is unchanged.
  var slowRegion: Scenario {
    let (start, share) = (day(6), min(0.45, 0.1 * strength))
    var scenario = Scenario()
    scenario.effects.latency = { $0 == 2 && $1 >= start ? (share, 6) : (0, 1) }
    scenario.truth = Truth(
      metrics: [
        "latency.p95", "latency.p99", "latency.retrieval.p95", "latency.retrieval.p99", "latency.processing.p95",
        "latency.processing.p99",
      ], verdicts: ["worse"], rises: true, effects: ["rate"], segments: [["region": "eu-west"]], began: 6)
    return scenario
  }

  /// 16: one endpoint gains what another loses; the total stands still.
  var oppositeMoves: Scenario {
    let (up, down, start) = (index("GET /v1/customers/{id}"), index("GET /v1/charges/{id}"), day(1))
    let (gain, loss) = (1 + 0.5 * strength, 1 - 0.5 * strength * 0.1 / 0.16)
    var scenario = Scenario()
    scenario.effects.endpointVolume = { $1 < start ? 1 : $0 == up ? gain : $0 == down ? loss : 1 }
    let both = [["endpoint": "GET /v1/charges/{id}"], ["endpoint": "GET /v1/customers/{id}"]]
    scenario.truth = Truth(
      metrics: ["calls.total", "calls.per_day"], verdicts: ["steady", "unclear"], effects: ["volume"], segments: both,
      allOf: both)
    return scenario
  }

  /// 17: everything grows alike.
  var everything: Scenario {
    let (start, factor) = (day(1), 1 + 0.13 * strength)
    var scenario = Scenario()
    scenario.effects.volume = { $0 >= start ? factor : 1 }
    scenario.truth = Truth(
      metrics: ["calls.total", "calls.per_day"], verdicts: ["better"], rises: true, effects: ["broad"],
      segments: [[:]])
    return scenario
  }
}
