/// Removes secrets from text that is shown to people.
///
/// What goes: values behind names such as `token`, `api_key`, `authorization`, `password` or `email`; bearer and basic
/// credentials; keys such as `sk_live_…`; any run of 16 or more of `[A-Za-z0-9_-]` that mixes letters and digits;
/// e-mail addresses. It would rather hide an order number than show a key.
package enum SecretMask {
  /// What stands in place of a secret.
  package static let mark = "***"
  /// Characters of an excerpt at most.
  package static let excerptLength = 200
  /// Bytes of a row that are looked at for its excerpt.
  static let sourceLength = 1_024

  /// The text with its secrets replaced by `***`.
  package static func mask(_ text: String) -> String {
    var scan = MaskScan(Array(text.utf8))
    return String(decoding: scan.run(), as: UTF8.self)
  }

  /// Whether cells under that name are secret or personal whatever they look like.
  package static func isSecret(column: String) -> Bool { isSecret(name: Array(column.utf8)[...]) }

  /// The same on UTF-8; case, hyphens and underscores do not matter.
  static func isSecret(name: ArraySlice<UInt8>) -> Bool {
    var folded: [UInt8] = []
    folded.reserveCapacity(name.count)
    for byte in name {
      if byte.isLetter { folded.append(byte | 0x20) } else if byte.isDigit { folded.append(byte) }
    }
    return words.contains { contains(folded, $0) }
  }

  static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard text.count >= part.count else { return false }
    return (0...(text.count - part.count)).contains { start in
      text[start] == part[0] && text[start..<start + part.count].elementsEqual(part)
    }
  }

  /// A row as JSON for people: cells of secret columns and secrets anywhere masked, at most 200 characters.
  ///
  /// Shapes: one value per column; empty values are left out.
  package static func excerpt(columns: [String], values: [String]) -> String {
    var text = "{"
    for (column, value) in zip(columns, values) where !value.isEmpty {
      if text.utf8.count > sourceLength { break }
      if text.utf8.count > 1 { text += ", " }
      let shown = isSecret(column: column) ? mark : mask(String(value.prefix(excerptLength * 4)))
      text += quoted(mask(column)) + ": " + quoted(shown)
    }
    return clean(text + "}")
  }

  /// An excerpt of a raw row.
  static func excerpt(_ bytes: Slice) -> String {
    var end = min(bytes.count, sourceLength)
    // A secret cut in two would not be recognised any more.
    if end < bytes.count { while end > 0, MaskScan.isKeyByte(bytes[end - 1]) { end -= 1 } }
    return clean(mask(String(decoding: bytes[..<end], as: UTF8.self)))
  }

  /// An excerpt of a delimited row; cells whose place says they are secret go whatever they look like.
  static func excerpt(cells: [String], delimiter: UInt8, isSecret: (Int) -> Bool) -> String {
    var text = ""
    for (index, cell) in cells.enumerated() {
      if index > 0 { text.unicodeScalars.append(Unicode.Scalar(delimiter)) }
      text += isSecret(index) && !cell.isEmpty ? mark : mask(String(cell.prefix(excerptLength * 4)))
      if text.utf8.count > sourceLength { break }
    }
    return clean(text)
  }

  /// Control and invisible characters replaced, cut to length.
  private static func clean(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var count = 0
    for scalar in text.unicodeScalars {
      if count == excerptLength - 1 {
        result.append("…")
        break
      }
      if isVisible(scalar) {
        result.append(scalar)
      } else {
        result.append(scalar == "\t" || scalar == "\r" || scalar == "\n" ? " " : "\u{FFFD}")
      }
      count += 1
    }
    return String(result)
  }

  /// Not a control, not something that hides or reorders the characters around it.
  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: return false
    default: return true
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\" + String($0) : String($0) }.joined() + "\""
  }

  /// Parts of names that speak of secrets or persons, without case, hyphens and underscores.
  private static let words = [
    "token", "apikey", "accesskey", "authorization", "secret", "passw", "passphrase", "pwd", "credential", "privatekey",
    "cookie", "bearer", "signature", "sessionid", "email", "mail", "jwt",
  ].map { Array($0.utf8) }
}
