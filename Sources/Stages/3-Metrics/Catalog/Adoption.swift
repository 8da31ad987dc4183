import ReportModel
import Rollup

extension MetricCatalog {
  static let adoption: [MetricDefinition] = [
    MetricDefinition(
      "calls.total", .adoption, "Calls", .count, good: .up, formula: "calls in the month", floor: .volume,
      headline: true
    ) { month in
      month.withCalls { .total(Double($0.outcomes(days: month.days).calls), basis: .daily { $0.callsByDay($1) }) }
    },
    MetricDefinition(
      "calls.per_day", .adoption, "Calls per day", .number, good: .up, formula: "calls in the month ÷ its days",
      floor: .volume
    ) { month in
      month.withCalls {
        .total(
          Double($0.outcomes(days: month.days).calls) / Double(month.days.count), basis: .daily { $0.callsByDay($1) })
      }
    },
    MetricDefinition(
      "calls.unresolved", .adoption, "Calls that resolve to no developer", .fraction, good: .down,
      formula: "calls whose developer_id is unknown and whose token leads to nobody ÷ all calls", floor: .share
    ) { month in
      month.withCalls { rollup in
        let (unresolved, all) = rollup.unresolved(days: month.days)
        return .ratio(
          Double(unresolved + month.callsOfLaterSignUps), of: Double(all), orBecause: "no calls in the month",
          basis: .rate)
      }
    },
    MetricDefinition(
      "active_developers", .adoption, "Active developers", .count, good: .up,
      formula: "developers with at least one call in the month", floor: .volume, headline: true,
      segments: DeveloperDimensions.all
    ) { month in
      if let missing = month.world.callsUnresolvable { return .unavailable(missing) }
      return .total(Double(month.active.count), basis: .weekly { $0.activeDevelopers(week: $1) })
    },
    weekly(
      "wat", "Weekly active tokens", headline: true, missing: \.tokensMissing,
      formula: "distinct tokens with at least one call answered other than 401, mean over the month's complete weeks"
    ) { month in
      month.mean(month.weeks.map { Double(month.activeTokens(week: $0).count) })
    } week: {
      $0.rollup == nil ? nil : Double($0.activeTokens(week: $1).count)
    },
    weekly(
      "wat.last_week", "Weekly active tokens, last week", headline: false, missing: \.tokensMissing,
      formula: "the same in the month's last complete week"
    ) { month in
      month.weeks.last.map { Double(month.activeTokens(week: $0).count) }
    } week: {
      $0.rollup == nil ? nil : Double($0.activeTokens(week: $1).count)
    },
    weekly(
      "waic", "Weekly active integrated companies", headline: true, missing: \.companiesMissing,
      formula: "distinct companies with at least one call answered other than 401, mean over the month's weeks"
    ) { month in
      month.mean(month.weeks.map { Double(month.activeCompanies(week: $0)) })
    } week: {
      $0.rollup == nil ? nil : Double($0.activeCompanies(week: $1))
    },
    weekly(
      "waic.last_week", "Weekly active integrated companies, last week", headline: false,
      missing: \.companiesMissing, formula: "the same in the month's last complete week"
    ) { month in
      month.weeks.last.map { Double(month.activeCompanies(week: $0)) }
    } week: {
      $0.rollup == nil ? nil : Double($0.activeCompanies(week: $1))
    },
  ]

  private static func weekly(
    _ id: String, _ title: String, headline: Bool, missing: @escaping @Sendable (World) -> String?, formula: String,
    value: @escaping @Sendable (MonthFacts) -> Double?,
    week: @escaping @Sendable (MonthFacts, Day) -> Double?
  ) -> MetricDefinition {
    MetricDefinition(
      id, .adoption, title, id.hasSuffix("last_week") ? .count : .number, good: .up, formula: formula,
      floor: .volume, headline: headline, segments: id.hasPrefix("wat") ? DeveloperDimensions.all : []
    ) { month in
      if let missing = missing(month.world) { return .unavailable(missing) }
      guard let value = value(month) else { return .unavailable("no complete week in the month") }
      return .total(value, basis: .weekly(week))
    }
  }
}

extension World {
  var callsMissing: String? { rollup == nil ? "needs calls (gateway logs)" : nil }

  /// Why active tokens cannot be counted; nil = they can.
  var tokensMissing: String? {
    guard let rollup else { return "needs calls (gateway logs)" }
    let hasColumn = exports.columns[.calls]?.contains("token") ?? (rollup.totals.withToken > 0)
    return hasColumn ? nil : "needs token in calls"
  }

  var companiesMissing: String? {
    guard let rollup else { return "needs calls (gateway logs)" }
    // A companies table alone leads from no call to a company.
    let sources: [ExportTable] = [.calls, .tokens, .developers]
    let known = sources.compactMap { exports.columns[$0] }
    let hasColumn =
      known.isEmpty ? rollup.identity.companyCount > 0 : known.contains { $0.contains("company_id") }
    return hasColumn ? nil : "needs company_id in calls, tokens or developers"
  }
}

extension MonthFacts {
  func withCalls(_ body: (Rollup) -> Measurement) -> Measurement {
    guard let rollup else { return .unavailable("needs calls (gateway logs)") }
    return body(rollup)
  }

  func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  func callsByDay(_ range: Range<Day>) -> [DailyCount] {
    guard let rollup else { return [] }
    return zip(range, rollup.dailyOutcomes(days: range)).map { DailyCount(day: $0, count: Double($1.calls)) }
  }

  /// Calls of developers who sign up at or after as_of: they do not exist in this report, so the calls are nobody's.
  var callsOfLaterSignUps: Int {
    guard let rollup else { return 0 }
    return world.developers.indices.reduce(0) { sum, developer in
      let record = world.developers[developer]
      return record.isExcluded || record.signedUpAt < asOf ? sum : sum + rollup.calls(developer: developer, days: days)
    }
  }

  /// Tokens active in a week, those of internal developers left out.
  func activeTokens(week monday: Day) -> [Int] {
    guard let rollup else { return [] }
    return rollup.tokens(week: rollup.weekIndex(monday: monday))
  }

  /// Tokens of the last complete week against those of four weeks before.
  func findGrowthParts() -> [(part: String, tokens: Int)]? {
    guard world.tokensMissing == nil, let rollup, let last = weeks.last else { return nil }
    let base = rollup.weekIndex(monday: last - 28)
    let now = activeTokens(week: last)
    let before = activeTokens(week: last - 28).count
    let arrived = now.filter { !rollup.tokenCalled($0, week: base) }
    let retained = now.count - arrived.count
    let resurrected = arrived.count { rollup.tokenCalled($0, before: base) }
    return [
      ("before", before), ("new", arrived.count - resurrected), ("retained", retained), ("resurrected", resurrected),
      ("lost", retained - before), ("now", now.count),
    ]
  }

  func activeCompanies(week monday: Day) -> Int {
    guard let rollup else { return 0 }
    return rollup.companies(week: rollup.weekIndex(monday: monday))
  }

  func activeDevelopers(week monday: Day) -> Double? {
    guard let rollup else { return nil }
    return Double(people.count { rollup.calls(developer: $0, days: monday..<monday + 7) > 0 })
  }
}
