import ReportModel
import Rollup
import Statistics

extension FollowUpSamples {
  private struct Unit {
    var day: Day
    var developer: Int
    var counts: Bool
  }

  /// Months whose cohorts lie in the window, all seen from the report's as_of.
  private func cohorts(_ window: FollowUpWindow) -> [MonthFacts] {
    let first = Month(containing: window.before.lowerBound)
    let last = Month(containing: max(window.before.lowerBound, window.after.upperBound - 1))
    return (0...max(0, last.distance(from: first))).map { offset in
      MonthFacts(
        world: world,
        window: ReportWindow(month: first.advanced(by: offset), zone: world.zone, asOf: engine.month.asOf))
    }
  }

  // MARK: Developers

  func cohort(
    _ id: String, _ definition: MetricDefinition, _ segment: [String: String], _ window: FollowUpWindow
  ) throws(Missing) -> FollowUpEvidence {
    guard segment.keys.allSatisfy(DeveloperDimensions.all.contains) else {
      throw Missing(reason: "sign-ups are not told apart by \(segment.keys.sorted().joined(separator: ", "))")
    }
    let months = cohorts(window)
    if let horizon = FollowUpSamples.waits[id] {
      return try waits(id, horizon, months, segment, window, floor: definition.floor)
    }
    var units: [Unit] = []
    for facts in months {
      guard case .members(let members) = definition.evaluate(facts).basis else { continue }
      units += members.map { Unit(day: day(id, $0.developer), developer: $0.developer, counts: $0.counts) }
    }
    guard !units.isEmpty else { throw Missing(reason: "it cannot be told by the day people signed up") }
    let inside = pair(units.filter { isInside($0.developer, segment) }, window)
    let rest = segment.isEmpty ? nil : pair(units.filter { !isInside($0.developer, segment) }, window)
    return FollowUpEvidence(
      sample: .shares(inside: inside, rest: rest, isIndependent: true, worthwhile: nil),
      before: sum(inside.before).value, after: sum(inside.after).value, daysBefore: window.before.count,
      daysAfter: window.after.count)
  }

  /// The day a developer counts under: that of the first quickstart view, or of the sign-up.
  private func day(_ id: String, _ developer: Int) -> Day {
    if id == "doc_completion.rate", let view = world.rollup?.anchors[developer].firstQuickstartView, view != .max {
      return world.zone.day(of: view)
    }
    return world.zone.day(of: world.developers[developer].signedUpAt)
  }

  private func pair(_ units: [Unit], _ window: FollowUpWindow) -> FollowUpEvidence.DailyPair {
    func days(_ range: Range<Day>) -> [DailyFraction] {
      var sums: [Day: Fraction] = [:]
      for unit in units where range.contains(unit.day) {
        let known = sums[unit.day] ?? Fraction(0, of: 0)
        sums[unit.day] = Fraction(known.numerator + (unit.counts ? 1 : 0), of: known.denominator + 1)
      }
      return sums.sorted { $0.key < $1.key }.map { DailyFraction(day: $0.key, fraction: $0.value) }
    }
    return .init(before: days(window.before), after: days(window.after))
  }

  // MARK: Waiting times

  private enum Horizon {
    /// The earlier quantile itself.
    case quantile(Double)
    /// Seconds.
    case fixed(Double)
  }

  /// Metrics that grow with the time there was to act: compared at one horizon.
  private static let waits: [String: Horizon] = [
    "ttfc.median": .quantile(0.5), "ttfc.p90": .quantile(0.9), "ttfc.median_all": .quantile(0.5),
    "ttfc.p90_all": .quantile(0.9), "ttfc.never": .fixed(7 * 86_400), "ttv.median": .quantile(0.5),
    "ttv.p75": .quantile(0.75),
  ]

  private func waits(
    _ id: String, _ horizon: Horizon, _ months: [MonthFacts], _ segment: [String: String], _ window: FollowUpWindow,
    floor: ChangeFloor
  ) throws(Missing) -> FollowUpEvidence {
    var waits: [(day: Day, developer: Int, time: CensoredTime)] = []
    let isValue = id.hasPrefix("ttv")
    if let missing = isValue ? world.valueMomentMissing : world.callsUnresolvable { throw Missing(reason: missing) }
    for facts in months {
      waits += (isValue ? facts.censoredTimesToValue : facts.censoredTimesToFirstCall).map {
        (day("", $0.developer), $0.developer, $0.time)
      }
    }
    let inside = waits.filter { isInside($0.developer, segment) }
    func curve(_ days: Range<Day>) -> KaplanMeier {
      KaplanMeier(inside.filter { days.contains($0.day) }.map { ($0.time.time, $0.time.happened) })
    }
    let (early, late) = (curve(window.before), curve(window.after))
    var limit = 7 * 86_400.0
    var values: (before: Double?, after: Double?)
    var worthwhile: Double?
    switch horizon {
    case .fixed(let seconds):
      limit = seconds
      values = (early.survival(at: seconds), late.survival(at: seconds))
    case .quantile(let q):
      values = (early.quantile(q), late.quantile(q))
      // Where fewer than that ever get there, a day is the horizon.
      limit = values.before ?? 86_400
      worthwhile = early.survival(at: limit) - early.survival(at: limit / (1 - floor.relative))
    }
    // Only those who could have been seen for that long.
    func units(_ isIn: Bool) -> [Unit] {
      waits.filter { $0.time.observed >= limit && isInside($0.developer, segment) == isIn }.map {
        Unit(day: $0.day, developer: $0.developer, counts: !($0.time.happened && $0.time.time <= limit))
      }
    }
    return FollowUpEvidence(
      sample: .shares(
        inside: pair(units(true), window), rest: segment.isEmpty ? nil : pair(units(false), window),
        isIndependent: true, worthwhile: worthwhile),
      before: values.before, after: values.after, daysBefore: window.before.count, daysAfter: window.after.count)
  }
}

extension MonthFacts {
  var censoredTimesToValue: [(developer: Int, time: CensoredTime)] {
    cohort.map { developer in
      let observed = seconds(asOf - signUp(developer))
      guard let value = firstValue(developer) else {
        return (developer, CensoredTime(time: observed, observed: observed, happened: false))
      }
      return (developer, CensoredTime(time: seconds(value - signUp(developer)), observed: observed, happened: true))
    }
  }
}
