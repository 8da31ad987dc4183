package import ReportModel
import Rollup

/// Gathers what signals need beyond the metrics.
package struct SignalFactsBuilder {
  let month: MonthFacts
  var world: World { month.world }

  package init(month: MonthFacts) { self.month = month }

  package func build() -> SignalFacts {
    var facts = SignalFacts()
    facts.endpoints = endpoints()
    facts.ticketTopics = topics()
    facts.companies = companies()
    facts.churnByTier = churn()
    if world.callsUnresolvable == nil {
      facts.activeDevelopers = month.active.count
      facts.firstCallers = (firstCallers(month), firstCallers(month.previous))
      facts.firstCallWithinDay = FractionPair(current: withinDay(month), previous: withinDay(month.previous))
      facts.reach = reach()
    }
    for (part, tokens) in month.growthParts ?? [] { facts.watGrowth[part] = Double(tokens) }
    return facts
  }

  private var baseline: Range<Day> {
    let first = month.days.lowerBound
    let reach = world.earliest[.calls].map { world.zone.day(of: $0) + 1 } ?? first
    return max(first - EvidenceBuilder.baselineDays, min(reach, first))..<first
  }

  private func endpoints() -> [EndpointFacts] {
    guard let rollup = month.rollup else { return [] }
    let all = rollup.outcomes(days: month.days)
    let users = developersByEndpoint(rollup)
    // Nobody can mend what is no one endpoint.
    return rollup.visibleEndpoints.filter { $0 != rollup.otherEndpoint }.compactMap { endpoint in
      let now = rollup.outcomes(endpoint: endpoint, days: month.days)
      let before = rollup.outcomes(endpoint: endpoint, days: month.previous.days)
      guard now.calls + before.calls > 0 else { return nil }
      func pair(_ value: KeyPath<OutcomeCounts, Int>) -> FractionPair {
        FractionPair(
          current: Fraction(Double(now[keyPath: value]), of: Double(now.calls)),
          previous: Fraction(Double(before[keyPath: value]), of: Double(before.calls)))
      }
      let range = baseline.lowerBound..<month.days.upperBound
      let daily = zip(range, rollup.dailyOutcomes(endpoint: endpoint, days: range)).filter { $1.calls > 0 }.map {
        DailyFraction(day: $0, fraction: Fraction(Double($1.errors), of: Double($1.calls)))
      }
      return EndpointFacts(
        name: rollup.endpoints[endpoint], errors: pair(\.errors), clientErrors: pair(\.clientErrors),
        serverErrors: pair(\.serverErrors), timeouts: pair(\.timeouts), daily: daily,
        isHiddenByAverage: TableBuilder.isHidden(now, all: all, minimum: world.configuration.minN),
        developers: users.map { $0[endpoint] },
        owner: endpoint < rollup.catalogue.count ? rollup.catalogue[endpoint].owner : nil)
    }.sorted { $0.name < $1.name }
  }

  private func developersByEndpoint(_ rollup: Rollup) -> [Int]? {
    guard world.callsUnresolvable == nil else { return nil }
    var counts = [Int](repeating: 0, count: rollup.endpoints.count)
    let use = world.anyUse[month.month] ?? EndpointUse()
    for developer in use.developers {
      // Each developer once an endpoint, also where two that stand side by side are shown as one.
      var last = -1
      for endpoint in use[developer] {
        let visible = rollup.visible(endpoint)
        if visible != last { counts[visible] += 1 }
        last = visible
      }
    }
    return counts
  }

  private func topics() -> [TopicFacts] {
    guard world.exports.present.contains(.tickets) else { return [] }
    let past = month.past(12).reversed().filter { world.covers($0.month, .tickets) }
    func counts(_ facts: MonthFacts) -> [String: Int] {
      var counts: [String: Int] = [:]
      for ticket in facts.tickets { counts[ticket.topic ?? "(none)", default: 0] += 1 }
      return counts
    }
    let now = counts(month)
    let history = past.map(counts)
    let hasCalls = world.callsUnresolvable == nil
    let topics = history.reduce(Set(now.keys)) { $0.union($1.keys) }.subtracting(["(none)"])
    return topics.sorted().map { topic in
      TopicFacts(
        topic: topic, tickets: now[topic] ?? 0, history: history.map { $0[topic] ?? 0 },
        activeDevelopers: hasCalls ? month.active.count : nil,
        historyActiveDevelopers: hasCalls ? past.map(\.active.count) : [])
    }
  }

  private func companies() -> [CompanyFacts] {
    guard let rollup = month.rollup else { return [] }
    let previous = month.previous
    let indices = 0..<rollup.identity.companyCount
    let byCalls = indices.map { ($0, rollup.company($0, days: previous.days, column: .calls)) }.filter { $0.1 > 0 }
      .sorted { ($1.1, rollup.identity.companyID($0.0)) < ($0.1, rollup.identity.companyID($1.0)) }.prefix(20).map(\.0)
    let byRevenue = previous.revenue.filter { $0.value > 0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .prefix(20).compactMap { rollup.identity.companyIndex($0.key) }
    let developers = developersByCompany(rollup.identity)
    let baseline = baseline
    return indices.compactMap { company -> CompanyFacts? in
      let calls = byCalls.firstIndex(of: company)
      let revenue = byRevenue.firstIndex(of: company)
      let now429 = rollup.company(company, days: month.days, column: .rateLimited)
      let before429 = rollup.company(company, days: previous.days, column: .rateLimited)
      guard calls != nil || revenue != nil || now429 + before429 > 0 else { return nil }
      let id = rollup.identity.companyID(company)
      func days(_ range: Range<Day>) -> [DailyCount] {
        zip(range, rollup.companyDaily(company, days: range)).filter { !world.missingDays.contains($0.0) }
          .map { DailyCount(day: $0, count: Double($1)) }
      }
      func all(_ facts: MonthFacts) -> Double { Double(rollup.company(company, days: facts.days, column: .calls)) }
      return CompanyFacts(
        id: id, name: (world.companies[id]?.name == nil ? "company " : "") + world.companyName(id),
        callsRank: calls.map { $0 + 1 }, revenueRank: revenue.map { $0 + 1 },
        currentDaily: days(month.days), baselineDaily: days(baseline),
        rateLimited: FractionPair(
          current: Fraction(Double(now429), of: all(month)), previous: Fraction(Double(before429), of: all(previous))),
        revenue: previous.revenue[id], developers: developers[company] > 0 ? developers[company] : nil)
    }.sorted { $0.id < $1.id }
  }

  private func developersByCompany(_ identity: Identity) -> [Int] {
    var counts = [Int](repeating: 0, count: identity.companyCount)
    for developer in month.active {
      let company = identity.company(ofDeveloper: developer)
      if company >= 0 { counts[company] += 1 }
    }
    return counts
  }

  private func churn() -> [String: FractionPair] {
    guard world.callsUnresolvable == nil else { return [:] }
    func groups(_ facts: MonthFacts) -> [String: Fraction] {
      var groups: [String: Fraction] = [:]
      for member in facts.churnBase {
        let known = groups[facts.churnGroup(member.developer)] ?? Fraction(0, of: 0)
        groups[facts.churnGroup(member.developer)] =
          Fraction(known.numerator + (member.counts ? 1 : 0), of: known.denominator + 1)
      }
      return groups
    }
    let now = groups(month)
    let before = groups(month.previous)
    return Dictionary(
      uniqueKeysWithValues: Set(now.keys).union(before.keys).map {
        ($0, FractionPair(current: now[$0] ?? Fraction(0, of: 0), previous: before[$0] ?? Fraction(0, of: 0)))
      })
  }

  private func firstCallers(_ facts: MonthFacts) -> Int {
    let window = facts.window
    return facts.people.count { facts.firstSuccess($0).map { window.contains($0) } ?? false }
  }

  private func withinDay(_ facts: MonthFacts) -> Fraction {
    let closed = facts.cohort.filter { facts.signUp($0) + Duration.day <= facts.asOf }
    let done = closed.count { developer in
      facts.firstSuccess(developer).map { $0 < facts.signUp(developer) + Duration.day } ?? false
    }
    return Fraction(Double(done), of: Double(closed.count))
  }

  /// Developers touched by a metric: the month's sign-ups for onboarding, all active ones otherwise.
  private func reach() -> [String: Double] {
    var reach: [String: Double] = [:]
    for definition in MetricCatalog.all where definition.family == .onboarding {
      reach[definition.id] = Double(month.cohort.count)
    }
    reach["churn.rate"] = Double(month.churnBase.count)
    return reach
  }
}
