/// Reads true/false, yes/no and 1/0 in any case, with the single letters databases write.
package enum FlagParser {
  /// nil = none of them.
  package static func flag(_ text: String) -> Bool? {
    var text = text
    return text.withUTF8 { flag(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// The flag of a cell: JSON booleans and numbers as well as text.
  package static func flag(_ value: Value) -> Bool? {
    switch value {
    case .flag(let flag): flag
    case .text(let text), .number(let text): flag(text)
    case .nested: nil
    }
  }

  static func flag(bytes: UnsafeRawBufferPointer) -> Bool? {
    var word: UInt64 = 0
    for byte in bytes where byte != .space {
      guard byte > .space, word < 1 << 40 else { return nil }
      word = word << 8 | UInt64(byte | 0x20)
    }
    if truths.contains(word) { return true }
    return lies.contains(word) ? false : nil
  }

  private static let truths = ["true", "t", "yes", "y", "1", "1.0"].map(packed)
  private static let lies = ["false", "f", "no", "n", "0", "0.0"].map(packed)

  private static func packed(_ text: String) -> UInt64 { text.utf8.reduce(0) { $0 << 8 | UInt64($1) } }
}
