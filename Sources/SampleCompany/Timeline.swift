/// The fourteen months of the sample: days are counted from 2025-09-01 (a Monday), moments in milliseconds from there.
enum Timeline {
  static let dayMs = 86_400_000
  static let minuteMs = 60_000
  static let monthLengths = [30, 31, 30, 31, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31]
  static let months = monthLengths.count
  static let days = monthLengths.reduce(0, +)
  static let end = days * dayMs

  /// First day of each month, and one more for the end.
  static let monthStarts: [Int] = monthLengths.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }

  /// Weekday factor of traffic, Monday first.
  static let weekday = [1.00, 1.04, 1.05, 1.02, 0.96, 0.47, 0.43]

  /// Month number of a day, 0 for September 2025.
  static let monthOfDay: [Int] = monthLengths.indices.flatMap { Array(repeating: $0, count: monthLengths[$0]) }

  static let monthNames: [String] = monthStarts.dropLast().map { String(date($0).prefix(7)) }

  /// Days from 2025-09-01 to the date (Howard Hinnant's `days_from_civil`).
  static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468 - originFromEpoch
  }

  static func moment(_ year: Int, _ month: Int, _ date: Int, _ hour: Int = 0, _ minute: Int = 0) -> Int {
    day(year, month, date) * dayMs + (hour * 60 + minute) * minuteMs
  }

  static func weekdayIndex(_ day: Int) -> Int { ((day % 7) + 7) % 7 }

  /// The day a moment falls on, also before the origin.
  static func dayOf(_ moment: Int) -> Int { moment >= 0 ? moment / dayMs : (moment - dayMs + 1) / dayMs }

  /// `2026-10-14`.
  static func date(_ day: Int) -> String {
    let z = day + originFromEpoch + 719_468
    let era = z / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let dayOfMonth = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(year)-\(twoDigits(month))-\(twoDigits(dayOfMonth))"
  }

  /// `2026-10-14T09:12:33.123Z`.
  static func iso(_ moment: Int) -> String {
    var bytes: [UInt8] = []
    let day = dayOf(moment)
    bytes.append(contentsOf: date(day).utf8)
    bytes.appendClock(moment - day * dayMs)
    return String(decoding: bytes, as: UTF8.self)
  }

  static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let originFromEpoch = 20_332
}

extension [UInt8] {
  /// Appends `T09:12:33.123Z` for a millisecond of the day.
  mutating func appendClock(_ millisecond: Int) {
    let zero = UInt8(ascii: "0")
    func digit(_ value: Int) -> UInt8 { zero &+ UInt8(truncatingIfNeeded: value) }
    let second = millisecond / 1000
    let fraction = millisecond % 1000
    let (hour, minute, rest) = (second / 3600, second / 60 % 60, second % 60)
    append(UInt8(ascii: "T"))
    append(digit(hour / 10))
    append(digit(hour % 10))
    append(UInt8(ascii: ":"))
    append(digit(minute / 10))
    append(digit(minute % 10))
    append(UInt8(ascii: ":"))
    append(digit(rest / 10))
    append(digit(rest % 10))
    append(UInt8(ascii: "."))
    append(digit(fraction / 100))
    append(digit(fraction / 10 % 10))
    append(digit(fraction % 10))
    append(UInt8(ascii: "Z"))
  }

  /// Appends a whole number that is not negative.
  mutating func append(number: Int) {
    if number >= 10 { append(number: number / 10) }
    append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number % 10))
  }
}
