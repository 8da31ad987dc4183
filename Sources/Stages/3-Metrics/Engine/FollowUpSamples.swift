package import ReportModel
import Rollup
import Statistics

/// Looks a metric up before and after a day, inside a segment and outside of it.
///
/// Cohort metrics are counted by the day of sign-up (of the first quickstart view), under the report's own as_of and,
/// where they are times, at one fixed horizon for both sides: nobody is compared who could not yet have called.
package struct FollowUpSamples {
  let engine: MetricEngine

  package init(engine: MetricEngine) { self.engine = engine }

  /// Why a metric cannot be looked at there.
  package struct Missing: Error, Hashable, Sendable {
    package var reason: String
  }

  private var month: MonthFacts { engine.month }
  var world: World { engine.world }

  package func evidence(
    of id: String, in segment: [String: String], window: FollowUpWindow
  ) throws(Missing) -> FollowUpEvidence {
    guard let definition = MetricCatalog.all.first(where: { $0.id == id }) else {
      throw Missing(reason: "there is no metric \(id)")
    }
    let measurement = definition.evaluate(month)
    guard measurement.value != nil || measurement.reason == nil || definition.family == .onboarding else {
      throw Missing(reason: measurement.reason ?? "it has no value this month")
    }
    switch measurement.basis {
    case .calls(let count): return try calls(segment, window, count)
    case .latency(let q, let endpoints):
      return try latency(q, endpoints, segment, window, floor: definition.floor)
    case .daily: return try counts(id, segment, window)
    case .weekly(let count): return try weekly(segment, window, count)
    case .responses: return try responses(id, segment, window)
    case .rate where id == "ticket_ratio": return try tickets(segment, window)
    default:
      if definition.family == .onboarding { return try cohort(id, definition, segment, window) }
      return try monthly(definition, segment, window)
    }
  }

  /// The metric in a segment in a month of the report; nil where that cannot be told.
  package func value(of id: String, in segment: [String: String], month: Month) -> Double? {
    guard let definition = MetricCatalog.all.first(where: { $0.id == id }) else { return nil }
    // The report's months are made already.
    let facts =
      month == self.month.month
      ? self.month
      : month == self.month.month.previous
        ? self.month.previous : MonthFacts(world: world, window: engine.month.window.on(month))
    if segment.isEmpty { return definition.evaluate(facts).value }
    switch definition.evaluate(facts).basis {
    case .calls(let count): return (try? fractions(segment, month.days, count)).flatMap { sum($0).value }
    case .latency(let q, let endpoints):
      guard let members = try? members(segment, endpoints), let rollup = world.rollup else { return nil }
      return rollup.latency.histogram(endpoints: members, days: month.days).quantile(q).map { $0 / 1_000 }
    case .rate where id == "ticket_ratio":
      guard !facts.active.isEmpty else { return nil }
      return 100 * Double(facts.tickets.count { matches($0, segment) }) / Double(facts.active.count)
    case .members(let members):
      let inside = members.filter { isInside($0.developer, segment) }
      return inside.isEmpty ? nil : Double(inside.count { $0.counts }) / Double(inside.count)
    case .values(let q, let values):
      return Quantile.linear(values.filter { isInside($0.developer, segment) }.map(\.value).sorted(), q)
    case .times(let q, let times):
      return KaplanMeier(times.filter { isInside($0.developer, segment) }.map { ($0.time.time, $0.time.happened) })
        .quantile(q)
    case .accounts(_, .total): return segment["company_id"].map { world.revenue[month]?[$0] ?? 0 }
    case .daily where id == "calls.total":
      return (try? fractions(segment, month.days) { $0.calls }).map { sum($0).denominator }
    default: return nil
    }
  }

  // MARK: Calls

  private func calls(
    _ segment: [String: String], _ window: FollowUpWindow, _ count: @Sendable (OutcomeTotals) -> Int
  ) throws(Missing) -> FollowUpEvidence {
    let inside = try pair(window) { (days) throws(Missing) in try fractions(segment, days, count) }
    let all = try pair(window) { (days) throws(Missing) in try fractions([:], days, count) }
    let rest = segment.isEmpty ? nil : minus(all, inside)
    return FollowUpEvidence(
      sample: .shares(inside: inside, rest: rest, isIndependent: false, worthwhile: nil),
      before: sum(inside.before).value, after: sum(inside.after).value, daysBefore: window.before.count,
      daysAfter: window.after.count)
  }

  /// A count of calls over all calls of a segment, by day; days that the export misses are left out.
  func fractions(
    _ segment: [String: String], _ days: Range<Day>, _ count: (OutcomeTotals) -> Int
  ) throws(Missing) -> [DailyFraction] {
    guard let rollup = world.rollup else { throw Missing(reason: "needs calls (gateway logs)") }
    let totals: [OutcomeTotals]
    if segment.isEmpty {
      totals = rollup.dailyOutcomes(days: days)
    } else if segment.keys.elementsEqual(["endpoint"]), let name = segment["endpoint"] {
      guard let endpoint = rollup.endpoints.firstIndex(of: name) else {
        throw Missing(reason: "no call of \(name) in the data")
      }
      totals = rollup.dailyOutcomes(endpoint: endpoint, days: days)
    } else {
      if segment["company_id"] != nil { return try companyFractions(segment, days, count, rollup) }
      guard segment.keys.allSatisfy({ CallDimension(rawValue: $0) != nil }) else {
        throw Missing(reason: "calls are not told apart by \(segment.keys.sorted().joined(separator: ", "))")
      }
      guard days.lowerBound >= rollup.plan.cubeFirstDay else {
        throw Missing(reason: "calls are kept by segment only from \(Civil.iso(rollup.plan.cubeFirstDay)) on")
      }
      totals = rollup.dailyOutcomes(days: days) { combo in
        segment.allSatisfy { name, value in CallDimension(rawValue: name)?.value(combo, rollup) == value }
      }
    }
    return zip(days, totals).filter { $1.calls > 0 && !world.missingDays.contains($0) }.map {
      DailyFraction(day: $0, fraction: Fraction(Double(count($1)), of: Double($1.calls)))
    }
  }

  /// The rollup keeps a few outcomes by company: which of them is asked for is told by what it counts of one call each.
  private func companyFractions(
    _ segment: [String: String], _ days: Range<Day>, _ count: (OutcomeTotals) -> Int, _ rollup: Rollup
  ) throws(Missing) -> [DailyFraction] {
    guard segment.count == 1, let id = segment["company_id"], let company = rollup.identity.companyIndex(id) else {
      throw Missing(reason: "calls of this company are not told apart by anything else")
    }
    guard let column = EvidenceBuilder.companyColumn(counting: count) else {
      throw Missing(reason: "this outcome is not kept by company")
    }
    return days.compactMap { day in
      let calls = Double(rollup.company(company, days: day..<day + 1, column: .calls))
      guard calls > 0, !world.missingDays.contains(day) else { return nil }
      let counted = Double(rollup.company(company, days: day..<day + 1, column: column))
      return DailyFraction(day: day, fraction: Fraction(counted, of: calls))
    }
  }

  // MARK: Latency

  private func members(_ segment: [String: String], _ endpoints: [Int]) throws(Missing) -> [Int] {
    guard let rollup = world.rollup else { throw Missing(reason: "needs calls (gateway logs)") }
    guard !segment.isEmpty else { return endpoints }
    guard segment.keys.elementsEqual(["endpoint"]), let name = segment["endpoint"] else {
      throw Missing(reason: "latencies are kept by endpoint alone")
    }
    let members = endpoints.filter { rollup.endpoints[rollup.visible($0)] == name }
    guard !members.isEmpty else { throw Missing(reason: "no latency of \(name) in the data") }
    return members
  }

  private func latency(
    _ q: Double, _ endpoints: [Int], _ segment: [String: String], _ window: FollowUpWindow, floor: ChangeFloor
  ) throws(Missing) -> FollowUpEvidence {
    let inside = try members(segment, endpoints)
    guard let rollup = world.rollup, window.before.lowerBound >= rollup.plan.cubeFirstDay else {
      throw Missing(reason: "latencies are not kept by day that far back")
    }
    let before = rollup.latency.histogram(endpoints: inside, days: window.before)
    let after = rollup.latency.histogram(endpoints: inside, days: window.after)
    guard let limit = before.quantile(q) else { throw Missing(reason: "no call with a latency before it was done") }
    func pair(_ members: [Int]) -> FollowUpEvidence.DailyPair {
      func days(_ range: Range<Day>) -> [DailyFraction] {
        range.compactMap { day in
          let histogram = rollup.latency.histogram(endpoints: members, days: day..<day + 1)
          return histogram.isEmpty ? nil : DailyFraction(day: day, fraction: histogram.share(above: limit))
        }
      }
      return .init(before: days(window.before), after: days(window.after))
    }
    let faster = before.share(above: limit / (1 - floor.relative)).value ?? 0
    let worthwhile = (before.share(above: limit).value ?? 0) - faster
    let others = endpoints.filter { !inside.contains($0) }
    return FollowUpEvidence(
      sample: .shares(
        inside: pair(inside), rest: segment.isEmpty ? nil : pair(others), isIndependent: false,
        worthwhile: worthwhile),
      before: limit / 1_000, after: after.quantile(q).map { $0 / 1_000 }, daysBefore: window.before.count,
      daysAfter: window.after.count)
  }
}

