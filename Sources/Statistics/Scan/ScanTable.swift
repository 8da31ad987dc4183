/// Leaves of a table over several dimensions: what was observed in each, and what was expected.
///
/// Everything a change is searched in has this shape: counts against a forecast, shares against last month's. Leaves
/// are stored by column; `codes[d][i]` is the value of dimension `d` in leaf `i`, in `0..<sizes[d]`.
package struct ScanTable: Sendable {
  package enum Form: Sendable, Hashable {
    /// Amounts; a segment is compared with the rest, so that a movement common to all blames none.
    case count
    /// Numerators of shares; a segment is compared with its own expectation.
    case ratio
  }

  package let form: Form
  package let sizes: [Int]
  package let codes: [[Int32]]
  /// Amount, or numerator, of this period.
  package let observed: [Double]
  /// The same as expected; never negative.
  package let expected: [Double]
  /// Denominators of this period; for counts empty.
  package let exposure: [Double]
  /// Relative variance that the expectation brings with it, in units of the observation's own: 1 where it was counted
  /// over as much as the observation, 0 where it is known.
  package let baseline: [Double]
  /// Rows of both periods, where rows are counted; else empty.
  package let rows: [Double]

  package var count: Int { observed.count }

  /// A table of counts or amounts.
  ///
  /// - Parameter baseline: see the property; one value for all leaves.
  package init(
    counts observed: [Double], expected: [Double], sizes: [Int], codes: [[Int32]], baseline: Double = 0,
    rows: [Double] = []
  ) {
    form = .count
    self.sizes = sizes
    self.codes = codes
    self.observed = observed
    self.expected = expected.map { max(0, $0) }
    exposure = []
    self.baseline = [Double](repeating: baseline, count: observed.count)
    self.rows = rows
  }

  /// A table of shares: numerators and denominators of this period and of the one before.
  ///
  /// A leaf's expectation is its denominator times last period's share, which is drawn towards the share of the
  /// dimension that tells most apart, and that towards the whole, each as if `shrinkage` further units had been seen
  /// there: a share of three units says little about the leaf (empirical Bayes; Efron and Morris, JASA 70, 1975).
  package init(
    numerators: [Double], denominators: [Double], baseNumerators: [Double], baseDenominators: [Double], sizes: [Int],
    codes: [[Int32]], shrinkage: Double = 5
  ) {
    form = .ratio
    self.sizes = sizes
    self.codes = codes
    observed = numerators
    exposure = denominators
    let shares = BaselineShares(
      numerators: baseNumerators, denominators: baseDenominators, sizes: sizes, codes: codes, shrinkage: shrinkage)
    expected = denominators.indices.map { denominators[$0] * shares.share(ofLeaf: $0) }
    baseline = denominators.indices.map { denominators[$0] / (baseDenominators[$0] + shrinkage) }
    rows = denominators.indices.map { denominators[$0] + baseDenominators[$0] }
  }

  /// Whether every numerator is a part of its denominator, so that chance is binomial.
  var isShare: Bool {
    form == .ratio && observed.indices.allSatisfy { observed[$0] >= 0 && observed[$0] <= exposure[$0] }
  }

  /// Whether rows stand behind the amounts, so that they stray at least as chance has it.
  var isCounted: Bool {
    form == .ratio || !rows.isEmpty || observed.allSatisfy { $0 == $0.rounded() }
  }
}

/// Last period's shares by leaf, drawn towards coarser ones where few units were seen.
private struct BaselineShares {
  private let shares: [Double]

  init(numerators: [Double], denominators: [Double], sizes: [Int], codes: [[Int32]], shrinkage k: Double) {
    let all = denominators.reduce(0, +)
    let whole = all > 0 ? numerators.reduce(0, +) / all : 0
    var best: (spread: Double, dimension: Int, shares: [Double])?
    for dimension in sizes.indices {
      var sums = [(numerator: Double, denominator: Double)](repeating: (0, 0), count: sizes[dimension])
      for leaf in numerators.indices {
        let code = Int(codes[dimension][leaf])
        sums[code].numerator += numerators[leaf]
        sums[code].denominator += denominators[leaf]
      }
      let shares = sums.map { ($0.numerator + k * whole) / ($0.denominator + k) }
      let spread = zip(sums, shares).reduce(0) { $0 + $1.0.denominator * ($1.1 - whole) * ($1.1 - whole) }
      // A dimension with many values always spreads a little more: each value costs what chance gives it.
      let cost = Double(sizes[dimension]) * abs(whole * (1 - whole))
      if spread - cost > best?.spread ?? 0 { best = (spread - cost, dimension, shares) }
    }
    shares = numerators.indices.map { leaf in
      let target = best.map { $0.shares[Int(codes[$0.dimension][leaf])] } ?? whole
      return (numerators[leaf] + k * target) / (denominators[leaf] + k)
    }
  }

  func share(ofLeaf leaf: Int) -> Double { shares[leaf] }
}
