import Foundation

extension Planting {
  private static let onboarding = [
    "ttfc.median_all", "ttfc.median", "ttfc.p90", "ttfc.p90_all", "ttfhw.median", "activation.rate", "ttv.within_7d",
    "ttv.median", "doc_completion.rate",
  ]

  /// 1: a new sign-in in one SDK; its developers take longer to their first call.
  var slowFirstCall: Scenario {
    let (start, factor) = (Double(day(11)), pow(4.5, strength))
    var scenario = Scenario()
    scenario.effects.firstCall = { $0 == 0 && $1 >= start ? factor : 1 }
    scenario.effects.changes = [(11, "Python SDK 4.0 with the new sign-in", "release", ["sdk": "python"])]
    scenario.truth = Truth(
      metrics: Self.onboarding, verdicts: Self.anyButBetter, effects: ["rate"], segments: [["sdk": "python"]],
      began: 11,
      event: "Python SDK 4.0 with the new sign-in")
    return scenario
  }

  /// 12: a rewritten quickstart; who reads it gets through faster, and more do. One story.
  var quickstart: Scenario {
    let (start, factor) = (Double(day(18)), pow(0.35, strength))
    var scenario = Scenario()
    let persuaded = min(0.9, 0.3 * strength)
    scenario.effects.afterQuickstart = { $0 >= start ? factor : 1 }
    scenario.effects.persuaded = { $0 >= start ? persuaded : 0 }
    scenario.effects.changes = [(18, "Quickstart rewritten", "docs", ["metric": "doc_completion"])]
    scenario.truth = Truth(metrics: Self.onboarding, verdicts: ["better"], began: 18, event: "Quickstart rewritten")
    return scenario
  }

  /// 11: the month's sign-ups come late; how long they take is unchanged.
  var bunchedSignUps: Scenario {
    var scenario = Scenario()
    scenario.effects.bunched = min(1, 0.5 * strength)
    let quiet = ["steady", "unclear", "unavailable"]
    let trap = Self.onboarding.filter { $0 != "doc_completion.rate" } + ["ttfc.never", "ttv.p75", "ttfhw.p90"]
    scenario.truth = Truth(required: Dictionary(uniqueKeysWithValues: trap.map { ($0, quiet) }))
    return scenario
  }

  /// 9: a campaign brings developers who call and never reach value.
  var campaign: Scenario {
    var scenario = Scenario()
    scenario.effects.campaign = Int(160 * strength)
    scenario.truth = Truth(
      metrics: ["wat", "wat.last_week", "active_developers", "signups"], verdicts: ["better"], rises: true,
      effects: ["volume", "entered"], segments: [["channel": "paid_search"]],
      companions: ["activation.rate", "ttv.within_7d", "ttv.first_session"])
    return scenario
  }
}
