import Foundation

/// Reads what Foundation's encoder writes in one line, without a single blank between values.
///
/// A `Decodable` tree has to try one type after the other, and each try that fails costs more than all the rest.
struct TextTreeReader {
  struct Malformed: Error {
    let place: Int
  }

  private let bytes: [UInt8]
  private var place = 0

  static func read(_ json: [UInt8]) throws -> TextTree {
    var reader = TextTreeReader(bytes: json)
    let tree = try reader.value()
    guard reader.place == json.count else { throw Malformed(place: reader.place) }
    return tree
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func value() throws -> TextTree {
    if take("\"") { return .text(try string()) }
    if take("{") {
      var fields: [String: TextTree] = [:]
      try members(until: "}") { reader in
        try reader.expect("\"")
        let name = try reader.string()
        try reader.expect(":")
        fields[name] = try reader.value()
      }
      return .object(fields)
    }
    if take("[") {
      var list: [TextTree] = []
      try members(until: "]") { reader in list.append(try reader.value()) }
      return .list(list)
    }
    return try other()
  }

  private mutating func members(
    until closing: Unicode.Scalar, _ member: (inout TextTreeReader) throws -> Void
  ) throws {
    if take(closing) { return }
    repeat { try member(&self) } while take(",")
    try expect(closing)
  }

  /// What stands up to the next mark; a zero has no sign in a report.
  private mutating func other() throws -> TextTree {
    let written = bytes[place...].prefix { byte in
      byte != UInt8(ascii: ",") && byte != UInt8(ascii: "]") && byte != UInt8(ascii: "}")
    }
    guard !written.isEmpty else { throw Malformed(place: place) }
    place = written.endIndex
    return .other(written.elementsEqual("-0".utf8) ? written.dropFirst() : written)
  }

  /// The rest of a text whose first quote is taken.
  private mutating func string() throws -> String {
    let start = place
    var isEscaped = false
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      let isEscape = bytes[place] == UInt8(ascii: "\\")
      isEscaped = isEscaped || isEscape
      place += isEscape ? 2 : 1
    }
    let end = place
    try expect("\"")
    guard isEscaped else { return String(decoding: bytes[start..<end], as: UTF8.self) }
    return try JSONDecoder().decode(String.self, from: Data(bytes[start - 1...end]))
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard place < bytes.count, bytes[place] == UInt8(ascii: mark) else { return false }
    place += 1
    return true
  }

  private mutating func expect(_ mark: Unicode.Scalar) throws {
    guard take(mark) else { throw Malformed(place: place) }
  }
}
