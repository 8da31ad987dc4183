/// Turns slices of JSON text into values.
enum JSONText {
  /// Writes the text of an escaped string; it is never longer than the slice.
  ///
  /// The cursor has checked the escapes. A surrogate without its other half becomes U+FFFD.
  static func unescape(_ slice: Slice, into output: UnsafeMutablePointer<UInt8>) -> Int {
    var written = 0
    var index = 0
    while index < slice.count {
      guard slice[index] == .backslash, index + 1 < slice.count else {
        output[written] = slice[index]
        written += 1
        index += 1
        continue
      }
      let letter = slice[index + 1]
      index += 2
      if letter == 0x75 {
        let scalar = scalar(slice, &index)
        for unit in UTF8.encode(scalar) ?? .init() {
          output[written] = unit
          written += 1
        }
      } else {
        output[written] = plain(letter)
        written += 1
      }
    }
    return written
  }

  private static func plain(_ letter: UInt8) -> UInt8 {
    switch letter {
    case 0x62: 0x08
    case 0x66: 0x0C
    case 0x6E: .lineFeed
    case 0x72: .carriageReturn
    case 0x74: .tab
    default: letter
    }
  }

  /// The character of `\uXXXX` or of a surrogate pair; `index` stands behind the `u`.
  private static func scalar(_ slice: Slice, _ index: inout Int) -> Unicode.Scalar {
    let first = unit(slice, index)
    index += 4
    guard first & 0xFC00 == 0xD800 else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    guard index + 6 <= slice.count, slice[index] == .backslash, slice[index + 1] == 0x75 else { return "\u{FFFD}" }
    let second = unit(slice, index + 2)
    guard second & 0xFC00 == 0xDC00 else { return "\u{FFFD}" }
    index += 6
    return Unicode.Scalar(0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))) ?? "\u{FFFD}"
  }

  private static func unit(_ slice: Slice, _ start: Int) -> UInt16 {
    (start..<min(start + 4, slice.count)).reduce(0) { $0 << 4 | UInt16(slice[$1].hexValue ?? 0) }
  }

  static func string(_ value: JSONCursor.RawValue) -> String {
    guard value.isEscaped else { return String(decoding: value.slice, as: UTF8.self) }
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: value.slice.count)
    defer { buffer.deallocate() }
    let count = unescape(value.slice, into: buffer)
    return String(decoding: Slice(start: buffer, count: count), as: UTF8.self)
  }

  /// The cell of a JSON value; null and the empty string are nil.
  static func cell(_ value: JSONCursor.RawValue) -> Value? {
    switch value.kind {
    case .null: nil
    case .string: value.slice.isEmpty ? nil : .text(string(value))
    case .number: .number(String(decoding: value.slice, as: UTF8.self))
    case .flag: .flag(value.slice.count == 4)
    case .nested: .nested(String(decoding: value.slice, as: UTF8.self))
    }
  }
}

/// Members of JSON text kept in a cell.
enum NestedValue {
  /// The cell at a dotted path; nil where a step is missing or no object.
  static func member(_ path: Substring, of json: String) -> Value? {
    // Padding for the cursor.
    let padded = Array(json.utf8) + [.lineFeed, 0, 0, 0, 0, 0, 0, 0, 0]
    return padded.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { member(path, JSONCursor(Bytes($0), Bytes($0) + padded.count - 9)) }
    }
  }

  private static func member(_ path: Substring, _ start: JSONCursor) -> Value? {
    let dot = path.firstIndex(of: ".")
    var found: Value?
    var cursor = start
    guard cursor.take(.openBrace) else { return nil }
    while true {
      cursor.skipSpace()
      guard let key = cursor.string() else { return found }
      cursor.skipSpace()
      guard cursor.take(.colon) else { return found }
      cursor.skipSpace()
      let inner = cursor
      guard let value = cursor.value() else { return found }
      let name = JSONText.string(key)
      if name == path {
        found = JSONText.cell(value)
      } else if let dot, name == path[..<dot], value.kind == .nested {
        found = member(path[path.index(after: dot)...], JSONCursor(inner.place, cursor.place)) ?? found
      }
      cursor.skipSpace()
      guard cursor.take(.comma) else { return found }
    }
  }
}
