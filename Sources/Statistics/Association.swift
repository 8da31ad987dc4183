import Foundation

/// How closely two yes-or-no traits go together: the phi coefficient of a table of four counts.
///
/// Association only: nothing in it tells which of the two came first, or whether a third thing brought both.
package struct Association: Hashable, Sendable {
  /// With both traits, with the first only, with the second only, with neither.
  package let both: Int
  package let firstOnly: Int
  package let secondOnly: Int
  package let neither: Int

  package init(both: Int, firstOnly: Int, secondOnly: Int, neither: Int) {
    self.both = both
    self.firstOnly = firstOnly
    self.secondOnly = secondOnly
    self.neither = neither
  }

  package var count: Int { both + firstOnly + secondOnly + neither }

  /// From −1 to 1; nil where a trait is the same for all. Pearson's correlation of two columns of 0 and 1.
  package var phi: Double? { Association.phi(cells.map(Double.init)) }

  /// The interval of phi.
  ///
  /// Variance by the delta method for multinomial counts (Bishop, Fienberg and Holland, Discrete Multivariate Analysis,
  /// 1975, chapter 14), on Fisher's scale artanh φ so that the ends stay inside −1…1. Where a cell is empty half a
  /// developer is added to each (Haldane 1956, Anscombe 1956): without it a perfect table would have no width at all.
  package func interval(confidence: Double = 0.95) -> Interval? {
    guard phi != nil else { return nil }
    let counts = cells.map { Double($0) + (cells.contains(0) ? 0.5 : 0) }
    let total = counts.reduce(0, +)
    guard let phi = Association.phi(counts), abs(phi) < 1 else { return nil }
    let shares = counts.map { $0 / total }
    let gradient = Association.gradient(shares, phi)
    let mean = zip(shares, gradient).reduce(0) { $0 + $1.0 * $1.1 }
    let square = zip(shares, gradient).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
    let error = (max(0, square - mean * mean) / total).squareRoot() / (1 - phi * phi)
    let reach = Normal.twoSidedQuantile(confidence) * error
    return Interval(low: tanh(atanh(phi) - reach), high: tanh(atanh(phi) + reach))
  }

  /// Two-sided p of no association: the score test (Pearson's chi-square with one degree of freedom); Fisher's exact
  /// test where a count of under 5 is to be expected in some cell (Cochran, "Some methods for strengthening the common
  /// χ² tests", Biometrics 10, 1954). 1 where a trait is the same for all.
  package var p: Double {
    let (first, second) = (both + firstOnly, both + secondOnly)
    guard phi != nil else { return 1 }
    let smallest = Double(min(first, count - first)) * Double(min(second, count - second)) / Double(count)
    let (x1, n1) = (Double(both), Double(first))
    let (x0, n0) = (Double(secondOnly), Double(count - first))
    if smallest < 5 { return Proportion.exact(x1, of: n1, against: x0, of: n0) }
    return Proportion.score(x1, of: n1, against: x0, of: n0).map(Normal.twoSided) ?? 1
  }

  private var cells: [Int] { [both, firstOnly, secondOnly, neither] }

  private static func phi(_ cells: [Double]) -> Double? {
    let (a, b, c, d) = (cells[0], cells[1], cells[2], cells[3])
    let square = (a + b) * (c + d) * (a + c) * (b + d)
    return square > 0 ? (a * d - b * c) / square.squareRoot() : nil
  }

  /// How phi changes with each share.
  private static func gradient(_ p: [Double], _ phi: Double) -> [Double] {
    let (rows, columns) = ([p[0] + p[1], p[2] + p[3]], [p[0] + p[2], p[1] + p[3]])
    let root = (rows[0] * rows[1] * columns[0] * columns[1]).squareRoot()
    return (0..<4).map { cell in
      let product = [p[3], -p[2], -p[1], p[0]][cell] / root
      return product - phi / 2 * (1 / rows[cell / 2] + 1 / columns[cell % 2])
    }
  }
}
