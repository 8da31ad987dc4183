/// One tag of a Mustache template, with its place.
struct TemplateTag: Hashable {
  enum Kind: Hashable { case value, rawValue, section, inverted, end, partial, comment }
  let kind: Kind
  let name: String
  let line: Int
  let column: Int

  /// The tags of a template, in order.
  ///
  /// - Throws: at a tag or section that is not closed, and at the parts of Mustache whose names cannot be checked
  ///   before a run (other delimiters, partials by value, inheritance, transforms).
  static func scan(_ text: String, file: String) throws(RenderError) -> [TemplateTag] {
    var tags: [TemplateTag] = []
    let bytes = Array(text.utf8)
    var (line, lineStart, index) = (1, 0, 0)
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\n") {
        line += 1
        lineStart = index + 1
      }
      guard isBrace(bytes, index), isBrace(bytes, index + 1) else {
        index += 1
        continue
      }
      let place = (line: line, column: index - lineStart + 1)
      let isTriple = isBrace(bytes, index + 2)
      let (opening, closing) = isTriple ? (3, "}}}") : (2, "}}")
      guard let end = bytes[(index + opening)...].firstRange(of: Array(closing.utf8)) else {
        throw RenderError(
          file: file, line: place.line, column: place.column,
          message: "a tag is opened here and not closed by \(closing)")
      }
      let content = String(decoding: bytes[(index + opening)..<end.lowerBound], as: UTF8.self)
      tags.append(try tag(content, isTriple: isTriple, file: file, place: place))
      for (offset, byte) in bytes[index..<end.upperBound].enumerated() where byte == UInt8(ascii: "\n") {
        line += 1
        lineStart = index + offset + 1
      }
      index = end.upperBound
    }
    try checkNesting(tags, file: file)
    return tags
  }

  private static func isBrace(_ bytes: [UInt8], _ index: Int) -> Bool {
    index < bytes.count && bytes[index] == UInt8(ascii: "{")
  }

  private static func checkNesting(_ tags: [TemplateTag], file: String) throws(RenderError) {
    var open: [TemplateTag] = []
    for tag in tags {
      if tag.kind == .section || tag.kind == .inverted { open.append(tag) }
      guard tag.kind == .end else { continue }
      guard let begun = open.popLast(), begun.name == tag.name else {
        throw RenderError(
          file: file, line: tag.line, column: tag.column, message: "{{/\(tag.name)}} closes nothing that is open here")
      }
    }
    guard let left = open.last else { return }
    throw RenderError(
      file: file, line: left.line, column: left.column, message: "the section \(left.name) is not closed")
  }

  private static func tag(
    _ content: String, isTriple: Bool, file: String, place: (line: Int, column: Int)
  ) throws(RenderError) -> TemplateTag {
    let kinds: [Character: Kind] = [
      "#": .section, "^": .inverted, "/": .end, ">": .partial, "!": .comment, "&": .rawValue,
    ]
    let sign = isTriple ? nil : content.first
    let kind = isTriple ? .rawValue : sign.flatMap { kinds[$0] }
    let name = trimmed(kind == nil || isTriple ? Substring(content) : content.dropFirst())
    func refuse(_ message: String) -> RenderError {
      RenderError(file: file, line: place.line, column: place.column, message: message)
    }
    if let sign, "=<$%*".contains(sign) {
      throw refuse("{{\(sign)…}} is not supported here: its names could not be checked before a run")
    }
    if kind != .comment {
      guard !name.isEmpty else { throw refuse("a tag without a name") }
      guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }) else {
        throw refuse("{{\(name)}}: a name is made of letters, digits, '_', '-' and '.'")
      }
    }
    return TemplateTag(kind: kind ?? .value, name: name, line: place.line, column: place.column)
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}

extension Collection where Element == UInt8 {
  /// Where a byte string first stands.
  fileprivate func firstRange(of needle: [UInt8]) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].starts(with: needle), let end = index(start, offsetBy: needle.count, limitedBy: endIndex) {
        return start..<end
      }
      start = index(after: start)
    }
    return nil
  }
}
