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
  private static let first = Array(opening.utf8)
  private static let last = Array(closing.utf8)

  /// The company's id as a hash between two private-use marks: an id may hold anything, and be of any length.
  package static func of(_ id: String) -> String {
    let (number, first, digits, last) = (number(of: id), first, digits, last)
    return String(unsafeUninitializedCapacity: first.count + length + last.count) { token in
      var end = token.initialize(fromContentsOf: first)
      for place in 0..<length {
        token.initializeElement(at: end, to: digits[Int(number >> UInt64(4 * (length - 1 - place)) & 15)])
        end += 1
      }
      return token[end...].initialize(fromContentsOf: last)
    }
  }

  /// The same everywhere, and told apart by it is all that is asked.
  package static func number(of id: String) -> UInt64 { Fingerprint.number(of: id) }

  /// The number of a company in its token; nil for what is no token and nothing else.
  package static func number(in token: String) -> UInt64? {
    var token = token
    return token.withUTF8 { bytes in
      let end = first.count + length
      guard bytes.count == end + last.count, bytes.starts(with: first), bytes[end...].elementsEqual(last) else {
        return nil
      }
      var number: UInt64 = 0
      for byte in bytes[first.count..<end] {
        switch byte {
        case 0x30...0x39: number = number << 4 | UInt64(byte - 0x30)
        case 0x61...0x66: number = number << 4 | UInt64(byte - 0x57)
        default: return nil
        }
      }
      return number
    }
  }

  /// Whether a text may hold a token: only few have even its first byte.
  package static func mayStand(in text: String) -> Bool { text.utf8.contains(first[0]) }
}
