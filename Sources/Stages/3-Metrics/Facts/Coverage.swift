package import ReportModel
package import Rollup

/// Which days the calls cover: what the verdict on the data and every daily series ask.
package struct CallCoverage: Hashable, Sendable {
  /// Days of the report's month without a single call, in an export that is otherwise busy.
  package var missingInMonth: [Day] = []
  /// The same from eight weeks before last month on.
  package var missing: Set<Day> = []
  /// Median calls of a day with calls.
  package var typicalCalls = 0

  /// A day this quiet means something only where days usually have many calls.
  package static let busyDay = 20

  package init(rollup: Rollup?, month: Month, zone: ZoneTable) {
    guard let rollup, rollup.totals.rows > 0 else { return }
    let first = max(rollup.plan.cubeFirstDay, zone.day(of: rollup.totals.earliest))
    let range = min(first, month.firstDay)..<month.days.upperBound
    let calls = rollup.dailyOutcomes(days: range).map(\.calls)
    let busyDays = calls.filter { $0 > 0 }.sorted()
    typicalCalls = busyDays.isEmpty ? 0 : busyDays[busyDays.count / 2]
    guard typicalCalls >= Self.busyDay else { return }
    for (day, count) in zip(range, calls) where count == 0 {
      missing.insert(day)
      if month.days.contains(day) { missingInMonth.append(day) }
    }
  }
}
