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
  static let sourceLength = 4_096

  /// The text with its secrets replaced by `***`.
  package static func mask(_ text: String) -> String {
    var scan = MaskScan(Array(text.utf8))
    return String(decoding: scan.run(), as: UTF8.self)
  }

  /// Whether cells under that name are secret or personal whatever they look like.
  package static func isSecret(column: String) -> Bool {
    let name = column.lowercased().filter { $0.isLetter || $0.isNumber }
    return words.contains { name.contains($0) }
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
      switch scalar.properties.generalCategory {
      case .control: result.append(["\t", "\r", "\n"].contains(scalar) ? " " : "\u{FFFD}")
      case .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: result.append("\u{FFFD}")
      default: result.append(scalar)
      }
      count += 1
    }
    return String(result)
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\" + String($0) : String($0) }.joined() + "\""
  }

  /// Parts of names that speak of secrets or persons, without case, hyphens and underscores.
  static let words = [
    "token", "apikey", "accesskey", "authorization", "secret", "passw", "passphrase", "pwd", "credential", "privatekey",
    "cookie", "bearer", "signature", "sessionid", "email", "mail", "jwt",
  ]
}
