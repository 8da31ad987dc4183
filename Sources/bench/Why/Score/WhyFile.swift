import Foundation

/// Every month's score as JSON.
struct WhyFile: Encodable {
  let scores: [ScoredMonth]

  func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(self).write(to: URL(fileURLWithPath: path))
  }
}
