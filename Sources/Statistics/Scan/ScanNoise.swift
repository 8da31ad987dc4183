import Foundation

/// How far leaves stray without anything having happened: variance = φ · chance + cv² · expectation².
package struct ScanNoise: Sendable, Hashable {
  /// Factor on what chance alone gives (quasi-Poisson, quasi-binomial); 1 = chance.
  package var dispersion: Double
  /// Relative standard deviation of a leaf beyond that.
  package var variation: Double

  package init(dispersion: Double, variation: Double) {
    self.dispersion = dispersion
    self.variation = variation
  }

  /// Leaves under which their scatter tells nothing.
  static let leastLeaves = 24
  /// Variance by chance under which a leaf of counted things is too coarse to show its scatter.
  static let leastChance = 5.0
  /// Forecasts are never better than this.
  static let leastVariation = 0.005

  /// Estimated from the scatter of the leaves themselves; nil where there are too few of them.
  ///
  /// Leaves are taken in groups of like size; in each the median square of the deviations (which a cause that touches
  /// less than half of it hardly moves) over that of a χ² with one degree of freedom is its variance; the two parts are
  /// the pair that fits the groups best on the logarithm.
  init?(scatterOf table: ScanTable, chance: [Double], level: Double, isCounted: Bool) {
    let used = table.observed.indices.filter {
      table.expected[$0] > 0 && chance[$0] > (isCounted ? ScanNoise.leastChance : 0)
    }
    .sorted { (table.expected[$0], $0) < (table.expected[$1], $1) }
    guard used.count >= ScanNoise.leastLeaves else { return nil }
    let groupCount = min(12, max(3, used.count / 40))
    var groups: [(chance: Double, square: Double, variance: Double)] = []
    for group in 0..<groupCount {
      let members = used[(group * used.count / groupCount)..<((group + 1) * used.count / groupCount)]
      var ratios: [Double] = []
      var chances: [Double] = []
      var squares: [Double] = []
      for leaf in members {
        let deviation = table.observed[leaf] - level * table.expected[leaf]
        ratios.append(deviation * deviation / chance[leaf])
        chances.append(chance[leaf])
        squares.append(table.expected[leaf] * table.expected[leaf])
      }
      guard let ratio = Quantile.median(ratios), let middle = Quantile.median(chances),
        let square = Quantile.median(squares), ratio > 0
      else { continue }
      groups.append((middle, square, ratio / ScanNoise.chiSquareMedian * middle))
    }
    guard !groups.isEmpty else {
      self.init(dispersion: 1e-6, variation: ScanNoise.leastVariation)
      return
    }
    self = ScanNoise.fitted(groups)
  }

  /// The median of χ² with one degree of freedom.
  static let chiSquareMedian = 0.454_936

  /// Least squares on the logarithm over a grid of the two parts' balance.
  private static func fitted(_ groups: [(chance: Double, square: Double, variance: Double)]) -> ScanNoise {
    let centre = groups[groups.count / 2]
    var best = (error: Double.infinity, noise: ScanNoise(dispersion: 1, variation: 0))
    for step in -24...24 {
      // cv² · square ÷ (φ · chance) in the middle group.
      let balance = exp2(Double(step) / 2)
      let perSquare = balance * centre.chance / centre.square
      let offsets = groups.map { log($0.variance) - log($0.chance + perSquare * $0.square) }
      let mean = offsets.reduce(0, +) / Double(offsets.count)
      let error = offsets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      if error < best.error {
        let dispersion = exp(mean)
        best = (error, ScanNoise(dispersion: dispersion, variation: (dispersion * perSquare).squareRoot()))
      }
    }
    return best.noise
  }
}

extension ScanNoise {
  /// What is known of a table's noise: the scatter of its leaves, or chance alone where there are too few of them.
  ///
  /// - Parameter level: observed ÷ expected of what stood still, for counts; nil = that of most leaves.
  static func estimate(_ table: ScanTable, level: Double? = nil) -> ScanNoise {
    let isShare = table.isShare
    let chance = LeafState.chance(table, expected: table.expected, isShare: isShare)
    let whole = table.expected.reduce(0, +)
    let centre = table.form == .count && whole > 0 ? level ?? centre(table) : 1
    let withBaseline = chance.indices.map { chance[$0] * (1 + table.baseline[$0]) }
    let isCounted = table.isCounted
    guard var noise = ScanNoise(scatterOf: table, chance: withBaseline, level: centre, isCounted: isCounted) else {
      return ScanNoise(dispersion: isCounted ? 1 : 1e-6, variation: isCounted ? 0.03 : 0.05)
    }
    // Rows stray at least as chance has it. Whole numbers of a bare table need not be rows, and their forecasts may know
    // more than a mean; they may be good, never perfect.
    let isRows = table.form == .ratio || !table.rows.isEmpty
    noise.dispersion = max(noise.dispersion, isRows ? 1 : 1e-9)
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
}
