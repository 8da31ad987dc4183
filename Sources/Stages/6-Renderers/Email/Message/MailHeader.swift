import Foundation

/// One header field of a message.
struct MailHeader: Hashable {
  let name: String
  /// As it is sent, folded.
  let lines: String

  /// Words for people, such as a subject: as they are where they are plain ASCII, else as encoded words (RFC 2047).
  static func text(_ name: String, _ text: String) -> MailHeader {
    MailHeader(name: name, lines: folded(name + ": ", words(text)))
  }

  /// A value in the syntax of its field, made of checked parts; folds only at its blanks.
  static func structured(_ name: String, _ value: String) -> MailHeader {
    MailHeader(name: name, lines: folded(name + ": ", value.split(separator: " ").map(String.init)))
  }

  /// `Name <address>`, or the address alone.
  static func mailbox(_ name: String, _ address: String, called person: String?) -> MailHeader {
    let words = person.map { Self.words($0, isPhrase: true) } ?? []
    return MailHeader(name: name, lines: folded(name + ": ", words.isEmpty ? [address] : words + ["<\(address)>"]))
  }

  /// Lines are folded before column 77 (RFC 5322, section 2.1.1).
  private static func folded(_ start: String, _ words: [String]) -> String {
    var lines = start
    var column = start.count
    for (index, word) in words.enumerated() {
      // Before the first word there is a blank already.
      let gap = index == 0 ? 0 : 1
      let isFull = column + gap + word.count > 76
      lines += isFull ? "\r\n " : String(repeating: " ", count: gap)
      column = isFull ? 1 : column + gap
      lines += word
      column += word.count
    }
    return lines + "\r\n"
  }

  /// The words to be joined by blanks.
  private static func words(_ text: String, isPhrase: Bool = false) -> [String] {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    let isPlain = words.allSatisfy { word in
      word.count <= 60 && !word.contains("=?") && word.unicodeScalars.allSatisfy { isPlainScalar($0, isPhrase) }
    }
    return isPlain ? words : encoded(words.joined(separator: " "))
  }

  /// In a phrase the marks of addresses would end it.
  private static func isPlainScalar(_ scalar: Unicode.Scalar, _ isPhrase: Bool) -> Bool {
    guard (0x21...0x7E).contains(scalar.value) else { return false }
    return !isPhrase || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-"
  }

  /// Encoded words of at most 75 characters; none is cut inside a character.
  private static func encoded(_ text: String) -> [String] {
    let room = (75 - "=?utf-8?b??=".count) / 4 * 3
    var words: [String] = []
    var chunk: [UInt8] = []
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if chunk.count + bytes.count > room {
        words.append(word(chunk))
        chunk = []
      }
      chunk += bytes
    }
    if !chunk.isEmpty { words.append(word(chunk)) }
    return words
  }

  private static func word(_ bytes: [UInt8]) -> String { "=?utf-8?b?" + Data(bytes).base64EncodedString() + "?=" }
}
