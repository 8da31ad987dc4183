package import ReportModel

/// The narrow waist: everything the report will ever ask of the calls, in small integer tables.
///
/// Made by finishing a `CallAccumulator`; endpoints are final here (learned templates folded, the long tail under
/// `(other)`) and sorted into an order that does not depend on the order of the rows.
/// A class, because whoever asks for a number in passing would else copy it with all its tables' references.
package final class Rollup: Sendable {
  /// Endpoints told apart in an export without a catalogue; the least called beyond are `(other)`.
  package static let endpointLimit = 300

  package let plan: RollupPlan
  package let identity: Identity
  package let facts: [DeveloperFacts]
  package let anchors: [DeveloperAnchors]
  package let totals: RollupTotals
  /// `METHOD template` by endpoint index; the catalogue's first, in its order, then `(other)` and its GETs.
  package let endpoints: [String]
  package let catalogue: [EndpointRecord]
  package let latency: LatencyTables
  /// Whether `latency` is the client's clock.
  package let isClientLatency: Bool
  package let combos: ComboTable

  let traffic: BlockTable
  let cube: BlockTable
  let companyDays: BlockTable
  let developerDays: BlockTable
  let resolution: BlockTable
  let tokenWeeks: BitRows
  let tokenEarlier: BitRows
  let companyWeeks: BitRows
  let usage: UsageTable

  package convenience init(finishing counted: consuming CallAccumulator) {
    var accumulator = counted
    self.init(taking: &accumulator)
  }

  /// The same of an accumulator that is not needed any more: what it holds of the developers is not copied.
  package init(taking accumulator: inout CallAccumulator) {
    accumulator.settle()
    let (names, renumbered) = accumulator.resolver.finished()
    let fixed = accumulator.resolver.catalogue.count + 2
    let folded = Self.fold(accumulator.traffic, names: names, renumbered: renumbered, fixed: fixed)
    plan = accumulator.plan
    identity = accumulator.identity
    anchors = accumulator.anchors
    totals = accumulator.totals
    endpoints = folded.names
    catalogue = accumulator.resolver.catalogue
    let renumber = { (id: Int) in folded.map[id] }
    var facts: [DeveloperFacts] = []
    swap(&facts, &accumulator.facts)
    for index in facts.indices { facts[index].renumber(endpoint: renumber) }
    self.facts = facts
    var traffic = accumulator.traffic
    traffic.renumber(renumber)
    self.traffic = traffic
    var combos = ComboTable()
    let comboMap = accumulator.combos.adopted(by: &combos, endpoint: renumber)
    var cube = accumulator.cube
    cube.renumber { comboMap[$0] }
    self.cube = cube
    self.combos = combos
    companyDays = accumulator.companyDays
    developerDays = accumulator.developerDays
    resolution = accumulator.resolution
    tokenWeeks = accumulator.tokenWeeks
    tokenEarlier = accumulator.tokenEarlier
    companyWeeks = accumulator.companyWeeks
    // One clock serves all latency metrics, never both (metrics.md, "Reliability").
    isClientLatency = !accumulator.clientLatency.isEmpty
    var latency = LatencyTables(plan: accumulator.plan)
    latency.merge(isClientLatency ? accumulator.clientLatency : accumulator.latency, endpoint: renumber)
    self.latency = latency
    var usage = UsageTable()
    usage.merge(accumulator.usage, endpoint: renumber)
    self.usage = usage
  }

  /// Keeps the catalogue, `(other)` and the most called of the rest; all else becomes `(other)`.
  private static func fold(
    _ traffic: BlockTable, names: [String], renumbered: [Int], fixed: Int
  ) -> (names: [String], map: [Int]) {
    var calls = [Int](repeating: 0, count: names.count)
    let days = traffic.firstDay..<traffic.firstDay + traffic.dayCount
    for id in renumbered.indices {
      for column in 0..<CallOutcome.count {
        calls[renumbered[id]] += traffic.sum(entity: id, days: days, column: column)
      }
    }
    let kept = (fixed..<max(fixed, names.count)).sorted {
      (calls[$0], names[$1]) > (calls[$1], names[$0])
    }.prefix(endpointLimit).sorted { names[$0] < names[$1] }
    var final = names.map { $0.hasPrefix("GET ") || $0.hasPrefix("HEAD ") ? fixed - 1 : fixed - 2 }
    for id in 0..<fixed { final[id] = id }
    for (position, id) in kept.enumerated() { final[id] = fixed + position }
    return (Array(names[..<fixed]) + kept.map { names[$0] }, renumbered.map { final[$0] })
  }
}

extension Rollup {
  package var zone: ZoneTable { plan.window.zone }
  /// Index of `(other)`; the one after it holds the GETs and HEADs among them and is shown with it.
  package var otherEndpoint: Int { catalogue.count }
  package var otherRetrieval: Int { catalogue.count + 1 }
  /// Endpoints as people see them: without the second half of `(other)`.
  package var visibleEndpoints: [Int] { endpoints.indices.filter { $0 != otherRetrieval } }
  /// Internal indices behind a visible one.
  package func members(of endpoint: Int) -> [Int] {
    endpoint == otherEndpoint ? [otherEndpoint, otherRetrieval] : [endpoint]
  }
  /// The visible index of an internal one.
  package func visible(_ endpoint: Int) -> Int { endpoint == otherRetrieval ? otherEndpoint : endpoint }
  package var coveredDays: Range<Day> { plan.firstDay..<plan.firstDay + plan.dayCount }

