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
      counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { page, developers in
        let share = Double(developers) / Double(total)
        let difference = otherTotal == 0 ? nil : share - Double(other[page] ?? 0) / Double(otherTotal)
        return [
          "page": .text(page), "developers": .integer(developers), "share": .number(share),
          "difference": Cell(difference),
        ]
      }
    }
    return (
      rows(success, successful, against: abandon, abandoned), rows(abandon, abandoned, against: success, successful)
    )
  }

  /// The steps between sign-up and the value moment: who got how far, how fast, and what the others met last.
  func friction() -> [TableRow]? {
    guard world.valueMomentMissing == nil, world.callsUnresolvable == nil, let rollup = month.rollup else { return nil }
    var steps: [(name: String, time: (Int) -> Instant?)] = [
      ("signed up", { self.month.signUp($0) })
    ]
    let viewed = { (developer: Int) in
      self.world.docViews[developer].first { $0.time >= self.month.signUp(developer) }.flatMap {
        self.month.known($0.time)
      }
    }
    // A step belongs on the way when most of those who arrived took it first.
    let arrived = month.cohort.filter { month.firstValue($0) != nil }
    let readers = arrived.count { developer in
      guard let view = viewed(developer), let value = month.firstValue(developer) else { return false }
      return view <= value
    }
    if readers * 2 > arrived.count { steps.append(("viewed the documentation", viewed)) }
    steps.append(("made a first call", { self.month.known(rollup.facts[$0].firstCall) }))
    steps.append(("made a successful call", { self.month.firstSuccess($0) }))
    steps.append(("reached the value moment", { self.month.firstValue($0) }))

    var entered = month.cohort
    return zip(steps, steps.dropFirst()).map { step, next in
      let passed = entered.filter { next.time($0) != nil }
      let left = entered.filter { next.time($0) == nil }
      let times = passed.compactMap { developer -> Double? in
        guard let from = step.time(developer), let to = next.time(developer) else { return nil }
        return max(0, month.seconds(to - from))
      }
      defer { entered = passed }
      return [
        "step": .text("\(step.name) → \(next.name)"), "entered": .integer(entered.count), "left": .integer(left.count),
        "share_left": Cell(entered.isEmpty ? nil : Double(left.count) / Double(entered.count)),
        "median_s": Cell(Quantile.linear(times.sorted(), 0.5)), "last_met": Cell(lastMet(left, rollup)),
      ]
    }
  }

  /// The most common last thing of some developers: endpoint and status of their last call, else their last page.
  private func lastMet(_ developers: [Int], _ rollup: Rollup) -> String? {
    var counts: [String: Int] = [:]
    for developer in developers {
      let facts = rollup.facts[developer]
      if facts.lastEndpoint >= 0, month.known(facts.lastCall) != nil {
        counts["\(rollup.endpoints[rollup.visible(facts.lastEndpoint)]) → \(facts.lastStatus)", default: 0] += 1
      } else if let page = world.docViews[developer].last(where: { $0.time < month.asOf })?.page {
        counts[page, default: 0] += 1
      } else {
        counts["nothing we can see", default: 0] += 1
      }
    }
    guard let most = counts.min(by: { ($1.value, $0.key) < ($0.value, $1.key) }) else { return nil }
    return "\(most.key) (\(most.value) of \(developers.count))"
  }
}
