/// The leaves' expectations as the search has adapted them so far, and how much each leaf counts.
struct LeafState {
  private let table: ScanTable
  private let noise: ScanNoise
  private let isShare: Bool
  /// Grows inside segments already found, and by the level shared by all.
  private(set) var expected: [Double]
  /// Factor on a leaf's variance, by which leaves are set aside.
  private var inflation: [Double]
  /// Counts as they count: divided by how much more they stray than chance alone.
  private(set) var observedWeight: [Double] = []
  private(set) var expectedWeight: [Double] = []
  private(set) var exposureWeight: [Double] = []
  private(set) var all = EffectiveSums()
  /// Counts: observed ÷ expected of what stood still, where that is known; nil = that of the rest of each segment.
  let background: Double?

  init(_ table: ScanTable, noise: ScanNoise, isShare: Bool, background: Double? = nil) {
    self.table = table
    self.noise = noise
    self.isShare = isShare
    self.background = background
    expected = table.expected
    inflation = [Double](repeating: 1, count: table.count)
    weigh()
  }

  /// Variance of a leaf by chance alone: Poisson, or binomial.
  static func chance(_ table: ScanTable, expected: [Double], isShare: Bool) -> [Double] {
    guard isShare else { return expected }
    return expected.indices.map { leaf in
      let n = table.exposure[leaf]
      return n > 0 ? expected[leaf] * max(0, 1 - expected[leaf] / n) : 0
    }
  }

  /// 1 ÷ (φ·(1 + baseline) + cv²·e), the share of a leaf's counts that is information.
  private mutating func weigh() {
    let floor = table.isCounted ? 0 : 1e-9
    observedWeight = []
    expectedWeight = []
    exposureWeight = []
    for leaf in expected.indices {
      let e = expected[leaf]
      var chance = isShare && table.exposure[leaf] > 0 ? e * max(1e-9, 1 - e / table.exposure[leaf]) : e
      // What was hardly expected strays with what it became.
      if !isShare { chance = max(chance, 0.5 * table.observed[leaf]) }
      let variation = noise.variation * noise.variation
      // The random part moves a share on the logit scale, where its slope is n·p·(1 − p); a count on the logarithm.
      let spread = noise.dispersion * (1 + table.baseline[leaf]) + variation * chance
      let weight = 1 / max(spread * inflation[leaf], max(floor, 1e-12))
      observedWeight.append(table.observed[leaf] * weight)
      expectedWeight.append(e * weight)
      if table.form == .ratio { exposureWeight.append(table.exposure[leaf] * weight) }
    }
    all = EffectiveSums(
      observed: observedWeight.reduce(0, +), expected: expectedWeight.reduce(0, +),
      exposure: exposureWeight.reduce(0, +))
  }

  /// Log-likelihood gained by a level of its own.
  func gain(_ segment: EffectiveSums, of all: EffectiveSums) -> Double {
    guard let background else { return ScanScore.gain(segment, of: all, form: table.form, isShare: isShare) }
    var segment = segment
    segment.expected *= background
    return ScanScore.againstExpectation(segment, isShare: false)
  }

  /// Effective counts by segment.
  func sums(_ cuboid: Cuboid) -> [EffectiveSums] {
    var sums = [EffectiveSums](repeating: EffectiveSums(), count: cuboid.count)
    let isRatio = table.form == .ratio
    for leaf in cuboid.segment.indices {
      let segment = Int(cuboid.segment[leaf])
      sums[segment].observed += observedWeight[leaf]
      sums[segment].expected += expectedWeight[leaf]
      if isRatio { sums[segment].exposure += exposureWeight[leaf] }
    }
    return sums
  }

  /// What is expected of a segment becomes what it is, and its leaves are set aside: where another cause crosses it, what
  /// happened there is told already, and would only dilute the other.
  mutating func explain(_ leaves: [Int], ratio: Double) {
    // What was not expected at all is new: it is what it is.
    let isNew = leaves.allSatisfy { expected[$0] <= 0 }
    for leaf in leaves {
      let raised = isNew ? table.observed[leaf] : expected[leaf] * ratio
      expected[leaf] = isShare ? min(raised, table.exposure[leaf] * (1 - 1e-9)) : raised
    }
    discount(leaves)
  }

  /// Sets leaves aside: they count for next to nothing.
  mutating func discount(_ leaves: [Int]) {
    for leaf in leaves { inflation[leaf] *= 1e6 }
    weigh()
  }

  /// Moves every expectation by the level that all leaves share.
  mutating func explainLevel(_ ratio: Double) {
    for leaf in expected.indices {
      let raised = expected[leaf] * ratio
      expected[leaf] = isShare ? min(raised, table.exposure[leaf] * (1 - 1e-9)) : raised
    }
    weigh()
  }
}
