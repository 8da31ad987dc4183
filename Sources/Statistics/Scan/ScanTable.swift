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
  /// dimension that tells most apart, and that towards the whole (`BaselineShares`).
  package init(
    numerators: [Double], denominators: [Double], baseNumerators: [Double], baseDenominators: [Double], sizes: [Int],
    codes: [[Int32]]
  ) {
    form = .ratio
    self.sizes = sizes
    self.codes = codes
    observed = numerators
    exposure = denominators
    let shares = BaselineShares(
      numerators: baseNumerators, denominators: baseDenominators, sizes: sizes, codes: codes)
    expected = denominators.indices.map { denominators[$0] * shares.share(ofLeaf: $0) }
    baseline = denominators.indices.map { denominators[$0] / (baseDenominators[$0] + shares.strength) }
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
