/// Stands for a company's name from the metrics to the outputs.
///
/// Each output names customers in its own way (by name, by code, not at all), so no stage between writes a name into a
/// sentence: it writes this token, and Pipeline puts into each output what that output may say.
package enum CompanyToken {
  package static let opening: Unicode.Scalar = "\u{E000}"
  package static let closing: Unicode.Scalar = "\u{E001}"
  /// Digits between the marks.
  package static let length = 16
  private static let digits = Array("0123456789abcdef".utf8)
  private static let blank = Array("\(opening)\(String(repeating: "0", count: length))\(closing)".utf8)

  /// The company's id as a hash between two private-use marks: an id may hold anything, and be of any length.
  package static func of(_ id: String) -> String {
    var token = blank
    var rest = hash(id)
    let first = UTF8.width(opening)
    for place in (first..<first + length).reversed() {
      token[place] = digits[Int(rest & 15)]
      rest >>= 4
    }
    return String(decoding: token, as: UTF8.self)
  }

  /// FNV-1a of 64 bits: the same everywhere, and told apart by it is all that is asked.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
