/// The leaves' expectations as the search has adapted them so far, and how much each leaf counts.
struct LeafState {
  private let table: ScanTable
  private let noise: ScanNoise
  private let isShare: Bool
  private let cuboids: [Cuboid]
  /// Of a leaf's variance over its expectation.
  private let leastSpread: Double
  /// Grows inside segments already found, and by the level shared by all.
  private(set) var expected: [Double]
  /// Factor on a leaf's variance, by which leaves are set aside.
  private var inflation: [Double]
  /// Counts of each leaf as they count: divided by how much more they stray than chance alone.
  private(set) var weights: [EffectiveSums]
  /// The same by cuboid and segment.
  private(set) var sums: [[EffectiveSums]] = []
  private(set) var all = EffectiveSums()
  /// Counts: observed ÷ expected of what stood still, where that is known; nil = that of the rest of each segment.
  let background: Double?

  init(
    _ table: ScanTable, cuboids: [Cuboid], noise: ScanNoise, isShare: Bool, background: Double? = nil
  ) {
    self.table = table
    self.cuboids = cuboids
    self.noise = noise
    self.isShare = isShare
    leastSpread = table.isCounted ? 1e-12 : 1e-9
    self.background = background
    expected = table.expected
    inflation = [Double](repeating: 1, count: table.count)
    weights = [EffectiveSums](repeating: EffectiveSums(), count: table.count)
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

  private mutating func weigh() {
    for leaf in expected.indices { weights[leaf] = weight(leaf) }
    all = whole
    sums = cuboids.map { cuboid in
      var sums = [EffectiveSums](repeating: EffectiveSums(), count: cuboid.count)
      sums.withUnsafeMutableBufferPointer { sums in
        weights.withUnsafeBufferPointer { weights in
          cuboid.segment.withUnsafeBufferPointer { segment in
            for leaf in segment.indices { sums[Int(segment[leaf])].add(weights[leaf]) }
          }
        }
      }
      return sums
    }
  }

  /// The same where no other leaf's expectation or inflation has changed; every sum is added up in the same order.
  private mutating func weigh(_ leaves: [Int]) {
    for leaf in leaves { weights[leaf] = weight(leaf) }
    all = whole
    for (position, cuboid) in cuboids.enumerated() {
      var isOpen = [Bool](repeating: true, count: cuboid.count)
      for leaf in leaves {
        let segment = Int(cuboid.segment[leaf])
        guard isOpen[segment] else { continue }
        isOpen[segment] = false
        sums[position][segment] = sum(cuboid.leaves(of: segment))
      }
    }
  }

  private func sum(_ leaves: ArraySlice<Int32>) -> EffectiveSums {
    var sum = EffectiveSums()
    leaves.withUnsafeBufferPointer { leaves in
      weights.withUnsafeBufferPointer { weights in
        for leaf in leaves { sum.add(weights[Int(leaf)]) }
      }
    }
    return sum
  }

  private var whole: EffectiveSums {
    var sum = EffectiveSums()
    for weight in weights { sum.add(weight) }
    return sum
  }

  /// 1 ÷ (φ·(1 + baseline) + cv²·e), the share of a leaf's counts that is information, times the counts.
  private func weight(_ leaf: Int) -> EffectiveSums {
    let e = expected[leaf]
    var chance = isShare && table.exposure[leaf] > 0 ? e * max(1e-9, 1 - e / table.exposure[leaf]) : e
    // What was hardly expected strays with what it became.
    if !isShare { chance = max(chance, 0.5 * table.observed[leaf]) }
    let variation = noise.variation * noise.variation
    // The random part moves a share on the logit scale, where its slope is n·p·(1 − p); a count on the logarithm.
    let spread = noise.dispersion * (1 + table.baseline[leaf]) + variation * chance
    let weight = 1 / max(spread * inflation[leaf], leastSpread)
    return EffectiveSums(
      observed: table.observed[leaf] * weight, expected: e * weight,
      exposure: table.form == .ratio ? table.exposure[leaf] * weight : 0)
  }

  /// Log-likelihood gained by a level of its own.
  func gain(_ segment: EffectiveSums, of all: EffectiveSums) -> Double {
    guard let background else { return ScanScore.gain(segment, of: all, form: table.form, isShare: isShare) }
    var segment = segment
    segment.expected *= background
    return ScanScore.againstExpectation(segment, isShare: false)
  }

  /// At least what `gain` gives, from a likelihood's quadratic bound (ln x ≤ x − 1), without a logarithm; not a number
  /// or infinite where nothing is known.
  func mostGain(_ segment: EffectiveSums) -> Double {
    let level: Double
    var rest = Double.infinity
    if let background {
      level = background
    } else if table.form == .count {
      level = all.observed / all.expected
      rest = (all.expected - segment.expected) * level
    } else {
      level = 1
      if isShare { rest = segment.exposure - segment.expected }
    }
    let expected = segment.expected * level
    guard expected > 0, rest > 0 else { return .infinity }
    let deviation = segment.observed - expected
    let rounding = 1e-12 * (abs(all.observed) + abs(all.expected) + abs(all.exposure))
    return deviation * deviation * (1 / expected + 1 / rest) + rounding
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
    weigh(leaves)
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
