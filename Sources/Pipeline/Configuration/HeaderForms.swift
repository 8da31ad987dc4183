/// Values that end up in header fields of a mail: what could end a field or an address is refused here, because mail
/// programs pass it on to the server as a command of its own.
extension ConfigurationForm where Output == String {
  /// Text of a header field.
  static var headerText: ConfigurationForm {
    ConfigurationForm(
      .object([("type", "string"), ("minLength", .number("1")), ("pattern", "^[^<>\\u0000-\\u001f]*$")])
    ) {
      value, context throws(ConfigurationError) in
      let text = try text.read(value, context)
      guard text.unicodeScalars.allSatisfy({ !isForbidden($0) }) else {
        throw context.error(value, expected: "text on one line, without control characters, '<' and '>'")
      }
      return text
    }
  }

  /// An address alone, such as `reports@example.com`.
  static var address: ConfigurationForm {
    ConfigurationForm(.object([("type", "string"), ("pattern", "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+$")])) {
      value, context throws(ConfigurationError) in
      let address = try text.read(value, context)
      guard isAddress(address) else {
        throw context.error(value, expected: "an e-mail address alone, such as reports@example.com")
      }
      return address
    }
  }

  /// The name of a mailing list (RFC 2919), such as `api-report.example.com`.
  static var listID: ConfigurationForm {
    ConfigurationForm(.object([("type", "string"), ("pattern", "^[A-Za-z0-9.-]+$")])) {
      value, context throws(ConfigurationError) in
      let name = try text.read(value, context)
      guard isDomain(name) else {
        throw context.error(value, expected: "the name of a list, such as api-report.example.com")
      }
      return name
    }
  }

  /// A subject; `{product}`, `{month}` and `{headline}` stand for the report's.
  static var subject: ConfigurationForm {
    ConfigurationForm(headerText.schema) { value, context throws(ConfigurationError) in
      let subject = try headerText.read(value, context)
      let rest = ["{product}", "{month}", "{headline}"].reduce(subject) { $0.replacing($1, with: "") }
      guard !rest.contains("{"), !rest.contains("}") else {
        throw context.error(value, expected: "text with {product}, {month} and {headline} alone in braces")
      }
      return subject
    }
  }

  /// Where the folder of the reports is published; without its last slash.
  static var webAddress: ConfigurationForm {
    ConfigurationForm(.object([("type", "string"), ("pattern", "^https?://[^\\s<>\"]+$")])) {
      value, context throws(ConfigurationError) in
      let text = try text.read(value, context)
      let rest = text.hasPrefix("https://") ? text.dropFirst(8) : text.hasPrefix("http://") ? text.dropFirst(7) : ""
      let host = rest.prefix { $0 != "/" && $0 != ":" }
      let isPlain = rest.unicodeScalars.allSatisfy {
        (0x21...0x7E).contains($0.value) && !"<>\"'`{}|\\^?#".unicodeScalars.contains($0)
      }
      guard isPlain, isDomain(String(host)), !rest.contains("@") else {
        throw context.error(value, expected: "an address such as https://docs.example.com/reports")
      }
      return String(text.reversed().drop { $0 == "/" }.reversed())
    }
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar == "<" || scalar == ">"
      || scalar.value == 0x2028 || scalar.value == 0x2029
  }

  /// The unquoted form of RFC 5322, in ASCII, as servers without SMTPUTF8 take it.
  static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.count <= 254, (1...64).contains(parts[0].utf8.count) else { return false }
    let isLocal = parts[0].unicodeScalars.allSatisfy { scalar in
      isLetterOrDigit(scalar) || ".!#$%&'*+/=?^_`{|}~-".unicodeScalars.contains(scalar)
    }
    return isLocal && !parts[0].hasPrefix(".") && !parts[0].hasSuffix(".") && !parts[0].contains("..")
      && isDomain(String(parts[1]))
  }

  private static func isDomain(_ text: String) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return text.utf8.count <= 253
      && labels.allSatisfy { label in
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
          && label.unicodeScalars.allSatisfy { isLetterOrDigit($0) || $0 == "-" }
      }
  }

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: false
    }
  }
}
