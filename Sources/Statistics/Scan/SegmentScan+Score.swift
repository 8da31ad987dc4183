/// What segments gain, and the best of them.
extension SegmentScan {
  /// Candidates that are kept.
  static let candidateCount = 12

  /// - Parameter cuboid: its position in `cuboids`.
  func gain(_ segment: EffectiveSums, _ all: EffectiveSums, in cuboid: Int, _ state: LeafState) -> Double {
    state.gain(segment, of: all) / inflation[cuboid]
  }

  /// Observed ÷ expected, for counts over that of what surrounds the segment.
  func ratio(_ segment: EffectiveSums, _ state: LeafState) -> Double {
    let own = segment.observed / max(segment.expected, 1e-12)
    guard table.form == .count else { return own }
    let rest = state.background ?? state.all.level(without: segment)
    return rest > 0 ? own / rest : own
  }

  /// The `count` best, best first.
  func top(_ count: Int, _ state: LeafState) -> [Segment] {
    var ranked: [Ranked] = []
    var floor = RankFloor(count)
    for (position, cuboid) in cuboids.enumerated() {
      let sums = state.sums[position]
      let cost = cost(cuboid.dimensions.count)
      let straying = inflation[position]
      for index in sums.indices where isEnough(position, index) {
        // What cannot reach the best so far is not worked out; a few are kept even where nothing gains.
        if ranked.count >= SegmentScan.candidateCount, floor.isOver(state.mostGain(sums[index]) / straying - cost) {
          continue
        }
        let score = gain(sums[index], state.all, in: position, state) - cost
        guard score > 0 || ranked.count < SegmentScan.candidateCount else { continue }
        ranked.append(Ranked(cuboid: position, index: index, score: score))
        floor.add(score)
      }
    }
    return ranked.filter { !floor.isOver($0.score) }.sorted(by: precedes).prefix(count).map { item in
      let cuboid = cuboids[item.cuboid]
      return Segment(
        dimensions: cuboid.dimensions, codes: cuboid.codes(of: item.index), score: item.score,
        ratio: ratio(state.sums[item.cuboid][item.index], state), leaves: [])
    }
  }

  private struct Ranked {
    let cuboid: Int
    let index: Int
    let score: Double
  }

  /// The better, an alias (the same likelihood from more dimensions) after its shorter name.
  private func precedes(_ left: Ranked, _ right: Ranked) -> Bool {
    if abs(left.score - right.score) > SegmentScan.alias * max(1, abs(left.score)) { return left.score > right.score }
    // Cuboids stand by the number of their dimensions, then by the dimensions.
    return (left.cuboid, left.index) < (right.cuboid, right.index)
  }

  /// Part of a likelihood by which aliases may differ.
  static let alias = 1e-9

  func sums(of segment: Segment, _ state: LeafState) -> EffectiveSums? {
    guard let position = place[segment.dimensions], let index = cuboids[position].index(of: segment.codes) else {
      return nil
    }
    return state.sums[position][index]
  }

  private func isEnough(_ cuboid: Int, _ index: Int) -> Bool {
    rows.isEmpty || rows[cuboid][index] >= options.leastRows
  }
}

/// The score that the best of many reach, so far.
private struct RankFloor {
  private let count: Int
  /// Ascending.
  private var best: [Double] = []

  init(_ count: Int) { self.count = count }

  mutating func add(_ score: Double) {
    if best.count == count, let least = best.first {
      guard score > least else { return }
      best.removeFirst()
    }
    best.insert(score, at: best.firstIndex { $0 >= score } ?? best.endIndex)
  }

  /// Whether something is too low to be one of the best, or an alias of the last of them, rounding included.
  func isOver(_ score: Double) -> Bool {
    guard best.count == count, let least = best.first else { return false }
    return score < least - 1e-6 * max(1, abs(least))
  }
}
