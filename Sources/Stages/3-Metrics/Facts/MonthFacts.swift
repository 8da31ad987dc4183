import Foundation
package import ReportModel
import Rollup

/// One month seen through its own as_of: the cohorts and samples that the metrics are made of.
///
/// A class so that a cohort is made once and asked many times; it stays inside Metrics and is used by one thread.
package final class MonthFacts {
  package let world: World
  package let window: ReportWindow
  package let days: Range<Day>

  package init(world: World, window: ReportWindow) {
    self.world = world
    self.window = window
    days = window.month.days
  }

  package var month: Month { window.month }
  var asOf: Instant { window.asOf }
  var start: Instant { window.start }
  var end: Instant { window.end }
  var rollup: Rollup? { world.rollup }

  /// A developer that signs up at or after as_of does not exist; internal and test developers never do.
  func exists(_ developer: Int) -> Bool {
    !world.developers[developer].isExcluded && world.developers[developer].signedUpAt < asOf
  }

  package private(set) lazy var people: [Int] = world.developers.indices.filter(exists)

  /// Developers with `signed_up_at` in the month.
  package private(set) lazy var cohort: [Int] = people.filter { window.contains(world.developers[$0].signedUpAt) }

  func signUp(_ developer: Int) -> Instant { world.developers[developer].signedUpAt }

  /// A moment of the calls' facts, if it lies before as_of.
  func known(_ moment: Instant) -> Instant? { moment < asOf ? moment : nil }

  func firstSuccess(_ developer: Int) -> Instant? { rollup.flatMap { known($0.facts[developer].firstSuccess) } }

  func firstValue(_ developer: Int) -> Instant? { world.firstValue(developer).flatMap(known) }

  func seconds(_ duration: Int64) -> Double { Double(duration) / 1e6 }

  /// Mondays of the complete weeks of the month.
  var weeks: [Day] { month.weeks.filter { world.zone.start(of: $0 + 7) <= asOf } }

  // MARK: Adoption, made once

  package private(set) lazy var active: [Int] = {
    let calls = calls
    return people.filter { calls[$0] > 0 }
  }()

  /// Calls in the month by developer, of those too who do not exist.
  private lazy var calls: [Int] = {
    let days = days
    return world.developers.indices.map { rollup?.calls(developer: $0, days: days) ?? 0 }
  }()

  /// Developers with a call in the 30 calendar days before the month, and whether they then fell silent for 30 days of
  /// which the last lies in the month.
  private(set) lazy var churnBase = findChurnBase()

  /// Called successfully in the month.
  private(set) lazy var usedEndpoints = world.successfulUse[month] ?? EndpointUse()

  private(set) lazy var coverage = findCoverage()

  /// Indices of the endpoints on offer: the catalogue without deprecated ones, else those seen in the 90 calendar
  /// days before the month's end.
  package private(set) lazy var available: [Int] = {
    guard let rollup else { return [] }
    if !rollup.catalogue.isEmpty {
      return rollup.catalogue.indices.filter { !rollup.catalogue[$0].deprecated }
    }
    let recent = days.upperBound - 90..<days.upperBound
    return rollup.visibleEndpoints.filter {
      $0 != rollup.otherEndpoint && rollup.outcomes(endpoint: $0, days: recent).calls > 0
    }
  }()

  /// Calls of the month by outcome, of each combination of dimensions that had any.
  private(set) lazy var cells = rollup?.cells(days: days) ?? []

  /// By token.
  private(set) lazy var owners = findOwners()

  private(set) lazy var growthParts = findGrowthParts()

  /// By developer; nil for those who are not active.
  package private(set) lazy var depth = depths(available: available)

  func depths(available: [Int]) -> [Double?] {
    var result = [Double?](repeating: nil, count: world.developers.count)
    guard let rollup else { return result }
    let settings = world.configuration.depth
    // Tags by number: their names are compared once an endpoint, not once a developer.
    let names = Set(available.map(world.tag(ofEndpoint:))).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    var tags = [Int?](repeating: nil, count: rollup.endpoints.count)
    for endpoint in available { tags[endpoint] = numbers[world.tag(ofEndpoint: endpoint)] }
    var lastUser = [Int](repeating: -1, count: names.count)
    let (usedEndpoints, calls) = (usedEndpoints, calls)
    for developer in active {
      var used = 0
      var usedTags = 0
      for endpoint in usedEndpoints[developer] {
        guard let tag = tags[endpoint] else { continue }
        used += 1
        guard lastUser[tag] != developer else { continue }
        lastUser[tag] = developer
        usedTags += 1
      }
      let volume = min(1, log10(1 + Double(calls[developer])) / log10(1 + settings.callsReference))
      let coverage = available.isEmpty ? 0 : Double(used) / Double(available.count)
      let features = names.isEmpty ? 0 : Double(usedTags) / Double(names.count)
      result[developer] =
        100 * (settings.volumeWeight * volume + settings.coverageWeight * coverage + settings.featureWeight * features)
    }
    return result
  }

  /// `experimenting`, `building`, `scaling`.
  func tier(_ depth: Double) -> String {
    let cuts = world.configuration.depth.cuts
    return depth < cuts.first ?? 25 ? "experimenting" : depth < cuts.last ?? 60 ? "building" : "scaling"
  }

  package private(set) lazy var tiers: [String?] = depth.map { $0.map(tier) }

  package private(set) lazy var previous = MonthFacts(world: world, window: window.on(month.previous))

  /// The months before, the last one first: what one of them has found out is there for all who ask.
  func past(_ count: Int) -> [MonthFacts] { Array(sequence(first: previous) { $0.previous }.prefix(count)) }

  /// Last month's tiers of those who exist now, over the endpoints on offer this month.
  package private(set) lazy var previousTiers: [String?] = {
    let seenFromNow = MonthFacts(
      world: world, window: ReportWindow(month: month.previous, zone: world.zone, asOf: asOf))
    seenFromNow.calls = previous.calls
    return seenFromNow.depths(available: available).map { $0.map(tier) }
  }()

  // MARK: First session

  struct Session {
    /// Last moment of the first session.
    var end: Instant
    var reachedValue: Bool
  }

  /// The first session of a developer: from sign-up over calls, events and documentation views until the first pause
  /// of 30 minutes, at most 24 hours.
  func firstSession(_ developer: Int) -> Session {
    let signUp = signUp(developer)
    var activity = rollup?.facts[developer].activity ?? ActivityRuns()
    let others = world.events[developer].map(\.time) + world.docViews[developer].map(\.time)
    for time in others where time >= signUp && time < signUp + Duration.day && time < asOf { activity.add(time) }
    let end = activity.end(from: signUp)
    return Session(end: end, reachedValue: firstValue(developer).map { $0 <= end } ?? false)
  }
}
