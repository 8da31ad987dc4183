import ReportModel

/// Names out of the exports, made fit for a sentence; escaping is the renderers' work.
package enum PlainName {
  /// One line, at most `limit` characters, e-mail addresses masked.
  package static func of(_ text: String, limit: Int = 80) -> String {
    if isPlain(text, limit: limit) { return text }
    let words = text.unicodeScalars.split(whereSeparator: breaks).map { masked(String($0)) }
    let line = words.joined(separator: " ")
    if line.isEmpty { return "(no name)" }
    return line.count <= limit ? line : line.prefix(limit - 1) + "…"
  }

  /// One word of ASCII, as most ids and values are: there is nothing to be done.
  private static func isPlain(_ text: String, limit: Int) -> Bool {
    !text.isEmpty && text.utf8.count <= limit
      && text.utf8.allSatisfy { 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "@") }
  }

  /// The value of a segment that must not be named: nobody's, the rest, nothing, or somebody's address.
  static func isAnonymous(_ value: String) -> Bool {
    let trimmed = of(value)
    return trimmed == "(no name)" || (trimmed.hasPrefix("(") && trimmed.hasSuffix(")")) || trimmed.contains("(address)")
      || trimmed.lowercased() == "other"
  }

  /// `channel partner`, `GET /v1/charges`, `Acme`: how a segment is called in a sentence.
  static func of(dimension: String, value: String, name: String?) -> String {
    switch dimension {
    case "endpoint": of(value)
    case "company_id": name.map { of($0) } ?? "company " + of(value)
    case "sdk": of(DisplayName.value(value, of: dimension)) + " SDK"
    case "api_version": "API version " + of(value)
    case "company_size": "company size " + of(value)
    case "github_stars": of(value) + " GitHub stars"
    default: of(dimension) + " " + of(value)
    }
  }

  /// Values of one dimension: `Python, Ruby and PHP SDKs`, `regions eu and us`; one is told as itself.
  static func of(dimension: String, values: [String]) -> String {
    if values.count == 1 { return of(dimension: dimension, value: values[0], name: nil) }
    let names = values.map { of(DisplayName.value($0, of: dimension)) }
    let last = names.suffix(1)
    let list = names.dropLast().joined(separator: ", ") + " and " + last.joined()
    switch dimension {
    case "endpoint": return list
    case "sdk": return list + " SDKs"
    case "github_stars": return list + " GitHub stars"
    case "country": return "countries " + list
    default: return DisplayName.dimension(dimension) + "s " + list
    }
  }

  /// The same after a preposition: `the Python SDK`, but `GET /v1/charges`.
  static func object(_ words: String, dimension: String?) -> String { (dimension == "sdk" ? "the " : "") + words }

  private static func breaks(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator, .format: true
    default: false
    }
  }

  private static func masked(_ word: String) -> String {
    guard let at = word.firstIndex(of: "@"), at != word.startIndex, word[at...].contains(".") else { return word }
    return "(address)"
  }
}
