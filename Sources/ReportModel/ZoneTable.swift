/// The report's time zone as numbers: the offsets from UTC and the moments they change.
///
/// Days and weeks come from this one table and from nothing else, because engines and systems ship different
/// time-zone data. Pipeline builds it once from the system's database; rollups carry it in their manifest.
package struct ZoneTable: Hashable, Sendable, Codable {
  /// IANA name, for people.
  package let name: String
  /// Moments at which the offset changes, ascending.
  package let transitions: [Instant]
  /// Offsets in microseconds east of UTC; `offsets[i]` holds before `transitions[i]`, the last one after all.
  package let offsets: [Int64]

  /// Shapes: `offsets.count == transitions.count + 1`.
  package init(name: String, transitions: [Instant], offsets: [Int64]) {
    precondition(offsets.count == transitions.count + 1, "one offset more than transitions")
    self.name = name
    self.transitions = transitions
    self.offsets = offsets
  }

  package static let utc = ZoneTable(name: "UTC", transitions: [], offsets: [0])

  /// Offset from UTC in force at a moment.
  @inline(__always)
  package func offset(at instant: Instant) -> Int64 {
    if transitions.isEmpty { return offsets[0] }
    return offsets[firstTransition(after: instant)]
  }

  /// Index of the first transition later than `instant`.
  private func firstTransition(after instant: Instant) -> Int {
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= instant { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Calendar day of a moment.
  @inline(__always)
  package func day(of instant: Instant) -> Day {
    let local = instant + offset(at: instant)
    return Int(local >= 0 ? local / Duration.day : (local - Duration.day + 1) / Duration.day)
  }

  /// The moment a calendar day begins.
  package func start(of day: Day) -> Instant { instant(local: Int64(day) * Duration.day) }

  /// The moment of a wall-clock time (microseconds since 1970-01-01T00:00 local).
  ///
  /// A time that occurs twice is its first occurrence; one that does not occur is taken with the offset before the
  /// gap (metrics.md, "Time").
  package func instant(local: Int64) -> Instant {
    // Candidates: every offset in force near that time, earliest result first.
    var low = 0
    var high = transitions.count
    let early = local - 26 * Duration.hour
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= early { low = middle + 1 } else { high = middle }
    }
    var index = low
    while true {
      let candidate = local - offsets[index]
      if index >= transitions.count || candidate < transitions[index] { return candidate }
      // In a gap: later than this offset allows, earlier than the next one does.
      if local - offsets[index + 1] < transitions[index] { return candidate }
      index += 1
    }
  }

  /// `2026-10-14T09:30:00Z` in UTC, with as many fraction digits as needed.
  package static func iso(_ instant: Instant) -> String {
    let day = instant >= 0 ? instant / Duration.day : (instant - Duration.day + 1) / Duration.day
    let rest = instant - day * Duration.day
    let seconds = rest / Duration.second
    var text = Civil.iso(Int(day)) + "T" + Civil.padded(Int(seconds / 3600), 2) + ":"
    text += Civil.padded(Int(seconds / 60 % 60), 2) + ":" + Civil.padded(Int(seconds % 60), 2)
    let fraction = rest % Duration.second
    if fraction != 0 {
      var digits = Civil.padded(Int(fraction), 6)
      while digits.hasSuffix("0") { digits.removeLast() }
      text += "." + digits
    }
    return text + "Z"
  }
}

/// The month a report is about, in a zone, with the moment up to which data is believed.
package struct ReportWindow: Hashable, Sendable {
  package let month: Month
  package let zone: ZoneTable
  package let asOf: Instant
  /// First moment of the month, and of the next.
  package let start: Instant
  package let end: Instant

  package init(month: Month, zone: ZoneTable, asOf: Instant? = nil) {
    self.month = month
    self.zone = zone
    start = zone.start(of: month.firstDay)
    end = zone.start(of: month.days.upperBound)
    self.asOf = asOf ?? end
  }

  /// The same window on another month, under the same follow-up after its end.
  package func on(_ other: Month) -> ReportWindow {
    ReportWindow(month: other, zone: zone, asOf: zone.start(of: other.days.upperBound) + (asOf - end))
  }

  /// Whether a moment lies in the month (and before as_of).
  package func contains(_ instant: Instant) -> Bool { instant >= start && instant < end && instant < asOf }
}