// MARK: - Sums

extension FollowUpSamples {
  func pair(
    _ window: FollowUpWindow, _ days: (Range<Day>) throws(Missing) -> [DailyFraction]
  ) throws(Missing) -> FollowUpEvidence.DailyPair {
    .init(before: try days(window.before), after: try days(window.after))
  }

  func sum(_ days: [DailyFraction]) -> Fraction {
    Fraction(
      days.reduce(0) { $0 + $1.fraction.numerator }, of: days.reduce(0) { $0 + $1.fraction.denominator })
  }

  func minus(_ all: FollowUpEvidence.DailyPair, _ part: FollowUpEvidence.DailyPair) -> FollowUpEvidence.DailyPair {
    func rest(_ all: [DailyFraction], _ part: [DailyFraction]) -> [DailyFraction] {
      let taken = Dictionary(part.map { ($0.day, $0.fraction) }, uniquingKeysWith: { first, _ in first })
      return all.compactMap { day in
        guard let part = taken[day.day] else { return day }
        let rest = Fraction(
          day.fraction.numerator - part.numerator, of: day.fraction.denominator - part.denominator)
        return rest.denominator > 0 ? DailyFraction(day: day.day, fraction: rest) : nil
      }
    }
    return .init(before: rest(all.before, part.before), after: rest(all.after, part.after))
  }

  func isInside(_ developer: Int, _ segment: [String: String]) -> Bool {
    segment.allSatisfy { dimension, value in
      (developer >= 0 ? world.attribute(dimension, ofDeveloper: developer) ?? World.unknown : World.unknown) == value
    }
  }

  func matches(_ ticket: TicketRecord, _ segment: [String: String]) -> Bool {
    segment.allSatisfy { dimension, value in
      switch dimension {
      case "topic": (ticket.topic ?? World.unknown) == value
      case "endpoint": (ticket.endpoint ?? World.unknown) == value
      default: false
      }
    }
  }
}
