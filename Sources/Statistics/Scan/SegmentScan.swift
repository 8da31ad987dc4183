import Foundation

/// Where a change sits: the segments of a table whose level differs from what was expected.
///
/// Every segment over one to `depth` dimensions gets the log-likelihood that a level of its own gains (`ScanScore`),
/// less what it costs to name it: the logarithm of how many segments with as many dimensions there are. A parent whose
/// children all moved gains more than each of them, a child that moved alone more than its diluted parent; where that
/// leaves the grain open, the shorter name stands (`refined`). What was found is set aside and the search repeated,
/// until nothing gains more than the cost, or than the uncertainty of what was found already. Both thresholds are those
/// of a likelihood, so nothing is tuned to a number of causes; see docs/why-benchmark.md and docs/leaves-benchmark.md
/// for how it does.
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

  let table: ScanTable
  let options: Options
  let cuboids: [Cuboid]
  let isShare: Bool
  private let noise: ScanNoise?
  private let scatter: LeafScatter
  private let costs: [Int: Double]
  /// By cuboid: how much more its segments stray than their leaves would by themselves.
  let inflation: [Double]
  /// By cuboid and segment: rows of both periods; empty where they are not known.
  let rows: [[Double]]
  /// Position of each choice of dimensions in `cuboids`.
  let place: [[Int]: Int]

  /// - Parameters:
  ///   - noise: nil = estimated from the scatter of the leaves, with chance alone where there are too few.
  ///   - quiet: the same leaves a period earlier, when presumably nothing happened: they tell how much segments stray
  ///     whose leaves move together (customers who call several endpoints), which the leaves alone do not show.
  package init(
    _ table: ScanTable, options: Options = Options(), noise: ScanNoise? = nil, quiet: ScanTable? = nil
  ) {
    self.table = table
    self.options = options
    self.noise = noise
    let scatter = LeafScatter(table)
    self.scatter = scatter
    isShare = table.isShare
    let searched = Cuboid.all(of: table, depth: options.depth).filter { cuboid in
      table.sizes.count == 1 || cuboid.dimensions.allSatisfy { table.sizes[$0] <= options.mostValues }
    }
    cuboids = searched
    place = Dictionary(uniqueKeysWithValues: searched.enumerated().map { ($1.dimensions, $0) })
    rows = table.rows.isEmpty ? [] : searched.map { $0.sums(table.rows) }
    var counts: [Int: Int] = [:]
    for cuboid in searched { counts[cuboid.dimensions.count, default: 0] += cuboid.count }
    costs = counts.mapValues { log(Double(max(1, $0))) }
    inflation =
      quiet.map { SegmentInflation($0, cuboids: searched, noise: noise ?? scatter.noise()).factors }
      ?? searched.map { _ in 1 }
  }

  package func run() -> Result {
    let free = search(background: nil, noise: noise ?? scatter.noise())
    // Where what was named is what stood still, the same search from its level names what moved.
    guard let level = standingLevel(free) else { return free }
    let anchored = search(background: level, noise: noise ?? scatter.noise(level: level))
    return anchored.found.isEmpty ? free : anchored
  }

  /// - Parameter background: level of what stood still, for counts; nil = that of the rest of each segment.
  private func search(background: Double?, noise: ScanNoise) -> Result {
    var state = LeafState(table, cuboids: cuboids, noise: noise, isShare: isShare, background: background)
    var found: [Segment] = []
    var candidates: [Segment] = []
    var taken = [Bool](repeating: false, count: table.count)
    var outliers = 0
    while true {
      var ranked = top(found.isEmpty ? SegmentScan.candidateCount : 1, state)
      if found.isEmpty { candidates = ranked }
      // Everything moved together: that is no segment's, and what remains is searched beneath it.
      if let level = sharedLevel(state, best: ranked.first) {
        state.explainLevel(level)
        ranked = top(1, state)
      }
      guard found.count < options.most, outliers <= SegmentScan.mostOutliers, let best = ranked.first,
        best.score >= options.threshold
      else { break }
      var segment = refined(best, state)
      let members = leaves(of: segment)
      segment.inflation = inflation(of: segment.dimensions)
      segment.leaves = members.filter { !taken[$0] }
      if let outlier = outlier(of: segment, members, state) {
        // One leaf alone carries it: that is an outlier of the leaf's, not a movement of the segment.
        state.discount([outlier])
        outliers += 1
        continue
      }
      guard !segment.leaves.isEmpty, segment.score >= uncertainty(found) else { break }
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

  /// Standard deviation of the log-likelihood that the first segment gained: what gains less beside it cannot be told
  /// from the first one having moved unevenly. Twice a gain G is a non-central χ² about 2G, whose variance is about 8G.
  private func uncertainty(_ found: [Segment]) -> Double {
    found.first.map { (2 * $0.score).squareRoot() } ?? 0
  }

  /// Leaves of a segment from which one alone may not carry it.
  static let leavesToShare = 8
  /// Leaves that are set aside as outliers at most.
  static let mostOutliers = 40

  /// The leaf without which a segment of many leaves would not stand; nil where there is none.
  private func outlier(of segment: Segment, _ members: [Int], _ state: LeafState) -> Int? {
    guard let position = place[segment.dimensions], let whole = sums(of: segment, state) else { return nil }
    let used = members.filter { table.observed[$0] > 0 || table.expected[$0] > 0 }
    guard used.count >= SegmentScan.leavesToShare else { return nil }
    var least = (gain: Double.infinity, leaf: -1)
    for leaf in used {
      let alone = state.weights[leaf]
      let gain = gain(whole - alone, state.all - alone, in: position, state)
      if gain < least.gain { least = (gain, leaf) }
    }
    return least.gain - cost(segment.dimensions.count) < options.threshold ? least.leaf : nil
  }

  /// Leaves of a segment, ascending.
  func leaves(of segment: Segment) -> [Int] {
    guard let position = place[segment.dimensions], let index = cuboids[position].index(of: segment.codes) else {
      return []
    }
    return cuboids[position].leaves(of: index).map(Int.init)
  }

  func inflation(of dimensions: [Int]) -> Double { place[dimensions].map { inflation[$0] } ?? 1 }

  /// Logarithm of how many segments with as many dimensions there are to choose from.
  func cost(_ depth: Int) -> Double { costs[depth] ?? 0 }
}
