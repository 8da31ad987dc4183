/// Writes JSON byte for byte as Foundation does with sorted keys, pretty-printed and slashes left alone.
///
/// For the tables of a report: thousands of cells, each of which costs Foundation's encoder a container of its own.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  /// How many objects and lists the next value lies in.
  private var depth: Int

  package init(depth: Int = 0) { self.depth = depth }

  package mutating func object<Member, Failure: Error>(
    _ members: [String: Member], _ write: (inout JSONWriter, String, Member) throws(Failure) -> Void
  ) throws(Failure) {
    open("{")
    var isFirst = true
    for (name, member) in members.sorted(by: { $0.key < $1.key }) {
      next(&isFirst)
      text(name)
      bytes.append(contentsOf: " : ".utf8)
      try write(&self, name, member)
    }
    close("}", isEmpty: isFirst)
  }

  package mutating func list<Element, Failure: Error>(
    _ elements: [Element], _ write: (inout JSONWriter, Int, Element) throws(Failure) -> Void
  ) throws(Failure) {
    open("[")
    var isFirst = true
    for (index, element) in elements.enumerated() {
      next(&isFirst)
      try write(&self, index, element)
    }
    close("]", isEmpty: isFirst)
  }

  /// Writes a cell; its number is finite, because JSON has no other.
  package mutating func cell(_ cell: Cell) {
    switch cell {
    case .text(let text): self.text(text)
    case .integer(let integer): bytes.append(contentsOf: integer.description.utf8)
    case .number(let number):
      let digits = number.description
      bytes.append(contentsOf: digits.hasSuffix(".0") ? digits.utf8.dropLast(2) : digits.utf8[...])
    case .flag(let flag): bytes.append(contentsOf: flag ? "true".utf8 : "false".utf8)
    case .null: bytes.append(contentsOf: "null".utf8)
    }
  }

  /// Writes a value that is JSON already.
  package mutating func raw(_ written: some Sequence<UInt8>) { bytes.append(contentsOf: written) }

  private mutating func text(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    if text.utf8.contains(where: Self.isEscaped) {
      for byte in text.utf8 { escape(byte) }
    } else {
      bytes.append(contentsOf: text.utf8)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
    case 0x08: bytes.append(contentsOf: "\\b".utf8)
    case 0x09: bytes.append(contentsOf: "\\t".utf8)
    case 0x0A: bytes.append(contentsOf: "\\n".utf8)
    case 0x0C: bytes.append(contentsOf: "\\f".utf8)
    case 0x0D: bytes.append(contentsOf: "\\r".utf8)
    case ..<0x20: bytes.append(contentsOf: "\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8)
    default: bytes.append(byte)
    }
  }

  private mutating func open(_ bracket: Unicode.Scalar) {
    bytes.append(UInt8(ascii: bracket))
    depth += 1
  }

  private mutating func next(_ isFirst: inout Bool) {
    bytes.append(contentsOf: isFirst ? "\n".utf8 : ",\n".utf8)
    indent()
    isFirst = false
  }

  private mutating func close(_ bracket: Unicode.Scalar, isEmpty: Bool) {
    depth -= 1
    bytes.append(contentsOf: isEmpty ? "\n\n".utf8 : "\n".utf8)
    indent()
    bytes.append(UInt8(ascii: bracket))
  }

  private mutating func indent() {
    for _ in 0..<2 * depth { bytes.append(UInt8(ascii: " ")) }
  }
}
