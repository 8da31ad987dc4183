import Foundation

/// Where a change sits: the segments of a table whose level differs from what was expected.
///
/// Every segment over one to `depth` dimensions gets the log-likelihood that a level of its own gains (`ScanScore`),
/// less what it costs to name it: the logarithm of how many segments with as many dimensions there are. A parent whose
/// children all moved gains more than each of them, a child that moved alone more than its diluted parent; where a few
/// children explain more than their parent, the largest of them is taken. What was found is made neutral and the search
/// repeated, until nothing gains more than the cost. The threshold is that of a likelihood, so nothing is tuned to a
/// number of causes; see docs/why-benchmark.md for how it does.
package struct SegmentScan: Sendable {
  package struct Options: Sendable {
    /// Dimensions of a segment at most.
    package var depth = 2
    /// Segments found at most.
    package var most = 3
    /// Log-likelihood beyond the cost of naming from which a segment is stood behind.
    package var threshold = 3.0
    /// Rows of both periods that a segment must have, where rows are known.
    package var leastRows = 20.0
    /// Dimensions with more values than this are not searched, unless they are the table's only one.
    package var mostValues = 500
    /// Part of the first gain, and of the largest contribution, under which nothing is added to what was found.
    package var leastGain = 0.002
    package var leastContribution = 0.005

    package init() {}
  }

  /// A segment: dimension and code, ascending by dimension, with what speaks for it.
  package struct Segment: Sendable, Hashable {
    package var dimensions: [Int]
    package var codes: [Int32]
    /// Log-likelihood gained less the cost of naming it.
    package var score: Double
    /// Observed ÷ expected, over the rest's where counts are searched.
    package var ratio: Double
    /// How much more segments of these dimensions stray than their leaves would by themselves; at least 1.
    package var inflation = 1.0
    /// Leaves in it that no earlier segment holds.
    package var leaves: [Int]
  }

  package struct Result: Sendable {
    /// Most important first.
    package var found: [Segment]
    /// The best of the first search, passed or not, best first; `leaves` is empty.
    package var candidates: [Segment]
    /// The leaves' expectation when everything found is explained.
    package var explained: [Double]
    package var noise: ScanNoise
    /// Level all leaves share, observed ÷ expected over what is in no found segment.
    package var level: Double
  }

  private let table: ScanTable
  private let options: Options
  private let cuboids: [Cuboid]
  private let isShare: Bool
  private let noise: ScanNoise
  private let costs: [Int: Double]
  /// By cuboid: how much more its segments stray than their leaves would by themselves.
  private let inflation: [Double]

  /// - Parameters:
  ///   - noise: nil = estimated from the scatter of the leaves, with chance alone where there are too few.
  ///   - quiet: the same leaves a period earlier, when presumably nothing happened: they tell how much segments stray
  ///     whose leaves move together (customers who call several endpoints), which the leaves alone do not show.
  package init(
    _ table: ScanTable, options: Options = Options(), noise: ScanNoise? = nil, quiet: ScanTable? = nil
  ) {
    self.table = table
    self.options = options
    isShare = table.isShare
    cuboids = Cuboid.all(of: table, depth: options.depth).filter { cuboid in
      table.sizes.count == 1 || cuboid.dimensions.allSatisfy { table.sizes[$0] <= options.mostValues }
    }
    var counts: [Int: Int] = [:]
    for cuboid in cuboids { counts[cuboid.dimensions.count, default: 0] += cuboid.count }
    costs = counts.mapValues { log(Double(max(1, $0))) }
    let known = noise ?? SegmentScan.estimatedNoise(table, isShare: table.isShare)
    self.noise = known
    let searched = cuboids
    inflation = quiet.map { SegmentInflation($0, cuboids: searched, noise: known).factors } ?? searched.map { _ in 1 }
  }

  private static func estimatedNoise(_ table: ScanTable, isShare: Bool) -> ScanNoise {
    let chance = LeafState.chance(table, expected: table.expected, isShare: isShare)
    let whole = table.expected.reduce(0, +)
    var level = 1.0
    if table.form == .count, whole > 0 { level = centre(table) }
    let withBaseline = chance.indices.map { chance[$0] * (1 + table.baseline[$0]) }
    let isCounted = table.isCounted
    guard var noise = ScanNoise(scatterOf: table, chance: withBaseline, level: level, isCounted: isCounted) else {
      return ScanNoise(dispersion: isCounted ? 1 : 1e-6, variation: isCounted ? 0.03 : 0.05)
    }
    // Things that are counted stray at least as chance has it; forecasts of amounts may be good, never perfect.
    noise.dispersion = max(noise.dispersion, isCounted ? 1 : 1e-9)
    noise.variation = max(noise.variation, ScanNoise.leastVariation)
    return noise
  }

  /// The level of most leaves: the median of observed ÷ expected, leaves weighing as much as they expect.
  private static func centre(_ table: ScanTable) -> Double {
    let used = table.expected.indices.filter { table.expected[$0] > 0 }
      .map { (ratio: table.observed[$0] / table.expected[$0], weight: table.expected[$0]) }
      .sorted { ($0.ratio, $0.weight) < ($1.ratio, $1.weight) }
    let half = used.reduce(0) { $0 + $1.weight } / 2
    var sum = 0.0
    for item in used {
      sum += item.weight
      if sum >= half { return item.ratio }
    }
    return 1
  }

  package func run() -> Result {
    var state = LeafState(table, noise: noise, isShare: isShare)
    var found: [Segment] = []
    var candidates: [Segment] = []
    var taken = [Bool](repeating: false, count: table.count)
    var firstGain = 0.0
    var outliers = 0
    while true {
      let round = found.count
      var scored = scores(state)
      // Everything moved together: that is no segment's, and what remains is searched beneath it.
      let isFirst = found.isEmpty
      if isFirst || table.form == .ratio, let level = sharedLevel(state, best: scored.best) {
        if isFirst { candidates = scored.ranked }
        state.explainLevel(level)
        scored = scores(state)
      } else if isFirst {
        candidates = scored.ranked
      }
      guard round < options.most, outliers <= SegmentScan.mostOutliers, let best = scored.best,
        best.score >= options.threshold
      else { break }
      var segment = refined(best, state)
      let members = leaves(of: segment)
      segment.inflation = inflation(of: segment.dimensions)
      if let outlier = outlier(of: segment, members, state) {
        // One leaf alone carries it: that is an outlier of the leaf's, not a movement of the segment.
        state.discount(outlier)
        outliers += 1
        continue
      }
      segment.leaves = members.filter { !taken[$0] }
      if round == 0 { firstGain = segment.score }
      let amount = abs(contribution(segment.leaves, state))
      let largest = found.map { abs(contribution($0.leaves, nil)) }.max() ?? 0
      guard !segment.leaves.isEmpty, segment.score >= options.leastGain * firstGain,
        amount >= options.leastContribution * largest
      else { break }
      for leaf in members { taken[leaf] = true }
      found.append(segment)
      state.explain(members, ratio: segment.ratio)
    }
    let rest = table.observed.indices.filter { !taken[$0] }
    let observed = rest.reduce(0) { $0 + table.observed[$1] }
    let expected = rest.reduce(0) { $0 + table.expected[$1] }
    return Result(
      found: found, candidates: candidates, explained: state.expected, noise: noise,
      level: expected > 0 ? observed / expected : 1)
  }

  /// Leaves of a segment from which one alone may not carry it, and outliers that are set aside.
  static let leavesToShare = 8
  static let mostOutliers = 40

  /// The leaf without which a segment of many leaves would not stand; nil where there is none.
  private func outlier(of segment: Segment, _ members: [Int], _ state: LeafState) -> Int? {
    guard let whole = sums(of: segment, state) else { return nil }
    let used = members.filter { table.observed[$0] > 0 || table.expected[$0] > 0 }
    guard used.count >= SegmentScan.leavesToShare else { return nil }
    func alone(_ leaf: Int) -> EffectiveSums {
      EffectiveSums(
        observed: state.observedWeight[leaf], expected: state.expectedWeight[leaf],
        exposure: table.form == .ratio ? state.exposureWeight[leaf] : 0)
    }
    var least = (gain: Double.infinity, leaf: -1)
    for leaf in used {
      let gain = gain(whole - alone(leaf), state.all - alone(leaf), in: segment.dimensions)
      if gain < least.gain { least = (gain, leaf) }
    }
    return least.gain - cost(segment.dimensions.count) < options.threshold ? least.leaf : nil
  }

  private func contribution(_ leaves: [Int], _ state: LeafState?) -> Double {
    leaves.reduce(0) { $0 + table.observed[$1] - (state?.expected ?? table.expected)[$1] }
  }

  /// Level of everything, where shares moved everywhere and that explains more than any segment; nil elsewhere.
  private func sharedLevel(_ state: LeafState, best: Segment?) -> Double? {
    guard table.form == .ratio, state.all.expected > 0 else { return nil }
    let gain = ScanScore.againstExpectation(state.all, isShare: isShare)
    // A move of everything is no likelier beforehand than that of one of the simplest segments.
    guard gain >= options.threshold, gain - cost(1) >= best?.score ?? 0 else { return nil }
    return state.all.observed / state.all.expected
  }

  // MARK: Scoring

  private func sums(_ cuboid: Cuboid, _ state: LeafState) -> [EffectiveSums] {
    var sums = [EffectiveSums](repeating: EffectiveSums(), count: cuboid.count)
    let isRatio = table.form == .ratio
    for leaf in cuboid.segment.indices {
      let segment = Int(cuboid.segment[leaf])
      sums[segment].observed += state.observedWeight[leaf]
      sums[segment].expected += state.expectedWeight[leaf]
      if isRatio { sums[segment].exposure += state.exposureWeight[leaf] }
    }
    return sums
  }

  private func gain(_ segment: EffectiveSums, _ all: EffectiveSums, in dimensions: [Int]) -> Double {
    ScanScore.gain(segment, of: all, form: table.form, isShare: isShare) / inflation(of: dimensions)
  }

  private func inflation(of dimensions: [Int]) -> Double {
    cuboids.firstIndex { $0.dimensions == dimensions }.map { inflation[$0] } ?? 1
  }

  private func ratio(_ segment: EffectiveSums, _ all: EffectiveSums) -> Double {
    let own = segment.observed / max(segment.expected, 1e-12)
    guard table.form == .count else { return own }
    let rest = (all.observed - segment.observed) / max(all.expected - segment.expected, 1e-12)
    return rest > 0 ? own / rest : own
  }

  /// Logarithm of how many segments with as many dimensions there are to choose from.
  private func cost(_ depth: Int) -> Double { costs[depth] ?? 0 }

  private func scores(_ state: LeafState) -> (best: Segment?, ranked: [Segment]) {
    var ranked: [Segment] = []
    for cuboid in cuboids {
      let sums = sums(cuboid, state)
      let rows = table.rows.isEmpty ? [] : cuboid.sums(table.rows)
      let cost = cost(cuboid.dimensions.count)
      for index in sums.indices where rows.isEmpty || rows[index] >= options.leastRows {
        let score = gain(sums[index], state.all, in: cuboid.dimensions) - cost
        guard score > 0 || ranked.count < SegmentScan.candidateCount else { continue }
        ranked.append(
          Segment(
            dimensions: cuboid.dimensions, codes: cuboid.values[index], score: score,
            ratio: ratio(sums[index], state.all), leaves: []))
        if ranked.count > 64 * SegmentScan.candidateCount { ranked = SegmentScan.top(ranked) }
      }
    }
    ranked = SegmentScan.top(ranked)
    return (ranked.first, ranked)
  }

  /// Candidates that are kept.
  static let candidateCount = 12

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

  // MARK: Parents and children

  /// The segment at the grain its leaves speak for: its parent where the rest of that moved alike, the largest of a few
  /// children where the rest of it did not move.
  private func refined(_ segment: Segment, _ state: LeafState) -> Segment {
    var segment = segment
    while let parent = evenParent(of: segment, state) { segment = parent }
    while segment.dimensions.count < options.depth, let child = betterChild(of: segment, state) { segment = child }
    return segment
  }

  private func evenParent(of child: Segment, _ state: LeafState) -> Segment? {
    guard child.dimensions.count > 1, let own = sums(of: child, state) else { return nil }
    var best: Segment?
    for drop in child.dimensions.indices {
      var parent = child
      parent.dimensions.remove(at: drop)
      parent.codes.remove(at: drop)
      guard let whole = sums(of: parent, state) else { continue }
      let rest = whole - own
      guard rest.expected > 0,
        gain(rest, state.all, in: parent.dimensions) - cost(parent.dimensions.count) >= options.threshold,
        movesLike(rest, own, state.all, atLeast: SegmentScan.alike)
      else { continue }
      parent.score = gain(whole, state.all, in: parent.dimensions) - cost(parent.dimensions.count)
      parent.ratio = ratio(whole, state.all)
      if parent.score > best?.score ?? -.infinity { best = parent }
    }
    return best
  }

  private func betterChild(of parent: Segment, _ state: LeafState) -> Segment? {
    guard let whole = sums(of: parent, state) else { return nil }
    var best: (total: Double, child: Segment)?
    for cuboid in cuboids where cuboid.dimensions.count == parent.dimensions.count + 1 {
      guard parent.dimensions.allSatisfy(cuboid.dimensions.contains) else { continue }
      let sums = sums(cuboid, state)
      let cost = cost(cuboid.dimensions.count)
      var children: [(index: Int, sums: EffectiveSums, score: Double)] = []
      for index in sums.indices where contains(parent, cuboid, index) {
        children.append((index, sums[index], gain(sums[index], state.all, in: cuboid.dimensions) - cost))
      }
      children.sort { ($1.score, $0.index) < ($0.score, $1.index) }
      // Naming a few children must pay for each of their names, and leave a rest that did not move with them.
      let few = children.prefix(3).filter { $0.score > 0 }
      let total = few.reduce(0) { $0 + $1.score }
      guard let first = few.first, children.count > few.count, total > max(parent.score, best?.total ?? 0) else {
        continue
      }
      let named = few.reduce(EffectiveSums()) { $0 + $1.sums }
      guard !movesLike(whole - named, named, state.all, atLeast: SegmentScan.still) else { continue }
      let child = Segment(
        dimensions: cuboid.dimensions, codes: cuboid.values[first.index], score: first.score,
        ratio: ratio(first.sums, state.all), leaves: [])
      best = (total, child)
    }
    return best?.child
  }

  /// Part of a segment's movement from which its surroundings moved alike.
  static let alike = 0.33
  /// Part of its children's movement up to which the rest of a parent stood still.
  static let still = 0.25

  /// Whether a part moved in the same direction as another and by at least a portion of it: as a factor or, for
  /// shares, by as many points (a fault that fails one call in five adds the same points everywhere).
  private func movesLike(
    _ part: EffectiveSums, _ other: EffectiveSums, _ all: EffectiveSums, atLeast portion: Double
  ) -> Bool {
    guard part.expected > 0, other.expected > 0 else { return false }
    let level = table.form == .count && all.expected > 0 ? all.observed / all.expected : 1
    func factor(_ sums: EffectiveSums) -> Double {
      log(max(sums.observed, 1e-3 * sums.expected * level) / (sums.expected * level))
    }
    func moved(_ own: Double, _ reference: Double) -> Bool {
      (own > 0) == (reference > 0) && abs(own) >= portion * abs(reference)
    }
    if moved(factor(part), factor(other)) { return true }
    guard table.form == .ratio, part.exposure > 0, other.exposure > 0 else { return false }
    return moved((part.observed - part.expected) / part.exposure, (other.observed - other.expected) / other.exposure)
  }

  private func sums(of segment: Segment, _ state: LeafState) -> EffectiveSums? {
    guard let cuboid = cuboids.first(where: { $0.dimensions == segment.dimensions }),
      let index = cuboid.values.firstIndex(of: segment.codes)
    else { return nil }
    return sums(cuboid, state)[index]
  }

  private func contains(_ parent: Segment, _ cuboid: Cuboid, _ index: Int) -> Bool {
    zip(parent.dimensions, parent.codes).allSatisfy { dimension, code in
      cuboid.dimensions.firstIndex(of: dimension).map { cuboid.values[index][$0] == code } ?? false
    }
  }

  /// Leaves of a segment, ascending.
  func leaves(of segment: Segment) -> [Int] {
    (0..<table.count).filter { leaf in
      zip(segment.dimensions, segment.codes).allSatisfy { table.codes[$0][leaf] == $1 }
    }
  }
}
