import ReportModel

/// Text that came out of the exports, made fit to stand inside a sentence.
///
/// Escaping is the renderers' work; here only what would break a line or turn its direction is taken out.
enum DataText {
  /// One line, single spaces, at most `limit` characters.
  static func name(_ text: String, limit: Int = 80) -> String {
    let line = oneLine(text)
    guard !line.isEmpty else { return "(no name)" }
    return line.count <= limit ? line : line.prefix(limit - 1) + "…"
  }

  /// A statement as a sentence of its own: begins upper case, ends with a stop.
  static func sentence(_ text: String) -> String {
    let line = oneLine(text)
    guard let last = line.last else { return "" }
    return Sentence.capitalised(line) + (".!?…".contains(last) || line.hasSuffix(".”") ? "" : ".")
  }

  /// A statement to stand inside another sentence: no stop at its end.
  static func clause(_ text: String) -> String {
    var line = oneLine(text)
    while line.last == "." { line.removeLast() }
    return line
  }

  /// Without line breaks, and without e-mail addresses, which stand in no output.
  static func oneLine(_ text: String) -> String {
    let line = unbroken(text)
    guard line.contains("@") else { return line }
    return line.split(separator: " ").map { isAddress($0) ? "(address)" : String($0) }.joined(separator: " ")
  }

  private static func isAddress(_ word: Substring) -> Bool {
    guard let at = word.firstIndex(of: "@"), at != word.startIndex else { return false }
    return word[at...].contains(".")
  }

  private static func unbroken(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    var pending = false
    for scalar in text.unicodeScalars where !turnsDirection(scalar) {
      if breaks(scalar) {
        pending = !line.isEmpty
      } else {
        if pending { line.append(" ") }
        pending = false
        line.append(scalar)
      }
    }
    return String(line)
  }

  private static func breaks(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: scalar == " "
    }
  }

  private static func turnsDirection(_ scalar: Unicode.Scalar) -> Bool {
    (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }
}
