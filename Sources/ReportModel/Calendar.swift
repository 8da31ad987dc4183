/// A moment, in microseconds since 1970-01-01T00:00:00Z.
///
/// Integers, so that windows compare exactly; every window is half open, `[t, t + length)`.
package typealias Instant = Int64

/// A calendar day of the report's zone, in days since 1970-01-01.
package typealias Day = Int

/// Lengths of time in microseconds.
package enum Duration {
  package static let second: Int64 = 1_000_000
  package static let minute: Int64 = 60 * second
  package static let hour: Int64 = 60 * minute
  /// Elapsed time: a day of 86 400 seconds, whatever the clocks do.
  package static let day: Int64 = 24 * hour
}

/// Arithmetic of the proleptic Gregorian calendar on day numbers (Howard Hinnant's `days_from_civil`).
package enum Civil {
  /// The day number of a date; months outside 1–12 are not expected here.
  package static func day(year: Int, month: Int, day: Int) -> Day {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The date of a day number.
  package static func date(_ day: Day) -> (year: Int, month: Int, day: Int) {
    let z = day + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted + (shifted < 10 ? 3 : -9)
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// ISO weekday, 0 = Monday … 6 = Sunday.
  package static func weekday(_ day: Day) -> Int {
    let shifted = (day + 3) % 7
    return shifted < 0 ? shifted + 7 : shifted
  }

  /// The Monday that begins the ISO week of a day.
  package static func weekStart(_ day: Day) -> Day { day - weekday(day) }

  /// `2026-10-14`.
  package static func iso(_ day: Day) -> String {
    let (year, month, dayOfMonth) = date(day)
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(dayOfMonth, 2)
  }

  /// The day number of a `YYYY-MM-DD` text, or nil.
  package static func day(iso text: String) -> Day? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let dayOfMonth = Int(parts[2]),
      (1...12).contains(month), (1...31).contains(dayOfMonth)
    else { return nil }
    let result = day(year: year, month: month, day: dayOfMonth)
    return date(result).day == dayOfMonth ? result : nil
  }

  package static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(abs(number))
    return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

/// A calendar month.
package struct Month: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let year: Int
  /// 1–12.
  package let month: Int

  package init(year: Int, month: Int) {
    self.year = year
    self.month = month
  }

  /// Reads `2026-10`; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 4, parts[1].count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), (1...12).contains(month), year >= 1
    else { return nil }
    self.init(year: year, month: month)
  }

  package init(containing day: Day) {
    let date = Civil.date(day)
    self.init(year: date.year, month: date.month)
  }

  private var ordinal: Int { year * 12 + month - 1 }

  /// The month `count` months later (earlier where negative).
  package func advanced(by count: Int) -> Month {
    let shifted = ordinal + count
    let year = shifted >= 0 ? shifted / 12 : (shifted - 11) / 12
    return Month(year: year, month: shifted - year * 12 + 1)
  }

  /// Months from `other` to this one.
  package func distance(from other: Month) -> Int { ordinal - other.ordinal }

  package var previous: Month { advanced(by: -1) }
  package var next: Month { advanced(by: 1) }
  package var firstDay: Day { Civil.day(year: year, month: month, day: 1) }
  /// First day of the month to the first of the next, half open.
  package var days: Range<Day> { firstDay..<next.firstDay }
  package var dayCount: Int { days.count }

  /// Mondays of the ISO weeks that belong to the month: those whose Sunday falls in it.
  package var weeks: [Day] {
    stride(from: Civil.weekStart(firstDay), to: next.firstDay, by: 7).filter { days.contains($0 + 6) }
  }

  /// First month of the calendar quarter.
  package var quarterStart: Month { Month(year: year, month: (month - 1) / 3 * 3 + 1) }

  package var description: String { Civil.padded(year, 4) + "-" + Civil.padded(month, 2) }

  /// `October 2026`.
  package var name: String { Month.names[month - 1] + " " + String(year) }
  /// `October`.
  package var shortName: String { Month.names[month - 1] }

  package static let names = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]

  package static func < (left: Month, right: Month) -> Bool { left.ordinal < right.ordinal }
}

extension Month: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let month = Month(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected YYYY-MM, found \(text)")
    }
    self = month
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
