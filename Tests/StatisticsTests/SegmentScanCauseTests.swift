import Foundation
import Testing

@testable import Statistics

/// Classes of planted causes that a scan can get wrong: each over several seeds.
@Suite("Scan over segments, by class of cause")
struct SegmentScanCauseTests {
  private struct Leaves {
    var sizes: [Int]
    var keys: [[Int]] = []
    var codes: [[Int32]] {
      sizes.indices.map { dimension in keys.map { Int32($0[dimension]) } }
    }

    init(_ sizes: [Int]) {
      self.sizes = sizes
      keys = (0..<sizes.reduce(1, *)).map { leaf in
        var rest = leaf
        return sizes.map { size in
          defer { rest /= size }
          return rest % size
        }
      }
    }
  }

  /// Amounts with log-normal sizes, forecast to within `noise`, times `factor(key)`.
  private func sums(
    seed: UInt64, _ leaves: Leaves, noise: Double = 0.04, whole: Bool = false, factor: ([Int]) -> Double
  ) -> ScanTable {
    var random = SplitMix64(seed: seed)
    var observed: [Double] = []
    var expected: [Double] = []
    for key in leaves.keys {
      let amount = 60 * exp(random.normal())
      let now = amount * factor(key) * (1 + 0.2 * noise * random.normal())
      observed.append(whole ? now.rounded() : now)
      expected.append(max(0, amount * (1 + noise * random.normal())))
    }
    return ScanTable(counts: observed, expected: expected, sizes: leaves.sizes, codes: leaves.codes)
  }

  private func found(_ table: ScanTable, depth: Int = 3, most: Int = 3) -> Set<[Int: Int32]> {
    var options = SegmentScan.Options()
    options.depth = depth
    options.most = most
    return Set(
      SegmentScan(table, options: options).run().found.map {
        Dictionary(uniqueKeysWithValues: zip($0.dimensions, $0.codes))
      })
  }

  @Test(
    "three of five values moved: they are named, not the two that stood still", arguments: 1...8 as ClosedRange<UInt64>)
  func majority(seed: UInt64) {
    let table = sums(seed: seed, Leaves([5, 6, 7, 4])) { $0[0] < 3 ? 0.6 : 1 }
    #expect(found(table) == [[0: 0], [0: 1], [0: 2]])
  }

  @Test("one of two values moved: that one, whichever code it has", arguments: 0...1)
  func twoValued(moved: Int) {
    for seed in 1...6 as ClosedRange<UInt64> {
      let table = sums(seed: seed, Leaves([2, 6, 7])) { $0[0] == moved ? 1.4 : 1 }
      #expect(found(table) == [[0: Int32(moved)]])
    }
  }

  @Test("whole numbers whose forecast knows more than a mean: the leaves' scatter counts, not chance")
  func goodForecast() {
    for seed in 1...6 as ClosedRange<UInt64> {
      let table = sums(seed: seed, Leaves([8, 7, 6, 9]), noise: 0.02, whole: true) {
        $0[0] == 3 && $0[1] == 2 && $0[3] == 5 ? 1.2 : 1
      }
      #expect(found(table) == [[0: 3, 1: 2, 3: 5]])
    }
  }

  @Test("causes of very different size are all found, and nothing beside them", arguments: 1...8 as ClosedRange<UInt64>)
  func differentSizes(seed: UInt64) {
    let table = sums(seed: seed, Leaves([8, 7, 6, 9])) { key in
      if key[0] == 1 { return 0.4 }
      if key[1] == 5, key[2] == 2 { return 0.55 }
      return key[1] == 0 && key[2] == 4 && key[3] == 3 ? 0.3 : 1
    }
    #expect(found(table, most: 9) == [[0: 1], [1: 5, 2: 2], [1: 0, 2: 4, 3: 3]])
  }

  @Test("leaves that were not expected at all do not drown a cause")
  func newLeaves() {
    for seed in 1...6 as ClosedRange<UInt64> {
      let leaves = Leaves([8, 7, 6, 9])
      let plain = sums(seed: seed, leaves) { $0[2] == 4 ? 0.5 : 1 }
      var expected = plain.expected
      for leaf in [100, 1_200, 2_500] { expected[leaf] = 0 }
      let table = ScanTable(counts: plain.observed, expected: expected, sizes: leaves.sizes, codes: leaves.codes)
      #expect(found(table) == [[2: 4]])
    }
  }

