import Charts
import ReportModel

/// Text inside GitHub-flavoured Markdown, so that it reads as the same text and never as markup.
enum MarkdownText {
  /// Escapes with numeric references, which hold in every context; backslashes do not stop autolinks.
  ///
  /// What means something anywhere is escaped anywhere; what means something only at the start of a block (`-`, `+`,
  /// `=`, `1.`), in an address (`www.`, `http:`) or as a short code (`:smile:`) only there, so that the source stays
  /// readable.
  static func escape(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = ""
    result.reserveCapacity(scalars.count)
    for (index, scalar) in scalars.enumerated() {
      if isMarkup(scalars, at: index) {
        result += "&#\(scalar.value);"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isMarkup(_ text: [Unicode.Scalar], at index: Int) -> Bool {
    switch text[index] {
    case "&", "<", ">", "@", "\\", "`", "*", "_", "[", "]", "|", "~", "#", "$", "{", "}", "^": true
    case "-", "+", "=": text[..<index].allSatisfy { $0 == " " || $0 == text[index] }
    case ":": isColonMarkup(text, at: index)
    case ".", ")": opensListItem(text, at: index) || followsWorldWideWeb(text, at: index)
    case " ": index == 0 || index == text.count - 1
    default: false
    }
  }

  /// `http://`, `mailto:x`, `:smile:`.
  private static func isColonMarkup(_ text: [Unicode.Scalar], at index: Int) -> Bool {
    guard index + 1 < text.count else { return index > 0 && isShortCode(text[index - 1]) }
    return text[index + 1] == "/" || text[index + 1].properties.isAlphabetic
      || text[(index + 1)...].prefix(while: isShortCode).endIndex < text.count
        && text[text[(index + 1)...].prefix(while: isShortCode).endIndex] == ":"
  }

  private static func isShortCode(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "+", "-": true
    default: false
    }
  }

  private static func opensListItem(_ text: [Unicode.Scalar], at index: Int) -> Bool {
    index > 0 && text[..<index].allSatisfy { ("0"..."9").contains($0) || $0 == " " }
  }

  private static func followsWorldWideWeb(_ text: [Unicode.Scalar], at index: Int) -> Bool {
    index >= 3 && text[(index - 3)..<index].allSatisfy { $0 == "w" || $0 == "W" }
  }

  /// A name as a code span; as an HTML one where backticks, bars or backslashes would end it, in a table or out of it.
  static func code(_ name: String) -> String {
    if name.isEmpty { return "" }
    let isPlain = name.unicodeScalars.allSatisfy { $0 != "`" && $0 != "|" && $0 != "\\" }
    return isPlain && name.first != " " && name.last != " " ? "`\(name)`" : "<code>\(escape(name))</code>"
  }

  /// A sentence with its marks; references to places outside `anchors` are written as bare words.
  static func sentence(_ rich: RichText, anchors: Set<String>) -> String {
    var result = ""
    let texts = rich.spans.map { DisplayText.line($0.text) }
    for (index, span) in rich.spans.enumerated() where !texts[index].isEmpty {
      let text = texts[index]
      let before = texts[..<index].last { !$0.isEmpty }?.unicodeScalars.last
      let after = texts[(index + 1)...].first { !$0.isEmpty }?.unicodeScalars.first
      let marked =
        switch span.style {
        case .plain: inner(text, isFirst: result.isEmpty)
        case .code: code(text)
        case .strong: emphasised(text, "**", "strong", before: before, after: after)
        case .emphasis: emphasised(text, "*", "em", before: before, after: after)
        }
      guard let anchor = span.anchor.map(Anchor.cleaned), anchors.contains(anchor) else {
        result += marked
        continue
      }
      result += "[\(marked)](#\(anchor))"
    }
    return result
  }

  /// Inside a sentence, spaces at the ends are just spaces, and only its first words can open a block.
  private static func inner(_ text: String, isFirst: Bool) -> String {
    let lead = text.prefix { $0 == " " }
    let rest = text.dropFirst(lead.count)
    let trail = rest.reversed().prefix { $0 == " " }.count
    let core = rest.dropLast(trail)
    return (isFirst ? "" : lead) + (isFirst ? escape(String(core)) : String(escape("x" + core).dropFirst()))
      + String(repeating: " ", count: trail)
  }

  /// With asterisks where they are sure to open and close, else as HTML: they do not beside punctuation in a word.
  private static func emphasised(
    _ text: String, _ mark: String, _ tag: String, before: Unicode.Scalar?, after: Unicode.Scalar?
  ) -> String {
    let lead = String(text.prefix { $0 == " " })
    let core = text.dropFirst(lead.count)
    let trail = String(core.reversed().prefix { $0 == " " })
    let words = String(core.dropLast(trail.count))
    guard let first = words.unicodeScalars.first, let last = words.unicodeScalars.last else { return text }
    let opens = isWord(first) || (before.map { $0 == " " } ?? true) || !lead.isEmpty
    let closes = isWord(last) || (after.map { $0 == " " } ?? true) || !trail.isEmpty
    let body = escape(words)
    return lead + (opens && closes ? mark + body + mark : "<\(tag)>\(body)</\(tag)>") + trail
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
  }
}
