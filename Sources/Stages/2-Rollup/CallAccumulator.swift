package import ReportModel

/// Counts calls row by row into the tables of the rollup. No row is kept.
///
/// Everything in it is additive, a minimum or a set, so that two accumulators of different files merge into what one
/// pass over both would have made. Rows at or after as_of are ignored; calls of internal and test developers are left
/// out everywhere and counted.
package struct CallAccumulator: Sendable {
  typealias Slice = UnsafeRawBufferPointer

  package let plan: RollupPlan
  package internal(set) var identity: Identity
  var resolver: EndpointResolver
  let anchors: [DeveloperAnchors]
  private let helloEndpoints: [Int]?
  private let valueEndpoints: [Int]?
  private let milestoneEndpoints: [Int]?
  private var clocks: [DeveloperClock]

  var facts: [DeveloperFacts]
  /// Developer × day × (calls, successes).
  var developerDays: OpenDay
  /// Packed developer, month, endpoint, and whether successful.
  var usage = UsageTable()
  /// Endpoint × day × outcome.
  var traffic: OpenDay
  var combos = ComboTable()
  /// Combo × day × outcome, from `plan.cubeFirstDay` on.
  var cube: OpenDay
  /// Company × day × `CompanyColumn`.
  var companyDays: OpenDay
  var tokenWeeks: BitRows
  var tokenEarlier = BitRows(bits: 1)
  var companyWeeks: BitRows
  var latency: LatencyTables
  var clientLatency: LatencyTables
  /// Day × (unresolved, all), as entities 0.
  var resolution: OpenDay
  package internal(set) var totals = RollupTotals()

  // The last week each token and company was noted in.
  private var tokenWeek = LastWeeks()
  private var companyWeek = LastWeeks()
  private let hasSpecialEndpoints: Bool

  // The day of the row before: most exports are in order.
  private var day = 0
  private var month = 0
  private var dayStart = Instant.max
  private var dayEnd = Instant.min

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
    let zone = plan.window.zone
    clocks = anchors.map { DeveloperClock($0, zone: zone) }
    facts = [DeveloperFacts](repeating: DeveloperFacts(), count: anchors.count)
    developerDays = OpenDay(BlockTable(firstDay: plan.firstDay, dayCount: plan.dayCount, columns: 2))
    traffic = OpenDay(BlockTable(firstDay: plan.firstDay, dayCount: plan.dayCount, columns: CallOutcome.count))
    cube = OpenDay(
      BlockTable(
        firstDay: plan.cubeFirstDay, dayCount: plan.firstDay + plan.dayCount - plan.cubeFirstDay,
        columns: CallOutcome.count))
    companyDays = OpenDay(
      BlockTable(firstDay: plan.firstDay, dayCount: plan.dayCount, columns: CompanyColumn.allCases.count))
    tokenWeeks = BitRows(bits: plan.weekCount)
    companyWeeks = BitRows(bits: plan.weekCount)
    latency = LatencyTables(plan: plan)
    clientLatency = LatencyTables(plan: plan)
    resolution = OpenDay(BlockTable(firstDay: plan.firstDay, dayCount: plan.dayCount, columns: 2))
    for text in plans { combos.planIDs.append(combos.plans.intern(text)) }
  }

  /// Moves what is counted aside into the tables; merging and finishing do so themselves.
  package mutating func settle() {
    developerDays.settle()
    traffic.settle()
    cube.settle()
    companyDays.settle()
    resolution.settle()
    latency.settle()
    clientLatency.settle()
  }

  /// Counts one call.
  package mutating func add(_ row: borrowing CallRow) {
    guard row.time < plan.window.asOf else {
      totals.afterAsOf += 1
      return
    }
    totals.note(row.time)
    let who = identity.resolve(row)
    if who.developer >= 0, identity.isExcluded(who.developer) {
      totals.internalCalls += 1
      return
    }
    locate(row.time)
    let (endpoint, pathVersion) = resolver.resolve(row)
    let outcome = CallOutcome(
      status: row.status, flaggedTimeout: row.timedOutFlag, timeoutStatuses: plan.timeoutStatuses)
    totals.rows += 1
    if row.developerID.count > 0 { totals.withDeveloper += 1 }
    if row.token.count > 0 { totals.withToken += 1 }

    if developerDays.covers(day) {
      countTraffic(row, who, endpoint, pathVersion, outcome)
    } else if day < plan.firstDay, who.token >= 0, row.status != 401 {
      tokenEarlier.set(who.token, 0)
    }
    if who.developer >= 0 { countDeveloper(who.developer, row, endpoint, outcome == .success) }
  }

  @inline(__always)
  private mutating func locate(_ time: Instant) {
    guard time < dayStart || time >= dayEnd else { return }
    day = plan.window.zone.day(of: time)
    dayStart = plan.window.zone.start(of: day)
    dayEnd = plan.window.zone.start(of: day + 1)
    month = plan.monthIndex(of: Month(containing: day))
  }

  private mutating func countTraffic(
    _ row: borrowing CallRow, _ who: Identity.Resolved, _ endpoint: Int, _ pathVersion: Slice, _ outcome: CallOutcome
  ) {
    traffic.add(entity: endpoint, day: day, column: outcome.rawValue)
    resolution.add(entity: 0, day: day, column: 1)
    if who.developer < 0 { resolution.add(entity: 0, day: day, column: 0) }
    let week = (day - plan.firstWeek) / 7
    if who.token >= 0, row.status != 401, tokenWeek.moves(who.token, to: week) {
      let owner = identity.tokenOwner[who.token]
      if owner < 0 || !identity.isExcluded(owner) { tokenWeeks.set(who.token, week) }
    }
    if who.company >= 0 {
      if row.status != 401, companyWeek.moves(who.company, to: week) { companyWeeks.set(who.company, week) }
      countCompany(who.company, outcome)
    }
    if cube.covers(day) {
      let plan = who.developer >= 0 ? combos.planIDs[who.developer] : 0
      let combo = combos.id(row, endpoint: endpoint, pathVersion: pathVersion, plan: plan)
      cube.add(entity: combo, day: day, column: outcome.rawValue)
    }
    if row.latency >= 0 { latency.add(row.latency, endpoint: endpoint, day: day, region: row.region) }
    if row.clientLatency >= 0 {
      clientLatency.add(row.clientLatency, endpoint: endpoint, day: day, region: row.region)
    }
  }

  @inline(__always)
  private mutating func countCompany(_ company: Int, _ outcome: CallOutcome) {
    companyDays.add(entity: company, day: day, column: CompanyColumn.calls.rawValue)
    switch outcome {
    case .success, .other, .aborted: return
    case .clientError: break
    case .rateLimited:
      companyDays.add(entity: company, day: day, column: CompanyColumn.rateLimited.rawValue)
    case .timeoutRateLimited:
      companyDays.add(entity: company, day: day, column: CompanyColumn.rateLimited.rawValue)
      companyDays.add(entity: company, day: day, column: CompanyColumn.timeouts.rawValue)
    case .serverError:
      companyDays.add(entity: company, day: day, column: CompanyColumn.serverErrors.rawValue)
    case .timeoutServerError:
      companyDays.add(entity: company, day: day, column: CompanyColumn.serverErrors.rawValue)
      companyDays.add(entity: company, day: day, column: CompanyColumn.timeouts.rawValue)
    case .timeoutClientError, .timeoutOther:
      companyDays.add(entity: company, day: day, column: CompanyColumn.timeouts.rawValue)
    }
    companyDays.add(entity: company, day: day, column: CompanyColumn.errors.rawValue)
    if outcome == .clientError || outcome == .rateLimited || outcome == .timeoutClientError
      || outcome == .timeoutRateLimited
    {
      companyDays.add(entity: company, day: day, column: CompanyColumn.clientErrors.rawValue)
    }
  }

  private mutating func countDeveloper(
    _ developer: Int, _ row: borrowing CallRow, _ endpoint: Int, _ isSuccess: Bool
  ) {
    let time = row.time
    if developerDays.covers(day) {
      developerDays.add(entity: developer, day: day, column: 0)
      if isSuccess { developerDays.add(entity: developer, day: day, column: 1) }
      if month >= 0 {
        usage.insert(developer: developer, month: month, endpoint: endpoint, successful: isSuccess)
      }
    }
    if clocks[developer].isQuiet(at: time), !isSpecial(endpoint) { return }
    noteFacts(developer, row, endpoint, isSuccess)
  }

  /// Whether a fact may depend on this endpoint by its name.
  @inline(__always)
  private func isSpecial(_ endpoint: Int) -> Bool {
    guard hasSpecialEndpoints else { return false }
    return helloEndpoints?.contains(endpoint) ?? false || valueEndpoints?.contains(endpoint) ?? false
      || milestoneEndpoints?.contains(endpoint) ?? false
  }

  private mutating func noteFacts(
    _ developer: Int, _ row: borrowing CallRow, _ endpoint: Int, _ isSuccess: Bool
  ) {
    let time = row.time
    let anchor = anchors[developer]
    defer {
      clocks[developer].settle(
        facts[developer], anchor, activationWindow: plan.activationWindow, anyHello: helloEndpoints == nil,
        anyValue: plan.valueCall == .any ? plan.valueCount : nil)
    }
    if isSuccess { facts[developer].noteSuccess(at: time) }
    if time >= clocks[developer].retainedFrom, time < facts[developer].firstRetainedCall {
      facts[developer].firstRetainedCall = time
    }
    if isSuccess {
      if time >= anchor.firstTouch, time < facts[developer].firstHello,
        helloEndpoints.map({ $0.contains(endpoint) }) ?? true
      {
        facts[developer].firstHello = time
      }
      if time >= anchor.firstQuickstartView, time < facts[developer].firstSuccessAfterQuickstart {
        facts[developer].firstSuccessAfterQuickstart = time
      }
    }
    guard time >= anchor.signUp else {
      if isSuccess, day == clocks[developer].signUpDay { facts[developer].successesBeforeSignUp += 1 }
      return
    }
    countAfterSignUp(developer, row, endpoint, isSuccess)
  }

  private mutating func countAfterSignUp(
    _ developer: Int, _ row: borrowing CallRow, _ endpoint: Int, _ isSuccess: Bool
  ) {
    let time = row.time
    let signUp = anchors[developer].signUp
    if time < facts[developer].firstCall { facts[developer].firstCall = time }
    if time - signUp < Duration.day { facts[developer].activity.add(time) }
    if time - signUp < 7 * Duration.day {
      let path = ByteInterner.hash(row.endpoint.count > 0 ? row.endpoint : row.path)
      facts[developer].noteLast(
        at: time, endpoint: endpoint, status: row.status, key: path ^ ByteInterner.hash(row.method) &* 31)
    }
    guard isSuccess else { return }
    if time < facts[developer].firstSuccess { facts[developer].firstSuccess = time }
    if matches(plan.valueCall, valueEndpoints, endpoint) {
      facts[developer].valueCalls.add(time, keeping: plan.valueCount)
    }
    if time - signUp < EarlyUse.window {
      facts[developer].earlyUse[endpoint, default: EarlyUse()].note(time, since: signUp)
    }
    if time - signUp < plan.activationWindow, matches(plan.milestoneCall, milestoneEndpoints, endpoint) {
      facts[developer].milestoneCalls += 1
    }
  }

  @inline(__always)
  private func matches(_ signal: RollupPlan.CallSignal?, _ endpoints: [Int]?, _ endpoint: Int) -> Bool {
    switch signal {
    case nil: false
    case .any: true
    case .endpoint: endpoints?.contains(endpoint) ?? false
    }
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
  /// Counts a row whose `request_id` came before; it is in nothing else.
  package mutating func noteDuplicate() { totals.duplicates += 1 }
}
