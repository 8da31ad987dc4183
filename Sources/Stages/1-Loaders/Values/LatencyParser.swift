import ReportModel

/// Reads lengths of time into whole microseconds.
enum LatencyParser {
  /// Microseconds in a millisecond, in a second; a nanosecond is less than one.
  enum Unit: Int64 {
    case nanoseconds = 0
    case microseconds = 1
    case milliseconds = 1_000
    case seconds = 1_000_000
  }

  /// `floor(value · unit + 0.5)` in double arithmetic, as every engine computes it; nil where negative or no number.
  ///
  /// Eight bytes of `bytes` are read, however few there are.
  @inline(__always)
  static func microseconds(_ bytes: CallText, unit: Unit) -> Int64? {
    if unit == .milliseconds, let value = short(bytes) { return value }
    return digits(bytes.bytes, unit: unit)
  }

  /// Milliseconds of at most eight signs, three of them at most behind the dot: one word and no loop over its digits.
  @inline(__always)
  private static func short(_ bytes: CallText) -> Int64? {
    let count = UInt64(truncatingIfNeeded: bytes.count)
    guard count > 0, count <= 8 else { return nil }
    // Values of the digits, the last one in the highest byte, with zeros in front.
    var word =
      (ByteSearch.word(bytes.start.assumingMemoryBound(to: UInt8.self)) ^ ByteSearch.zeroDigits) << (64 &- count &* 8)
    let signs = ByteSearch.aboveNine(word)
    var decimals: UInt64 = 0
    if signs != 0 {
      // One sign alone, and that the dot: its byte goes.
      let place = UInt64(signs.trailingZeroBitCount / 8)
      let below: UInt64 = (1 << (place &* 8)) &- 1
      let above = ~below << 8
      let dot = UInt64(UInt8.dot ^ 0x30) << (place &* 8)
      guard word & ~(above | below) == dot, signs & (signs &- 1) == 0, place > 3, count > 1 else { return nil }
      word = (word & above) | (word & below) << 8
      decimals = 7 &- place
    }
    // Pairs of digits, of these the first and third, and the second and fourth, put together at once.
    word = word &* 10 &+ word >> 8
    let odd = word & 0x0000_00FF_0000_00FF
    let even = word >> 16 & 0x0000_00FF_0000_00FF
    let value = Int64((odd &* 0x000F_4240_0000_0064 &+ even &* 0x0000_2710_0000_0001) >> 32)
    switch decimals {
    case 0: return value &* 1_000
    case 1: return value &* 100
    case 2: return value &* 10
    default: return value
    }
  }

  /// The same digit by digit, of any length.
  @inline(never)
  static func digits(_ bytes: Slice, unit: Unit) -> Int64? {
    if unit == .nanoseconds { return slow(bytes, factor: 0.001) }
    var index = 0
    var mantissa: Int64 = 0
    var scale = unit.rawValue
    let count = bytes.count
    while index < count, bytes[index].isDigit {
      mantissa = mantissa &* 10 &+ Int64(bytes[index] &- 0x30)
      index += 1
    }
    var digits = index
    if index < count, bytes[index] == .dot {
      index += 1
      while index < count, bytes[index].isDigit, scale > 1 {
        mantissa = mantissa &* 10 &+ Int64(bytes[index] &- 0x30)
        scale /= 10
        index += 1
        digits += 1
      }
    }
    // Down to the microsecond, and far below 2^53, rounding in doubles yields the exact product.
    if index == count, digits > 0, digits <= 9 { return mantissa * scale }
    return slow(bytes, factor: Double(unit.rawValue))
  }

  private static func slow(_ bytes: Slice, factor: Double) -> Int64? {
    guard let value = NumberParser.double(bytes: bytes) else { return nil }
    let scaled = (value * factor + 0.5).rounded(.down)
    return value >= 0 && scaled < 9e15 ? Int64(scaled) : nil
  }
}
