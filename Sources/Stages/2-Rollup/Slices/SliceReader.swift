import ReportModel

/// Names in slices → numbers of this run.
package struct SliceDirectory: Sendable {
  let developers: [String: Int]
  let tokens: [String: Int]

  /// Every developer and token of the export, by the keys that slices carry.
  package init(_ identity: Identity, names: SliceNames) {
    developers = Dictionary(
      identity.developers.enumerated().map { (names.developer($1.id), $0) }, uniquingKeysWith: { first, _ in first })
    tokens = Dictionary(
      (0..<identity.tokenCount).map { (names.token(identity.tokenName($0)), $0) },
      uniquingKeysWith: { first, _ in first })
  }
}

/// A slice that is not what its tables say it is.
package struct SliceDamage: Error, CustomStringConvertible, Sendable {
  package let description: String
}

extension CallAccumulator {
  /// Adds what a slice counted, as if its file had been read; the slice must serve the plan.
  ///
  /// Nothing is added where it throws: everything is looked up before anything is counted.
  package mutating func add(_ slice: RollupSlice, directory: SliceDirectory) throws(SliceDamage) {
    let copy = try SliceReader(slice, into: self, directory: directory).read()
    self = copy
  }
}

/// Tables → accumulator.
struct SliceReader {
  /// A key's text → its number in the target.
  private typealias Resolver = @Sendable (inout SliceReader, String) -> Int?

  /// The integers of a row, from 0.
  private struct Cells {
    let row: ArraySlice<Int64>
    var count: Int { row.count }
    subscript(index: Int) -> Int64 { row[row.startIndex + index] }
  }

  private let slice: RollupSlice
  private let directory: SliceDirectory
  private var target: CallAccumulator
  private var damage: SliceDamage?

  init(_ slice: RollupSlice, into target: CallAccumulator, directory: SliceDirectory) {
    self.slice = slice
    self.target = target
    self.directory = directory
  }

  consuming func read() throws(SliceDamage) -> CallAccumulator {
    readTraffic()
    readCompanies()
    readDevelopers()
    readWeeks()
    readLatency(.latency)
    readLatency(.regionLatency)
    readTotals()
    readMet()
    if let damage { throw damage }
    return target
  }

  /// Every row of a table, its keys already resolved by `key` once for each different text.
  private mutating func rows(
    _ table: SliceTable, keys resolve: [Resolver],
    _ body: (inout SliceReader, [Int], Cells) -> Void
  ) {
    guard damage == nil, let rows = slice.tables[table] else {
      damage = damage ?? SliceDamage(description: "the table \(table.rawValue) is missing")
      return
    }
    var known = resolve.map { _ in [Int?](repeating: nil, count: rows.strings.count) }
    var numbers = [Int](repeating: 0, count: resolve.count)
    rows.forEachRow { row in
      guard damage == nil else { return }
      for column in resolve.indices {
        let cell = Int(row[row.startIndex + column])
        guard rows.strings.indices.contains(cell) else { return fail(table, "a key without its text") }
        if known[column][cell] == nil { known[column][cell] = resolve[column](&self, rows.strings[cell]) }
        guard let number = known[column][cell] else { return fail(table, "\(rows.strings[cell]) is not known") }
        numbers[column] = number
      }
      body(&self, numbers, Cells(row: row.dropFirst(resolve.count)))
    }
  }

  private mutating func fail(_ table: SliceTable, _ detail: String) {
    damage = damage ?? SliceDamage(description: "the table \(table.rawValue) is damaged: \(detail)")
  }

  private static let endpoint: Resolver = { reader, name in
    reader.target.resolver.adopt(name)
  }
  private static let developer: Resolver = { reader, key in
    reader.directory.developers[key]
  }
  private static let company: Resolver = { reader, name in
    reader.target.identity.company(named: name)
  }
  /// A token that is in no table keeps its key as its name: all that matters of it is that it is one.
  private static let token: Resolver = { reader, key in
    reader.directory.tokens[key] ?? reader.target.identity.token(named: key)
  }

  private mutating func count(
    _ table: SliceTable, _ block: WritableKeyPath<CallAccumulator, BlockTable>, _ entity: Int, _ day: Int64,
    _ column: Int64, _ calls: Int64
  ) {
    guard column >= 0, column < target[keyPath: block].columns, calls >= 0, calls <= Int64(UInt32.max) else {
      return fail(table, "a cell out of range")
    }
    guard target[keyPath: block].covers(Int(day)) else { return }
    target[keyPath: block].add(entity: entity, day: Int(day), column: Int(column), UInt32(calls))
  }

  private mutating func readTraffic() {
    rows(.traffic, keys: [Self.endpoint]) { this, keys, c in
      this.count(.traffic, \.traffic.table, keys[0], c[0], c[1], c[2])
    }
    rows(
      .cube,
      keys: [
        Self.endpoint, { $0.target.combos.versionID($1) }, { $0.target.combos.sdkID($1) },
        { $0.target.combos.regionID($1) }, { $0.target.combos.environmentID($1) },
        { $0.target.combos.plans.intern($1) },
      ]
    ) { this, keys, c in
      // A day before the cube's must not make a combination either.
      guard this.target.cube.covers(Int(c[0])) else { return }
      let combo = this.target.combos.id(
        ComboTable.Combo(
          endpointID: Int32(keys[0]), planID: Int32(keys[5]),
          values: CallValues(
            version: Int32(clamping: keys[1]), sdk: Int32(clamping: keys[2]), region: Int32(clamping: keys[3]),
            environment: Int32(clamping: keys[4]))))
      this.count(.cube, \.cube.table, combo, c[0], c[1], c[2])
    }
    rows(.resolution, keys: []) { this, _, c in
      this.count(.resolution, \.resolution, 0, c[0], 0, c[1])
      this.count(.resolution, \.resolution, 0, c[0], 1, c[2])
    }
  }

