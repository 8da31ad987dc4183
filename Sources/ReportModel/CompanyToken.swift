/// Stands for a company's name from the metrics to the outputs.
///
/// Each output names customers in its own way (by name, by code, not at all), so no stage between writes a name into a
/// sentence: it writes this token, and Pipeline puts into each output what that output may say.
package enum CompanyToken {
  package static let opening: Unicode.Scalar = "\u{E000}"
  package static let closing: Unicode.Scalar = "\u{E001}"
  /// Digits between the marks.
  package static let length = 16

  /// The company's id as a hash between two private-use marks: an id may hold anything, and be of any length.
  package static func of(_ id: String) -> String {
    let digits = String(hash(id), radix: 16)
    let padded = String(repeating: "0", count: max(0, length - digits.count)) + digits
    return String(Character(opening)) + padded + String(Character(closing))
  }

  /// FNV-1a of 64 bits: the same everywhere, and told apart by it is all that is asked.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
