import Testing

@testable import Statistics

/// What makes the search fast may not change what it finds.
@Suite("Short cuts of the scan")
struct SegmentScanSpeedTests {
  private static let sizes = [6, 5, 4]

  private func counts(_ seed: UInt64) -> ScanTable {
    let leaves = SegmentScanTests.table(seed: seed, factor: 1.4) { $0[0] == 2 }
    return ScanTable(counts: leaves.observed, expected: leaves.expected, sizes: Self.sizes, codes: leaves.codes)
  }

  private func shares(_ seed: UInt64) -> ScanTable {
    let leaves = SegmentScanTests.table(seed: seed, factor: 1.4) { $0[0] == 2 }
    let units = leaves.expected.map { 8 * $0 }
    return ScanTable(
      numerators: leaves.observed, denominators: units, baseNumerators: leaves.expected, baseDenominators: units,
      sizes: Self.sizes, codes: leaves.codes)
  }

  private func state(_ scan: SegmentScan, background: Double? = nil) -> LeafState {
    LeafState(
      scan.table, cuboids: scan.cuboids, noise: LeafScatter(scan.table).noise(), isShare: scan.isShare,
      background: background)
  }

  @Test(
    "the best found without working out what cannot reach it is the best of all",
    arguments: 1...8 as ClosedRange<UInt64>)
  func bound(seed: UInt64) {
    for (table, background) in [(counts(seed), nil), (counts(seed), 1.1), (shares(seed), nil)] {
      var options = SegmentScan.Options()
      options.depth = 3
      let scan = SegmentScan(table, options: options)
      var state = state(scan, background: background)
      // Again where the best is explained, down to noise among which many are alike.
      for _ in 0..<6 {
        let all = scan.top(.max, state)
        #expect(scan.top(1, state) == Array(all.prefix(1)))
        #expect(scan.top(SegmentScan.candidateCount, state) == Array(all.prefix(SegmentScan.candidateCount)))
        guard let best = all.first else { return }
        state.explain(scan.leaves(of: best), ratio: best.ratio)
      }
    }
  }

  @Test("no segment gains more than the bound says")
  func mostGain() {
    for table in [counts(3), shares(3)] {
      let scan = SegmentScan(table)
      let state = state(scan)
      for sum in state.sums.joined() { #expect(state.gain(sum, of: state.all) <= state.mostGain(sum)) }
    }
  }

  @Test("sums after leaves are set aside are those added up anew, bit for bit")
  func sums() {
    for table in [counts(4), shares(4)] {
      var state = state(SegmentScan(table))
      let before = state.sums.joined().map(\.observed)
      state.discount([7])
      state.explain([3, 40, 41, 100], ratio: 1.3)
      var anew = state
      anew.explainLevel(1)
      #expect(state.sums.joined().map(\.observed) == anew.sums.joined().map(\.observed))
      #expect(state.sums.joined().map(\.expected) == anew.sums.joined().map(\.expected))
      #expect(state.sums.joined().map(\.exposure) == anew.sums.joined().map(\.exposure))
      #expect(state.sums.joined().map(\.observed) != before)
    }
  }

  @Test("segments hold their leaves, however many keys there might be", arguments: [8, 900])
  func cuboids(size: Int) {
    var random = SplitMix64(seed: 12)
    let codes = (0..<3).map { _ in (0..<400).map { _ in Int32(random.uniform() * Double(size)) } }
    let table = ScanTable(
      counts: codes[0].map { _ in 1 }, expected: codes[0].map { _ in 1 }, sizes: [size, size, size], codes: codes)
    for cuboid in Cuboid.all(of: table, depth: 3) {
      #expect((0..<cuboid.count).reduce(0) { $0 + cuboid.leaves(of: $1).count } == 400)
      for segment in 0..<cuboid.count {
        let own = cuboid.leaves(of: segment)
        #expect(own.sorted() == Array(own) && !own.isEmpty)
        #expect(own.allSatisfy { Int(cuboid.segment[Int($0)]) == segment })
        for leaf in own { #expect(cuboid.codes(of: segment) == cuboid.dimensions.map { codes[$0][Int(leaf)] }) }
        #expect(cuboid.index(of: cuboid.codes(of: segment)) == segment)
        if segment > 0 { #expect(cuboid.codes(of: segment - 1).lexicographicallyPrecedes(cuboid.codes(of: segment))) }
      }
      #expect(cuboid.index(of: cuboid.dimensions.map { _ in Int32(size) }) == nil)
    }
  }

  @Test("orders by digits are those of a stable sort")
  func order() {
    var random = SplitMix64(seed: 8)
    var values = (0..<500).map { _ in (20 * random.normal()).rounded() / 4 }
    values += [-.infinity, .infinity, -0.0, 0, 1e300, -1e-300, .leastNonzeroMagnitude]
    let indices = values.indices.map { Int32($0) }
    let sorted = indices.sorted { (values[Int($0)], $0) < (values[Int($1)], $1) }
    #expect(AscendingOrder.sorted(indices, by: values) == sorted)
    #expect(AscendingOrder.sorted([], by: values).isEmpty)
  }

  @Test("the median picked out is the median of the sorted sample", arguments: 30...90)
  func median(count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    let samples = [
      (0..<count).map { _ in random.normal() }, (0..<count).map { _ in (3 * random.uniform()).rounded() },
      (0..<count).map(Double.init), (0..<count).reversed().map(Double.init),
    ]
    for sample in samples { #expect(Quantile.median(sample) == Quantile.linear(sample.sorted(), 0.5)) }
  }
}
