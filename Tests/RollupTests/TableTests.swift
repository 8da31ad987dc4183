import TestSupport
import Testing

@testable import Rollup

/// The packed tables against dictionaries and sets of the standard library.
struct TableTests {
  @Test("block tables count like a dictionary", arguments: [(0, 1), (-40, 33), (20_000, 400), (7, 32)])
  func blockTable(firstDay: Int, dayCount: Int) {
    var random = SeededRandom(seed: UInt64(dayCount))
    var table = BlockTable(firstDay: firstDay, dayCount: dayCount, columns: 3)
    var naive: [[Int]: Int] = [:]
    for _ in 0..<4_000 {
      let key = [random.below(30) * random.below(3), firstDay + random.below(dayCount), random.below(3)]
      let amount = random.below(5)
      table.add(entity: key[0], day: key[1], column: key[2], UInt32(amount))
      naive[key, default: 0] += amount
    }
    for entity in 0..<90 {
      for column in 0..<3 {
        let low = firstDay - 3 + random.below(dayCount + 3)
        let days = low..<low + random.below(dayCount + 6)
        let expected = naive.filter { $0.key[0] == entity && days.contains($0.key[1]) && $0.key[2] == column }
        #expect(table.sum(entity: entity, days: days, column: column) == expected.values.reduce(0, +))
      }
      for day in firstDay - 2..<firstDay + dayCount + 2 {
        #expect(table.value(entity: entity, day: day, column: 1) == naive[[entity, day, 1]] ?? 0)
      }
      var days: [Int] = []
      table.forEachDay(of: entity, in: firstDay - 100..<firstDay + dayCount + 100) { day, columns in
        days.append(day)
        #expect(columns.count == 3)
      }
      #expect(days == days.sorted() && Set(days).count == days.count && days.allSatisfy(table.covers))
    }
  }

  @Test("a block table without days covers nothing")
  func noDays() {
    let table = BlockTable(firstDay: 5, dayCount: -3, columns: 2)
    #expect(!table.covers(5) && table.entityCount == 0)
    #expect(table.sum(entity: 3, days: 0..<100, column: 0) == 0)
  }

