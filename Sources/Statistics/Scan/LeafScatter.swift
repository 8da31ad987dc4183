/// How much the leaves of a table scatter around a level, for a search to tell movement from noise.
struct LeafScatter {
  private let table: ScanTable
  /// Leaves of which something was expected, ascending by how much.
  private let used: [Int32]
  /// Variance by chance alone, the expectation's own included.
  private let chance: [Double]

  init(_ table: ScanTable) {
    self.table = table
    let chance = LeafState.chance(table, expected: table.expected, isShare: table.isShare)
    self.chance = chance.indices.map { chance[$0] * (1 + table.baseline[$0]) }
    let expected = table.expected.indices.filter { table.expected[$0] > 0 }.map { Int32($0) }
    used = AscendingOrder.sorted(expected, by: table.expected)
  }

  /// What is known of a table's noise: the scatter of its leaves, or chance alone where there are too few of them.
  ///
  /// - Parameter level: observed ÷ expected of what stood still, for counts; nil = that of most leaves.
  func noise(level: Double? = nil) -> ScanNoise {
    let whole = table.expected.reduce(0, +)
    let centre = table.form == .count && whole > 0 ? level ?? centre : 1
    let isCounted = table.isCounted
    guard var noise = estimate(level: centre, isCounted: isCounted) else {
      return ScanNoise(dispersion: isCounted ? 1 : 1e-6, variation: isCounted ? 0.03 : 0.05)
    }
    // Rows stray at least as chance has it. Whole numbers of a bare table need not be rows, and their forecasts may know
    // more than a mean; they may be good, never perfect.
    let isRows = table.form == .ratio || !table.rows.isEmpty
    noise.dispersion = max(noise.dispersion, isRows ? 1 : 1e-9)
    noise.variation = max(noise.variation, ScanNoise.leastVariation)
    return noise
  }

  /// Estimated from the scatter of the leaves themselves; nil where there are too few of them.
  ///
  /// Leaves are taken in groups of like size; in each the median square of the deviations (which a cause that touches
  /// less than half of it hardly moves) over that of a χ² with one degree of freedom is its variance; the two parts are
  /// the pair that fits the groups best on the logarithm.
  private func estimate(level: Double, isCounted: Bool) -> ScanNoise? {
    let telling = used.filter { chance[Int($0)] > (isCounted ? ScanNoise.leastChance : 0) }
    guard telling.count >= ScanNoise.leastLeaves else { return nil }
    let groupCount = min(12, max(3, telling.count / 40))
    var groups: [(chance: Double, square: Double, variance: Double)] = []
    for group in 0..<groupCount {
      let members = telling[(group * telling.count / groupCount)..<((group + 1) * telling.count / groupCount)]
        .map { Int($0) }
      let ratios = members.map { leaf in
        let deviation = table.observed[leaf] - level * table.expected[leaf]
        return deviation * deviation / chance[leaf]
      }
      guard let ratio = Quantile.median(ratios), let middle = Quantile.median(members.map { chance[$0] }),
        let square = Quantile.median(members.map { table.expected[$0] * table.expected[$0] }), ratio > 0
      else { continue }
      groups.append((middle, square, ratio / ScanNoise.chiSquareMedian * middle))
    }
    guard !groups.isEmpty else { return ScanNoise(dispersion: 1e-6, variation: ScanNoise.leastVariation) }
    return ScanNoise.fitted(groups)
  }

  /// The level of most leaves: the median of observed ÷ expected, leaves weighing as much as they expect.
  private var centre: Double {
    var ratios = [Double](repeating: 0, count: table.count)
    for leaf in used { ratios[Int(leaf)] = table.observed[Int(leaf)] / table.expected[Int(leaf)] }
    let ordered = AscendingOrder.sorted(used, by: ratios)
    let half = ordered.reduce(0) { $0 + table.expected[Int($1)] } / 2
    var sum = 0.0
    for leaf in ordered {
      sum += table.expected[Int(leaf)]
      if sum >= half { return ratios[Int(leaf)] }
    }
    return 1
  }
}
