/// Last period's shares by leaf, drawn towards coarser ones where few units were seen: a share of three units says little
/// about its leaf (empirical Bayes; Efron and Morris, JASA 70, 1975).
///
/// A leaf is drawn towards the share of the dimension that tells most apart, and that towards the whole, each as if
/// `strength` further units had been seen there. How many is told by the shares themselves: the less they differ
/// beyond chance, the more.
struct BaselineShares {
  private let shares: [Double]
  /// Units that a leaf's coarser share counts for.
  let strength: Double

  init(numerators: [Double], denominators: [Double], sizes: [Int], codes: [[Int32]]) {
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
      let k = BaselineShares.strength(sums.map { ($0.numerator, $0.denominator, whole) })
      let shares = sums.map { ($0.numerator + k * whole) / ($0.denominator + k) }
      let spread = zip(sums, shares).reduce(0) { $0 + $1.0.denominator * ($1.1 - whole) * ($1.1 - whole) }
      // A dimension with many values always spreads a little more: each value costs what chance gives it.
      let cost = Double(sizes[dimension]) * abs(whole * (1 - whole))
      if spread - cost > best?.spread ?? 0 { best = (spread - cost, dimension, shares) }
    }
    let targets = numerators.indices.map { leaf in
      best.map { $0.shares[Int(codes[$0.dimension][leaf])] } ?? whole
    }
    let k = BaselineShares.strength(numerators.indices.map { (numerators[$0], denominators[$0], targets[$0]) })
    strength = k
    shares = numerators.indices.map { (numerators[$0] + k * targets[$0]) / (denominators[$0] + k) }
  }

  func share(ofLeaf leaf: Int) -> Double { shares[leaf] }

  /// Units from which on a cell speaks for itself rather than for its like.
  static let least = 5.0
  static let most = 1_000.0

  /// The beta-binomial's number of prior units from Pearson's X² (Kleinman, "Proportions with extraneous variance",
  /// JASA 68, 1973): X² exceeds the number of cells by (n − 1) ÷ (k + 1) a cell.
  private static func strength(_ cells: [(numerator: Double, denominator: Double, target: Double)]) -> Double {
    var excess = 0.0
    var units = 0.0
    for cell in cells where cell.denominator > 1 {
      let chance = cell.denominator * cell.target * (1 - cell.target)
      guard chance > 0 else { continue }
      let deviation = cell.numerator - cell.denominator * cell.target
      excess += deviation * deviation / chance - 1
      units += cell.denominator - 1
    }
    guard units > 0, excess > 0 else { return units > 0 ? most : least }
    return min(most, max(least, units / excess - 1))
  }
}
