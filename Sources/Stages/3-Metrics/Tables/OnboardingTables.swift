import ReportModel
import Rollup
import Statistics

extension TableBuilder {
  /// Sign-ups of one week on their way; nil stages could not be measured.
  struct FunnelCounts {
    var signedUp = 0
    var firstCall = 0
    var activated: Int? = 0
    var scaling: Int? = 0
  }

  func funnelCounts(week monday: Day) -> FunnelCounts {
    var counts = FunnelCounts()
    let measurable = world.milestoneMissing == nil
    if !measurable { (counts.activated, counts.scaling) = (nil, nil) }
    let days = monday..<monday + 7
    for developer in month.people where days.contains(world.zone.day(of: month.signUp(developer))) {
      counts.signedUp += 1
      guard month.firstSuccess(developer) != nil else { continue }
      counts.firstCall += 1
      guard measurable, month.isActivated(developer) else { continue }
      counts.activated? += 1
      if month.isScaling(developer) { counts.scaling? += 1 }
    }
    return counts
  }

  func funnel() -> [TableRow]? {
    guard world.callsUnresolvable == nil else { return nil }
    return month.weeks.map { week in
      let counts = funnelCounts(week: week)
      return [
        "week": .text(Civil.iso(week)), "signed_up": .integer(counts.signedUp),
        "first_call": .integer(counts.firstCall),
        "activated": Cell(counts.activated), "scaling": Cell(counts.scaling),
      ]
    }
  }

  /// Pages viewed in the 24 hours before the first success, against those of sign-ups without success in 7 days.
  func documentationPages() -> (success: [TableRow], abandon: [TableRow])? {
    guard world.exports.present.contains(.docViews), world.callsUnresolvable == nil else { return nil }
    var success: [String: Int] = [:]
    var abandon: [String: Int] = [:]
    var successful = 0
    var abandoned = 0
    for developer in month.cohort {
      let first = month.firstSuccess(developer)
      let views = world.docViews[developer].filter { $0.time < month.asOf }
      if let first {
        successful += 1
        for page in Set(views.filter { $0.time >= first - Duration.day && $0.time < first }.map(\.page)) {
          success[page, default: 0] += 1
        }
      }
      let limit = month.signUp(developer) + 7 * Duration.day
      if limit <= month.asOf, first.map({ $0 >= limit }) ?? true {
        abandoned += 1
        for page in Set(views.filter { $0.time < limit }.map(\.page)) { abandon[page, default: 0] += 1 }
      }
    }
    func rows(_ counts: [String: Int], _ total: Int, against other: [String: Int], _ otherTotal: Int) -> [TableRow] {
      let ordered = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      let p = FalseDiscovery.adjusted(
        ordered.map { page, developers in
          let others = other[page] ?? 0
          return Association(
            both: developers, firstOnly: total - developers, secondOnly: others, neither: otherTotal - others
          ).p
        })
      return zip(ordered, p).map { entry, p in
        let share = Double(entry.value) / Double(total)
        let difference = otherTotal == 0 ? nil : share - Double(other[entry.key] ?? 0) / Double(otherTotal)
        return [
          "page": .text(entry.key), "developers": .integer(entry.value), "share": .number(share),
          "difference": Cell(difference), "p": Cell(otherTotal == 0 ? nil : p),
        ]
      }
    }
    return (
      rows(success, successful, against: abandon, abandoned), rows(abandon, abandoned, against: success, successful)
    )
  }
}
