/// What segments gain, and the best of them.
extension SegmentScan {
  /// Candidates that are kept.
  static let candidateCount = 12

  func gain(_ segment: EffectiveSums, _ all: EffectiveSums, in dimensions: [Int], _ state: LeafState) -> Double {
    state.gain(segment, of: all) / inflation(of: dimensions)
  }

  /// Observed ÷ expected, for counts over that of what surrounds the segment.
  func ratio(_ segment: EffectiveSums, _ state: LeafState) -> Double {
    let own = segment.observed / max(segment.expected, 1e-12)
    guard table.form == .count else { return own }
    let rest = state.background ?? state.all.level(without: segment)
    return rest > 0 ? own / rest : own
  }

  func scores(_ state: LeafState) -> (best: Segment?, ranked: [Segment]) {
    var ranked: [Segment] = []
    for cuboid in cuboids {
      let sums = state.sums(cuboid)
      let rows = table.rows.isEmpty ? [] : cuboid.sums(table.rows)
      let cost = cost(cuboid.dimensions.count)
      for index in sums.indices where rows.isEmpty || rows[index] >= options.leastRows {
        let score = gain(sums[index], state.all, in: cuboid.dimensions, state) - cost
        guard score > 0 || ranked.count < SegmentScan.candidateCount else { continue }
        ranked.append(
          Segment(
            dimensions: cuboid.dimensions, codes: cuboid.values[index], score: score,
            ratio: ratio(sums[index], state), leaves: []))
        if ranked.count > 64 * SegmentScan.candidateCount { ranked = SegmentScan.top(ranked) }
      }
    }
    ranked = SegmentScan.top(ranked)
    return (ranked.first, ranked)
  }

  /// The best, an alias (the same likelihood from more dimensions) after its shorter name.
  private static func top(_ segments: [Segment]) -> [Segment] {
    Array(
      segments.sorted { left, right in
        if abs(left.score - right.score) > 1e-9 * max(1, abs(left.score)) { return left.score > right.score }
        if left.dimensions.count != right.dimensions.count { return left.dimensions.count < right.dimensions.count }
        if left.dimensions != right.dimensions { return left.dimensions.lexicographicallyPrecedes(right.dimensions) }
        return left.codes.lexicographicallyPrecedes(right.codes)
      }.prefix(candidateCount))
  }

  func sums(of segment: Segment, _ state: LeafState) -> EffectiveSums? {
    guard let cuboid = cuboids.first(where: { $0.dimensions == segment.dimensions }),
      let index = cuboid.values.firstIndex(of: segment.codes)
    else { return nil }
    return state.sums(cuboid)[index]
  }
}
