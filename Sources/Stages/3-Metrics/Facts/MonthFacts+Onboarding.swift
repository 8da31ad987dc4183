import ReportModel
import Rollup

extension World {
  /// Why activation cannot be measured; nil = it can.
  var milestoneMissing: String? {
    switch configuration.activation.milestone {
    case .valueMoment:
      return configuration.valueMoment == nil
        ? "needs value_moment, or activation.milestone, in throughline.yaml" : valueMomentMissing
    case .reached(.event, _): return exports.present.contains(.events) ? developersMissing : "needs events"
    case .reached: return callsUnresolvable
    }
  }
}

extension MonthFacts {
  func signUpsByDay(_ range: Range<Day>) -> [DailyCount] {
    var counts = [Int](repeating: 0, count: range.count)
    for developer in people {
      let day = world.zone.day(of: signUp(developer))
      if range.contains(day) { counts[day - range.lowerBound] += 1 }
    }
    return zip(range, counts).map { DailyCount(day: $0, count: Double($1)) }
  }

  var timesToFirstCall: [(developer: Int, value: Double)] {
    cohort.compactMap { developer in
      firstSuccess(developer).map { (developer, seconds($0 - signUp(developer))) }
    }
  }

  var censoredTimesToFirstCall: [(developer: Int, time: CensoredTime)] {
    cohort.map { developer in
      let observed = seconds(asOf - signUp(developer))
      guard let success = firstSuccess(developer) else {
        return (developer, CensoredTime(time: observed, observed: observed, happened: false))
      }
      return (
        developer, CensoredTime(time: seconds(success - signUp(developer)), observed: observed, happened: true)
      )
    }
  }

  var timesToHelloWorld: [(developer: Int, value: Double)] {
    guard let rollup else { return [] }
    return cohort.compactMap { developer in
      known(rollup.facts[developer].firstHello).map {
        (developer, seconds($0 - rollup.anchors[developer].firstTouch))
      }
    }
  }

  /// Developers whose first quickstart view lies in the month and at least 24 hours before as_of, and whether a
  /// successful call followed within 24 hours.
  var quickstartReaders: [(developer: Int, counts: Bool)] {
    guard let rollup else { return [] }
    return people.compactMap { developer in
      let view = rollup.anchors[developer].firstQuickstartView
      guard view != .max, window.contains(view), view + Duration.day <= asOf else { return nil }
      return (developer, rollup.facts[developer].firstSuccessAfterQuickstart < view + Duration.day)
    }
  }

  /// Whether a developer reached the milestone inside its activation window, closed or not.
  func isActivated(_ developer: Int) -> Bool {
    let limit = signUp(developer) + world.configuration.activation.window
    switch world.configuration.activation.milestone {
    case .valueMoment: return firstValue(developer).map { $0 < limit } ?? false
    case .reached(.event, let count):
      let times = world.milestoneEvents[developer]
      return count > 0 && times.count >= count && times[count - 1] < min(limit, asOf)
    case .reached(_, let count): return (rollup?.facts[developer].milestoneCalls ?? 0) >= count
    }
  }

  /// Whether a developer made enough successful calls in some seven consecutive calendar days, after sign-up.
  func isScaling(_ developer: Int) -> Bool {
    guard let rollup else { return false }
    let first = world.zone.day(of: signUp(developer))
    let days = rollup.successDays(developer: developer, in: first..<rollup.coveredDays.upperBound).map {
      (day: $0.day, count: $0.successes - ($0.day == first ? rollup.facts[developer].successesBeforeSignUp : 0))
    }
    var sum = 0
    var oldest = 0
    for entry in days {
      sum += entry.count
      while days[oldest].day <= entry.day - 7 {
        sum -= days[oldest].count
        oldest += 1
      }
      if sum >= world.configuration.scalingCallsPer7Days { return true }
    }
    return false
  }

  var timesToValue: [(developer: Int, value: Double)] {
    cohort.compactMap { developer in firstValue(developer).map { (developer, seconds($0 - signUp(developer))) } }
  }

  var timesToValueOfRetained: [(developer: Int, value: Double)] {
    guard let rollup else { return [] }
    return people.compactMap { developer in
      guard isObserved(developer, since: firstSignalRow), known(rollup.facts[developer].firstRetainedCall) != nil,
        let value = firstValue(developer)
      else { return nil }
      return (developer, seconds(value - signUp(developer)))
    }
  }

  /// Developers without the value moment in a first session whose seven days have closed, and whether they came back.
  var returnsWithoutValue: [(developer: Int, counts: Bool)] {
    cohort.compactMap { developer in
      let session = firstSession(developer)
      guard !session.reachedValue else { return nil }
      let day = world.zone.day(of: session.end)
      guard world.zone.start(of: day + 8) <= asOf else { return nil }
      let days = day + 1..<day + 8
      let called = rollup.map { $0.calls(developer: developer, days: days) > 0 } ?? false
      return (
        developer,
        called || world.events[developer].contains { days.contains(world.zone.day(of: $0.time)) }
      )
    }
  }
}
