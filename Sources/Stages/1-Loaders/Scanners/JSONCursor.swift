/// Why a JSON text cannot be read.
enum JSONFault: Equatable {
  case none
  /// It ends before the value does.
  case incomplete
  /// What was expected, for people.
  case malformed(StaticString)

  static func == (left: JSONFault, right: JSONFault) -> Bool {
    switch (left, right) {
    case (.none, .none), (.incomplete, .incomplete), (.malformed, .malformed): true
    default: false
    }
  }
}

/// A strict reader of RFC 8259 text that hands out slices and never builds a tree.
///
/// After a fault every further answer is meaningless and `place` is where the fault was found. Behind `end` there must
/// be padding (`ByteSearch`), and in the padding or before it a control character.
struct JSONCursor {
  private static let deepest = 512

  /// What a value is, told by its first byte.
  enum Kind { case string, number, flag, null, nested }

  /// A value as it stands in the text.
  struct RawValue {
    var kind: Kind
    /// Without its quotes where it is a string.
    var slice: Slice
    /// A string with backslashes in it.
    var isEscaped = false
  }

  private(set) var place: Bytes
  let end: Bytes
  private(set) var fault = JSONFault.none

  init(_ start: Bytes, _ end: Bytes) {
    place = start
    self.end = end
  }

  @inline(__always)
  mutating func skipSpace() {
    while place < end, place[0] <= 0x20 {
      guard place[0] == .space || place[0] == .lineFeed || place[0] == .carriageReturn || place[0] == .tab else {
        return
      }
      place += 1
    }
  }

  /// The next byte, or NUL at the end.
  @inline(__always)
  var next: UInt8 { place < end ? place[0] : 0 }

  @inline(__always)
  mutating func advance(_ count: Int) { place += count }

