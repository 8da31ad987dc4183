import ReportModel

/// ISO 8601 on bytes.
enum ISOTime {
  /// A wall-clock time, not checked yet.
  struct Clock {
    var year: Int
    var month: Int
    var day: Int
    var hour = 0
    var minute = 0
    var second = 0

    /// Microseconds since 1970-01-01T00:00 on that clock; nil where it does not exist.
    @inline(__always)
    var local: Int64? {
      guard year >= 1, month >= 1, month <= 12, day >= 1, hour < 24, minute < 60, second < 60,
        day <= 28 || day <= length
      else { return nil }
      let seconds = Civil.day(year: year, month: month, day: day) * 86_400 + hour * 3_600 + minute * 60 + second
      return Int64(seconds) * Duration.second
    }

    private var length: Int {
      switch month {
      case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
      case 4, 6, 9, 11: 30
      default: 31
      }
    }
  }

  /// The date and the minute that were read last, for rows in the order of time.
  struct LastTime {
    /// The first eight bytes of the date, the other two and the microseconds to its midnight.
    private(set) var date: UInt64 = 0
    fileprivate var day: UInt16 = 0
    fileprivate var midnight: Int64 = 0
    /// The eight bytes behind the first eight, up to the minute, and the microseconds to its beginning in UTC.
    fileprivate(set) var clock: UInt64 = 0
    fileprivate(set) var minute: Int64 = 0

    fileprivate init(date: UInt64, day: UInt16, midnight: Int64) {
      (self.date, self.day, self.midnight) = (date, day, midnight)
    }

    init() {}
  }

  /// `usual` for times of the same date one after the other.
  static func usual(_ start: Bytes, _ end: Bytes, _ zone: ZoneTable, after last: inout LastTime) -> Instant? {
    guard end - start >= 19 else { return nil }
    let date = ByteSearch.word(start)
    let day = UInt16(truncatingIfNeeded: ByteSearch.word(start + 8))
    guard date == last.date, day == last.day else {
      guard let instant = usual(start, end, zone) else { return nil }
      if let midnight = midnight(start) { last = LastTime(date: date, day: day, midnight: midnight) }
      return instant
    }
    // "00:00:00" turns digits into their values and colons into zeros.
    let time = ByteSearch.word(start + 11) ^ 0x3030_3A30_303A_3030
    let tooLarge = (time &+ 0x7676_7676_7676_7676) | time
    guard tooLarge & ByteSearch.highs == 0, time & 0x0000_FF00_00FF_0000 == 0, isSeparator(start[10]) else {
      return nil
    }
    let hour = digit(time, 0) &* 10 &+ digit(time, 1)
    let minute = digit(time, 3) &* 10 &+ digit(time, 4)
    let second = digit(time, 6) &* 10 &+ digit(time, 7)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    last.clock = ByteSearch.word(start + 8)
    last.minute = last.midnight &+ Int64(hour &* 60 &+ minute) &* Duration.minute
    return finish(last.minute &+ Int64(second) &* Duration.second, start + 19, end, zone)
  }

  /// The midnight of the date that a time which could be read begins with.
  private static func midnight(_ start: Bytes) -> Int64? {
    guard let century = two(start), let year = two(start + 2), let month = two(start + 5), let day = two(start + 8)
    else { return nil }
    return Clock(year: century * 100 + year, month: month, day: day).local
  }

  /// `YYYY-MM-DDTHH:MM:SS` with whatever may follow: nearly every time there is, so eight bytes at once.
  @inline(__always)
  static func usual(_ start: Bytes, _ end: Bytes, _ zone: ZoneTable) -> Instant? {
    guard end - start >= 19 else { return nil }
    // "0000-00-" and "00T00:00" turn digits into their values and separators into zeros.
    let date = ByteSearch.word(start) ^ 0x2D30_302D_3030_3030
    let time = (ByteSearch.word(start + 8) ^ 0x3030_3A30_3000_3030) & 0xFFFF_FFFF_FF00_FFFF
    let nine: UInt64 = 0x7676_7676_7676_7676
    let tooLarge = (date &+ nine) | date | (time &+ nine) | time
    guard tooLarge & ByteSearch.highs == 0, date & 0xFF00_00FF_0000_0000 == 0, time & 0x0000_FF00_0000_0000 == 0,
      isSeparator(start[10]), start[16] == .colon, let second = two(start + 17)
    else { return nil }
    let clock = Clock(
      year: digit(date, 0) * 1_000 + digit(date, 1) * 100 + digit(date, 2) * 10 + digit(date, 3),
      month: digit(date, 5) * 10 + digit(date, 6), day: digit(time, 0) * 10 + digit(time, 1),
      hour: digit(time, 3) * 10 + digit(time, 4), minute: digit(time, 6) * 10 + digit(time, 7), second: second)
    return finish(clock, start + 19, end, zone)
  }

