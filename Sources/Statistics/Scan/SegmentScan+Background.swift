import Foundation

/// What stood still, against which segments moved.
extension SegmentScan {
  /// Level of everything, where shares moved everywhere and that explains more than any segment; nil elsewhere.
  func sharedLevel(_ state: LeafState, best: Segment?) -> Double? {
    guard table.form == .ratio, state.all.expected > 0 else { return nil }
    // A move of everything is no likelier beforehand than that of one of the simplest segments, and strays as much.
    let straying = table.sizes.indices.map { inflation(of: [$0]) }.max() ?? 1
    let gain = ScanScore.againstExpectation(state.all, isShare: isShare) / straying
    guard gain >= options.threshold, gain - cost(1) >= best?.score ?? 0 else { return nil }
    guard !fewValues(state, against: gain - cost(1)) else { return nil }
    return state.all.observed / state.all.expected
  }

  /// Whether a few values of one dimension explain more than a level of everything, and leave a rest that stood still.
  private func fewValues(_ state: LeafState, against level: Double) -> Bool {
    cuboids.indices.contains { position in
      guard cuboids[position].dimensions.count == 1 else { return false }
      let sums = state.sums[position]
      let ranked = sums.map { gain($0, state.all, in: position, state) - cost(1) }.enumerated()
        .sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }
      let few = ranked.prefix(3).filter { $0.element > 0 }
      guard few.count < sums.count, few.reduce(0, { $0 + $1.element }) > level else { return false }
      let named = few.reduce(EffectiveSums()) { $0 + sums[$1.offset] }
      return !movesLike(state.all - named, named, state, atLeast: SegmentScan.still)
    }
  }

  /// Level of the values that were named and yet stood still, where naming those that moved takes no more names.
  func standingLevel(_ result: Result) -> Double? {
    guard table.form == .count else { return nil }
    for dimension in table.sizes.indices {
      let named = Set(result.found.filter { $0.dimensions == [dimension] }.map { $0.codes[0] })
      guard !named.isEmpty else { continue }
      var observed = [Double](repeating: 0, count: table.sizes[dimension])
      var expected = observed
      var other = [Bool](repeating: false, count: table.count)
      for segment in result.found where segment.dimensions != [dimension] {
        for leaf in segment.leaves { other[leaf] = true }
      }
      for leaf in 0..<table.count where !other[leaf] {
        observed[Int(table.codes[dimension][leaf])] += table.observed[leaf]
        expected[Int(table.codes[dimension][leaf])] += table.expected[leaf]
      }
      let moved = expected.indices.filter { expected[$0] > 0 && !named.contains(Int32($0)) }
      let still = expected.indices.filter { expected[$0] > 0 && named.contains(Int32($0)) }
      guard moved.count <= named.count + 1, !moved.isEmpty, !still.isEmpty else { continue }
      func level(_ values: [Int]) -> Double {
        log(max(values.reduce(0) { $0 + observed[$1] }, 1e-9) / values.reduce(0) { $0 + expected[$1] })
      }
      let (away, near) = (level(moved), level(still))
      guard abs(near) <= SegmentScan.still * abs(away),
        moved.allSatisfy({ (level([$0]) > 0) == (away > 0) && abs(level([$0])) >= SegmentScan.alike * abs(away) })
      else { continue }
      return exp(near)
    }
    return nil
  }
}