  /// Passes over `byte` and answers whether it was there; its absence is no fault.
  @inline(__always)
  mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    place += 1
    return true
  }

  mutating func fail(_ expected: StaticString) {
    if fault == .none { fault = place >= end ? .incomplete : .malformed(expected) }
  }

  /// Reads a string from its opening quote on.
  @inline(__always)
  mutating func string() -> RawValue? {
    guard take(.quote) else {
      fail("a quote")
      return nil
    }
    let start = place
    var isEscaped = false
    while true {
      place = ByteSearch.stringStop(from: place)
      guard place < end else {
        place = end
        fault = .incomplete
        return nil
      }
      if place[0] == .quote {
        let slice = Slice(start: start, count: place - start)
        place += 1
        return RawValue(kind: .string, slice: slice, isEscaped: isEscaped)
      }
      isEscaped = true
      if !escape() { return nil }
    }
  }

  /// Reads a string without escapes; nil, and nothing passed over, where there is none.
  @inline(__always)
  mutating func plainString() -> Slice? {
    guard place[0] == .quote, place < end else { return nil }
    let start = place + 1
    let stop = ByteSearch.stringStop(from: start)
    guard stop[0] == .quote, stop < end else { return nil }
    place = stop + 1
    return Slice(start: start, count: stop - start)
  }

  /// Reads a short number of digits with or without a fraction; nil, and nothing passed over, where there is none.
  @inline(__always)
  mutating func plainNumber() -> Slice? {
    guard let stop = JSONCursor.endOfPlainNumber(place) else { return nil }
    defer { place = stop }
    return Slice(start: place, count: stop - place)
  }

  /// Where a number of digits with or without a fraction ends, if that is in the next eight bytes; nil where there is
  /// none.
  @inline(__always)
  static func endOfPlainNumber(_ start: Bytes) -> Bytes? {
    let signs = ByteSearch.aboveNine(ByteSearch.word(start) ^ ByteSearch.zeroDigits)
    guard signs != 0 else { return nil }
    let whole = signs.trailingZeroBitCount / 8
    // A zero in front is for the careful reader, unless it is all.
    guard whole > 0, start[0] > 0x30 || whole == 1 else { return nil }
    var stop = start + whole
    if stop[0] == .dot {
      let others = signs & (signs &- 1)
      guard others != 0, others.trailingZeroBitCount / 8 > whole + 1 else { return nil }
      stop = start + others.trailingZeroBitCount / 8
    }
    return stop[0] | 0x20 != 0x65 ? stop : nil
  }

  /// Passes over one escape; anything else here is a control character.
  private mutating func escape() -> Bool {
    guard place[0] == .backslash else {
      fail("a closing quote before the control character")
      return false
    }
    let start = place
    place += 1
    switch next {
    case .quote, .backslash, .slash, 0x62, 0x66, 0x6E, 0x72, 0x74:
      place += 1
      return true
    case 0x75:
      place += 1
      for _ in 0..<4 {
        guard next.hexValue != nil else {
          fail("four hexadecimal digits")
          return false
        }
        place += 1
      }
      return true
    default:
      if place < end { place = start }
      fail("an escape")
      return false
    }
  }

  /// Reads any value.
  @inline(__always)
  mutating func value() -> RawValue? {
    switch next {
    case .quote: return string()
    case .openBrace, .openBracket: return nested()
    case 0x74: return literal("true", .flag)
    case 0x66: return literal("false", .flag)
    case 0x6E: return literal("null", .null)
    // Not JSON, but what Python and JavaScript tools write: the cell is unreadable, the row is not.
    case 0x4E: return literal("NaN", .number)
    case 0x49: return literal("Infinity", .number)
    default: return number()
    }
  }

  private mutating func literal(_ text: StaticString, _ kind: Kind) -> RawValue? {
    let start = place
    for index in 0..<text.utf8CodeUnitCount {
      guard next == text.utf8Start[index] else {
        fail("a value")
        return nil
      }
      place += 1
    }
    return RawValue(kind: kind, slice: Slice(start: start, count: place - start))
  }

  @inline(__always)
  private mutating func number() -> RawValue? {
    let start = place
    var byte = place[0]
    if byte == .minus {
      place += 1
      byte = place[0]
    }
    if byte == 0x30 {
      place += 1
    } else if byte.isDigit {
      skipDigits()
    } else if byte == 0x49 {
      if literal("Infinity", .number) == nil { return nil }
    } else {
      fail("a value")
      return nil
    }
    if place[0] == .dot || place[0] | 0x20 == 0x65, !fraction() { return nil }
    return RawValue(kind: .number, slice: Slice(start: start, count: place - start))
  }

  /// Passes over digits; behind the text there is none.
  @inline(__always)
  private mutating func skipDigits() {
    while place[0].isDigit { place += 1 }
  }

  /// Passes over what may follow the whole part of a number.
  @inline(__always)
  private mutating func fraction() -> Bool {
    if place[0] == .dot {
      place += 1
      guard place[0].isDigit else {
        fail("a value")
        return false
      }
      skipDigits()
    }
    return place[0] | 0x20 == 0x65 ? exponent() : true
  }

  private mutating func exponent() -> Bool {
    place += 1
    if next == 0x2B || next == .minus { place += 1 }
    guard next.isDigit else {
      fail("a value")
      return false
    }
    skipDigits()
    return true
  }

  /// Passes over an object or array; a stack of bits tells which of the two each level is.
  private mutating func nested() -> RawValue? {
    let start = place
    var levels: [Bool] = []
    while true {
      // At a value.
      guard levels.count < JSONCursor.deepest else {
        fault = .malformed("fewer levels")
        return nil
      }
      if take(.openBrace) {
        levels.append(true)
        skipSpace()
        if next != .closeBrace {
          if !key() { return nil }
          continue
        }
      } else if take(.openBracket) {
        levels.append(false)
        skipSpace()
        if next != .closeBracket { continue }
      } else if value() == nil {
        return nil
      }
      // Behind a value, or in front of the end of an empty container.
      if !close(&levels) { return nil }
      if levels.isEmpty { return RawValue(kind: .nested, slice: Slice(start: start, count: place - start)) }
    }
  }

  /// Closes what ends here and moves on to the next value of what does not.
  private mutating func close(_ levels: inout [Bool]) -> Bool {
    while let isObject = levels.last {
      skipSpace()
      if take(isObject ? .closeBrace : .closeBracket) {
        levels.removeLast()
        continue
      }
      guard take(.comma) else {
        fail(isObject ? "a comma or }" : "a comma or ]")
        return false
      }
      skipSpace()
      return isObject ? key() : true
    }
    return true
  }

  /// Passes over a key and its colon.
  private mutating func key() -> Bool {
    guard string() != nil else { return false }
    skipSpace()
    guard take(.colon) else {
      fail("a colon")
      return false
    }
    skipSpace()
    return true
  }
}
