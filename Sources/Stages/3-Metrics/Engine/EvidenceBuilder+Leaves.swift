import ReportModel
import Rollup
import Statistics

extension EvidenceBuilder {
  /// The tables a change of the metric is searched in; in each, the leaves add up to the whole.
  ///
  /// Dimensions that exclude one another (an endpoint and a company, which the rollup does not keep together) stand in
  /// tables of their own.
  func leaves(_ now: Measurement.Basis, _ before: Measurement.Basis) -> [LeafTable] {
    switch (now, before) {
    case (.members(let now), .members(let before)):
      return developerLeaves(.ratio, now.map { ($0, $1 ? 1 : 0, 1) }, before.map { ($0, $1 ? 1 : 0, 1) })
    case (.values(let q, let now), .values(_, let before)):
      guard let limit = Quantile.linear(before.map(\.value).sorted(), q) else { return [] }
      return developerLeaves(
        .exceedance, now.map { ($0, $1 > limit ? 1 : 0, 1) }, before.map { ($0, $1 > limit ? 1 : 0, 1) })
    case (.times(let q, let now), .times(_, let before)):
      guard let limit = KaplanMeier(before.map { ($0.time.time, $0.time.happened) }).quantile(q) else { return [] }
      // Only those observed as long can be compared.
      func units(_ times: [(developer: Int, time: CensoredTime)]) -> [Unit] {
        times.filter { $0.time.observed >= limit }.map {
          ($0.developer, $0.time.happened && $0.time.time <= limit ? 0 : 1, 1)
        }
      }
      return developerLeaves(.exceedance, units(now), units(before))
    case (.calls(let count), .calls): return definition.isHeadline ? callLeaves(count) : []
    case (.latency(let q, let endpoints), .latency): return definition.isHeadline ? latencyLeaves(q, endpoints) : []
    case (.daily, .daily): return definition.isHeadline ? countLeaves() : []
    case (.weekly, .weekly): return weeklyLeaves()
    case (.accounts(let accounts, let basis), .accounts): return accountLeaves(accounts, basis)
    case (.rate, .rate): return definition.id == "ticket_ratio" ? ticketLeaves() : []
    default: return []
    }
  }

  typealias Unit = (developer: Int, numerator: Double, denominator: Double)

  // MARK: Developers

  /// Units by who they are; their days are those of the sign-ups.
  private func developerLeaves(_ kind: LeafTable.Kind, _ now: [Unit], _ before: [Unit]) -> [LeafTable] {
    let dimensions = definition.segments.filter { dimension in
      (now + before).contains { value(dimension, $0.developer) != World.unknown }
    }
    guard !dimensions.isEmpty else { return [] }
    var builder = LeafTable.Builder(kind, dimensions: dimensions)
    for unit in now { builder.add(values(dimensions, unit), current: Fraction(unit.numerator, of: unit.denominator)) }
    for unit in before {
      builder.add(values(dimensions, unit), previous: Fraction(unit.numerator, of: unit.denominator))
    }
    var table = builder.table()
    if kind != .additive || definition.id == "signups" {
      table.daily = cohortDays(now + before, isCount: kind == .additive)
    }
    return [table]
  }

  private func values(_ dimensions: [String], _ unit: Unit) -> [String] {
    dimensions.map { value($0, unit.developer) }
  }

  func value(_ dimension: String, _ developer: Int) -> String {
    guard developer >= 0 else { return World.unknown }
    return current.world.attribute(dimension, ofDeveloper: developer) ?? World.unknown
  }

  /// Units by the day their developer signed up, where the metric is one of a month's cohort.
  private func cohortDays(_ units: [Unit], isCount: Bool) -> (@Sendable ([String: Set<String>]) -> [DailyFraction])? {
    guard definition.family == .onboarding else { return nil }
    let world = current.world
    let dated = units.filter { $0.developer >= 0 }.map { unit in
      (day: world.zone.day(of: world.developers[unit.developer].signedUpAt), unit: unit)
    }
    let range = previous.days.lowerBound..<current.days.upperBound
    return { segment in
      var days: [Day: Fraction] = [:]
      for (day, unit) in dated {
        let isInside = segment.allSatisfy { dimension, values in
          values.contains(world.attribute(dimension, ofDeveloper: unit.developer) ?? World.unknown)
        }
        guard isInside else { continue }
        let known = days[day] ?? Fraction(0, of: 0)
        days[day] = Fraction(known.numerator + unit.numerator, of: known.denominator + unit.denominator)
      }
      if isCount {
        return range.map { DailyFraction(day: $0, fraction: Fraction(days[$0]?.numerator ?? 0, of: 1)) }
      }
      return days.sorted { $0.key < $1.key }.map { DailyFraction(day: $0.key, fraction: $0.value) }
    }
  }

  private func countLeaves() -> [LeafTable] {
    if definition.id == "signups" {
      return developerLeaves(.additive, current.cohort.map { ($0, 1, 1) }, previous.cohort.map { ($0, 1, 1) })
    }
    return definition.id == "calls.total" ? callLeaves(nil) : []
  }

  // MARK: Accounts

  private func accountLeaves(_ accounts: [AccountAmounts], _ basis: Measurement.AccountBasis) -> [LeafTable] {
    let now = accounts.reduce(0) { $0 + $1.nowBase }
    let before = accounts.reduce(0) { $0 + $1.beforeBase }
    let isRatio = basis == .ratio
    guard !isRatio || now != 0 && before != 0 else { return [] }
    var builder = LeafTable.Builder(.additive, dimensions: ["company_id"])
    var titles: [String: String] = [:]
    for account in accounts {
      builder.add(
        [account.account], current: Fraction(isRatio ? account.now / now : account.now, of: 1),
        previous: Fraction(isRatio ? account.before / before : account.before, of: 1))
      titles[account.account] = current.world.companyName(account.account)
    }
    var table = builder.table()
    table.titles = titles
    table.rowsPerUnit = nil
    return [table]
  }

  // MARK: Tickets

  private func ticketLeaves() -> [LeafTable] {
    guard !current.active.isEmpty, !previous.active.isEmpty else { return [] }
    let now = 100 / Double(current.active.count)
    let before = 100 / Double(previous.active.count)
    var builder = LeafTable.Builder(.additive, dimensions: ["topic", "endpoint"])
    func values(_ ticket: TicketRecord) -> [String] {
      [ticket.topic ?? World.unknown, ticket.endpoint ?? World.unknown]
    }
    for ticket in current.tickets { builder.add(values(ticket), current: Fraction(now, of: 1)) }
    for ticket in previous.tickets { builder.add(values(ticket), previous: Fraction(before, of: 1)) }
    var table = builder.table()
    guard table.count > 0 else { return [] }
    table.rowsPerUnit = (1 / now, 1 / before)
    let zone = current.world.zone
    let range = previous.days.lowerBound..<current.days.upperBound
    let tickets = (current.tickets + previous.tickets).map { (day: zone.day(of: $0.createdAt), values: values($0)) }
    table.daily = { segment in
      var days: [Day: Double] = [:]
      for ticket in tickets
      where segment["topic"]?.contains(ticket.values[0]) ?? true
        && segment["endpoint"]?.contains(ticket.values[1]) ?? true
      { days[ticket.day, default: 0] += 1 }
      return range.map { DailyFraction(day: $0, fraction: Fraction(days[$0] ?? 0, of: 1)) }
    }
    return [table]
  }
}