  private mutating func readCompanies() {
    rows(.companyDays, keys: [Self.company]) { this, keys, c in
      this.count(.companyDays, \.companyDays.table, keys[0], c[0], c[1], c[2])
    }
  }

  private mutating func readDevelopers() {
    rows(.developerDays, keys: [Self.developer]) { this, keys, c in
      this.count(.developerDays, \.developerDays.table, keys[0], c[0], 0, c[1])
      this.count(.developerDays, \.developerDays.table, keys[0], c[0], 1, c[2])
    }
    rows(.usage, keys: [Self.developer, Self.endpoint]) { this, keys, c in
      let month = this.target.plan.monthIndex(of: Month(containing: Int(c[0])))
      guard month >= 0 else { return }
      guard month < 256 else { return this.fail(.usage, "a month out of range") }
      this.target.usage.insert(developer: keys[0], month: month, endpoint: keys[1], successful: c[1] != 0)
    }
    rows(.facts, keys: [Self.developer, { $1.isEmpty ? -1 : Self.endpoint(&$0, $1) }]) { this, keys, c in
      this.target.facts[keys[0]].merge(
        DeveloperFacts(integers: c.row, lastEndpoint: keys[1]), valueCount: this.target.plan.valueCount
      ) { $0 }
    }
    rows(.activity, keys: [Self.developer]) { this, keys, c in
      guard c[0] <= c[1] else { return this.fail(.activity, "a run that ends before it starts") }
      this.target.facts[keys[0]].activity.add(c[0]...c[1])
    }
    rows(.valueCalls, keys: [Self.developer]) { this, keys, c in
      this.target.facts[keys[0]].valueCalls.add(c[0], keeping: this.target.plan.valueCount)
    }
    rows(.earlyUse, keys: [Self.developer, Self.endpoint]) { this, keys, c in
      guard c[1] >= 0, c[1] <= Int64(UInt32.max) else { return this.fail(.earlyUse, "a cell out of range") }
      this.target.facts[keys[0]].earlyUse[keys[1], default: EarlyUse()].merge(
        EarlyUse(firstSuccess: c[0], successes: Int(c[1])))
    }
  }

  private mutating func readWeeks() {
    rows(.tokenWeeks, keys: [Self.token]) { this, keys, c in
      let week = c[0]
      let index = week == IntegerTable.null ? -1 : (Int(week) - this.target.plan.firstWeek) / 7
      if week == IntegerTable.null || Int(week) < this.target.plan.firstWeek {
        this.target.tokenEarlier.set(keys[0], 0)
      } else if index < this.target.tokenWeeks.bits {
        this.target.tokenWeeks.set(keys[0], index)
      }
    }
    rows(.companyWeeks, keys: [Self.company]) { this, keys, c in
      let offset = Int(c[0]) - this.target.plan.firstWeek
      if offset >= 0, offset / 7 < this.target.companyWeeks.bits { this.target.companyWeeks.set(keys[0], offset / 7) }
    }
  }

  private mutating func readLatency(_ table: SliceTable) {
    let isRegional = table == .regionLatency
    let keys: [Resolver] = isRegional ? [Self.endpoint, { _, _ in 0 }] : [Self.endpoint]
    guard let strings = slice.tables[table]?.strings, let all = slice.tables[table] else { return }
    var region = 0
    rows(table, keys: keys) { this, keys, c in
      defer { region += 1 }
      let name = isRegional ? strings[Int(all.cells[region * all.columns.count + 1])] : nil
      let day = isRegional || c[1] == IntegerTable.null ? nil : Int(c[1])
      let month = c[isRegional ? 1 : 2]
      let (bucket, calls) = (c[c.count - 2], c[c.count - 1])
      guard bucket >= 0, bucket < 1 << 16, calls > 0, calls <= Int64(UInt32.max) else {
        return this.fail(table, "a cell out of range")
      }
      if let day, !this.target.traffic.covers(day) { return }
      let cell = LatencyTables.Cell(
        endpoint: keys[0], region: name, day: day,
        month: month == IntegerTable.null ? nil : Month(containing: Int(month)), bucket: Int(bucket),
        calls: UInt32(calls))
      if c[0] == 0 { this.target.latency.add(cell) } else { this.target.clientLatency.add(cell) }
    }
  }

  private mutating func readMet() {
    guard let table = slice.tables[.met] else { return }
    table.forEachRow { row in
      let key = Int(row[row.startIndex])
      guard row.last == Int64(MetKind.endpoint.rawValue), table.strings.indices.contains(key) else { return }
      _ = target.resolver.adopt(table.strings[key])
    }
  }

  private mutating func readTotals() {
    var totals = RollupTotals()
    guard let table = slice.tables[.totals] else { return }
    table.forEachRow { row in
      let (key, value) = (Int(row[row.startIndex]), row[row.startIndex + 1])
      guard table.strings.indices.contains(key), value != IntegerTable.null else { return }
      switch table.strings[key] {
      case "rows": totals.rows = Int(value)
      case "duplicates": totals.duplicates = Int(value)
      case "after_as_of": totals.afterAsOf = Int(value)
      case "internal_calls": totals.internalCalls = Int(value)
      case "with_developer": totals.withDeveloper = Int(value)
      case "with_token": totals.withToken = Int(value)
      case "earliest": totals.earliest = value
      case "latest": totals.latest = value
      default: break
      }
    }
    target.totals.merge(totals)
  }
}
