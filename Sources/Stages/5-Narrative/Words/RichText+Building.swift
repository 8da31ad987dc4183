import ReportModel

/// Small tools to build sentences of marked parts.
extension RichText {
  /// The parts one after the other; a string literal is a plain part.
  static func of(_ parts: RichText...) -> RichText { RichText(parts.flatMap(\.spans)) }

  /// No words at all.
  var isBlank: Bool { spans.allSatisfy(\.text.isEmpty) }

  /// Sentences with one space between them; empty ones leave no gap.
  static func sentences(_ sentences: [RichText]) -> RichText { joined(sentences, by: " ") }

  static func joined(_ parts: [RichText], by separator: String) -> RichText {
    let filled = parts.filter { !$0.isBlank }
    return filled.dropFirst().reduce(filled.first ?? "") { .of($0, RichText(separator), $1) }
  }

  /// `a`, `a and b`, `a, b and c`.
  static func list(_ items: [RichText], last conjunction: String = "and") -> RichText {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return .of(joined(Array(items.dropLast()), by: ", "), RichText(" \(conjunction) "), last)
  }

  /// The first letter as a sentence begins; only plain words, for names stand in code or strong.
  var capitalised: RichText {
    guard let first = spans.first, first.style == .plain else { return self }
    var result = self
    result.spans[0].text = Sentence.capitalised(first.text)
    return result
  }

  /// Plain parts as strong ones; code stays code.
  var emboldened: RichText {
    RichText(spans.map { $0.style == .plain ? Span($0.text, .strong, anchor: $0.anchor) : $0 })
  }

  /// Neighbours of one style and one anchor as one span.
  var compacted: RichText {
    RichText(
      spans.reduce(into: []) { merged, span in
        if let last = merged.last, last.style == span.style, last.anchor == span.anchor {
          merged[merged.count - 1].text += span.text
        } else if !span.text.isEmpty {
          merged.append(span)
        }
      })
  }
}
