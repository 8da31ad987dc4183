package import ReportModel

/// Successful calls of one endpoint in the days after a developer's sign-up.
package struct EarlyUse: Hashable, Sendable {
  /// The window in which the first success is looked for.
  package static let window = 7 * Duration.day
  /// The window in which successes are counted: what value moments are looked for in.
  package static let countedWindow = Duration.day

  /// First success in the seven days after sign-up.
  package var firstSuccess = DeveloperFacts.never
  /// Successes in the 24 hours after sign-up.
  package var successes = 0

  package init() {}

  package init(firstSuccess: Instant, successes: Int) {
    self.firstSuccess = firstSuccess
    self.successes = successes
  }

  @inline(__always)
  mutating func note(_ time: Instant, since signUp: Instant) {
    if time < firstSuccess { firstSuccess = time }
    if time - signUp < Self.countedWindow { successes += 1 }
  }

  mutating func merge(_ other: EarlyUse) {
    firstSuccess = min(firstSuccess, other.firstSuccess)
    successes += other.successes
  }
}

/// The smallest of some moments, equal ones each for itself; the same in whatever order they come.
package struct EarliestTimes: Hashable, Sendable {
  /// Ascending.
  package private(set) var times: [Instant] = []

  package init() {}

  @inline(__always)
  package mutating func add(_ time: Instant, keeping count: Int) {
    if times.count >= count {
      guard let last = times.last, time < last else { return }
      times.removeLast()
    }
    let position = times.firstIndex { $0 > time } ?? times.count
    times.insert(time, at: position)
  }

  /// The `count`-th moment; never where there are fewer.
  package func reached(_ count: Int) -> Instant {
    times.count >= count && count > 0 ? times[count - 1] : DeveloperFacts.never
  }
}
