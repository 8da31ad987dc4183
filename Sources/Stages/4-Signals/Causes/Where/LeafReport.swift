package import ReportModel
import Statistics

/// What `throughline explain --leaves` prints: the engine's answer for one bare table.
package struct LeafReport: Codable, Sendable {
  /// What the engine stands behind, most important first.
  package var findings: [Finding]
  /// The best-scoring segments, whether or not they passed.
  package var candidates: [Candidate]
  /// Contributions + broad + unexplained = the whole change.
  package var unexplained: Double
  package var broad: Broad?

  package struct Finding: Codable, Sendable {
    package var segment: [String: String]
    package var contribution: Double
    /// Of the whole change; nil where that is 0.
    package var share: Double?
    /// Log-likelihood beyond the cost of naming the segment.
    package var score: Double

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(segment, forKey: .segment)
      try container.encode(contribution, forKey: .contribution)
      try container.encode(share, forKey: .share)
      try container.encode(score, forKey: .score)
    }
  }

  package struct Candidate: Codable, Sendable {
    package var segment: [String: String]
    package var score: Double
  }

  package struct Broad: Codable, Sendable {
    /// Observed ÷ expected of everything that is in no finding.
    package var ratio: Double
    package var contribution: Double
  }

  /// - Parameters:
  ///   - depth: dimensions of a segment at most.
  ///   - most: findings at most.
  package init(_ table: LeafTable, depth: Int, most: Int) {
    var search = LeafSearch(table: table)
    search.options.depth = depth
    search.options.most = most
    let outcome = search.run()
    findings = outcome.located.map { located in
      Finding(
        segment: located.key, contribution: located.contribution,
        share: outcome.change != 0 ? located.contribution / outcome.change : nil, score: located.score)
    }
    candidates = outcome.candidates.map { Candidate(segment: $0.key, score: $0.score) }
    let told = findings.reduce(0) { $0 + $1.contribution } + (outcome.broad?.contribution ?? 0)
    unexplained = ExactSum.rest(after: told, to: outcome.change)
    broad = outcome.broad.map { Broad(ratio: $0.ratio, contribution: $0.contribution) }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(findings, forKey: .findings)
    try container.encode(candidates, forKey: .candidates)
    try container.encode(unexplained, forKey: .unexplained)
    try container.encode(broad, forKey: .broad)
  }
}

extension LeafReport {
  /// For a terminal: one line a segment.
  package var text: String {
    func name(_ segment: [String: String]) -> String {
      segment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " · ")
    }
    func amount(_ value: Double) -> String { (value > 0 ? "+" : "") + NumberFormat.number(value) }
    var lines: [String] = []
    for (index, finding) in findings.enumerated() {
      let share = finding.share.map { " (\(NumberFormat.percent($0, decimals: 0)) of the change)" } ?? ""
      lines.append("\(index + 1). \(name(finding.segment)): \(amount(finding.contribution))\(share)")
    }
    if findings.isEmpty { lines.append("No segment stands out beyond noise.") }
    if let broad {
      let percent = NumberFormat.relativeChange(broad.ratio - 1)
      lines.append("Everything else together: \(percent), \(amount(broad.contribution))")
    }
    lines.append("Unexplained: \(amount(unexplained))")
    return lines.joined(separator: "\n") + "\n"
  }
}
