/// Quoted-printable (RFC 2045, section 6.7): lines of at most 76 characters, ended by CR LF.
enum QuotedPrintable {
  private static let width = 76
  private static let digits = Array("0123456789ABCDEF".utf8)

  static func encode(_ text: String) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count + text.utf8.count / 16)
    var column = 0
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "\n") {
        output += [13, 10]
        column = 0
        continue
      }
      let isLast = index + 1 == bytes.count || bytes[index + 1] == UInt8(ascii: "\n")
      let code = encoded(byte, isLast: isLast, isFirst: column == 0)
      // The soft break is a '=' itself and needs the last column, except before a real break.
      if column + code.count > width - (isLast ? 0 : 1) {
        output += [UInt8(ascii: "="), 13, 10]
        column = 0
      }
      output += code
      column += code.count
    }
    return output
  }

  /// Blanks at the end of a line would be lost on the way; a dot at its head is doubled by SMTP and may be by others.
  private static func encoded(_ byte: UInt8, isLast: Bool, isFirst: Bool) -> [UInt8] {
    switch byte {
    case UInt8(ascii: "="): hex(byte)
    case UInt8(ascii: " "), UInt8(ascii: "\t"): isLast ? hex(byte) : [byte]
    case UInt8(ascii: "."): isFirst ? hex(byte) : [byte]
    case 0x21...0x7E: [byte]
    default: hex(byte)
    }
  }

  private static func hex(_ byte: UInt8) -> [UInt8] {
    [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }
}
