import ReportModel
import Statistics

/// How much more than chance alone a daily series moves.
enum DailyNoise {
  struct Observation {
    var day: Day
    var observed: Double
    var exposure: Double
  }

  /// Variance factor of a sum over days, never under 1.
  ///
  /// Pearson's dispersion around weekday means and a straight trend, its excess over 1 inflated by the resemblance of
  /// neighbouring days: a slow drift does not average out within a month. 1 with fewer than 14 days.
  static func dispersion(_ days: [Observation], shares: Bool) -> Double {
    let used = days.filter { $0.exposure > 0 }.sorted { $0.day < $1.day }
    guard used.count >= 14 else { return 1 }
    let profile = WeekdayProfile(used)
    let expected = detrended(used, profile.expected(used))
    let variances = zip(expected, used).map { mean, day in
      shares ? mean * max(0, 1 - mean / day.exposure) : mean
    }
    let factor = Dispersion.pearson(
      observed: used.map(\.observed), expected: expected, variances: variances, parameters: profile.parameters + 1)
    let residuals = used.indices.compactMap { index in
      variances[index] > 0 ? (used[index].observed - expected[index]) / variances[index].squareRoot() : nil
    }
    return 1 + (factor - 1) * Dispersion.autocorrelationInflation(residuals)
  }

  static func dispersion(_ days: [DailyCount]) -> Double {
    dispersion(days.map { Observation(day: $0.day, observed: $0.count, exposure: 1) }, shares: false)
  }

  /// The dispersion of the days before the month; of all of them where those are fewer than 14.
  ///
  /// A real shift inside the month must not count as noise.
  static func dispersion(_ days: [DailyFraction], before month: Month) -> Double {
    let earlier = days.filter { $0.day < month.firstDay }
    return dispersion(observations(earlier.count >= 14 ? earlier : days), shares: true)
  }

  static func observations(_ days: [DailyFraction]) -> [Observation] {
    days.map { Observation(day: $0.day, observed: $0.fraction.numerator, exposure: $0.fraction.denominator) }
  }

  /// Multiplies a straight line through observed ÷ expected into the expectation.
  private static func detrended(_ days: [Observation], _ expected: [Double]) -> [Double] {
    let usable = days.indices.filter { expected[$0] > 0 }
    let weight = usable.reduce(0) { $0 + expected[$1] }
    guard weight > 0 else { return expected }
    let centre = usable.reduce(0) { $0 + expected[$1] * Double(days[$1].day) } / weight
    var product = 0.0
    var squares = 0.0
    for index in usable {
      let distance = Double(days[index].day) - centre
      product += (days[index].observed - expected[index]) * distance
      squares += expected[index] * distance * distance
    }
    let slope = squares > 0 ? product / squares : 0
    return days.indices.map { expected[$0] * max(0, 1 + slope * (Double(days[$0].day) - centre)) }
  }
}

/// What a series usually is on each weekday.
struct WeekdayProfile {
  /// Rate per unit of exposure, Monday first.
  let rates: [Double]
  let parameters: Double

  /// One rate for all days where there are fewer than 28 of them or fewer than 100 events.
  ///
  /// A profile from less is noise.
  init(_ days: [DailyNoise.Observation]) {
    let total = days.reduce(0) { $0 + $1.observed }
    let exposure = days.reduce(0) { $0 + $1.exposure }
    let level = exposure > 0 ? total / exposure : 0
    guard days.count >= 28, total >= 100 else {
      rates = [Double](repeating: level, count: 7)
      parameters = 1
      return
    }
    var observed = [Double](repeating: 0, count: 7)
    var exposures = observed
    for day in days {
      observed[Civil.weekday(day.day)] += day.observed
      exposures[Civil.weekday(day.day)] += day.exposure
    }
    rates = (0..<7).map { exposures[$0] > 0 ? observed[$0] / exposures[$0] : level }
    parameters = 7
  }

  func expected(_ days: [DailyNoise.Observation]) -> [Double] {
    days.map { rates[Civil.weekday($0.day)] * $0.exposure }
  }
}
