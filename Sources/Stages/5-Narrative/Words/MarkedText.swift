import ReportModel

/// A statement of another stage with its code in code, and its first number pointing at the evidence.
struct MarkedText {
  private let parts: [(text: String, isCode: Bool)]
  private let anchor: String?

  /// Code stands between backticks; a lone backtick is a letter like any other.
  init(_ text: String, anchor: String?) {
    let pieces = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    parts = pieces.count % 2 == 1 ? pieces.enumerated().map { ($1, $0 % 2 == 1) } : [(text, false)]
    self.anchor = anchor
  }

  var rich: RichText {
    var cited = anchor == nil
    return RichText(
      parts.flatMap { part -> [RichText.Span] in
        guard !part.isCode else { return [.init(part.text, .code)] }
        guard !cited, let number = MarkedText.number(in: part.text) else { return [.init(part.text)] }
        cited = true
        return [
          .init(String(part.text[..<number.lowerBound])), .init(String(part.text[number]), anchor: anchor),
          .init(String(part.text[number.upperBound...])),
        ]
      })
  }

  /// The first run that reads as a number on its own: sign, digits, separators, per cent sign.
  private static func number(in text: String) -> Range<String.Index>? {
    var previous: Character = " "
    for index in text.indices {
      let character = text[index]
      if character.isNumber, !previous.isLetter, !"-/._".contains(previous) {
        return start(before: index, in: text)..<end(of: index, in: text)
      }
      previous = character
    }
    return nil
  }

  private static func start(before index: String.Index, in text: String) -> String.Index {
    guard index > text.startIndex else { return index }
    let sign = text.index(before: index)
    return "+−".contains(text[sign]) ? sign : index
  }

  private static func end(of start: String.Index, in text: String) -> String.Index {
    var end = start
    while end < text.endIndex, text[end].isNumber || ".,\u{2009}\u{202F}\u{A0}%".contains(text[end]) {
      end = text.index(after: end)
    }
    while end > start, ".,\u{2009}\u{202F}\u{A0}".contains(text[text.index(before: end)]) {
      end = text.index(before: end)
    }
    return end
  }
}
