import Foundation

/// A bare table with planted causes: the leaves, and the elements that moved.
struct PlantedLeaves {
  enum Kind: String, CaseIterable {
    /// One ratio for all elements, or one each, in one choice of dimensions; forecasts off by independent errors.
    case sums
    /// One to three causes of one to three elements in different choices of dimensions; forecasts off by up to 25 %.
    case mixedSums = "mixed sums"
    /// As `sums`, but forecasts are biased by value and now and then far off.
    case biasedSums = "biased sums"
    /// Faults in shares of a few dozen to thousands of small leaves.
    case shares
    /// The same with fewer units, more drift and dimensions that hang together.
    case tangledShares = "tangled shares"
  }

  /// Dimension → value.
  typealias Element = [Int: Int]

  var sizes: [Int]
  /// Value in each dimension, by leaf.
  var keys: [[Int]] = []
  /// By leaf: observed and expected, or numerator, denominator and those of the earlier period.
  var numbers: [[Double]] = []
  var truth: [Element] = []
  /// Dimensions of the first cause and elements in all.
  var group: String { "\(truth.first?.count ?? 0) × \(truth.count)" }

  static func make(_ kind: Kind, seed: UInt64) -> PlantedLeaves {
    var dice = Dice(seed: seed &* 31 &+ UInt64(Kind.allCases.firstIndex(of: kind) ?? 0))
    return switch kind {
    case .sums: PlantedSums.table(&dice, isBiased: false)
    case .mixedSums: PlantedSums.mixed(&dice)
    case .biasedSums: PlantedSums.table(&dice, isBiased: true)
    case .shares: PlantedShares.table(&dice, isTangled: false)
    case .tangledShares: PlantedShares.table(&dice, isTangled: true)
    }
  }

  static func holds(_ element: Element, _ key: [Int]) -> Bool { element.allSatisfy { key[$0.key] == $0.value } }

  var isShares: Bool { numbers.first?.count == 4 }

  private var columns: [String] {
    isShares ? ["numerator", "denominator", "base_numerator", "base_denominator"] : ["observed", "expected"]
  }

  var csv: String {
    var text = (sizes.indices.map { "d\($0)" } + columns).joined(separator: ",") + "\n"
    for (key, values) in zip(keys, numbers) {
      text += (key.map { "v\($0)" } + values.map { "\($0)" }).joined(separator: ",") + "\n"
    }
    return text
  }

  /// Arguments of `throughline explain`.
  func arguments(file: String, most: Int) -> [String] {
    let names = columns.flatMap { ["--" + $0.replacingOccurrences(of: "_", with: "-"), $0] }
    return [
      "explain", "--leaves", file, "--kind", isShares ? "ratio" : "count", "--dimensions",
      sizes.indices.map { "d\($0)" }.joined(separator: ","), "--most", "\(most)",
    ] + names
  }
}
