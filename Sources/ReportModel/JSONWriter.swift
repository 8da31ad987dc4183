/// Writes JSON byte for byte as Foundation does with sorted keys, pretty-printed and slashes left alone.
///
/// For the tables of a report: thousands of cells, each of which costs Foundation's encoder a container of its own.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  /// How many objects and lists the next value lies in.
  private var depth: Int
  /// Columns of the row before with what stands in front of their cells: most rows have those of the one before.
  private var beginnings: [(column: String, depth: Int, bytes: [UInt8])] = []

  /// - Parameter room: bytes to make room for.
  package init(depth: Int = 0, room: Int = 0) {
    self.depth = depth
    bytes.reserveCapacity(room)
  }

  /// `write` is asked for the value of each name, in their order.
  package mutating func object<Failure: Error>(
    _ names: [String], _ write: (inout JSONWriter, String) throws(Failure) -> Void
  ) throws(Failure) {
    open("{")
    for (place, name) in names.sorted().enumerated() {
      next(isFirst: place == 0)
      text(name)
      literal(" : ")
      try write(&self, name)
    }
    close("}", isEmpty: names.isEmpty)
  }

  /// `write` is asked for each element by its place.
  package mutating func list<Failure: Error>(
    count: Int, _ write: (inout JSONWriter, Int) throws(Failure) -> Void
  ) throws(Failure) {
    open("[")
    for place in 0..<count {
      next(isFirst: place == 0)
      try write(&self, place)
    }
    close("]", isEmpty: count == 0)
  }

  /// Writes a row as an object; its columns come in their order already.
  package mutating func row(_ row: TableRow) {
    open("{")
    let entries = row.entries
    for place in entries.indices {
      if place < beginnings.count, beginnings[place].column == entries[place].column, beginnings[place].depth == depth {
        bytes += beginnings[place].bytes
      } else {
        begin(entries[place].column, at: place)
      }
      cell(entries[place].cell)
    }
    close("}", isEmpty: row.isEmpty)
  }

  private mutating func begin(_ column: String, at place: Int) {
    let start = bytes.count
    next(isFirst: place == 0)
    text(column)
    literal(" : ")
    beginnings.removeSubrange(min(place, beginnings.count)...)
    beginnings.append((column, depth, Array(bytes[start...])))
  }

  /// Writes a cell; its number is finite, because JSON has no other.
  package mutating func cell(_ cell: Cell) {
    switch cell {
    case .text(let text): self.text(text)
    case .integer(let integer): self.integer(integer)
    case .number(let number): digits(of: number.description)
    case .flag(let flag): literal(flag ? "true" : "false")
    case .null: literal("null")
    }
  }

  /// Writes a value that is JSON already.
  package mutating func raw(_ written: ArraySlice<UInt8>) { bytes += written }

  /// Writes a number without a `.0` at its end.
  private mutating func digits(of number: String) {
    var number = number
    number.withUTF8 { utf8 in
      let isWhole = utf8.suffix(2).elementsEqual(".0".utf8)
      bytes += isWhole ? UnsafeBufferPointer(rebasing: utf8.dropLast(2)) : utf8
    }
  }

  private mutating func integer(_ integer: Int) {
    if integer < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    var rest = integer.magnitude
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  private mutating func text(_ text: String) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { utf8 in
      var isEscaped = false
      for byte in utf8 { isEscaped = isEscaped || Self.isEscaped(byte) }
      if isEscaped {
        for byte in utf8 { escape(byte) }
      } else {
        bytes += utf8
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
    case 0x08: literal("\\b")
    case 0x09: literal("\\t")
    case 0x0A: literal("\\n")
    case 0x0C: literal("\\f")
    case 0x0D: literal("\\r")
    case ..<0x20: bytes.append(contentsOf: "\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8)
    default: bytes.append(byte)
    }
  }

  private mutating func literal(_ text: StaticString) {
    bytes += UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
  }

  private mutating func open(_ bracket: Unicode.Scalar) {
    bytes.append(UInt8(ascii: bracket))
    depth += 1
  }

  private mutating func next(isFirst: Bool) {
    literal(isFirst ? "\n" : ",\n")
    indent()
  }

  private mutating func close(_ bracket: Unicode.Scalar, isEmpty: Bool) {
    depth -= 1
    literal(isEmpty ? "\n\n" : "\n")
    indent()
    bytes.append(UInt8(ascii: bracket))
  }

  private mutating func indent() {
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }
}
