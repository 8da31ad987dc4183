import ReportModel

/// What a slice cannot say exactly; its file is read again each time.
package enum SliceObstacle: String, Error, Sendable {
  /// Templates learned from paths depend on all paths of all files.
  case learnedEndpoints
  /// More developer ids that nobody has than are remembered.
  case manyUnknown
}

/// Accumulator → tables.
struct SliceWriter {
  private let source: CallAccumulator
  private let names: SliceNames
  private let endpoints: [String]
  private var tables: [SliceTable: IntegerTable] = [:]

  init(_ source: CallAccumulator, names: SliceNames) throws(SliceObstacle) {
    guard source.resolver.learnedCount == 0 else { throw .learnedEndpoints }
    guard !source.identity.hasManyUnknown else { throw .manyUnknown }
    var settled = source
    settled.settle()
    self.source = settled
    self.names = names
    let (final, renumbered) = source.resolver.finished()
    endpoints = renumbered.map { final[$0] }
    for table in SliceTable.allCases { tables[table] = table.empty }
  }

  private mutating func add(_ table: SliceTable, _ keys: [String], _ integers: [Int]) {
    let ids = keys.map { tables[table]?.key($0) ?? 0 }
    tables[table]?.append(row: ids + integers.map { $0 == Int.max || $0 == Int.min ? IntegerTable.null : Int64($0) })
  }

  mutating func write() -> RollupSlice {
    writeTraffic()
    writePeople()
    writeWeeks()
    writeLatency(source.latency, clock: 0)
    writeLatency(source.clientLatency, clock: 1)
    let totals = source.totals
    for (name, value) in [
      ("rows", totals.rows), ("duplicates", totals.duplicates), ("after_as_of", totals.afterAsOf),
      ("internal_calls", totals.internalCalls), ("with_developer", totals.withDeveloper),
      ("with_token", totals.withToken), ("earliest", Int(totals.earliest)), ("latest", Int(totals.latest)),
    ] { add(.totals, [name], [value]) }
    let plan = source.plan
    let isEmpty = totals.earliest == .max
    return RollupSlice(
      border: SliceBorder(
        firstDay: plan.firstDay, cubeFirstDay: plan.cubeFirstDay, asOf: plan.window.asOf, afterAsOf: totals.afterAsOf,
        earliest: isEmpty ? nil : totals.earliest, latest: isEmpty ? nil : totals.latest),
      tables: tables.mapValues { $0.sorted() })
  }

  private mutating func writeTraffic() {
    rows(of: source.traffic.table) { this, endpoint, day, columns in
      for (outcome, calls) in columns.enumerated() where calls > 0 {
        this.add(.traffic, [this.endpoints[endpoint]], [day, outcome, Int(calls)])
      }
    }
    let combos = source.combos
    rows(of: source.cube.table) { this, id, day, columns in
      let combo = combos.combos[id]
      let keys = [
        this.endpoints[combo.endpoint], combos.versions.name(combo.version), combos.sdks.name(combo.sdk),
        combos.regions.name(combo.region), combos.environments.name(combo.environment), combos.plans.name(combo.plan),
      ]
      for (outcome, calls) in columns.enumerated() where calls > 0 {
        this.add(.cube, keys, [day, outcome, Int(calls)])
      }
    }
    rows(of: source.companyDays.table) { this, company, day, columns in
      let name = this.source.identity.companyID(company)
      for (column, calls) in columns.enumerated() where calls > 0 {
        this.add(.companyDays, [name], [day, column, Int(calls)])
      }
    }
    rows(of: source.resolution) { this, _, day, columns in
      this.add(.resolution, [], [day] + columns.map { Int($0) })
    }
  }

  private mutating func rows(
    of table: BlockTable, _ body: (inout SliceWriter, Int, Day, ArraySlice<UInt32>) -> Void
  ) {
    for entity in 0..<table.entityCount {
      table.forEachDay(of: entity, in: table.firstDay..<table.firstDay + table.dayCount) { day, columns in
        if columns.contains(where: { $0 > 0 }) { body(&self, entity, day, columns) }
      }
    }
  }

