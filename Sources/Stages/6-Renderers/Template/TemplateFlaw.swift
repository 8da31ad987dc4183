/// Finds the place in a template of what makes its page malformed.
///
/// A page has other lines than its template. But each template, its tags blanked out, must be well-formed by itself,
/// because a section is there or not as a whole; so the flaw is looked for there.
enum TemplateFlaw {
  /// - Parameters:
  ///   - flaw: of the rendered page; told where no template shows it.
  ///   - files: templates the page is made of.
  static func located(_ flaw: MarkupFlaw, entry: String, files: [String], texts: [String: String]) -> RenderError {
    for file in [entry] + files where file.hasSuffix(".html.mustache") || file.hasSuffix(".xml.mustache") {
      let text = blanked(texts[file] ?? "")
      let isPage = text.drop { $0.isWhitespace }.hasPrefix("<!DOCTYPE") || text.hasPrefix("<?xml")
      guard let found = MarkupReader.firstFlaw(in: isPage ? text : opening + text + "</part>") else { continue }
      let shift = !isPage && found.line == 1 ? opening.count : 0
      return RenderError(
        file: file, line: found.line, column: max(1, found.column - shift),
        message: "the template is not well-formed XML: \(found.message) (write <br/>, close every element)")
    }
    return RenderError(
      file: entry, message: "line \(flaw.line) of the page made from it is not well-formed XML: \(flaw.message)")
  }

  private static let opening = "<part>"

  /// The template with blanks for its tags, so that lines and columns stay.
  static func blanked(_ text: String) -> String {
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let start = rest.indices.first(where: { isPair(rest, $0, UInt8(ascii: "{")) }) {
      result += rest[..<start]
      var end = start + 2
      while end < rest.endIndex, !isPair(rest, end, UInt8(ascii: "}")) { end += 1 }
      end = min(end + 2, rest.endIndex)
      while end < rest.endIndex, rest[start...].starts(with: "{{{".utf8), rest[end] == UInt8(ascii: "}") { end += 1 }
      result += rest[start..<end].map { $0 == UInt8(ascii: "\n") ? $0 : UInt8(ascii: " ") }
      rest = rest[end...]
    }
    return String(decoding: result + rest, as: UTF8.self)
  }

  private static func isPair(_ bytes: ArraySlice<UInt8>, _ index: Int, _ byte: UInt8) -> Bool {
    index + 1 < bytes.endIndex && bytes[index] == byte && bytes[index + 1] == byte
  }
}
