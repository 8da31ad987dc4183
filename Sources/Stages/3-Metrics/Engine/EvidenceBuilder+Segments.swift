import ReportModel
import Rollup
import Statistics

extension EvidenceBuilder {
  /// The metric split by each of its dimensions; in each, the cells add up to the whole.
  func breakdowns(_ now: Measurement.Basis, _ before: Measurement.Basis) -> [SegmentBreakdown] {
    switch (now, before) {
    case (.members(let now), .members(let before)):
      return developerBreakdowns(kind: .ratio, now.map { ($0, $1 ? 1 : 0, 1) }, before.map { ($0, $1 ? 1 : 0, 1) })
    case (.values(let q, let now), .values(_, let before)):
      guard let limit = Quantile.linear(before.map(\.value).sorted(), q) else { return [] }
      return developerBreakdowns(
        kind: .exceedance, now.map { ($0, $1 > limit ? 1 : 0, 1) }, before.map { ($0, $1 > limit ? 1 : 0, 1) })
    case (.times(let q, let now), .times(_, let before)):
      guard let limit = KaplanMeier(before.map { ($0.time.time, $0.time.happened) }).quantile(q) else { return [] }
      // Only those observed as long can be compared.
      func units(_ times: [(developer: Int, time: CensoredTime)]) -> [(Int, Double, Double)] {
        times.filter { $0.time.observed >= limit }.map {
          ($0.developer, $0.time.happened && $0.time.time <= limit ? 0 : 1, 1)
        }
      }
      return developerBreakdowns(kind: .exceedance, units(now), units(before))
    case (.calls(let count), .calls): return definition.isHeadline ? callBreakdowns(count) : []
    case (.latency(let q, let endpoints), .latency): return definition.isHeadline ? latencyBreakdowns(q, endpoints) : []
    case (.daily, .daily): return definition.isHeadline ? countBreakdowns() : []
    case (.weekly, .weekly): return weeklyBreakdowns()
    case (.accounts(let accounts, .total), .accounts):
      return [
        SegmentBreakdown(
          dimension: "company_id", kind: .additive,
          cells: accounts.map {
            SegmentCell(
              value: $0.account, current: Fraction($0.now, of: 1), previous: Fraction($0.before, of: 1),
              name: current.world.companyName($0.account))
          })
      ]
    case (.rate, .rate): return definition.id == "ticket_ratio" ? ticketBreakdowns() : []
    default: return []
    }
  }

  private typealias Unit = (developer: Int, numerator: Double, denominator: Double)

  private func developerBreakdowns(
    kind: SegmentBreakdown.Kind, _ now: [(Int, Double, Double)], _ before: [(Int, Double, Double)]
  ) -> [SegmentBreakdown] {
    definition.segments.compactMap { dimension in
      var cells = CellTable()
      for (developer, numerator, denominator) in now {
        cells.add(value(dimension, developer), now: Fraction(numerator, of: denominator))
      }
      for (developer, numerator, denominator) in before {
        cells.add(value(dimension, developer), before: Fraction(numerator, of: denominator))
      }
      return cells.breakdown(dimension, kind)
    }
  }

  private func value(_ dimension: String, _ developer: Int) -> String {
    guard developer >= 0 else { return World.unknown }
    return current.world.attribute(dimension, ofDeveloper: developer) ?? World.unknown
  }

  /// Sign-ups by who signed up; calls by what was called.
  private func countBreakdowns() -> [SegmentBreakdown] {
    if definition.id == "signups" {
      return developerBreakdowns(
        kind: .additive, current.cohort.map { ($0, 1, 1) }, previous.cohort.map { ($0, 1, 1) })
    }
    return definition.id == "calls.total" ? callBreakdowns(nil) : []
  }

