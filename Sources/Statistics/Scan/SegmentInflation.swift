/// How much more segments stray than independent leaves would, from a period in which presumably nothing happened.
///
/// The likelihoods of all segments of a cuboid in the quiet period against those of χ²/2 with one degree of freedom: an
/// empirical null (Efron, "Large-scale simultaneous hypothesis testing: the choice of a null hypothesis", JASA 99,
/// 2004). The median does not see the few segments in which something did happen.
struct SegmentInflation {
  /// One for each cuboid, at least 1.
  let factors: [Double]

  /// Segments under which a cuboid's own median is drawn towards that of the finer ones.
  static let enough = 24.0

  /// - Parameter cuboids: of a table with the same leaves.
  init(_ quiet: ScanTable, cuboids: [Cuboid], noise: ScanNoise) {
    let isShare = quiet.isShare
    let state = LeafState(quiet, noise: noise, isShare: isShare)
    let own = cuboids.map { cuboid -> (factor: Double, count: Double) in
      var sums = [EffectiveSums](repeating: EffectiveSums(), count: cuboid.count)
      for leaf in cuboid.segment.indices {
        let segment = Int(cuboid.segment[leaf])
        sums[segment].observed += state.observedWeight[leaf]
        sums[segment].expected += state.expectedWeight[leaf]
        if quiet.form == .ratio { sums[segment].exposure += state.exposureWeight[leaf] }
      }
      // Segments of which chance expects too little show no scatter.
      let gains = sums.filter { $0.expected >= ScanNoise.leastChance }
        .map { 2 * ScanScore.gain($0, of: state.all, form: quiet.form, isShare: isShare) }
      let middle = Quantile.median(gains) ?? 0
      return (max(1, middle / ScanNoise.chiSquareMedian), Double(gains.count))
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
