import ReportModel

/// A verdict in a word and a sign, so that it never rests on colour.
enum VerdictWords {
  static func view(_ verdict: MetricVerdict) -> ViewValue {
    .object(["word": .text(verdict.rawValue), "sign": .text(sign(verdict)), "kind": .text(verdict.rawValue)])
  }

  static func sign(_ verdict: MetricVerdict) -> String {
    switch verdict {
    case .better: "✓"
    case .worse: "!"
    case .steady: "="
    case .unclear: "?"
    case .unavailable: "–"
    }
  }
}