  /// The rarer forms: a date alone, no seconds, an hour of one digit as spreadsheets write it, the basic format.
  static func other(_ start: Bytes, _ end: Bytes, _ zone: ZoneTable) -> Instant? {
    guard end - start >= 8, let century = two(start), let year = two(start + 2) else { return nil }
    let isExtended = start[4] == .minus
    let step = isExtended ? 1 : 0
    guard end - start >= 8 + 2 * step, let month = two(start + 4 + step),
      !isExtended || start[7] == .minus, let day = two(start + 6 + 2 * step)
    else { return nil }
    var clock = Clock(year: century * 100 + year, month: month, day: day)
    var place = start + 8 + 2 * step
    if place == end { return isExtended ? clock.local.map { zone.instant(local: $0) } : nil }
    let separator = place[0]
    guard isSeparator(separator), isExtended || separator != .space else { return nil }
    place += 1
    guard end - place >= 4 else { return nil }
    if let hour = two(place) {
      clock.hour = hour
      place += 2
    } else if isExtended, separator == .space, place[0].isDigit {
      clock.hour = Int(place[0] &- 0x30)
      place += 1
    } else {
      return nil
    }
    guard let minute = part(&place, end, isExtended) else { return nil }
    clock.minute = minute
    guard let second = part(&place, end, isExtended) else {
      return isFraction(place, end) ? nil : finish(clock, place, end, zone)
    }
    clock.second = second
    return finish(clock, place, end, zone)
  }

  /// Reads what follows the seconds: a fraction, a zone.
  @inline(__always)
  static func finish(_ clock: Clock, _ start: Bytes, _ end: Bytes, _ zone: ZoneTable) -> Instant? {
    clock.local.flatMap { finish($0, start, end, zone) }
  }

  /// The same from microseconds on the clock.
  @inline(__always)
  private static func finish(_ seconds: Int64, _ start: Bytes, _ end: Bytes, _ zone: ZoneTable) -> Instant? {
    var local = seconds
    var place = start
    if isFraction(place, end) {
      place += 1
      guard place < end, place[0].isDigit else { return nil }
      var scale: Int64 = 100_000
      while place < end, place[0].isDigit {
        local += Int64(place[0] &- 0x30) * scale
        scale /= 10
        place += 1
      }
    }
    if place == end { return zone.instant(local: local) }
    if end - place == 1, place[0] | 0x20 == 0x7A { return local }
    guard let offset = offset(place, end) else { return nil }
    return local - offset
  }

  /// The zone as microseconds east of UTC.
  private static func offset(_ start: Bytes, _ end: Bytes) -> Int64? {
    var place = start
    if place[0] == .space { place += 1 }
    let count = end - place
    if count == 1, place[0] | 0x20 == 0x7A { return 0 }
    if count == 3 {
      let name = UInt32(place[0] & 0xDF) << 16 | UInt32(place[1] & 0xDF) << 8 | UInt32(place[2] & 0xDF)
      // UTC, GMT
      if name == 0x55_54_43 || name == 0x47_4D_54 { return 0 }
    }
    guard count >= 3, place[0] == .minus || place[0] == 0x2B, let hours = two(place + 1), hours < 24 else { return nil }
    let minutes: Int?
    switch count {
    case 3: minutes = 0
    case 5: minutes = two(place + 3)
    case 6: minutes = place[3] == .colon ? two(place + 4) : nil
    default: minutes = nil
    }
    guard let minutes, minutes < 60 else { return nil }
    let offset = Int64(hours * 60 + minutes) * Duration.minute
    return place[0] == .minus ? -offset : offset
  }

  /// The next two digits, behind a colon in the extended format.
  private static func part(_ place: inout Bytes, _ end: Bytes, _ isExtended: Bool) -> Int? {
    let skip = isExtended ? 1 : 0
    guard end - place >= 2 + skip, !isExtended || place[0] == .colon, let value = two(place + skip) else { return nil }
    place += 2 + skip
    return value
  }

  @inline(__always)
  static func two(_ bytes: Bytes) -> Int? {
    let tens = bytes[0] &- 0x30
    let ones = bytes[1] &- 0x30
    return tens < 10 && ones < 10 ? Int(tens) &* 10 &+ Int(ones) : nil
  }

  @inline(__always)
  private static func digit(_ word: UInt64, _ index: UInt64) -> Int {
    Int(truncatingIfNeeded: word >> (index * 8) & 0xFF)
  }

  @inline(__always)
  private static func isSeparator(_ byte: UInt8) -> Bool { byte | 0x20 == 0x74 || byte == .space }

  @inline(__always)
  private static func isFraction(_ place: Bytes, _ end: Bytes) -> Bool {
    place < end && (place[0] == .dot || place[0] == .comma)
  }
}
