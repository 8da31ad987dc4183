import Foundation

/// Every month's score as JSON.
struct WhyFile: Codable {
  let scores: [ScoredMonth]

  init(scores: [ScoredMonth]) { self.scores = scores }

  init(path: String) throws {
    self = try JSONDecoder().decode(WhyFile.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  }

  func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(self).write(to: URL(fileURLWithPath: path))
  }
}
