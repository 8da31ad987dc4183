/// Text from an export, made fit to be shown: on one line, without control characters or turns of the direction.
package enum DisplayText {
  /// Longer than any name that can be read; keeps one hostile cell from filling a page.
  package static let limit = 2_000

  /// The text on one line.
  ///
  /// Line breaks and tabs become one space, other control characters and non-characters U+FFFD; direction overrides
  /// and invisible marks are dropped, because they make a text read as something else than it is.
  package static func line(_ text: String) -> String {
    if isPlain(text) { return text }
    var result = String.UnicodeScalarView()
    var count = 0
    var wasBreak = false
    for scalar in text.unicodeScalars {
      guard count < limit else {
        result.append("…")
        break
      }
      if isBreak(scalar) {
        if !wasBreak { result.append(" ") }
        wasBreak = true
        count += 1
        continue
      }
      wasBreak = false
      if isInvisible(scalar) { continue }
      result.append(isForbidden(scalar) ? "\u{FFFD}" : scalar)
      count += 1
    }
    return String(result)
  }

  private static func isPlain(_ text: String) -> Bool {
    text.utf8.count <= limit && text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
  }

  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xE0000...0xE007F: true
    default: false
    }
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    return value < 0x20 || (0x7F...0x9F).contains(value) || (0xFDD0...0xFDEF).contains(value)
      || value & 0xFFFE == 0xFFFE
  }
}

/// Escaping for XML and HTML, text and attribute values alike.
package enum MarkupText {
  package static func escape(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x26 || $0 == 0x3C || $0 == 0x3E || $0 == 0x22 || $0 == 0x27 }) else {
      return text
    }
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
