package import ReportModel

/// Reads the time forms of the contract.
///
/// ISO 8601 (`T` or a blank between date and time, a date alone, any precision down to nanoseconds, zone `Z`, `±HH:MM`,
/// `±HHMM`, `±HH` or none), epoch seconds, milli-, micro- or nanoseconds by digit count, and the access log's
/// `10/Oct/2026:13:55:36 +0000`. Whatever is finer than a microsecond is cut off, not rounded, so that a call never
/// slips into the next day.
package enum TimeParser {
  /// The moment, or nil for what is no time or names one that does not exist; without a zone it is the report's.
  package static func parse(_ text: String, zone: ZoneTable) -> Instant? {
    var text = text
    return text.withUTF8 { parse(bytes: UnsafeRawBufferPointer($0), zone: zone) }
  }

  /// The moment a cell holds.
  package static func parse(_ value: Value, zone: ZoneTable) -> Instant? {
    switch value {
    case .text(let text), .number(let text): parse(text, zone: zone)
    case .flag, .nested: nil
    }
  }

  /// The same on UTF-8 bytes.
  package static func parse(bytes: UnsafeRawBufferPointer, zone: ZoneTable) -> Instant? {
    guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
    var start = Bytes(base)
    var end = start + bytes.count
    if let instant = ISOTime.usual(start, end, zone) { return instant }
    trim(&start, &end)
    if end - start >= 2, start[0] == .quote, end[-1] == .quote {
      start += 1
      end -= 1
      trim(&start, &end)
    }
    guard end - start >= 8, start[0].isDigit else { return nil }
    if let instant = EpochTime.parse(start, end) { return instant }
    return ISOTime.usual(start, end, zone) ?? ISOTime.other(start, end, zone) ?? LogTime.parse(start, end, zone)
  }

  private static func trim(_ start: inout Bytes, _ end: inout Bytes) {
    while start < end, start[0] == .space || start[0] == .tab { start += 1 }
    while start < end, end[-1] == .space || end[-1] == .tab { end -= 1 }
  }
}

/// Seconds, milli-, micro- or nanoseconds since 1970, told apart by the digits of the whole part.
enum EpochTime {
  /// 1990-01-01 to 2100-12-31: outside, a number is some other number.
  private static let plausible = 631_152_000 * Duration.second..<4_133_980_800 * Duration.second

  static func parse(_ start: Bytes, _ end: Bytes) -> Instant? {
    var place = start
    var whole: UInt64 = 0
    while place < end, place[0].isDigit {
      let (product, overflows) = whole.multipliedReportingOverflow(by: 10)
      let (sum, carries) = product.addingReportingOverflow(UInt64(place[0] &- 0x30))
      if overflows || carries { return nil }
      whole = sum
      place += 1
    }
    let perMicrosecond: Int64
    let multiple: Int64
    switch place - start {
    case 1...11: (multiple, perMicrosecond) = (1_000_000, 1)
    case 12...14: (multiple, perMicrosecond) = (1_000, 1)
    case 15...17: (multiple, perMicrosecond) = (1, 1)
    case 18...20: (multiple, perMicrosecond) = (1, 1_000)
    default: return nil
    }
    guard let units = Int64(exactly: whole) else { return nil }
    var instant = units / perMicrosecond
    let (scaled, overflows) = instant.multipliedReportingOverflow(by: multiple)
    if overflows { return nil }
    instant = scaled
    if place < end {
      guard place[0] == .dot || place[0] == .comma, place + 1 < end else { return nil }
      place += 1
      var scale = multiple / 10
      while place < end {
        guard place[0].isDigit else { return nil }
        instant += Int64(place[0] &- 0x30) * scale
        scale /= 10
        place += 1
      }
    }
    return plausible.contains(instant) ? instant : nil
  }
}

/// `10/Oct/2026:13:55:36 +0000`, the time of the common log format; the zone may be missing.
enum LogTime {
  private static let months: [UInt32] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ].map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } }

  static func parse(_ start: Bytes, _ end: Bytes, _ zone: ZoneTable) -> Instant? {
    guard end - start >= 20, start[2] == .slash, start[6] == .slash, start[11] == .colon, start[14] == .colon,
      start[17] == .colon, let day = ISOTime.two(start), let century = ISOTime.two(start + 7),
      let year = ISOTime.two(start + 9), let hour = ISOTime.two(start + 12), let minute = ISOTime.two(start + 15),
      let second = ISOTime.two(start + 18)
    else { return nil }
    let name = (3..<6).reduce(0) { $0 << 8 | UInt32(start[$1] | 0x20) }
    guard let month = months.firstIndex(of: name) else { return nil }
    let clock = ISOTime.Clock(
      year: century * 100 + year, month: month + 1, day: day, hour: hour, minute: minute, second: second)
    return ISOTime.finish(clock, start + 20, end, zone)
  }
}
