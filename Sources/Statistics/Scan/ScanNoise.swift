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

  /// The median of χ² with one degree of freedom.
  static let chiSquareMedian = 0.454_936

  /// Least squares on the logarithm over a grid of the two parts' balance.
  static func fitted(_ groups: [(chance: Double, square: Double, variance: Double)]) -> ScanNoise {
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
