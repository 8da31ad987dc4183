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

  /// What is planted at strength 1, in the order of `titles`.
  static let limits = [
    "", "time to first call × 4.5 for Python from the 11th", "4xx × 2.3 on GET /v1/payouts from the 9th",
    "4xx × 2.7 on POST /v1/charges with 2026-09 from the 8th",
    "POST /v1/token (five times the errors) × 2.3 of the calls",
    "the same, and every endpoint 7 % better", "30 days with ten on weekends after 31 with eight",
    "two customers take 4 % of revenue", "one customer brings 7 % of revenue", "160 sign-ups of paid search",
    "65 % of the month's sleepers do not wake", "half of the month's sign-ups move into its last five days",
    "readers call 2.9 times as soon, and 30 % of those who never would", "10 % of calls in eu-west six times as slow",
    "twice as many calls, 15 % of them 429", "40 minutes with half of all calls 5xx, 25 tickets",
    "GET /v1/customers/{id} + 50 %, GET /v1/charges/{id} − 31 %", "every call + 13 %",
    "4xx × 2.3 on GET /v1/payouts from the 14th", "DXS − 0.6 with 14 respondents",
    "no calls from the 19th, no tickets file",
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
