import Foundation

/// How many calls each key is expected to make on each day.
struct Traffic: Sendable {
  /// Calls a day of the whole company before growth, weekday and noise.
  let scale: Double
  /// Weekday profile, year-end quiet and first-order autoregressive noise of about 4 %.
  let dayFactor: [Double]
  private let companyFactor: [[Double]]

  /// - Parameter planned: calls that are decided already and count towards the total.
  init(_ world: World, planned: Int) {
    var random = RandomStream(seed: world.options.seed, "traffic")
    var noise = 0.0
    let factors = (0..<Timeline.days).map { day in
      noise = 0.45 * noise + 0.034 * random.normal()
      return Timeline.weekday[Timeline.weekdayIndex(day)] * Self.holiday(day) * exp(noise)
    }
    let companies = world.companies.map { company in
      var wobble = 1.0
      return (0..<Timeline.days).map { day in
        if Timeline.weekdayIndex(day) == 0 || day == 0 { wobble = exp(0.045 * random.normal()) }
        return wobble * exp(company.drift * Double(day) / 30.4) * Self.planted(company.role, day)
      }
    }
    var total = 0.0
    for token in world.tokens {
      for day in token.active {
        total += Self.expected(token, day, factors[day], companies)
      }
    }
    scale = total > 0 ? max(0, Double(world.options.calls - planned)) / total : 0
    dayFactor = factors
    companyFactor = companies
  }

  func expected(_ token: Token, _ day: Int) -> Double {
    scale * Self.expected(token, day, dayFactor[day], companyFactor)
  }

  private static func expected(_ token: Token, _ day: Int, _ factor: Double, _ companies: [[Double]]) -> Double {
    let company = token.company.map { companies[$0][day] } ?? 1
    let age = Double(day - token.active.lowerBound)
    let ramp = token.ramp <= 1 ? 1 : 0.35 + 0.65 * min(1, age / Double(token.ramp))
    return token.weight * factor * company * ramp
  }

  private static func planted(_ role: Role, _ day: Int) -> Double {
    switch role {
    case .none: return 1
    case .fading: return day >= Story.fadingFrom ? Story.fadingFactor : 1
    case .throttled:
      return 1 + Story.throttledGrowth * min(1, max(0, Double(day - Story.throttledFrom + 1) / 12))
    }
  }

  private static func holiday(_ day: Int) -> Double {
    switch day {
    case Timeline.day(2025, 12, 24), Timeline.day(2025, 12, 26), Timeline.day(2025, 12, 31): return 0.85
    case Timeline.day(2025, 12, 25), Timeline.day(2026, 1, 1): return 0.7
    default: return 1
    }
  }
}
