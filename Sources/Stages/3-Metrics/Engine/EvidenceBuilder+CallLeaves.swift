import ReportModel
import Rollup

extension EvidenceBuilder {
  /// Calls, or a share of them, by the dimensions of a call, and by company.
  func callLeaves(_ count: (@Sendable (OutcomeCounts) -> Int)?) -> [LeafTable] {
    guard let rollup = current.rollup else { return [] }
    let kind: LeafTable.Kind = count == nil ? .additive : .ratio
    @Sendable func fraction(_ counts: OutcomeCounts) -> Fraction {
      count.map { Fraction(Double($0(counts)), of: Double(counts.calls)) } ?? Fraction(Double(counts.calls), of: 1)
    }
    let now = rollup.cells(days: current.days)
    let before = rollup.cells(days: previous.days)
    let dimensions = CallDimension.allCases.filter { dimension in
      (now + before).contains { dimension.value($0.combo, rollup) != World.unknown }
    }
    guard !dimensions.isEmpty else { return [] }
    var builder = LeafTable.Builder(kind, dimensions: dimensions.map(\.rawValue))
    for cell in now { builder.add(dimensions.map { $0.value(cell.combo, rollup) }, current: fraction(cell.counts)) }
    for cell in before { builder.add(dimensions.map { $0.value(cell.combo, rollup) }, previous: fraction(cell.counts)) }
    let long = current.month.previous.previous
    if rollup.plan.cubeFirstDay <= long.firstDay, current.world.covers(long, .calls) {
      for cell in rollup.cells(days: long.days) {
        builder.add(dimensions.map { $0.value(cell.combo, rollup) }, earlier: fraction(cell.counts))
      }
    }
    var table = builder.table()
    let days = comparedDays
    let missing = current.world.missingDays
    table.daily = { segment in
      let isInside: (ComboTable.Combo) -> Bool = { combo in
        segment.allSatisfy { name, values in
          CallDimension(rawValue: name).map { values.contains($0.value(combo, rollup)) } ?? true
        }
      }
      return zip(days, rollup.dailyOutcomes(days: days, where: isInside)).filter {
        !missing.contains($0) && (kind == .additive || $1.calls > 0)
      }.map { DailyFraction(day: $0, fraction: fraction($1)) }
    }
    return [table] + [companyLeaves(rollup, kind)].compactMap { $0 }
  }

  /// Up to eight weeks before the month, and the month.
  private var comparedDays: Range<Day> {
    let first = current.rollup?.plan.cubeFirstDay ?? current.days.lowerBound
    return max(first, baseline.lowerBound)..<current.days.upperBound
  }

