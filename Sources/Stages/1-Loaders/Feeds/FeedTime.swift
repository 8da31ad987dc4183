import ReportModel

/// A time of a feed with the offset it was written in: Statuspage writes its feeds in the page's own zone.
struct FeedTime: Hashable, Sendable {
  var instant: Instant
  /// Microseconds east of UTC.
  var offset: Int64

  /// What a clock of that offset showed, in microseconds since 1970-01-01T00:00.
  var local: Int64 { instant + offset }

  init(instant: Instant, offset: Int64) {
    self.instant = instant
    self.offset = offset
  }

  /// Reads ISO 8601 (Atom) and RFC 822 (RSS) times; one without a zone is UTC.
  init?(_ text: String) {
    let text = text.trimmed
    guard let time = FeedTime.iso(text) ?? FeedTime.rfc822(text) else { return nil }
    self = time
  }

  private static func iso(_ text: String) -> FeedTime? {
    guard let instant = TimeParser.parse(text, zone: .utc) else { return nil }
    guard text.utf8.count > 19, let local = TimeParser.parse(String(text.prefix(19)) + "Z", zone: .utc) else {
      return FeedTime(instant: instant, offset: 0)
    }
    // The fraction of a second is in one of them only; offsets are whole minutes.
    let difference = local - instant
    let rest = difference % Duration.minute
    return FeedTime(instant: instant, offset: difference - rest + (rest > 0 ? Duration.minute : 0))
  }

  /// `Tue, 18 Jun 2024 18:09:36 +0000`; weekday and seconds may be missing (RFC 822, section 5).
  private static func rfc822(_ text: String) -> FeedTime? {
    var words = text.split { $0.isWhitespace || $0 == "," }
    if let first = words.first, first.allSatisfy(\.isLetter) { words.removeFirst() }
    guard words.count >= 4, let day = number(words[0], 1...2), let month = month(words[1]),
      var year = number(words[2], 2...4)
    else { return nil }
    if words[2].utf8.count == 2 { year += year < 50 ? 2_000 : 1_900 }
    guard let clock = clock(words[3]),
      let local = ISOTime.Clock(
        year: year, month: month, day: day, hour: clock.hour, minute: clock.minute, second: clock.second
      ).local
    else { return nil }
    guard words.count > 4 else { return FeedTime(instant: local, offset: 0) }
    guard let offset = ZoneName.offset(words[4], page: 0) else { return nil }
    return FeedTime(instant: local - offset, offset: offset)
  }

  /// `18:09` or `18:09:36`.
  static func clock(_ text: Substring) -> (hour: Int, minute: Int, second: Int)? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = number(parts[0], 1...2), let minute = number(parts[1], 2...2),
      let second = parts.count == 3 ? number(parts[2], 2...2) : 0
    else { return nil }
    return (hour, minute, second)
  }

  /// A whole number of so many ASCII digits.
  static func number(_ text: Substring, _ digits: ClosedRange<Int>) -> Int? {
    digits.contains(text.utf8.count) && text.utf8.allSatisfy(\.isDigit) ? Int(text) : nil
  }

  /// `Jun`, `June`: 6.
  static func month(_ text: Substring) -> Int? {
    guard text.count >= 3 else { return nil }
    return Month.names.firstIndex { $0.lowercased().hasPrefix(text.lowercased()) }.map { $0 + 1 }
  }
}

/// Offsets of the zone abbreviations that mean one thing.
enum ZoneName {
  private static let hours: [String: Double] = [
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "MSK": 3, "SAST": 2, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9,
    "AKDT": -8, "HST": -10, "NST": -3.5, "NDT": -2.5, "ADT": -3, "JST": 9, "KST": 9, "HKT": 8, "SGT": 8, "AWST": 8,
    "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
  ]

  /// Microseconds east of UTC of `UTC`, `PDT`, `+02`, `+0200` or `+02:00`.
  ///
  /// `page` is the offset the feed's own times are written in: it decides the names with several meanings, and stands
  /// for names unknown here unless it is UTC, which says nothing about them: then nil.
  static func offset(_ name: Substring, page: Int64) -> Int64? {
    let name = name.uppercased()
    if let known = hours[name] { return Int64(known * 60) * Duration.minute }
    if let sign = name.first, sign == "+" || sign == "-" {
      let digits = name.dropFirst().filter { $0 != ":" }
      guard let hour = FeedTime.number(digits.prefix(2), 2...2), hour < 24,
        let minute = digits.count == 2 ? 0 : FeedTime.number(digits.dropFirst(2), 2...2), minute < 60
      else { return nil }
      return Int64(hour * 60 + minute) * (sign == "-" ? -Duration.minute : Duration.minute)
    }
    guard page != 0, !name.isEmpty, name.allSatisfy(\.isLetter) else { return nil }
    switch name {
    case "CST": return page < 0 ? -6 * Duration.hour : 8 * Duration.hour
    case "AST": return page < 0 ? -4 * Duration.hour : 3 * Duration.hour
    default: return page
    }
  }
}
