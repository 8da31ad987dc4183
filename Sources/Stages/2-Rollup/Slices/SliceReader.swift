import ReportModel

/// A slice that is not what its tables say it is.
package struct SliceDamage: Error, CustomStringConvertible, Sendable {
  package let description: String
}

extension CallAccumulator {
  /// Adds what a slice counted, as if its file had been read; the slice must serve the plan.
  ///
  /// Where it throws, half of the slice may have been added: nothing of the accumulator can be used then.
  package mutating func add(_ slice: RollupSlice, _ directory: SliceDirectory) throws(SliceDamage) {
    var numbers: [NameKind: [Int]] = [:]
    for (kind, names) in slice.names { numbers[kind] = self.numbers(names, kind, directory) }
    for kind in SliceTable.allCases {
      let rows = try SliceRows(kind, of: slice, numbers: numbers)
      switch kind {
      case .totals: addTotals(rows, slice.names[.total] ?? [])
      case .traffic: try rows.count(into: &traffic)
      case .cube: try addCube(rows)
      case .companyDays: try rows.count(into: &companyDays)
      case .developerDays: try rows.countColumns(into: &developerDays)
      case .usage: try addUsage(rows)
      case .tokenWeeks: try addTokenWeeks(rows)
      case .companyWeeks: try addCompanyWeeks(rows)
      case .resolution: try rows.countColumns(into: &resolution)
      case .latency, .regionLatency: try addLatency(rows)
      case .facts: try addFacts(rows)
      case .activity: try addActivity(rows)
      case .valueCalls: try addValueCalls(rows)
      case .earlyUse: try addEarlyUse(rows)
      case .met: for name in slice.met(.endpoint) { _ = resolver.adopt(name) }
      }
    }
  }

  /// This run's numbers of the names of a kind, −1 where there is none.
  private mutating func numbers(_ names: [String], _ kind: NameKind, _ directory: SliceDirectory) -> [Int] {
    switch kind {
    case .endpoint: names.map { $0.isEmpty ? -1 : resolver.adopt($0) }
    case .version: names.map { combos.versionID($0) }
    case .sdk: names.map { combos.sdkID($0) }
    case .region: names.map { combos.regionID($0) }
    case .environment: names.map { combos.environmentID($0) }
    case .plan: names.map { combos.plans.intern($0) }
    case .company: names.map { identity.company(named: $0) }
    case .developer: names.map { directory.developer($0) ?? -1 }
    // One that is in no table keeps its key as its name: all that matters of it is that it is one.
    case .token: names.map { directory.token($0) ?? identity.token(named: $0) }
    case .total, .met: Array(names.indices)
    }
  }

  private mutating func addTotals(_ rows: SliceRows, _ names: [String]) {
    var part = RollupTotals()
    for row in rows.indices { part.set(names[Int(rows.table[row, 0])], rows[row, 1]) }
    totals.merge(part)
  }

  private mutating func addCube(_ rows: SliceRows) throws(SliceDamage) {
    for row in rows.indices {
      let day = rows[row, 6]
      // A day before the cube's must not make a combination either.
      guard cube.covers(Int(day)) else { continue }
      let combo = combos.id(
        endpoint: Int32(try rows.number(row)),
        values: CallValues(
          version: Int32(try rows.number(row, 1)), sdk: Int32(try rows.number(row, 2)),
          region: Int32(try rows.number(row, 3)), environment: Int32(try rows.number(row, 4))),
        plan: Int32(try rows.number(row, 5)))
      try rows.count(Int(combo), day: day, column: rows[row, 7], rows[row, 8], into: &cube)
    }
  }

  private mutating func addUsage(_ rows: SliceRows) throws(SliceDamage) {
    var (day, month) = (IntegerTable.null, -1)
    for row in rows.indices {
      if rows[row, 2] != day {
        day = rows[row, 2]
        month = plan.monthIndex(of: Month(containing: Int(day)))
      }
      guard month >= 0 else { continue }
      guard month < 256 else { throw rows.damage("a month out of range") }
      usage.insert(
        developer: try rows.number(row), month: month, endpoint: try rows.number(row, 1),
        successful: rows[row, 3] != 0)
    }
  }

  private mutating func addTokenWeeks(_ rows: SliceRows) throws(SliceDamage) {
    for row in rows.indices {
      let (token, week) = (try rows.number(row), rows[row, 1])
      if week == IntegerTable.null || Int(week) < plan.firstWeek {
        tokenEarlier.set(token, 0)
      } else if (Int(week) - plan.firstWeek) / 7 < tokenWeeks.bits {
        tokenWeeks.set(token, (Int(week) - plan.firstWeek) / 7)
      }
    }
  }

  private mutating func addCompanyWeeks(_ rows: SliceRows) throws(SliceDamage) {
    for row in rows.indices {
      let offset = Int(rows.table[row, 1]) - plan.firstWeek
      guard offset >= 0, offset / 7 < companyWeeks.bits else { continue }
      companyWeeks.set(try rows.number(row), offset / 7)
    }
  }

  private mutating func addLatency(_ rows: SliceRows) throws(SliceDamage) {
    let isRegional = rows.kind == .regionLatency
    let (clock, last) = (isRegional ? 2 : 1, rows.table.columns.count - 1)
    for row in rows.indices {
      let (bucket, calls) = (rows.table[row, last - 1], rows[row, last])
      guard bucket >= 0, bucket < 1 << 16, calls > 0, calls <= Int64(UInt32.max) else { throw rows.outOfRange }
      let (month, day) = (rows.table[row, last - 2], isRegional ? IntegerTable.null : rows[row, last - 3])
      if day != IntegerTable.null, !traffic.covers(Int(day)) { continue }
      let cell = LatencyTables.Cell(
        endpoint: try rows.number(row), region: isRegional ? Int32(try rows.number(row, 1)) : nil,
        day: day == IntegerTable.null ? nil : Int(day),
        month: month == IntegerTable.null ? nil : Month(containing: Int(month)), bucket: Int(bucket),
        calls: UInt32(calls))
      if rows[row, clock] == 0 {
        latency.add(cell, regions: combos.regions)
      } else {
        clientLatency.add(cell, regions: combos.regions)
      }
    }
  }

  private mutating func addFacts(_ rows: SliceRows) throws(SliceDamage) {
    for row in rows.indices {
      facts[try rows.number(row)].merge(
        DeveloperFacts(rows.table, row: row, from: 2, lastEndpoint: rows.numberOrNone(row, 1)),
        valueCount: plan.valueCount
      ) { $0 }
    }
  }

  private mutating func addActivity(_ rows: SliceRows) throws(SliceDamage) {
    for row in rows.indices {
      let (start, end) = (rows.table[row, 1], rows[row, 2])
      guard start <= end else { throw rows.damage("a run that ends before it starts") }
      facts[try rows.number(row)].activity.add(start...end)
    }
  }

  private mutating func addValueCalls(_ rows: SliceRows) throws(SliceDamage) {
    for row in rows.indices {
      facts[try rows.number(row)].valueCalls.add(rows.table[row, 1], keeping: plan.valueCount)
    }
  }

  private mutating func addEarlyUse(_ rows: SliceRows) throws(SliceDamage) {
    for row in rows.indices {
      let successes = rows[row, 3]
      guard successes >= 0, successes <= Int64(UInt32.max) else { throw rows.outOfRange }
      facts[try rows.number(row)].earlyUse[try rows.number(row, 1), default: EarlyUse()].merge(
        EarlyUse(firstSuccess: rows[row, 2], successes: Int(successes)))
    }
  }
}