  /// Shares of small leaves whose base rates differ by value, with `delta` more failing inside.
  private func shares(
    seed: UInt64, _ leaves: Leaves, units: Double, before: Double = 1, delta: Double, where isHit: ([Int]) -> Bool
  ) -> ScanTable {
    var random = SplitMix64(seed: seed)
    let effects = leaves.sizes.map { size in (0..<size).map { _ in 0.5 * random.normal() } }
    func draw(_ n: Int, _ p: Double) -> Double {
      Double((0..<n).reduce(0) { sum, _ in sum + (random.uniform() < p ? 1 : 0) })
    }
    var columns = [[Double]](repeating: [], count: 4)
    for key in leaves.keys {
      let size = units * exp(0.8 * random.normal())
      let logit = -2.8 + key.enumerated().reduce(0) { $0 + effects[$1.offset][$1.element] }
      let share = 1 / (1 + exp(-logit))
      let (now, long) = (Int(size), Int(before * size))
      columns[0].append(draw(now, share + (isHit(key) ? delta * (1 - share) : 0)))
      columns[1].append(Double(now))
      columns[2].append(draw(long, share))
      columns[3].append(Double(long))
    }
    return ScanTable(
      numerators: columns[0], denominators: columns[1], baseNumerators: columns[2], baseDenominators: columns[3],
      sizes: leaves.sizes, codes: leaves.codes)
  }

  @Test("many small leaves, windows of different length: first the segment, exactly", arguments: [0.4, 1, 2.5])
  func smallLeaves(before: Double) {
    for seed in 1...5 as ClosedRange<UInt64> {
      let leaves = Leaves([8, 6, 5, 4])
      let one = shares(seed: seed, leaves, units: 12, before: before, delta: 0.2) { $0[0] == 2 }
      #expect(found(one, most: 1) == [[0: 2]])
      let two = shares(seed: seed, leaves, units: 12, before: before, delta: 0.35) { $0[1] == 1 && $0[3] == 2 }
      #expect(found(two, most: 1) == [[1: 1, 3: 2]])
    }
  }

  @Test("two values that hold most of the units: both, and no movement of everything")
  func twoOfMany() {
    for seed in 1...6 as ClosedRange<UInt64> {
      let table = shares(seed: seed, Leaves([4, 6, 5]), units: 60, delta: 0.15) { $0[0] < 2 }
      #expect(found(table) == [[0: 0], [0: 1]])
    }
  }

  @Test("a value that is nearly all of another dimension's: the shorter name")
  func nearlyAll() {
    for seed in 1...6 as ClosedRange<UInt64> {
      // Second value 0 stands nearly always where the first is 1.
      var leaves = Leaves([6, 3, 8])
      leaves.keys.removeAll { $0[0] == 1 && $0[1] != 0 && $0[2] > 0 }
      let table = shares(seed: seed, leaves, units: 60, delta: 0.3) { $0[0] == 1 }
      #expect(found(table) == [[0: 1]])
    }
  }

  @Test("a baseline is drawn further towards its like the less shares differ")
  func strength() {
    var random = SplitMix64(seed: 4)
    func strength(spread: Double) -> Double {
      var numerators: [Double] = []
      for _ in 0..<800 {
        let share = 0.3 + spread * (random.uniform() - 0.5)
        numerators.append((0..<20).reduce(0) { sum, _ in sum + (random.uniform() < share ? 1 : 0) })
      }
      return BaselineShares(
        numerators: numerators, denominators: numerators.map { _ in 20 }, sizes: [1],
        codes: [numerators.map { _ in 0 }]
      ).strength
    }
    let (alike, apart) = (strength(spread: 0), strength(spread: 0.5))
    // Variance of a uniform share of width 0.5: 0.0208 = 0.21 ÷ (k + 1).
    #expect(alike > 100)
    #expect(apart > 6 && apart < 14)
  }
}