  /// Calls, or a share of them, by the dimensions of a call.
  private func callBreakdowns(_ count: ((OutcomeCounts) -> Int)?) -> [SegmentBreakdown] {
    guard let rollup = current.rollup else { return [] }
    let kind: SegmentBreakdown.Kind = count == nil ? .additive : .ratio
    func fraction(_ counts: OutcomeCounts) -> Fraction {
      count.map { Fraction(Double($0(counts)), of: Double(counts.calls)) } ?? Fraction(Double(counts.calls), of: 1)
    }
    let now = rollup.cells(days: current.days)
    let before = rollup.cells(days: previous.days)
    var breakdowns: [SegmentBreakdown] = []
    for dimension in CallDimension.allCases {
      var cells = CellTable()
      for cell in now { cells.add(dimension.value(cell.combo, rollup), now: fraction(cell.counts)) }
      for cell in before { cells.add(dimension.value(cell.combo, rollup), before: fraction(cell.counts)) }
      if let breakdown = cells.breakdown(dimension.rawValue, kind) { breakdowns.append(breakdown) }
    }
    if let companies = companyBreakdown(rollup, kind) { breakdowns.append(companies) }
    return breakdowns
  }

  private func companyBreakdown(_ rollup: Rollup, _ kind: SegmentBreakdown.Kind) -> SegmentBreakdown? {
    let column: CompanyColumn
    switch definition.id {
    case "calls.total": column = .calls
    case "error_rate.4xx": column = .clientErrors
    case "error_rate.5xx": column = .serverErrors
    case "error_rate.total": column = .errors
    case "error_rate.429": column = .rateLimited
    case "timeout_rate": column = .timeouts
    default: return nil
    }
    var cells = CellTable()
    var known = (now: Fraction(0, of: 0), before: Fraction(0, of: 0))
    func fraction(_ company: Int, _ days: Range<Day>) -> Fraction {
      let calls = Double(rollup.company(company, days: days, column: .calls))
      let counted = Double(rollup.company(company, days: days, column: column))
      return kind == .additive ? Fraction(counted, of: calls > 0 ? 1 : 0) : Fraction(counted, of: calls)
    }
    for company in 0..<rollup.identity.companyCount {
      let now = fraction(company, current.days)
      let before = fraction(company, previous.days)
      guard now.denominator + before.denominator > 0 else { continue }
      let id = rollup.identity.companyID(company)
      cells.add(id, now: now, name: current.world.companyName(id))
      cells.add(id, before: before)
      known.now = Fraction(known.now.numerator + now.numerator, of: known.now.denominator + now.denominator)
      known.before = Fraction(
        known.before.numerator + before.numerator, of: known.before.denominator + before.denominator)
    }
    // What belongs to no company, so that the cells add up.
    let all = evidenceFractions(kind)
    cells.add(
      World.unknown,
      now: Fraction(all.now.numerator - known.now.numerator, of: max(0, all.now.denominator - known.now.denominator)))
    cells.add(
      World.unknown,
      before: Fraction(
        all.before.numerator - known.before.numerator, of: max(0, all.before.denominator - known.before.denominator)))
    return cells.breakdown("company_id", kind)
  }

  private func evidenceFractions(_ kind: SegmentBreakdown.Kind) -> (now: Fraction, before: Fraction) {
    let now = definition.evaluate(current)
    let before = definition.evaluate(previous)
    guard kind == .ratio else { return (Fraction(now.value ?? 0, of: 1), Fraction(before.value ?? 0, of: 1)) }
    return (
      Fraction(now.numerator ?? 0, of: now.denominator ?? 0),
      Fraction(before.numerator ?? 0, of: before.denominator ?? 0)
    )
  }

  private func latencyBreakdowns(_ q: Double, _ endpoints: [Int]) -> [SegmentBreakdown] {
    guard let rollup = current.rollup, let limit = previous.latencies(endpoints: endpoints).quantile(q) else {
      return []
    }
    var byEndpoint = CellTable()
    for endpoint in endpoints {
      let name = rollup.endpoints[rollup.visible(endpoint)]
      byEndpoint.add(name, now: current.latencies(endpoints: [endpoint]).share(above: limit))
      byEndpoint.add(name, before: previous.latencies(endpoints: [endpoint]).share(above: limit))
    }
    var byRegion = CellTable()
    for region in 0..<rollup.latency.regions.count {
      let name = rollup.latency.regions.name(region)
      func share(_ month: Month) -> Fraction {
        rollup.latency.histogram(region: region, month: month, endpoints: endpoints).share(above: limit)
      }
      byRegion.add(name, now: share(current.month))
      byRegion.add(name, before: share(previous.month))
    }
    return [byEndpoint.breakdown("endpoint", .exceedance), byRegion.breakdown("region", .exceedance)].compactMap { $0 }
  }

