/// How much more segments stray than independent leaves would, from a period in which presumably nothing happened.
///
/// The likelihoods of all segments of a cuboid in the quiet period against those of χ²/2 with one degree of freedom: an
/// empirical null (Efron, "Large-scale simultaneous hypothesis testing: the choice of a null hypothesis", JASA 99,
/// 2004). The upper quartile does not see the few segments in which something did happen.
struct SegmentInflation {
  /// One for each cuboid, at least 1.
  let factors: [Double]

  /// Segments that the scatter of the finer cuboids is worth.
  static let enough = 8.0
  /// Upper quartile of χ² with one degree of freedom.
  static let chiSquareQuartile = 1.323_304

  /// - Parameter cuboids: of a table with the same leaves.
  init(_ quiet: ScanTable, cuboids: [Cuboid], noise: ScanNoise) {
    let state = LeafState(quiet, cuboids: cuboids, noise: noise, isShare: quiet.isShare)
    let own = state.sums.map { sums -> (factor: Double, count: Double) in
      // Segments of which chance expects too little show no scatter.
      let gains = sums.filter { $0.expected >= ScanNoise.leastChance }
        .map { 2 * state.gain($0, of: state.all) }.sorted()
      let upper = Quantile.linear(gains, 0.75) ?? 0
      return (max(1, upper / SegmentInflation.chiSquareQuartile), Double(gains.count))
    }
    factors = cuboids.indices.map { index in
      let finer = cuboids.indices.filter { other in
        cuboids[other].dimensions.count == cuboids[index].dimensions.count + 1
          && cuboids[index].dimensions.allSatisfy(cuboids[other].dimensions.contains)
      }
      let pooled = finer.map { own[$0].factor }.max() ?? own[index].factor
      let (factor, count) = own[index]
      return (count * factor + SegmentInflation.enough * pooled) / (count + SegmentInflation.enough)
    }
  }
}