  private func companyLeaves(_ rollup: Rollup, _ kind: LeafTable.Kind) -> LeafTable? {
    guard let column = Self.companyColumns[definition.id] else { return nil }
    var builder = LeafTable.Builder(kind, dimensions: ["company_id"])
    var known = (now: Fraction(0, of: 0), before: Fraction(0, of: 0))
    var titles: [String: String] = [:]
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
      titles[id] = current.world.companyName(id)
      builder.add([id], current: now, previous: before)
      known.now = Fraction(known.now.numerator + now.numerator, of: known.now.denominator + now.denominator)
      known.before = Fraction(
        known.before.numerator + before.numerator, of: known.before.denominator + before.denominator)
    }
    guard !titles.isEmpty else { return nil }
    // What belongs to no company, so that the cells add up.
    let all = wholeFractions(kind)
    builder.add(
      [World.unknown],
      current: Fraction(
        all.now.numerator - known.now.numerator, of: max(0, all.now.denominator - known.now.denominator)),
      previous: Fraction(
        all.before.numerator - known.before.numerator, of: max(0, all.before.denominator - known.before.denominator)))
    var table = builder.table()
    table.titles = titles
    let days = baseline.lowerBound..<current.days.upperBound
    let missing = current.world.missingDays
    table.daily = { segment in
      let companies = (segment["company_id"] ?? []).compactMap { rollup.identity.companyIndex($0) }
      return days.compactMap { day in
        let sums = companies.reduce(into: (calls: 0, counted: 0)) { sums, company in
          sums.calls += rollup.company(company, days: day..<day + 1, column: .calls)
          sums.counted += rollup.company(company, days: day..<day + 1, column: column)
        }
        guard kind == .additive ? !missing.contains(day) : sums.calls > 0 else { return nil }
        return DailyFraction(
          day: day, fraction: Fraction(Double(sums.counted), of: kind == .additive ? 1 : Double(sums.calls)))
      }
    }
    return table
  }

  /// Calls by company of last month and the one before it, where both are covered.
  var usualAccounts: [AccountAmounts] {
    let long = previous.month.previous
    guard definition.id == "calls.total" || definition.id == "calls.per_day", let rollup = current.rollup,
      current.world.covers(long, .calls)
    else { return [] }
    return (0..<rollup.identity.companyCount).compactMap { company in
      let now = rollup.company(company, days: previous.days, column: .calls)
      let before = rollup.company(company, days: long.days, column: .calls)
      guard now + before > 0 else { return nil }
      return AccountAmounts(account: rollup.identity.companyID(company), now: Double(now), before: Double(before))
    }
  }

  private static let companyColumns: [String: CompanyColumn] = [
    "calls.total": .calls, "error_rate.4xx": .clientErrors, "error_rate.5xx": .serverErrors,
    "error_rate.total": .errors, "error_rate.429": .rateLimited, "timeout_rate": .timeouts,
  ]

  /// The company column that counts what `count` counts; nil where none does.
  static func companyColumn(counting count: (OutcomeCounts) -> Int) -> CompanyColumn? {
    let columns: [(CompanyColumn, (OutcomeCounts) -> Int)] = [
      (.calls, { $0.calls }), (.clientErrors, { $0.clientErrors }), (.serverErrors, { $0.serverErrors }),
      (.errors, { $0.errors }), (.rateLimited, { $0.rateLimited }), (.timeouts, { $0.timeouts }),
    ]
    // One call of each outcome tells the counts apart.
    let probes = (0..<CallOutcome.count).map { outcome in
      var counts = OutcomeCounts()
      counts.columns[outcome] = 1
      return counts
    }
    return columns.first { column in probes.allSatisfy { column.1($0) == count($0) } }?.0
  }

  private func wholeFractions(_ kind: LeafTable.Kind) -> (now: Fraction, before: Fraction) {
    let now = definition.evaluate(current)
    let before = definition.evaluate(previous)
    guard kind == .ratio else { return (Fraction(now.value ?? 0, of: 1), Fraction(before.value ?? 0, of: 1)) }
    return (
      Fraction(now.numerator ?? 0, of: now.denominator ?? 0),
      Fraction(before.numerator ?? 0, of: before.denominator ?? 0)
    )
  }

  // MARK: Latency

  /// Calls slower than last month's quantile, by endpoint and by region.
  func latencyLeaves(_ q: Double, _ endpoints: [Int]) -> [LeafTable] {
    guard let rollup = current.rollup, let limit = previous.latencies(endpoints: endpoints).quantile(q) else {
      return []
    }
    var byEndpoint = LeafTable.Builder(.exceedance, dimensions: ["endpoint"])
    for endpoint in endpoints {
      byEndpoint.add(
        [rollup.endpoints[rollup.visible(endpoint)]],
        current: current.latencies(endpoints: [endpoint]).share(above: limit),
        previous: previous.latencies(endpoints: [endpoint]).share(above: limit))
    }
    var tables = [byEndpoint.table()]
    let days = comparedDays
    tables[0].daily = { segment in
      let wanted = segment["endpoint"] ?? []
      let members = endpoints.filter { wanted.contains(rollup.endpoints[rollup.visible($0)]) }
      return days.compactMap { day in
        let histogram = rollup.latency.histogram(endpoints: members, days: day..<day + 1)
        return histogram.isEmpty ? nil : DailyFraction(day: day, fraction: histogram.share(above: limit))
      }
    }
    guard rollup.latency.regions.count > 0 else { return tables }
    var byRegion = LeafTable.Builder(.exceedance, dimensions: ["region"])
    for region in 0..<rollup.latency.regions.count {
      func share(_ month: Month) -> Fraction {
        rollup.latency.histogram(region: region, month: month, endpoints: endpoints).share(above: limit)
      }
      byRegion.add(
        [rollup.latency.regions.name(region)], current: share(current.month), previous: share(previous.month))
    }
    tables.append(byRegion.table())
    return tables
  }
}

/// The dimensions of a call, in the order a tie is decided by.
enum CallDimension: String, CaseIterable, Sendable {
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