  /// Calls of one endpoint by outcome.
  package func outcomes(endpoint: Int, days: Range<Day>) -> OutcomeCounts {
    var counts = OutcomeCounts()
    for member in members(of: endpoint) {
      for column in 0..<CallOutcome.count {
        counts.columns[column] += traffic.sum(entity: member, days: days, column: column)
      }
    }
    return counts
  }

  /// All calls by outcome.
  package func outcomes(days: Range<Day>) -> OutcomeCounts {
    var counts = OutcomeCounts()
    for endpoint in visibleEndpoints { counts += outcomes(endpoint: endpoint, days: days) }
    return counts
  }

  /// Calls by outcome for each day of a range, in order; `endpoint` nil = all.
  package func dailyOutcomes(endpoint: Int? = nil, days: Range<Day>) -> [OutcomeCounts] {
    var result = [OutcomeCounts](repeating: OutcomeCounts(), count: days.count)
    for index in endpoint.map(members) ?? Array(endpoints.indices) {
      traffic.forEachDay(of: index, in: days) { day, columns in
        for (column, amount) in columns.enumerated() { result[day - days.lowerBound].columns[column] += Int(amount) }
      }
    }
    return result
  }

  /// Calls by outcome of each combination of dimensions that had any.
  package func cells(days: Range<Day>) -> [(combo: ComboTable.Combo, counts: OutcomeCounts)] {
    combos.combos.indices.compactMap { id in
      var counts = OutcomeCounts()
      cube.forEachDay(of: id, in: days) { _, columns in
        for (column, amount) in columns.enumerated() { counts.columns[column] += Int(amount) }
      }
      return counts.calls == 0 ? nil : (combos.combos[id], counts)
    }
  }

  /// Calls by outcome on each day of a range, of the combinations asked for.
  package func dailyOutcomes(days: Range<Day>, where isInside: (ComboTable.Combo) -> Bool) -> [OutcomeCounts] {
    var result = [OutcomeCounts](repeating: OutcomeCounts(), count: days.count)
    for id in combos.combos.indices where isInside(combos.combos[id]) {
      cube.forEachDay(of: id, in: days) { day, columns in
        for (column, amount) in columns.enumerated() { result[day - days.lowerBound].columns[column] += Int(amount) }
      }
    }
    return result
  }

  package func company(_ company: Int, days: Range<Day>, column: CompanyColumn) -> Int {
    companyDays.sum(entity: company, days: days, column: column.rawValue)
  }

  /// Calls of one company on each day of a range.
  package func companyDaily(_ company: Int, days: Range<Day>) -> [Int] {
    var calls = [Int](repeating: 0, count: days.count)
    companyDays.forEachDay(of: company, in: days, column: CompanyColumn.calls.rawValue) { day, amount in
      calls[day - days.lowerBound] = amount
    }
    return calls
  }

  /// Calls whose developer is unknown, and all calls.
  package func unresolved(days: Range<Day>) -> (unresolved: Int, all: Int) {
    (resolution.sum(entity: 0, days: days, column: 0), resolution.sum(entity: 0, days: days, column: 1))
  }

  /// Calls (any outcome) of a developer.
  package func calls(developer: Int, days: Range<Day>) -> Int {
    developerDays.sum(entity: developer, days: days, column: 0)
  }

  /// Days of a range on which a developer called, ascending.
  package func activeDays(developer: Int, in days: Range<Day>) -> [Day] {
    var active: [Day] = []
    forEachActiveDay(of: developer, in: days) { active.append($0) }
    return active
  }

  /// Calls `body` with the days of a range on which a developer called, ascending.
  package func forEachActiveDay(of developer: Int, in days: Range<Day>, _ body: (Day) -> Void) {
    developerDays.forEachDay(of: developer, in: days, column: 0) { day, _ in body(day) }
  }

  /// Successful calls of a developer by day, ascending, days without any left out.
  package func successDays(developer: Int, in days: Range<Day>) -> [(day: Day, successes: Int)] {
    var result: [(Day, Int)] = []
    developerDays.forEachDay(of: developer, in: days, column: 1) { result.append(($0, $1)) }
    return result
  }

  /// Endpoints called at all, and those called successfully, in each month that has any.
  package func usesByMonth() -> (any: [Month: EndpointUse], successful: [Month: EndpointUse]) {
    var (any, successful): ([Month: EndpointUse], [Month: EndpointUse]) = ([:], [:])
    for (index, (called, succeeded)) in usage.usesByMonth.enumerated() {
      let month = plan.firstMonth.advanced(by: index)
      if !called.developers.isEmpty { any[month] = called }
      if !succeeded.developers.isEmpty { successful[month] = succeeded }
    }
    return (any, successful)
  }

  package func weekIndex(monday: Day) -> Int { (monday - plan.firstWeek) / 7 }

  /// Whether a token had a call other than 401 in a week / before one.
  package func tokenCalled(_ token: Int, week: Int) -> Bool { tokenWeeks.contains(token, week) }
  package func tokenCalled(_ token: Int, before week: Int) -> Bool {
    tokenEarlier.contains(token, 0) || tokenWeeks.any(token, 0..<max(0, week))
  }
  /// Tokens that had a call other than 401 in a week, by index, ascending.
  package func tokens(week: Int) -> [Int] { tokenWeeks.rows(with: week) }
  package func companies(week: Int) -> Int { companyWeeks.rows(with: week).count }
  package func companiesActive(week: Int) -> [Int] { companyWeeks.rows(with: week) }
}
