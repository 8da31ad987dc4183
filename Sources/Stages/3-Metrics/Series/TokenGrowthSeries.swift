import ReportModel
import Rollup

extension ChartSeries {
  /// Weeks of calls that must lie before the first one shown: with less, nearly every token would look new.
  private static let runUp = 4

  /// Growth accounting from week to week; nil without tokens, or with less than two weeks to show.
  func tokenGrowth() -> [ChartData.GrowthWeek]? {
    guard world.tokensMissing == nil, let rollup = month.rollup, let last = month.weeks.last,
      let earliest = world.earliest[.calls]
    else { return nil }
    let start = Civil.weekStart(world.zone.day(of: earliest)) + 7 * Self.runUp
    let mondays = stride(from: last - 7 * 12, through: last, by: 7).filter { $0 >= start }
    guard mondays.count > 1, let first = mondays.first else { return nil }
    let current = Set(month.weeks)
    var before = Set(month.activeTokens(week: first - 7))
    return mondays.map { monday in
      let now = Set(month.activeTokens(week: monday))
      let arrived = now.subtracting(before)
      let returned = arrived.count { rollup.tokenCalled($0, before: rollup.weekIndex(monday: monday)) }
      defer { before = now }
      return ChartData.GrowthWeek(
        week: Civil.iso(monday), active: now.count, new: arrived.count - returned, returned: returned,
        lost: before.subtracting(now).count, isCurrent: current.contains(monday))
    }
  }
}
