/// A short name of a text that changes with it; no protection against anybody.
package enum Fingerprint {
  /// FNV-1a, 64 bits, as sixteen hexadecimal digits.
  package static func of(_ text: String) -> String {
    let digits = String(number(of: text), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The same as a number.
  package static func number(of text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { bytes in
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      return hash
    }
  }
}
