/// HTML as feeds carry it, cut into tags and text in one pass; it need not be well-formed.
enum Markup {
  enum Piece: Hashable, Sendable {
    /// Name in lower case, with a leading `/` where it closes.
    case tag(String)
    case text(String)
  }

  static func pieces(_ html: String) -> [Piece] {
    let bytes = Array(html.utf8)
    var pieces: [Piece] = []
    var textStart = 0
    var place = 0
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "<"), place + 1 < bytes.count, isTagStart(bytes[place + 1]) else {
        place += 1
        continue
      }
      guard let end = bytes[place...].firstIndex(of: UInt8(ascii: ">")) else { break }
      if textStart < place { pieces.append(.text(decoded(bytes[textStart..<place]))) }
      let name = bytes[(place + 1)..<end].enumerated().prefix { index, byte in
        index == 0 || isLetter(byte) || byte.isDigit
      }
      pieces.append(.tag(String(decoding: name.map(\.element), as: UTF8.self).lowercased()))
      place = end + 1
      textStart = place
    }
    if textStart < bytes.count { pieces.append(.text(decoded(bytes[textStart...]))) }
    return pieces
  }

  /// The text alone, on one line.
  static func plain(_ html: String) -> String {
    let text = pieces(html).reduce(into: "") { text, piece in
      switch piece {
      case .text(let part): text += part
      case .tag(let name): if blocks.contains(name) { text += " " }
      }
    }
    return oneLine(text)
  }

  /// White space of any kind as single blanks.
  static func oneLine(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  private static let blocks: Set<String> = ["br", "p", "/p", "div", "/div", "li", "/li"]

  private static let entities: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–", "mdash": "—",
    "rsquo": "’", "lsquo": "‘", "ldquo": "“", "rdquo": "”", "hellip": "…",
  ]

  /// Text with its character references replaced; an unknown one stays as written.
  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var result = ""
    for (index, part) in text.split(separator: "&", omittingEmptySubsequences: false).enumerated() {
      guard index > 0 else {
        result += part
        continue
      }
      let name = part.prefix(10).prefix { $0 != ";" }
      if name.count < part.count, part[name.endIndex] == ";", let character = character(name) {
        result += character + part[part.index(after: name.endIndex)...]
      } else {
        result += "&" + part
      }
    }
    return result
  }

  private static func character(_ name: Substring) -> String? {
    guard name.first == "#" else { return entities[String(name)] }
    let digits = name.dropFirst()
    let isHex = digits.first == "x" || digits.first == "X"
    let code = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return code.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func isTagStart(_ byte: UInt8) -> Bool { isLetter(byte) || byte == UInt8(ascii: "/") }
}
