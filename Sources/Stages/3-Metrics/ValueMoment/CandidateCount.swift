import ReportModel
import Rollup

/// Who did what in the first 24 hours after sign-up: candidate → developers, ascending.
///
/// A candidate is a value moment as the configuration could say it.
struct CandidateCount {
  typealias Candidate = ReportConfiguration.ValueMoment

  /// Which successful call, and which occurrence of an event, may be the moment.
  static let counts = [1, 3, 5, 10]
  /// A property with more values than this in the events of one name is an id or an amount.
  static let mostValues = 50

  private(set) var doers: [Candidate: [Int]] = [:]
  private(set) var leftOut = ValueMomentSearch.LeftOut()
  private let month: MonthFacts
  private let filter: NameFilter

  /// - Parameters:
  ///   - callers: developers whose first day the calls cover.
  ///   - senders: developers whose first day calls and events cover.
  init(_ month: MonthFacts, callers: [Int], senders: [Int], filter: NameFilter) {
    self.month = month
    self.filter = filter
    for developer in callers { countCalls(developer) }
    let properties = propertyValues(senders)
    for developer in senders { countEvents(developer, properties) }
  }

  private mutating func countCalls(_ developer: Int) {
    guard let rollup = month.rollup else { return }
    var successes = 0
    for (endpoint, use) in rollup.facts[developer].earlyUse where use.successes > 0 {
      successes += use.successes
      let visible = rollup.visible(endpoint)
      guard visible != rollup.otherEndpoint, filter.isShowable(rollup.endpoints[visible]) else { continue }
      doers[Candidate(signal: .call(endpoint: rollup.endpoints[visible])), default: []].append(developer)
    }
    for count in Self.counts where successes >= count {
      doers[Candidate(signal: .anyCall, count: count), default: []].append(developer)
    }
  }

  private func early(_ developer: Int) -> [EventRecord] {
    let signUp = month.signUp(developer)
    return month.world.events[developer].filter { $0.time >= signUp && $0.time < signUp + EarlyUse.countedWindow }
  }

  /// The values of each property of each event that are few enough and fit to be shown.
  private mutating func propertyValues(_ developers: [Int]) -> [String: [String: Set<String>]] {
    var values: [String: [String: Set<String>]] = [:]
    for developer in developers {
      for event in early(developer) {
        for (property, value) in event.properties where values[event.name]?[property]?.count ?? 0 <= Self.mostValues {
          values[event.name, default: [:]][property, default: []].insert(value)
        }
      }
    }
    for (name, properties) in values {
      for (property, texts) in properties {
        let isFit = texts.count <= Self.mostValues && filter.isShowableProperty(property)
        if !isFit { leftOut.properties += 1 }
        values[name]?[property] = isFit ? texts.filter(filter.isShowableValue) : nil
        if isFit { leftOut.unshowable += texts.count { !filter.isShowableValue($0) } }
      }
    }
    leftOut.unshowable += values.keys.count { !filter.isShowable($0) }
    return values.filter { filter.isShowable($0.key) }
  }

  private mutating func countEvents(_ developer: Int, _ properties: [String: [String: Set<String>]]) {
    var times: [String: Int] = [:]
    var pairs: Set<Candidate> = []
    for event in early(developer) {
      guard let values = properties[event.name] else {
        if filter.isShowable(event.name) { times[event.name, default: 0] += 1 }
        continue
      }
      times[event.name, default: 0] += 1
      for (property, value) in event.properties where values[property]?.contains(value) ?? false {
        pairs.insert(
          Candidate(
            signal: .event(
              name: event.name, conditions: [.init(property: property, comparison: .equals(value))])))
      }
    }
    for (name, occurrences) in times {
      for count in Self.counts where occurrences >= count {
        doers[Candidate(signal: .event(name: name, conditions: []), count: count), default: []].append(developer)
      }
    }
    for pair in pairs { doers[pair, default: []].append(developer) }
  }
}
