/// A planted cause: what it does to the world, and what the report should say of it.
struct Scenario {
  var truth = Truth()
  var effects = Effects()

  static let titles = [
    "nothing", "time to first call, one SDK", "4xx on one endpoint", "4xx on endpoint × version", "mix shift",
    "each endpoint better, overall worse", "calendar", "two downgrades", "one overage", "paid campaign",
    "resurrected fall", "sign-ups bunch late", "quickstart edit", "P95 in one region", "one customer's retries",
    "incident, tickets, uptime", "two opposite moves", "all segments", "decoy on the day", "small survey",
    "export stops",
  ]

  /// The planted month of a number in the design's table; strength 1 is the detection limit, 0 plants nothing.
  static func planted(_ number: Int, strength: Double, world: PlantedWorld) -> Scenario {
    let plan = Planting(strength: strength, world: world)
    return switch number {
    case 1: plan.slowFirstCall
    case 2: plan.errorsOnEndpoint
    case 3: plan.errorsOnEndpointAndVersion
    case 4: plan.mixShift
    case 5: plan.mixAgainstRate
    case 6: plan.calendarOnly
    case 7: plan.downgrades
    case 8: plan.overage
    case 9: plan.campaign
    case 10: plan.fewerResurrected
    case 11: plan.bunchedSignUps
    case 12: plan.quickstart
    case 13: plan.slowRegion
    case 14: plan.retryStorm
    case 15: plan.outage
    case 16: plan.oppositeMoves
    case 17: plan.everything
    case 18: plan.decoyOnTheDay
    case 19: plan.smallSurvey
    case 20: plan.exportStops
    default: Scenario()
    }
  }
}

/// Plants causes of one strength into one world.
struct Planting {
  let strength: Double
  let world: PlantedWorld

  func day(_ dayOfMonth: Int) -> Int { world.calendar.day(dayOfMonth) }
  func index(_ endpoint: String) -> Int { Dimensions.endpoints.firstIndex(of: endpoint) ?? 0 }

  static let clientErrorMetrics = ["error_rate.4xx", "error_rate.total"]
  /// A change on one endpoint may leave the total where it was.
  static let anyButBetter = ["worse", "steady", "unclear"]
}
