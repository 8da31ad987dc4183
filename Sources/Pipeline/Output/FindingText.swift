package import ReportModel

/// A finding for a terminal: the statement, then its causes rung by rung.
package struct FindingText {
  let finding: Finding
  let report: Report

  package init(finding: Finding, report: Report) {
    self.finding = finding
    self.report = report
  }

  package var text: String {
    guard let metric = report.metric(finding.metric) else { return "" }
    var lines = ["\(metric.title) (\(metric.id)), \(report.month.name): \(metric.verdict.rawValue)"]
    guard let change = metric.change?.absolute else {
      lines.append("  " + (metric.reason ?? metric.verdictReason ?? "no earlier month to compare with"))
      return lines.joined(separator: "\n") + "\n"
    }
    lines.append("  " + sentence(finding.statement))
    for rung in [Cause.Rung.measured, .coincides, .reported, .unknown] {
      let causes = finding.causes.filter { $0.rung == rung }
      guard !causes.isEmpty else { continue }
      lines += ["", FindingText.titles[rung] ?? rung.rawValue]
      for cause in causes {
        let level = rung == .measured && cause.level != .arithmetic ? " [\(cause.level.rawValue)]" : ""
        lines.append("  - \(sentence(cause.statement))\(level)")
        for quote in cause.evidence where quote.hasPrefix("“") { lines.append("      \(quote)") }
      }
    }
    if let rest = finding.unexplained, change != 0 {
      let words = NumberFormat.change(rest, unit: metric.unit, currency: report.currency)
      lines += ["", "Unexplained: \(words) (\(NumberFormat.percent(rest / change, decimals: 0)))"]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let titles: [Cause.Rung: String] = [
    .measured: "Measured", .coincides: "Coincides", .reported: "Reported", .unknown: "Not known",
  ]

  private func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst() + (text.hasSuffix(".") ? "" : ".")
  }
}
