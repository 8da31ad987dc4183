/// How large a YAML document becomes once its aliases are written out, told without composing it.
///
/// A few lines of aliases to lists of aliases make billions of nodes, and comparing such keys is enough to hang. An
/// anchored node ends before its first alias, so the text between them, with what its own aliases stand for, is never
/// less than the node: the sum is an upper bound.
enum AliasExpansion {
  private struct Anchor {
    let place: Int
    /// Bytes that aliases before the anchor stand for.
    let before: Int
    var size: Int?
  }

  /// Bytes, at most.
  static func bytes(of text: String) -> Int {
    var text = text
    return text.withUTF8 { bytes(of: $0) }
  }

  private static func bytes(of text: UnsafeBufferPointer<UInt8>) -> Int {
    var anchors: [[UInt8]: Anchor] = [:]
    var expanded = 0
    var place = 0
    while place < text.count {
      let mark = text[place]
      guard mark == UInt8(ascii: "&") || mark == UInt8(ascii: "*"), place == 0 || !isName(text[place - 1]) else {
        place += 1
        continue
      }
      var end = place + 1
      while end < text.count, isName(text[end]) { end += 1 }
      if end > place + 1, end == text.count || mayFollow(text[end]) {
        let name = Array(text[place + 1..<end])
        if mark == UInt8(ascii: "&") {
          anchors[name] = Anchor(place: place, before: expanded)
        } else if let anchor = anchors[name] {
          let size = anchor.size ?? saturating(place - anchor.place, expanded - anchor.before)
          anchors[name]?.size = size
          expanded = saturating(expanded, size)
        }
      }
      place = end
    }
    return saturating(text.count, expanded)
  }

  private static func saturating(_ left: Int, _ right: Int) -> Int {
    let (sum, overflows) = left.addingReportingOverflow(right)
    return overflows ? .max : sum
  }

  /// Letters libyaml takes for an anchor's name.
  private static func isName(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
      || byte == 0x2D
  }

  /// Blanks and the indicators that end a name; other line breaks than ASCII's begin beyond it.
  private static func mayFollow(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte >= 0x80 || "?:,]}%@`".utf8.contains(byte)
  }
}
