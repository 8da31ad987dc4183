import Foundation

/// The days of an export: four calendar months in UTC, the report's the last of them.
struct PlantedCalendar {
  let year: Int
  let month: Int
  /// Days since 1970 of the export's first day.
  let firstDay: Int
  /// The four months as day numbers counted from `firstDay`.
  let months: [Range<Int>]

  init(year: Int, month: Int) {
    (self.year, self.month) = (year, month)
    let starts = (-3...1).map { offset in
      let first = Self.shifted(year, month, by: offset)
      return Self.dayNumber(first.year, first.month)
    }
    firstDay = starts[0]
    let origin = starts[0]
    months = zip(starts, starts.dropFirst()).map { ($0 - origin)..<($1 - origin) }
  }

  static let october2026 = PlantedCalendar(year: 2026, month: 10)
  /// 30 days with ten on weekends after 31 days with eight.
  static let november2025 = PlantedCalendar(year: 2025, month: 11)
  static let february2026 = PlantedCalendar(year: 2026, month: 2)

  var days: Int { months[3].upperBound }
  /// The report's month.
  var report: Range<Int> { months[3] }
  /// `YYYY-MM`, as the program takes it.
  var label: String { String(format: "%04d-%02d", year, month) }

  /// Day number of a date in the report's month.
  func day(_ dayOfMonth: Int) -> Int { report.lowerBound + dayOfMonth - 1 }

  /// Which of the four months a day lies in.
  func monthIndex(_ day: Int) -> Int { months.firstIndex { $0.contains(day) } ?? 0 }

  func isWeekend(_ day: Int) -> Bool { (firstDay + day + 3) % 7 >= 5 }

  static func shifted(_ year: Int, _ month: Int, by offset: Int) -> (year: Int, month: Int) {
    let total = year * 12 + month - 1 + offset
    return (total / 12, total % 12 + 1)
  }

  /// Days since 1970 of a month's first day (Hinnant, "chrono-compatible low-level date algorithms").
  private static func dayNumber(_ year: Int, _ month: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yoe = y - era * 400
    let doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5
    return era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
  }

  /// `YYYY-MM-DD` of a day of the export; the inverse of the above.
  func date(_ day: Int) -> String {
    let z = firstDay + day + 719_468
    let era = z / 146_097
    let doe = z - era * 146_097
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100)
    let mp = (5 * doy + 2) / 153
    let month = mp < 10 ? mp + 3 : mp - 9
    return String(
      format: "%04d-%02d-%02d", yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1)
  }

  /// ISO 8601 of a moment in seconds since the export's first midnight.
  func time(_ seconds: Double) -> String {
    let total = Int(seconds.rounded(.down))
    // Before the first midnight the day is a negative number and the time of day is not.
    let day = total >= 0 ? total / 86_400 : -((86_399 - total) / 86_400)
    let second = total - day * 86_400
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(date(day))T\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
  }
}
