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
  static func microseconds(_ bytes: Slice, unit: Unit) -> Int64? {
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
