import ReportModel
import Rollup

/// Developers whose fate is known and whose first day lies in the data.
struct Population {
  struct Group {
    var retained: Set<Int> = []
    var churned: Set<Int> = []
    /// Ascending.
    var all: [Int] = []
  }

  /// Those whose first day the calls cover.
  private(set) var callers = Group()
  /// Those whose first day the events cover too.
  private(set) var senders = Group()
  /// Sign-ups of the covered days whose fate is open.
  private(set) var undecided = 0
  private(set) var beforeData = 0

  init(_ month: MonthFacts) {
    let (calls, events) = (month.world.earliest[.calls], month.world.earliest[.events])
    for developer in month.people {
      guard month.isObserved(developer, since: calls) else {
        beforeData += 1
        continue
      }
      guard let fate = month.fate(developer) else {
        undecided += 1
        continue
      }
      Self.add(developer, fate, to: &callers)
      if month.isObserved(developer, since: events) { Self.add(developer, fate, to: &senders) }
    }
  }

  /// Drops those whose first day the events cover where they are too few to say anything; true where they are.
  mutating func forgetFewSenders() -> Bool {
    let fewest = ValueMomentSearch.fewest
    guard senders.retained.count < fewest || senders.churned.count < fewest else { return false }
    senders = Group()
    return true
  }

  private static func add(_ developer: Int, _ fate: Fate, to group: inout Group) {
    group.all.append(developer)
    if fate == .retained { group.retained.insert(developer) } else { group.churned.insert(developer) }
  }
}

/// Who still calls, day by day after sign-up, among those who did something in their first 24 hours and the others.
struct RetentionCurve {
  /// The first calendar day after everybody's first 24 hours, to the day that *retained* speaks of.
  static let days = Array(2...60)

  private let month: MonthFacts
  private let members: [Int]
  private let doers: Set<Int>

  /// - Parameter isEvent: the candidate is an event, so that its developers are those whose first day the events cover.
  init(_ month: MonthFacts, _ people: Population, doers: Set<Int>, isEvent: Bool) {
    self.month = month
    self.doers = doers
    let first = month.rollup?.plan.firstDay ?? .max
    members = (isEvent ? people.senders : people.callers).all.filter { developer in
      month.signUp(developer) + MonthFacts.fateKnownAfter <= month.asOf
        && month.world.zone.day(of: month.signUp(developer)) >= first
    }
  }

  func curve(label: String) -> ValueMomentSearch.Retention? {
    let (with, without) = (members.filter(doers.contains), members.filter { !doers.contains($0) })
    guard !with.isEmpty, !without.isEmpty else { return nil }
    return .init(
      label: label, days: Self.days, with: counts(with), without: counts(without), withCount: with.count,
      withoutCount: without.count)
  }

  /// Developers with a call on each day or later.
  private func counts(_ developers: [Int]) -> [Int] {
    guard let rollup = month.rollup else { return [] }
    let reach = developers.map { developer -> Int in
      let signedUp = month.world.zone.day(of: month.signUp(developer))
      let last = rollup.activeDays(developer: developer, in: signedUp..<max(signedUp, rollup.coveredDays.upperBound))
        .last
      return last.map { $0 - signedUp } ?? -1
    }
    return Self.days.map { day in reach.count { $0 >= day } }
  }
}
