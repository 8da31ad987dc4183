package import ReportModel

/// Counts calls row by row into the tables of the rollup. No row is kept.
///
/// Everything in it is additive, a minimum or a set, so that two accumulators of different files merge into what one
/// pass over both would have made. Rows at or after as_of are ignored; calls of internal and test developers are left
/// out everywhere and counted.
package struct CallAccumulator: Sendable {
  package let plan: RollupPlan
  package internal(set) var identity: Identity
  var resolver: EndpointResolver
  let anchors: [DeveloperAnchors]
  let helloEndpoints: [Int]?
  let valueEndpoints: [Int]?
  let milestoneEndpoints: [Int]?
  var clocks: [DeveloperClock]

  var facts: [DeveloperFacts]
  /// What was counted of one day; the tables below have it after `settle`.
  var today = OpenDay()
  /// Endpoint × day × outcome.
  var traffic: BlockTable
  var combos = ComboTable()
  /// Combo × day × outcome, from `plan.cubeFirstDay` on.
  var cube: BlockTable
  /// Company × day × `CompanyColumn`.
  var companyDays: BlockTable
  var companyWeeks: BitRows
  /// Developer × day × (calls, successes).
  var developerDays: BlockTable
  var usage = UsageTable()
  var tokenWeeks: BitRows
  var tokenEarlier = BitRows(bits: 1)
  var latency: LatencyTables
  var clientLatency: LatencyTables
  /// Day × (unresolved, all), as entities 0.
  var resolution: BlockTable
  package internal(set) var totals = RollupTotals()

  let outcomes: OutcomeTable
  let hasSpecialEndpoints: Bool
  /// Calls that wait to be counted.
  var batch = CallBatch()

  var day = LastDay()

  /// - Parameters:
  ///   - anchors: one per developer of `identity`, in its order.
  ///   - plans: the plan of each developer, empty where unknown.
  package init(
    plan: RollupPlan, identity: Identity, catalogue: [EndpointRecord], anchors: [DeveloperAnchors],
    plans: [String]
  ) {
    self.plan = plan
    self.identity = identity
    self.anchors = anchors
    var resolver = EndpointResolver(catalogue: catalogue)
    helloEndpoints = plan.helloWorld.map { resolver.ids(named: $0) }
    func endpoints(_ signal: RollupPlan.CallSignal?) -> [Int]? {
      guard case .endpoint(let name) = signal else { return nil }
      return resolver.ids(named: name)
    }
    valueEndpoints = endpoints(plan.valueCall)
    milestoneEndpoints = endpoints(plan.milestoneCall)
    hasSpecialEndpoints = helloEndpoints != nil || valueEndpoints != nil || milestoneEndpoints != nil
    self.resolver = resolver
    outcomes = OutcomeTable(timeoutStatuses: plan.timeoutStatuses)
    let zone = plan.window.zone
    clocks = anchors.map { DeveloperClock($0, activationWindow: plan.activationWindow, zone: zone) }
    facts = [DeveloperFacts](repeating: DeveloperFacts(), count: anchors.count)
    developerDays = BlockTable(firstDay: plan.firstDay, dayCount: plan.dayCount, columns: 2)
    traffic = BlockTable(firstDay: plan.firstDay, dayCount: plan.dayCount, columns: CallOutcome.count)
    cube = BlockTable(
      firstDay: plan.cubeFirstDay, dayCount: plan.firstDay + plan.dayCount - plan.cubeFirstDay,
      columns: CallOutcome.count)
    companyDays = BlockTable(firstDay: plan.firstDay, dayCount: plan.dayCount, columns: CompanyColumn.allCases.count)
    tokenWeeks = BitRows(bits: plan.weekCount)
    companyWeeks = BitRows(bits: plan.weekCount)
    latency = LatencyTables(plan: plan)
    clientLatency = LatencyTables(plan: plan)
    resolution = BlockTable(firstDay: plan.firstDay, dayCount: plan.dayCount, columns: 2)
    for text in plans { combos.planIDs.append(Int32(combos.plans.intern(text))) }
  }

  /// Counts what waits and moves what is counted aside into the tables; merging and finishing do so themselves.
  package mutating func settle() {
    countBatch()
    open(.min)
    latency.settle()
    clientLatency.settle()
  }
}

/// Columns of the company table.
package enum CompanyColumn: Int, CaseIterable, Sendable {
  case calls, errors, clientErrors, rateLimited, serverErrors, timeouts
}

/// A developer's use of an endpoint in a month, packed into one key: 32 bits, 8 (the plan keeps 137 months at most) and
/// 23 (the resolver tells 100 000 endpoints and the catalogue apart).
enum UsageKey {
  @inline(__always)
  static func pack(developer: Int, month: Int, endpoint: Int, successful: Bool) -> UInt64 {
    UInt64(developer) << 32 | UInt64(month) << 24 | UInt64(endpoint) << 1 | (successful ? 1 : 0)
  }

  static func unpack(_ key: UInt64) -> (developer: Int, month: Int, endpoint: Int, successful: Bool) {
    (Int(key >> 32), Int(key >> 24 & 0xFF), Int(key >> 1 & 0x7F_FFFF), key & 1 == 1)
  }
}

/// What was read, in rows.
package struct RollupTotals: Hashable, Sendable {
  /// Rows counted in the tables.
  package var rows = 0
  package var duplicates = 0
  package var afterAsOf = 0
  package var internalCalls = 0
  package var withDeveloper = 0
  package var withToken = 0
  /// Of all rows before as_of, those of internal developers too: how far the export reaches.
  package var earliest = Instant.max
  package var latest = Instant.min

  package init() {}

  @inline(__always)
  mutating func note(_ time: Instant) {
    if time < earliest { earliest = time }
    if time > latest { latest = time }
  }

  mutating func merge(_ other: RollupTotals) {
    rows += other.rows
    duplicates += other.duplicates
    afterAsOf += other.afterAsOf
    internalCalls += other.internalCalls
    withDeveloper += other.withDeveloper
    withToken += other.withToken
    earliest = min(earliest, other.earliest)
    latest = max(latest, other.latest)
  }
}

extension CallAccumulator {
  /// Notes rows whose `request_id` came before; they are in nothing else.
  package mutating func noteDuplicates(_ count: Int) { totals.duplicates += count }
}