  private mutating func writePeople() {
    let developers = source.identity.developers.map { names.developer($0.id) }
    rows(of: source.developerDays.table) { this, developer, day, columns in
      this.add(.developerDays, [developers[developer]], [day] + columns.map { Int($0) })
    }
    source.usage.keys.forEach { key in
      let use = UsageKey.unpack(key)
      let month = source.plan.firstMonth.advanced(by: use.month).firstDay
      add(.usage, [developers[use.developer], endpoints[use.endpoint]], [month, use.successful ? 1 : 0])
    }
    for (developer, facts) in source.facts.enumerated() {
      if !facts.isEmpty {
        let last = facts.lastEndpoint >= 0 ? endpoints[facts.lastEndpoint] : ""
        add(.facts, [developers[developer], last], facts.integers)
      }
      for run in facts.activity.runs {
        add(.activity, [developers[developer]], [Int(run.lowerBound), Int(run.upperBound)])
      }
      for time in facts.valueCalls.times { add(.valueCalls, [developers[developer]], [Int(time)]) }
      for (endpoint, use) in facts.earlyUse {
        add(.earlyUse, [developers[developer], endpoints[endpoint]], [Int(use.firstSuccess), use.successes])
      }
    }
    for developer in developers.indices where source.identity.isMet(developer) {
      add(.met, [developers[developer]], [MetKind.developer.rawValue])
    }
    for name in Set(endpoints) { add(.met, [name], [MetKind.endpoint.rawValue]) }
    source.identity.unknownDevelopers.forEach { hash in
      add(.met, [names.developer(String(hash, radix: 16))], [MetKind.unknownDeveloper.rawValue])
    }
    for token in source.identity.knownTokens..<max(source.identity.knownTokens, source.identity.tokenCount) {
      add(.met, [names.token(source.identity.tokenName(token))], [MetKind.unknownToken.rawValue])
    }
  }

  private mutating func writeWeeks() {
    for token in 0..<max(source.tokenWeeks.count, source.tokenEarlier.count) {
      let weeks = (0..<source.tokenWeeks.bits).filter { source.tokenWeeks.contains(token, $0) }
      let isEarlier = source.tokenEarlier.contains(token, 0)
      guard isEarlier || !weeks.isEmpty else { continue }
      let name = names.token(source.identity.tokenName(token))
      if isEarlier { add(.tokenWeeks, [name], [Int.min]) }
      for week in weeks { add(.tokenWeeks, [name], [source.plan.firstWeek + 7 * week]) }
    }
    for company in 0..<source.companyWeeks.count {
      for week in 0..<source.companyWeeks.bits where source.companyWeeks.contains(company, week) {
        add(.companyWeeks, [source.identity.companyID(company)], [source.plan.firstWeek + 7 * week])
      }
    }
  }

  private mutating func writeLatency(_ latency: LatencyTables, clock: Int) {
    latency.forEach { endpoint, region, day, month, bucket, calls in
      if let region {
        add(.regionLatency, [endpoints[endpoint], region], [clock, month ?? Int.min, bucket, calls])
      } else {
        add(.latency, [endpoints[endpoint]], [clock, day ?? Int.min, month ?? Int.min, bucket, calls])
      }
    }
  }
}

/// Why a name is in the table of those met: where one of them changes, the file is read again.
package enum MetKind: Int, Sendable {
  case developer, unknownDeveloper, unknownToken
  /// Not a reason, but an endpoint some row had, counted or not: it is in the report's list.
  case endpoint
}

extension CallAccumulator {
  /// What was counted, by names. Keys of tokens and developers are what `names` makes of them.
  package func slice(names: SliceNames) throws(SliceObstacle) -> RollupSlice {
    var writer = try SliceWriter(self, names: names)
    return writer.write()
  }
}
