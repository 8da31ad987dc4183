import Foundation
import Testing

@testable import Statistics

/// Random tables with planted segments, and what may not change the answer.
@Suite("Scan over segments")
struct SegmentScanTests {
  /// Leaves of every combination, counts of a level each, with a factor where `isHit`.
  static func table(
    seed: UInt64, sizes: [Int] = [6, 5, 4], factor: Double = 1, where isHit: ([Int]) -> Bool = { _ in false }
  ) -> (codes: [[Int32]], observed: [Double], expected: [Double]) {
    var random = SplitMix64(seed: seed)
    var codes = sizes.map { _ in [Int32]() }
    var observed: [Double] = []
    var expected: [Double] = []
    for leaf in 0..<sizes.reduce(1, *) {
      var rest = leaf
      var key: [Int] = []
      for size in sizes {
        key.append(rest % size)
        rest /= size
      }
      let mean = 40 + 400 * random.uniform()
      let level = mean * (isHit(key) ? factor : 1)
      for (dimension, code) in key.enumerated() { codes[dimension].append(Int32(code)) }
      expected.append(mean.rounded())
      observed.append(max(0, (level + level.squareRoot() * random.normal()).rounded()))
    }
    return (codes, observed, expected)
  }

  private func found(
    _ leaves: (codes: [[Int32]], observed: [Double], expected: [Double]), sizes: [Int] = [6, 5, 4]
  ) -> [SegmentScan.Segment] {
    SegmentScan(
      ScanTable(counts: leaves.observed, expected: leaves.expected, sizes: sizes, codes: leaves.codes)
    ).run().found
  }

  @Test(
    "a segment of one or two dimensions is found, exactly, and nothing else", arguments: 1...12 as ClosedRange<UInt64>)
  func planted(seed: UInt64) {
    let one = found(Self.table(seed: seed, factor: 1.3) { $0[0] == 2 })
    #expect(one.map(\.dimensions) == [[0]] && one.map(\.codes) == [[2]])
    let two = found(Self.table(seed: seed, factor: 0.6) { $0[0] == 1 && $0[2] == 3 })
    #expect(two.map(\.dimensions) == [[0, 2]] && two.map(\.codes) == [[1, 3]])
    #expect(two.allSatisfy { abs($0.ratio - 0.6) < 0.08 })
  }

  @Test("two causes are both found, whichever way they went")
  func twoCauses() {
    let leaves = Self.table(seed: 5, factor: 1.5) { $0[1] == 0 }
    var observed = leaves.observed
    for leaf in observed.indices where leaves.codes[0][leaf] == 4 { observed[leaf] *= 0.6 }
    let segments = found((leaves.codes, observed, leaves.expected))
    #expect(Set(segments.map(\.dimensions)) == [[0], [1]])
  }

  @Test("what all segments share names none; noise names none in at least 97 of 100 tables")
  func nothing() {
    var named = 0
    for seed in 0..<100 as Range<UInt64> {
      named += found(Self.table(seed: 900 + seed, factor: 1.08) { _ in true }).isEmpty ? 0 : 1
    }
    #expect(named <= 3)
  }

  @Test("the order of rows changes nothing", arguments: 1...5 as ClosedRange<UInt64>)
  func shuffled(seed: UInt64) {
    let leaves = Self.table(seed: seed, factor: 1.25) { $0[0] == 3 }
    let order = leaves.observed.indices.reversed()
    let reversed = (
      leaves.codes.map { codes in order.map { codes[$0] } }, order.map { leaves.observed[$0] },
      order.map { leaves.expected[$0] }
    )
    let (first, second) = (found(leaves), found(reversed))
    #expect(first.map(\.codes) == second.map(\.codes) && first.map(\.dimensions) == second.map(\.dimensions))
  }

  @Test("renamed values, and a dimension that means nothing, change nothing", arguments: 1...5 as ClosedRange<UInt64>)
  func metamorphic(seed: UInt64) {
    let leaves = Self.table(seed: seed, factor: 1.4) { $0[0] == 3 }
    let renamed = leaves.codes[0].map { 5 - $0 }
    let again = found(([renamed, leaves.codes[1], leaves.codes[2]], leaves.observed, leaves.expected))
    #expect(again.map(\.codes) == [[2]])
    var random = SplitMix64(seed: seed)
    let noise = leaves.observed.map { _ in Int32(random.below(3)) }
    let wider = found((leaves.codes + [noise], leaves.observed, leaves.expected), sizes: [6, 5, 4, 3])
    #expect(wider.map(\.dimensions) == [[0]] && wider.map(\.codes) == [[3]])
  }

  @Test("a share that rose on one value of two is that value's, not a fall of the other")
  func twoValued() throws {
    let table = ScanTable(
      numerators: [900, 300], denominators: [10_000, 10_000], baseNumerators: [300, 300],
      baseDenominators: [10_000, 10_000], sizes: [2], codes: [[0, 1]])
    let segment = try #require(SegmentScan(table).run().found.first)
    #expect(segment.codes == [0])
    #expect(abs(segment.ratio - 3) < 0.05)
  }

  @Test("a share that moved everywhere alike names no segment")
  func broadShare() {
    var random = SplitMix64(seed: 8)
    let codes = (0..<60).map { Int32($0 % 6) }
    let before = (0..<60).map { _ in (100 + 10 * random.normal()).rounded() }
    let now = before.map { (1.5 * $0 + 12 * random.normal()).rounded() }
    let table = ScanTable(
      numerators: now, denominators: now.map { _ in 5_000 }, baseNumerators: before,
      baseDenominators: before.map { _ in 5_000 }, sizes: [6], codes: [codes])
    #expect(SegmentScan(table).run().found.isEmpty)
  }

  @Test("one leaf that is off by itself is no segment of many leaves")
  func outlier() {
    var leaves = Self.table(seed: 3)
    leaves.observed[17] *= 9
    #expect(found(leaves).allSatisfy { $0.dimensions.count == 2 && $0.leaves.count < 8 })
  }

  @Test("customers who move together are not taken for their segments: a quiet month shows how they stray")
  func correlatedLeaves() {
    var named = (plain: 0, told: 0)
    for seed in 0..<30 as Range<UInt64> {
      var random = SplitMix64(seed: 40 + seed)
      // Leaves of one value of the first dimension move together by 12 % from month to month.
      func month() -> [Double] {
        let common = (0..<24).map { _ in exp(0.12 * random.normal()) }
        return (0..<480).map { leaf in
          let mean = 300 * common[leaf % 24]
          return max(0, (mean + mean.squareRoot() * random.normal()).rounded())
        }
      }
      let first: [Int32] = (0..<480).map { Int32($0 % 24) }
      let second: [Int32] = (0..<480).map { Int32($0 / 24 % 5) }
      let codes = [first, second]
      let (long, before, now) = (month(), month(), month())
      let table = ScanTable(counts: now, expected: before, sizes: [24, 5], codes: codes, baseline: 1)
      let quiet = ScanTable(counts: before, expected: long, sizes: [24, 5], codes: codes, baseline: 1)
      named.plain += SegmentScan(table).run().found.isEmpty ? 0 : 1
      named.told += SegmentScan(table, quiet: quiet).run().found.isEmpty ? 0 : 1
    }
    #expect(named.plain >= 20)
    #expect(named.told <= 3)
  }
}
