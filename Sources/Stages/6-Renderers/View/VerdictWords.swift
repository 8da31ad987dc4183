import ReportModel

/// A verdict in a word and a sign, so that it never rests on colour.
enum VerdictWords {
  static func view(_ verdict: MetricVerdict) -> ViewValue {
    .object(["word": .text(verdict.rawValue), "sign": .text(sign(verdict)), "kind": .text(verdict.rawValue)])
  }

  /// A sentence that opens with the verdict's own word, without it: the word stands beside it already.
  static func without(_ verdict: MetricVerdict, _ text: RichText) -> RichText {
    guard var first = text.spans.first, first.text.hasPrefix(verdict.rawValue) else { return text }
    let rest = first.text.dropFirst(verdict.rawValue.count)
    guard let link = [" — ", ", ", "; ", ": "].first(where: rest.hasPrefix) else {
      return rest.isEmpty ? RichText(Array(text.spans.dropFirst())) : text
    }
    first.text = String(rest.dropFirst(link.count))
    return RichText([first] + text.spans.dropFirst())
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
