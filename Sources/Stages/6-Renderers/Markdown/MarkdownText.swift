import Charts
import ReportModel

/// Text inside GitHub-flavoured Markdown, so that it reads as the same text and never as markup.
enum MarkdownText {
  /// Escapes with numeric references, which hold in every context; backslashes do not stop autolinks.
  ///
  /// What means something anywhere is escaped anywhere; what means something only at the start of a block (`- `,
  /// `+ `, `1. `), in an address (`www.`, `http:`), as a short code (`:smile:`) or at the edge of a word (`_`) only
  /// there, so that the source stays readable.
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
    let next = index + 1 < text.count ? text[index + 1] : nil
    switch text[index] {
    case "&", "<", ">", "@", "\\", "`", "*", "[", "]", "|", "~", "#", "$": return true
    case "_": return !(index > 0 && isWord(text[index - 1]) && next.map(isWord) == true)
    case "{": return next == "{" || next == "%"
    case "-", "+", "=":
      let isLeading = text[..<index].allSatisfy { $0 == " " || $0 == text[index] }
      return isLeading && (next == nil || next == " " || next == text[index])
    case ":": return isColonMarkup(text, at: index)
    case ".", ")":
      return opensListItem(text, at: index) && (next == nil || next == " ") || followsWorldWideWeb(text, at: index)
    case " ": return index == 0 || next == nil
    default: return false
    }
  }

  /// `http://`, `mailto:x`, `:smile:`, `:100:`; not the colons of a time.
  private static func isColonMarkup(_ text: [Unicode.Scalar], at index: Int) -> Bool {
    let rest = text[(index + 1)...]
    guard let next = rest.first else { return schemes.contains(word(text, before: index)) }
    if next == "/" || next.properties.isAlphabetic { return true }
    let code = rest.prefix(while: isShortCode)
    guard code.endIndex < text.count, text[code.endIndex] == ":" else { return false }
    return code.contains { !("0"..."9").contains($0) } || code.count > 2
  }

  /// What an address opens with; its slashes may stand in the next span.
  private static let schemes: Set<String> = ["http", "https", "ftp", "mailto", "xmpp"]

  private static func word(_ text: [Unicode.Scalar], before index: Int) -> String {
    let start = text[..<index].lastIndex { !$0.properties.isAlphabetic }.map { $0 + 1 } ?? 0
    return String(String.UnicodeScalarView(text[start..<index])).lowercased()
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

  /// A name as a code span; as an HTML one where backticks, bars or backslashes would end it, in a table or out of it,
  /// and where brackets would end a link around it.
  static func code(_ name: String, after before: Unicode.Scalar? = nil) -> String {
    if name.isEmpty { return "" }
    let scalars = name.unicodeScalars
    let isPlain = scalars.allSatisfy { !"`|\\[]".unicodeScalars.contains($0) }
    let isTight = scalars.first != " " && scalars.last != " " && before != "`"
    return isPlain && isTight ? "`\(name)`" : "<code>\(escape(name))</code>"
  }

  /// A sentence with its marks; references to places outside `anchors` are written as bare words.
  static func sentence(_ rich: RichText, anchors: Set<String>) -> String {
    var result = ""
    let texts = rich.spans.map { DisplayText.line($0.text) }
    for (index, span) in rich.spans.enumerated() where !texts[index].isEmpty {
      let text = Padded(texts[index])
      let after = texts[(index + 1)...].first { !$0.isEmpty }?.unicodeScalars.first
      let before = result.unicodeScalars.last
      let anchor = text.core.isEmpty ? nil : span.anchor.map(Anchor.cleaned).flatMap { anchors.contains($0) ? $0 : nil }
      let isLinked = anchor != nil
      let marked =
        switch span.style {
        case .plain: words(text.core, opensBlock: before == nil)
        case .code: code(text.core, after: isLinked ? "[" : text.lead.isEmpty ? before : " ")
        case .strong: emphasised(text, "**", "strong", before: isLinked ? "[" : before, after: isLinked ? "]" : after)
        case .emphasis: emphasised(text, "*", "em", before: isLinked ? "[" : before, after: isLinked ? "]" : after)
        }
      // Spaces at the head of a block would make it code.
      if before != nil { result += text.lead }
      if let anchor {
        // `![…](…)` would be a picture.
        if result.hasSuffix("!") { result = result.dropLast() + "&#33;" }
        result += "[\(marked)](#\(anchor))"
      } else {
        result += marked
      }
      result += text.trail
    }
    return result
  }

  /// Escaped; where other words go before, nothing in it opens a block.
  private static func words(_ text: String, opensBlock: Bool) -> String {
    opensBlock ? escape(text) : String(String.UnicodeScalarView(escape("x" + text).unicodeScalars.dropFirst()))
  }

  /// A text and the spaces around it, which stay outside of marks.
  private struct Padded {
    let lead: String
    let core: String
    let trail: String

    init(_ text: String) {
      let scalars = Array(text.unicodeScalars)
      let start = scalars.firstIndex { $0 != " " } ?? scalars.count
      let end = (scalars.lastIndex { $0 != " " } ?? start - 1) + 1
      lead = String(String.UnicodeScalarView(scalars[..<start]))
      core = String(String.UnicodeScalarView(scalars[start..<max(start, end)]))
      trail = String(String.UnicodeScalarView(scalars[max(start, end)...]))
    }
  }

  /// With asterisks where they are sure to open and close, else as HTML: they do not beside punctuation in a word.
  private static func emphasised(
    _ text: Padded, _ mark: String, _ tag: String, before: Unicode.Scalar?, after: Unicode.Scalar?
  ) -> String {
    guard let first = text.core.unicodeScalars.first, let last = text.core.unicodeScalars.last else { return "" }
    // A mark around signs alone is not seen.
    guard text.core.unicodeScalars.contains(where: isWord) else { return words(text.core, opensBlock: before == nil) }
    let opens = before != "*" && (isWord(first) || !text.lead.isEmpty || isApart(before))
    let closes = isWord(last) || !text.trail.isEmpty || isApart(after)
    let body = escape(text.core)
    return opens && closes ? mark + body + mark : "<\(tag)>\(body)</\(tag)>"
  }

  /// Neither letter nor digit nor a sign that Markdown takes for one: what may stand right beside a mark.
  private static func isApart(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return true }
    if scalar.isASCII { return !isWord(scalar) }
    return switch scalar.properties.generalCategory {
    case .spaceSeparator, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation, .connectorPunctuation:
      true
    default: false
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
  }
}

extension MarkdownText {
  /// Never two blank lines, nor spaces at the end of one.
  static func tidied(_ text: String) -> String {
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let trimmed = line.last == " " ? line.dropLast(line.reversed().prefix { $0 == " " }.count) : line
      if trimmed.isEmpty && lines.last?.isEmpty != false { continue }
      lines.append(trimmed)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }
}
