import ReportModel
import Rollup
import Statistics

/// Counts, weeks, responses and months: what is not a share of calls or developers.
extension FollowUpSamples {
  // MARK: Counts

  func counts(
    _ id: String, _ segment: [String: String], _ window: FollowUpWindow
  ) throws(Missing) -> FollowUpEvidence {
    guard id == "signups" else {
      let inside = try pair(window) { (days) throws(Missing) in
        asCounts(try fractions(segment, days) { $0.calls })
      }
      let all = try pair(window) { (days) throws(Missing) in asCounts(try fractions([:], days) { $0.calls }) }
      return counted(inside, segment.isEmpty ? nil : minusCounts(all, inside), window)
    }
    guard segment.keys.allSatisfy(DeveloperDimensions.all.contains) else {
      throw Missing(reason: "sign-ups are not told apart by \(segment.keys.sorted().joined(separator: ", "))")
    }
    func side(_ isIn: Bool) -> FollowUpEvidence.DailyPair {
      let days = engine.month.people.filter { isInside($0, segment) == isIn }.map {
        world.zone.day(of: world.developers[$0].signedUpAt)
      }
      return byDay(days, window)
    }
    return counted(side(true), segment.isEmpty ? nil : side(false), window)
  }

  func tickets(_ segment: [String: String], _ window: FollowUpWindow) throws(Missing) -> FollowUpEvidence {
    guard Set(segment.keys).isSubset(of: ["topic", "endpoint"]) else {
      throw Missing(reason: "tickets are told apart by topic and endpoint alone")
    }
    let tickets = world.exports.tickets.filter {
      $0.createdAt < engine.month.asOf && engine.month.counts($0.developerID)
    }
    func side(_ isIn: Bool) -> FollowUpEvidence.DailyPair {
      byDay(
        tickets.filter { matches($0, segment) == isIn }.map { world.zone.day(of: $0.createdAt) }, window)
    }
    return counted(side(true), segment.isEmpty ? nil : side(false), window)
  }

  private func counted(
    _ inside: FollowUpEvidence.DailyPair, _ rest: FollowUpEvidence.DailyPair?, _ window: FollowUpWindow
  ) -> FollowUpEvidence {
    func perDay(_ days: [DailyFraction]) -> Double? {
      days.isEmpty ? nil : sum(days).numerator / Double(days.count)
    }
    return FollowUpEvidence(
      sample: .counts(inside: inside, rest: rest), before: perDay(inside.before), after: perDay(inside.after),
      daysBefore: window.before.count, daysAfter: window.after.count)
  }

  private func byDay(_ days: [Day], _ window: FollowUpWindow) -> FollowUpEvidence.DailyPair {
    let counts = days.reduce(into: [Day: Double]()) { $0[$1, default: 0] += 1 }
    func range(_ days: Range<Day>) -> [DailyFraction] {
      days.map { DailyFraction(day: $0, fraction: Fraction(counts[$0] ?? 0, of: 1)) }
    }
    return .init(before: range(window.before), after: range(window.after))
  }

  private func asCounts(_ days: [DailyFraction]) -> [DailyFraction] {
    days.map { DailyFraction(day: $0.day, fraction: Fraction($0.fraction.denominator, of: 1)) }
  }

  private func minusCounts(
    _ all: FollowUpEvidence.DailyPair, _ part: FollowUpEvidence.DailyPair
  ) -> FollowUpEvidence.DailyPair {
    func rest(_ all: [DailyFraction], _ part: [DailyFraction]) -> [DailyFraction] {
      let taken = Dictionary(part.map { ($0.day, $0.fraction.numerator) }, uniquingKeysWith: { first, _ in first })
      return all.map {
        DailyFraction(day: $0.day, fraction: Fraction($0.fraction.numerator - (taken[$0.day] ?? 0), of: 1))
      }
    }
    return .init(before: rest(all.before, part.before), after: rest(all.after, part.after))
  }

  // MARK: Weeks, responses, months

  func weekly(
    _ segment: [String: String], _ window: FollowUpWindow, _ count: (MonthFacts, Day) -> Double?
  ) throws(Missing) -> FollowUpEvidence {
    guard segment.isEmpty else { throw Missing(reason: "weekly counts are not kept by segment") }
    // A week in which it was done is on neither side.
    func weeks(_ days: Range<Day>) -> [Double] {
      let first = Civil.weekStart(days.lowerBound + 6)
      return stride(from: first, through: days.upperBound - 7, by: 7).compactMap { count(engine.month, $0) }
    }
    return series(weeks(window.before), weeks(window.after), .week, window)
  }

  func responses(
    _ id: String, _ segment: [String: String], _ window: FollowUpWindow
  ) throws(Missing) -> FollowUpEvidence {
    guard segment.isEmpty else { throw Missing(reason: "responses are not told apart by segment") }
    let scale = id == "dxs.total" ? 4.0 : 1
    let score: (SurveyRecord) -> Double? =
      switch id {
      case "dxs.documentation": { $0.documentation }
      case "dxs.reliability": { $0.reliability }
      case "dxs.support": { $0.support }
      case "dxs.ease": { $0.ease }
      default: { $0.score }
      }
    func scores(_ days: Range<Day>) -> [Double] {
      let zone = world.zone
      let end = min(zone.start(of: days.upperBound), engine.month.asOf)
      return engine.month.surveys(from: zone.start(of: days.lowerBound), to: end).compactMap(score).map { $0 * scale }
    }
    // Surveys come in waves: a quarter before it, and all there is after.
    let early = scores(window.before.upperBound - 91..<window.before.upperBound)
    let late = scores(window.after)
    func mean(_ values: [Double]) -> Double? { values.isEmpty ? nil : values.reduce(0, +) / Double(values.count) }
    return FollowUpEvidence(
      sample: .means(before: early, after: late), before: mean(early), after: mean(late), daysBefore: 91,
      daysAfter: window.after.count)
  }

  /// Whole months before the one in which it was done, and after it.
  func monthly(
    _ definition: MetricDefinition, _ segment: [String: String], _ window: FollowUpWindow
  ) throws(Missing) -> FollowUpEvidence {
    let done = Month(containing: window.before.upperBound)
    func values(_ months: some Sequence<Month>) throws(Missing) -> [Double] {
      var result: [Double] = []
      for month in months where world.covers(month, definition.source) || definition.source == .incidents {
        if !segment.isEmpty, case .none = definition.evaluate(engine.month).basis {
          throw Missing(reason: "it cannot be told by segment")
        }
        if let value = value(of: definition.id, in: segment, month: month) { result.append(value) }
      }
      return result
    }
    let early = try values((1...6).reversed().map { done.advanced(by: -$0) })
    let after = max(0, engine.month.month.distance(from: done))
    let late = try values((0..<after).map { done.advanced(by: $0 + 1) })
    guard !early.isEmpty || segment.isEmpty else { throw Missing(reason: "it cannot be told by segment") }
    return series(early, late, .month, window)
  }

  private func series(
    _ early: [Double], _ late: [Double], _ period: FollowUpEvidence.Period, _ window: FollowUpWindow
  ) -> FollowUpEvidence {
    func mean(_ values: [Double]) -> Double? { values.isEmpty ? nil : values.reduce(0, +) / Double(values.count) }
    return FollowUpEvidence(
      sample: .series(before: early, after: late, period: period), before: mean(early), after: mean(late),
      daysBefore: window.before.count, daysAfter: window.after.count)
  }
}