  @Test("merging block tables adds them, entities renumbered")
  func blockTableMerge() {
    var random = SeededRandom(seed: 9)
    var tables = (0..<2).map { _ in BlockTable(firstDay: 10, dayCount: 70, columns: 2) }
    var naive: [[Int]: Int] = [:]
    for _ in 0..<2_000 {
      let side = random.below(2)
      let (entity, day, column) = (random.below(12), 10 + random.below(70), random.below(2))
      tables[side].add(entity: entity, day: day, column: column)
      naive[[side == 0 ? entity : 11 - entity, day, column], default: 0] += 1
    }
    tables[0].merge(tables[1]) { 11 - $0 }
    for (key, count) in naive { #expect(tables[0].value(entity: key[0], day: key[1], column: key[2]) == count) }
    let all = (0..<12).reduce(0) { $0 + tables[0].sum(entity: $1, days: 0..<100, column: 0) }
    #expect(all == naive.filter { $0.key[2] == 0 }.values.reduce(0, +))
  }

  @Test("a renumbered block table is the same under other numbers, and what becomes one is added up")
  func blockTableRenumbered() {
    var random = SeededRandom(seed: 10)
    var table = BlockTable(firstDay: 10, dayCount: 70, columns: 2)
    for _ in 0..<2_000 {
      table.add(entity: random.below(12), day: 10 + random.below(70), column: random.below(2))
    }
    for number in [{ 11 - $0 }, { $0 % 5 }, { $0 * 3 + 40 }] as [(Int) -> Int] {
      var (renumbered, merged) = (table, BlockTable(firstDay: 10, dayCount: 70, columns: 2))
      renumbered.renumber(number)
      merged.merge(table, renumber: number)
      #expect(renumbered.entityCount >= merged.entityCount)
      for entity in 0..<80 {
        for (day, column) in (10..<80).flatMap({ [($0, 0), ($0, 1)] }) {
          let values = [renumbered, merged].map { $0.value(entity: entity, day: day, column: column) }
          #expect(values[0] == values[1])
        }
      }
    }
  }

  @Test("who used which endpoint is told by month, with bits and without")
  func usage() {
    var random = SeededRandom(seed: 11)
    var (table, other) = (UsageTable(), UsageTable())
    var naive: [[Int]: Set<Int>] = [:]
    for round in 0..<3_000 {
      let developer = random.below(4) == 0 ? (1 << 18) - 3 + random.below(6) : random.below(20)
      let (month, endpoint, successful) = (random.below(3), random.below(120), random.below(2) == 0)
      // Endpoints of the other table have other numbers.
      if round % 2 == 0 {
        table.insert(developer: developer, month: month, endpoint: endpoint, successful: successful)
      } else {
        other.insert(developer: developer, month: month, endpoint: 119 - endpoint, successful: successful)
      }
      naive[[month, developer, 0], default: []].insert(endpoint)
      if successful { naive[[month, developer, 1], default: []].insert(endpoint) }
    }
    table.merge(other) { 119 - $0 }
    let months = table.usesByMonth
    #expect(months.count == 3)
    for (month, uses) in months.enumerated() {
      for developer in Array(0..<25) + Array((1 << 18) - 5..<(1 << 18) + 5) {
        #expect(Array(uses.any[developer]) == (naive[[month, developer, 0]] ?? []).sorted())
        #expect(Array(uses.successful[developer]) == (naive[[month, developer, 1]] ?? []).sorted())
      }
    }
  }

  @Test("bit rows remember like a set", arguments: [1, 63, 64, 65, 200])
  func bitRows(bits: Int) {
    var random = SeededRandom(seed: UInt64(bits))
    var rows = BitRows(bits: bits)
    var naive: Set<[Int]> = []
    for _ in 0..<1_000 {
      let (row, bit) = (random.below(50), random.below(bits))
      rows.set(row, bit)
      naive.insert([row, bit])
    }
    for bit in -2..<bits + 2 { #expect(rows.rows(with: bit) == naive.filter { $0[1] == bit }.map { $0[0] }.sorted()) }
    for row in 0..<60 {
      for bit in -2..<bits + 2 { #expect(rows.contains(row, bit) == naive.contains([row, bit])) }
      let range = random.below(bits)..<bits + 3
      #expect(rows.any(row, range) == naive.contains { $0[0] == row && range.contains($0[1]) })
      #expect(!rows.any(row, 0..<0))
    }
    var found: [[Int]] = []
    rows.forEach { found.append([$0, $1]) }
    #expect(found == naive.sorted { $0.lexicographicallyPrecedes($1) })
    var merged = BitRows(bits: bits)
    merged.set(0, 0)
    merged.merge(rows) { $0 + 1 }
    for row in 0..<60 { #expect(merged.contains(row + 1, bits - 1) == naive.contains([row, bits - 1])) }
    #expect(merged.contains(0, 0))
  }

  @Test("key sets hold what was put into them, once")
  func keySet() {
    var random = SeededRandom(seed: 5)
    var keys = KeySet()
    var naive: Set<UInt64> = []
    for _ in 0..<20_000 {
      let key = random.below(3) == 0 ? UInt64(random.below(500)) : random.next() >> 1
      #expect(keys.insert(key) == naive.insert(key).inserted)
    }
    #expect(keys.count == naive.count)
    var found: [UInt64] = []
    keys.forEach { found.append($0) }
    #expect(found.sorted() == naive.sorted())
    for _ in 0..<1_000 {
      let key = random.next() >> 1
      #expect(keys.contains(key) == naive.contains(key))
    }
  }

  @Test("interned bytes get dense ids in the order they come, and their text back")
  func interner() {
    var random = SeededRandom(seed: 6)
    var interner = ByteInterner()
    var naive: [String: Int] = [:]
    let texts = (0..<5_000).map { _ in
      String((0..<random.below(20)).map { _ in Character(UnicodeScalar(UInt8(97 + random.below(3)))) })
    }
    for text in texts + ["", "é\u{1F600}", "a\0b"] {
      let expected = naive[text] ?? naive.count
      #expect(interner.find(text) == naive[text] ?? -1)
      #expect(interner.intern(text) == expected)
      naive[text] = expected
    }
    #expect(interner.count == naive.count)
    for (text, id) in naive { #expect(interner.name(id) == text) }
    #expect(interner.find("never seen") == -1)
  }
}

struct ActivityRunsTests {
  /// Sorted, cut where 30 minutes pass without anything.
  private func naive(_ moments: [Int64]) -> [ClosedRange<Int64>] {
    var runs: [ClosedRange<Int64>] = []
    for moment in moments.sorted() {
      if let last = runs.last, moment - last.upperBound < ActivityRuns.pause {
        runs[runs.count - 1] = last.lowerBound...moment
      } else {
        runs.append(moment...moment)
      }
    }
    return runs
  }

  @Test("runs are the same in whatever order moments and runs come", arguments: 0..<20)
  func orderIndependent(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let minute = ActivityRuns.pause / 30
    let moments = (0..<10 + random.below(60)).map { _ in Int64(random.below(1_440)) * minute }
    let expected = naive(moments)
    var whole = ActivityRuns()
    for moment in moments { whole.add(moment) }
    #expect(whole.runs == expected)
    var parts = [ActivityRuns](repeating: ActivityRuns(), count: 3)
    for moment in moments.shuffled(using: &random) { parts[random.below(3)].add(moment) }
    var merged = ActivityRuns()
    for part in parts { for run in part.runs.shuffled(using: &random) { merged.add(run) } }
    #expect(merged.runs == expected)
    #expect(whole.runs.count <= 48)
  }

  @Test("a pause of 30 minutes ends a run, one of a microsecond less does not")
  func pause() {
    var runs = ActivityRuns()
    runs.add(0)
    runs.add(ActivityRuns.pause - 1)
    #expect(runs.end(from: 0) == ActivityRuns.pause - 1)
    runs.add(2 * ActivityRuns.pause - 1)
    #expect(runs.end(from: 0) == ActivityRuns.pause - 1)
    #expect(runs.runs.count == 2)
  }

  @Test("a session begins at its start, though nothing else happened then")
  func end() {
    var runs = ActivityRuns()
    #expect(runs.end(from: 100) == 100)
    runs.add(100 + ActivityRuns.pause)
    #expect(runs.end(from: 100) == 100)
    runs.add(101)
    #expect(runs.end(from: 100) == 100 + ActivityRuns.pause)
  }
}
