import Foundation

/// What `explain --leaves` prints, as far as it is scored.
struct LeavesAnswer: Decodable {
  struct Segment: Decodable {
    var segment: [String: String]
    var contribution: Double?
  }
  struct Broad: Decodable {
    var contribution: Double
  }

  var findings: [Segment]
  var candidates: [Segment]
  var unexplained: Double
  var broad: Broad?

  var sum: Double { findings.reduce(0) { $0 + ($1.contribution ?? 0) } + (broad?.contribution ?? 0) + unexplained }
}

/// Answers against what was planted, as the literature scores them.
struct LeavesScore {
  private(set) var tables = 0
  private var right = 0
  private var wrong = 0
  private var missed = 0
  private var firsts = 0
  private var recalls = 0.0
  /// Tables whose parts do not add up.
  private(set) var unbalanced = 0

  mutating func add(_ answer: LeavesAnswer, _ table: PlantedLeaves) {
    func element(_ item: LeavesAnswer.Segment) -> PlantedLeaves.Element {
      var element: PlantedLeaves.Element = [:]
      for (dimension, value) in item.segment {
        if let dimension = Int(dimension.dropFirst()), let value = Int(value.dropFirst()) { element[dimension] = value }
      }
      return element
    }
    let found = answer.findings.map(element)
    let ranked = answer.candidates.map(element)
    let hits = found.filter(table.truth.contains).count
    tables += 1
    right += hits
    wrong += found.count - hits
    missed += table.truth.count - hits
    if let first = found.first ?? ranked.first, table.truth.contains(first) { firsts += 1 }
    recalls += Double(ranked.prefix(3).filter(table.truth.contains).count) / Double(min(3, table.truth.count))
    let sums = (0..<(table.numbers.first?.count ?? 0)).map { column in table.numbers.reduce(0) { $0 + $1[column] } }
    let change = table.isShares ? sums[0] / sums[1] - sums[2] / sums[3] : sums[0] - sums[1]
    if abs(answer.sum - change) > 1e-9 * max(abs(change), table.isShares ? 1 : sums[1]) { unbalanced += 1 }
  }

  /// Of all elements named and planted.
  var f1: Double { 2 * Double(right) / Double(max(1, 2 * right + wrong + missed)) }
  var precision: Double { Double(right) / Double(max(1, right + wrong)) }
  var recall: Double { Double(right) / Double(max(1, right + missed)) }
  var top: Double { Double(firsts) / Double(max(1, tables)) }
  var recallAtThree: Double { recalls / Double(max(1, tables)) }
}
