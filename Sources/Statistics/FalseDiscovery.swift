import Foundation

/// Control of the share of false findings among all findings.
package enum FalseDiscovery {
  /// p-values adjusted so that those at most q form the set with a false discovery rate of q.
  ///
  /// Benjamini and Hochberg, "Controlling the false discovery rate", JRSS B 57, 1995; valid where the tests are
  /// independent or positively dependent. The order of the result is that of the input.
  package static func adjusted(_ p: [Double]) -> [Double] {
    let order = p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
    var result = p
    var smallest = 1.0
    for (rank, index) in order.enumerated().reversed() {
      smallest = min(smallest, p[index] * Double(p.count) / Double(rank + 1))
      result[index] = smallest
    }
    return result
  }
}
