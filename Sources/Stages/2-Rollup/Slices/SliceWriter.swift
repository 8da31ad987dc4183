import ReportModel

/// What a slice cannot say exactly; its file is read again each time.
package enum SliceObstacle: String, Error, Sendable {
  /// Templates learned from paths depend on all paths of all files.
  case learnedEndpoints
  /// More developer ids that nobody has than are remembered.
  case manyUnknown
}

extension CallAccumulator {
  /// What was counted, by names: those of tokens and developers are the directory's.
  package consuming func slice(_ directory: SliceDirectory) throws(SliceObstacle) -> RollupSlice {
    try SliceWriter(self, directory).write()
  }
}

/// Accumulator → tables.
///
/// Rows carry the accumulator's numbers while they are gathered. Only at the end are the names that occur put in order,
/// and the numbers changed to their places in it.
struct SliceWriter {
  let source: CallAccumulator
  let directory: SliceDirectory
  /// Endpoint of the accumulator → number of its final name.
  let endpoints: [Int64]
  /// Number of the name that says there is none.
  let noEndpoint: Int64
  var names: [NameKind: [String]] = [:]
  var tables: [SliceTable: IntegerTable] = [:]

  init(_ source: consuming CallAccumulator, _ directory: SliceDirectory) throws(SliceObstacle) {
    guard source.resolver.learnedCount == 0 else { throw .learnedEndpoints }
    guard !source.identity.hasManyUnknown else { throw .manyUnknown }
    source.settle()
    self.source = source
    self.directory = directory
    let (final, renumbered) = self.source.resolver.finished()
    endpoints = renumbered.map(Int64.init)
    noEndpoint = Int64(final.count)
    names[.endpoint] = final + [""]
  }

  consuming func write() -> RollupSlice {
    writeTraffic()
    writeCompanies()
    writeDevelopers()
    writeFacts()
    writeTokens()
    writeLatency()
    writeMet()
    writeTotals()
    var slice = RollupSlice(border: source.border)
    var rank: [NameKind: [Int64]] = [:]
    for (kind, used) in usedNames() {
      let all = names[kind] ?? []
      var places = [Int64](repeating: 0, count: all.count)
      for (place, name) in used.enumerated() { places[name] = Int64(place) }
      rank[kind] = places
      slice.names[kind] = used.map { all[$0] }
    }
    for table in SliceTable.allCases { tables[table]?.sort(by: rank) }
    slice.tables = tables
    return slice
  }

  /// The numbers that occur in a key column, in the order of their names' bytes.
  private func usedNames() -> [NameKind: [Int]] {
    var used = names.mapValues { [Bool](repeating: false, count: $0.count) }
    for table in tables.values {
      for (column, kind) in table.columns.enumerated() {
        guard let kind = kind.key, var marks = used.removeValue(forKey: kind) else { continue }
        for at in stride(from: column, to: table.cells.count, by: table.columns.count) {
          marks[Int(table.cells[at])] = true
        }
        used[kind] = marks
      }
    }
    var order: [NameKind: [Int]] = [:]
    for (kind, used) in used {
      guard let names = names[kind] else { continue }
      // Nearly all differ in their first bytes: those are compared as a number.
      let beginnings = used.indices.filter { used[$0] }.map { (bytes: Self.beginning(names[$0]), number: $0) }
      order[kind] = beginnings.sorted { left, right in
        left.bytes == right.bytes
          ? names[left.number].utf8.lexicographicallyPrecedes(names[right.number].utf8) : left.bytes < right.bytes
      }.map(\.number)
    }
    return order
  }

  /// The first eight bytes of a name, the first one highest, with zeros behind a shorter one.
  private static func beginning(_ name: String) -> UInt64 {
    var (bytes, shift) = (UInt64(0), UInt64(64))
    for byte in name.utf8.prefix(8) {
      shift -= 8
      bytes |= UInt64(byte) << shift
    }
    return bytes
  }

  static func all(_ names: ByteInterner) -> [String] { (0..<names.count).map { names.name($0) } }

  private mutating func writeTotals() {
    var table = SliceTable.totals.empty
    for (number, total) in source.totals.named.enumerated() {
      table.append(Int64(number), total.value)
    }
    tables[.totals] = table
    names[.total] = source.totals.named.map(\.name)
  }
}

extension CallAccumulator {
  /// How far the rows reach; once the accumulator is settled.
  fileprivate var border: SliceBorder {
    let isEmpty = totals.earliest == .max
    return SliceBorder(
      firstDay: plan.firstDay, cubeFirstDay: plan.cubeFirstDay, asOf: plan.window.asOf, afterAsOf: totals.afterAsOf,
      earliest: isEmpty ? nil : totals.earliest, latest: isEmpty ? nil : totals.latest)
  }
}
