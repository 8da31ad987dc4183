import ReportModel

/// Tokens of companies inside a sentence.
enum CompanyList {
  /// Each token of the text once, in order.
  static func tokens(in text: String) -> [String] {
    var tokens: [String] = []
    let scalars = Array(text.unicodeScalars)
    for index in scalars.indices where isToken(scalars, at: index) {
      let token = String(String.UnicodeScalarView(scalars[index..<(index + length)]))
      if !tokens.contains(token) { tokens.append(token) }
    }
    return tokens
  }

  private static let length = CompanyToken.length + 2

  private static func isToken(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    guard scalars[index] == CompanyToken.opening, index + length <= scalars.count else { return false }
    let digits = scalars[(index + 1)..<(index + length - 1)]
    return scalars[index + length - 1] == CompanyToken.closing
      && digits.allSatisfy { ("0"..."9").contains($0) || ("a"..."f").contains($0) }
  }

  private static let links = [", and ", ", ", " and "]

  /// `A, B and C` → `3 customers`, for an output that names nobody.
  static func counted(_ text: String) -> String {
    let tokens = Set(tokens(in: text))
    var result = ""
    var rest = text[...]
    while let token = next(rest, tokens) {
      result += rest[..<token.lowerBound]
      rest = rest[token.upperBound...]
      var count = 1
      while let link = links.first(where: { link in rest.hasPrefix(link) && starts(rest.dropFirst(link.count), tokens) }
      ) {
        rest = rest.dropFirst(link.count + length)
        count += 1
      }
      result += count == 1 ? String(text[token]) : "\(count) customers"
    }
    return result + rest
  }

  /// The same over spans, of which each company is one.
  static func counted(_ spans: [TextTree]) -> [TextTree] {
    func text(_ index: Int) -> String? {
      guard index < spans.count, case .object(let fields) = spans[index], case .text(let text)? = fields["text"]
      else {
        return nil
      }
      return text
    }
    func isToken(_ index: Int) -> Bool { text(index).map { tokens(in: $0) == [$0] } ?? false }
    func isLink(_ index: Int) -> Bool { text(index).map(links.contains) ?? false }
    var result: [TextTree] = []
    var index = 0
    while index < spans.count {
      var count = isToken(index) ? 1 : 0
      while count > 0, isLink(index + 2 * count - 1), isToken(index + 2 * count) { count += 1 }
      guard count > 1, case .object(var fields) = spans[index] else {
        result.append(spans[index])
        index += 1
        continue
      }
      fields["text"] = .text("\(count) customers")
      result.append(.object(fields))
      index += 2 * count - 1
    }
    return result
  }

  private static func next(_ text: Substring, _ tokens: Set<String>) -> Range<String.Index>? {
    text.indices.lazy.compactMap { index in
      text.unicodeScalars[index] == CompanyToken.opening && starts(text[index...], tokens)
        ? index..<text.index(index, offsetBy: length) : nil
    }.first
  }

  private static func starts(_ text: Substring, _ tokens: Set<String>) -> Bool {
    tokens.contains(String(text.prefix(length)))
  }

  /// A sentence that began with a company begins with an article now.
  static func capitalised(_ text: String, was sealed: String) -> String {
    guard sealed.unicodeScalars.first == CompanyToken.opening, let first = text.first else { return text }
    return first.uppercased() + text.dropFirst()
  }
}
