import Foundation
package import ReportModel

/// The system's time-zone database, asked once a run and turned into numbers.
package enum ZoneDatabase {
  /// Years for which changes of offset are known; before and after, the nearest offset holds.
  static let years = 1990...2060

  /// Asked of the database itself: its list of names knows `Asia/Calcutta` but not the newer `Asia/Kolkata`.
  package static func isKnown(_ name: String) -> Bool { name == "UTC" || TimeZone(identifier: name) != nil }

  /// Names to suggest from.
  package static var knownNames: [String] {
    Set(TimeZone.knownTimeZoneIdentifiers).union(["UTC", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Ho_Chi_Minh"]).sorted()
  }

  /// The offset table of a zone; nil where the database does not know the name.
  package static func table(named name: String) -> ZoneTable? {
    if name == "UTC" { return .utc }
    guard isKnown(name), let zone = TimeZone(identifier: name) else { return nil }
    let first = Int64(Civil.day(year: years.lowerBound, month: 1, day: 1)) * 86_400
    let last = Int64(Civil.day(year: years.upperBound, month: 1, day: 1)) * 86_400
    func offset(_ second: Int64) -> Int {
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(second)))
    }
    var transitions: [Instant] = []
    var offsets = [Int64(offset(first)) * Duration.second]
    var known = offset(first)
    // No zone changes twice within four days.
    for second in stride(from: first, through: last, by: 4 * 86_400) {
      let current = offset(second)
      guard current != known else { continue }
      var low = second - 4 * 86_400
      var high = second
      while high - low > 1 {
        let middle = (low + high) / 2
        if offset(middle) == known { low = middle } else { high = middle }
      }
      transitions.append(high * Duration.second)
      offsets.append(Int64(current) * Duration.second)
      known = current
    }
    return ZoneTable(name: name, transitions: transitions, offsets: offsets)
  }
}
