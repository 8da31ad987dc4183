/// What entries of Atom and RSS feeds have in common.
enum FeedEntry {
  /// The first of several times that is there; a time that cannot be read is an error.
  static func time(
    _ entry: XMLDocument.Element, _ names: [String], file: String
  ) throws(LoadError) -> FeedTime? {
    for name in names {
      guard let element = entry.first(name) else { continue }
      guard let time = FeedTime(element.text) else {
        throw LoadError(
          .malformed, file: file, line: element.line,
          detail: "\(name) is no date: \(excerpt(element.text))", hint: "expected 2026-10-14T09:30:00Z")
      }
      return time
    }
    return nil
  }

  /// The title as plain text on one line; nil where it is missing or empty.
  static func title(_ entry: XMLDocument.Element) -> String? {
    guard let title = entry.first("title") else { return nil }
    let text = title.attributes["type"] == "html" ? Markup.plain(title.text) : Markup.oneLine(title.text)
    return text.isEmpty ? nil : text
  }

  /// Text of the file for a message: short, on one line, without secrets.
  static func excerpt(_ text: String) -> String {
    String(SecretMask.mask(Markup.oneLine(String(text.prefix(SecretMask.excerptLength)))).prefix(60))
  }
}
