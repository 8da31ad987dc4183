import Foundation

/// What no report may do, whatever was planted.
enum HardFails {
  static func of(_ report: ReportFile) -> [String] {
    report.findings.flatMap { finding in
      sum(finding, report) + words(finding)
    }
  }

  /// Causes with a contribution and the unexplained rest are the change.
  private static func sum(_ finding: ReportFile.Finding, _ report: ReportFile) -> [String] {
    guard let change = report.metric(finding.metric)?.change?.absolute else { return [] }
    let contributions = finding.causes.compactMap(\.contribution)
    guard !contributions.isEmpty || finding.unexplained != nil else { return [] }
    let parts = contributions + [finding.unexplained ?? 0]
    let size = parts.reduce(abs(change)) { max($0, abs($1)) }
    let gap = abs(parts.reduce(0, +) - change)
    return gap > 1e-9 * size ? ["\(finding.metric): parts miss the change by \(gap)"] : []
  }

  private static func words(_ finding: ReportFile.Finding) -> [String] {
    let isReverted = finding.causes.contains { $0.level == "reverted" }
    let statements =
      (isReverted ? [] : [finding.statement])
      + finding.causes.filter { $0.level != "reverted" }.map(\.statement)
    return statements.flatMap { statement in
      causalWords(in: statement).filter { $0.hasPrefix("caus") }.map { "\(finding.metric): says \"\($0)\"" }
    }
  }

  private static let causal = [
    "caused", "causes", "because", "due to", "led to", "leads to", "driven by", "explained by", "explains",
    "result of", "as a result", "thanks to", "owing to",
  ]

  /// Words that claim a cause.
  static func causalWords(in statement: String) -> [String] {
    let words = " " + statement.lowercased().map { $0.isLetter ? String($0) : " " }.joined() + " "
    return causal.filter { words.contains(" \($0) ") }
  }
}