  /// Active tokens by their owner, active developers by who they are.
  private func weeklyBreakdowns() -> [SegmentBreakdown] {
    if definition.id == "active_developers" {
      return developerBreakdowns(
        kind: .additive, current.active.map { ($0, 1, 1) }, previous.active.map { ($0, 1, 1) })
    }
    guard definition.id == "wat" || definition.id == "wat.last_week" else { return [] }
    func units(_ facts: MonthFacts) -> [(Int, Double, Double)] {
      let weeks = definition.id == "wat" ? facts.weeks : Array(facts.weeks.suffix(1))
      return weeks.flatMap { week in
        facts.activeTokens(week: week).map { (facts.owner(ofToken: $0), 1 / Double(weeks.count), 1) }
      }
    }
    return developerBreakdowns(kind: .additive, units(current), units(previous))
  }

  private func ticketBreakdowns() -> [SegmentBreakdown] {
    guard !current.active.isEmpty, !previous.active.isEmpty else { return [] }
    func breakdown(_ dimension: String, _ key: (TicketRecord) -> String?) -> SegmentBreakdown? {
      var cells = CellTable()
      for ticket in current.tickets {
        cells.add(key(ticket) ?? World.unknown, now: Fraction(100 / Double(current.active.count), of: 1))
      }
      for ticket in previous.tickets {
        cells.add(key(ticket) ?? World.unknown, before: Fraction(100 / Double(previous.active.count), of: 1))
      }
      return cells.breakdown(dimension, .additive)
    }
    return [breakdown("topic", \.topic), breakdown("endpoint", \.endpoint)].compactMap { $0 }
  }
}

/// Cells being summed, by value.
private struct CellTable {
  private var cells: [String: SegmentCell] = [:]

  mutating func add(
    _ value: String, now: Fraction = Fraction(0, of: 0), before: Fraction = Fraction(0, of: 0), name: String? = nil
  ) {
    var cell = cells[value] ?? SegmentCell(value: value, current: Fraction(0, of: 0), previous: Fraction(0, of: 0))
    cell.current = Fraction(cell.current.numerator + now.numerator, of: cell.current.denominator + now.denominator)
    cell.previous = Fraction(
      cell.previous.numerator + before.numerator, of: cell.previous.denominator + before.denominator)
    cell.name = name ?? cell.name
    cells[value] = cell
  }

  /// nil where the dimension tells nothing apart.
  func breakdown(_ dimension: String, _ kind: SegmentBreakdown.Kind) -> SegmentBreakdown? {
    let known = cells.values.filter { $0.value != World.unknown }
    guard !known.isEmpty else { return nil }
    return SegmentBreakdown(dimension: dimension, kind: kind, cells: cells.values.sorted { $0.value < $1.value })
  }
}

/// The dimensions of a call, in the order a tie is decided by.
private enum CallDimension: String, CaseIterable {
  case endpoint
  case version = "api_version"
  case sdk, region, plan

  func value(_ combo: ComboTable.Combo, _ rollup: Rollup) -> String {
    let name =
      switch self {
      case .endpoint: rollup.endpoints[rollup.visible(combo.endpoint)]
      case .version: rollup.combos.versions.name(combo.version)
      case .sdk: rollup.combos.sdks.name(combo.sdk)
      case .region: rollup.combos.regions.name(combo.region)
      case .plan: rollup.combos.plans.name(combo.plan)
      }
    return name.isEmpty ? World.unknown : name
  }
}

extension MonthFacts {
  /// The existing developer a token belongs to, −1 = nobody.
  func owner(ofToken token: Int) -> Int {
    guard let rollup else { return -1 }
    let owner = rollup.identity.tokenOwner[token]
    return owner >= 0 && exists(owner) ? owner : -1
  }
}
