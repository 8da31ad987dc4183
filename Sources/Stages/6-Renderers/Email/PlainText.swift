/// Text for people who read mail as text.
enum PlainText {
  /// Lines of at most `width` scalars, which are columns or more of them; what continues a line stands under its words, after its indent and bullet.
  static func wrapped(_ text: String, width: Int) -> String {
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = wrapped(line: line, width: width).map(withPlainSpaces)
      if words == [""] && lines.last?.isEmpty != false { continue }
      lines += words
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func wrapped(line: Substring, width: Int) -> [String] {
    let indent = indent(of: line)
    var lines: [String] = []
    var current = String(line.prefix { $0 == " " })
    let base = current.count
    for word in line.dropFirst(base).split(separator: " ") {
      var word = word
      let isFirst = current.count == (lines.isEmpty ? base : indent)
      if !isFirst && columns(current) + 1 + columns(word) > width {
        lines.append(current)
        current = String(repeating: " ", count: indent)
      } else if !isFirst {
        current += " "
      }
      // An address that is cut is no address.
      let isAddress = word.hasPrefix("https://") || word.hasPrefix("http://")
      while !isAddress, columns(current) + columns(word) > width {
        let head = head(of: word, columns: width - columns(current))
        lines.append(current + head)
        word = word[head.endIndex...]
        current = String(repeating: " ", count: indent)
      }
      current += word
    }
    lines.append(current.allSatisfy { $0 == " " } ? "" : current)
    return lines
  }

  private static func columns(_ text: some StringProtocol) -> Int { text.unicodeScalars.count }

  /// Whole characters from the beginning that fit, one at least.
  private static func head(of word: Substring, columns room: Int) -> Substring {
    var end = word.startIndex
    while end < word.endIndex {
      let next = word.index(after: end)
      guard columns(word[..<next]) <= room || end == word.startIndex else { break }
      end = next
    }
    return word[..<end]
  }

  /// Columns before the words: spaces, and a bullet or number with the space behind it; at most eight.
  private static func indent(of line: Substring) -> Int {
    let spaces = line.prefix { $0 == " " }.count
    let rest = line.dropFirst(spaces)
    let mark = rest.prefix { $0 != " " }
    let isNumber = mark.last == "." && mark.count < 5 && mark.dropLast().allSatisfy(\.isNumber)
    let isMark = mark == "-" || mark == "*" || isNumber
    return min(8, spaces + (isMark ? mark.count + 1 : 0))
  }

  private static func withPlainSpaces(_ line: String) -> String {
    String(line.map { $0 == "\u{A0}" || $0 == "\u{202F}" ? " " : $0 })
  }
}
