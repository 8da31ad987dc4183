/// Whether a page is well-formed, as read by libxml2's XML parser: the gate for every page we make.
///
/// It catches a template's stray `<br>` and, should escaping ever fail, a name that became markup.
enum WellFormed {
  /// Throws the first flaw with the line it stands in.
  static func check(_ text: String, file: String) throws(RenderError) {
    if let flaw = MarkupReader.firstFlaw(in: text) { throw error(flaw, in: text, file: file) }
  }

  /// The page as a tree; throws as `check` does.
  static func page(_ text: String, file: String) throws(RenderError) -> MarkupPage {
    do throws(MarkupFlaw) {
      return try MarkupReader.read(text)
    } catch {
      throw Self.error(error, in: text, file: file)
    }
  }

  private static func error(_ flaw: MarkupFlaw, in text: String, file: String) -> RenderError {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = lines.indices.contains(flaw.line - 1) ? lines[flaw.line - 1].prefix(160) : ""
    return RenderError(
      file: file, line: flaw.line, column: flaw.column,
      message:
        "the rendered page is not well-formed XML: \(flaw.message), in: \(line); look for the tag in its template")
  }
}
