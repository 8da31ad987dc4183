package import ReportModel

/// What the calls say of one developer: minima and counts, so that facts of two files merge in any order.
///
/// Times are the smallest that qualify, `Instant.max` where none does; whether something had happened by an as_of is
/// then a comparison, for this month and for every month before.
package struct DeveloperFacts: Sendable {
  package static let never = Instant.max

  /// First call of any outcome at or after sign-up.
  package var firstCall = never
  /// First successful call at or after sign-up.
  package var firstSuccess = never
  /// First successful hello-world call at or after the first touch.
  package var firstHello = never
  /// First successful call at or after the first quickstart view.
  package var firstSuccessAfterQuickstart = never
  /// The earliest successful value-moment calls at or after sign-up, as many as the value moment asks for.
  package var valueCalls = EarliestTimes()
  /// The two earliest successful calls ever.
  package var earliestSuccess = never
  package var secondSuccess = never
  /// First call on day sign-up + 60 or later.
  package var firstRetainedCall = never
  /// Successful milestone calls inside the activation window.
  package var milestoneCalls = 0
  /// Successful calls on the sign-up day before the sign-up.
  package var successesBeforeSignUp = 0
  /// Last call in the seven days after sign-up: its time, endpoint and status.
  package var lastCall = Instant.min
  package var lastEndpoint = -1
  package var lastStatus = 0
  /// A hash of that call's method and path, so that of two at one moment always the same one is kept.
  package var lastKey: UInt64 = 0
  /// Activity of the first 24 hours, as runs without a pause of 30 minutes: disjoint, ascending.
  package var activity = ActivityRuns()
  /// Endpoints called successfully in the seven days after sign-up.
  package var earlyUse: [Int: EarlyUse] = [:]

  package init() {}

  @inline(__always)
  mutating func noteSuccess(at time: Instant) {
    if time < earliestSuccess {
      secondSuccess = earliestSuccess
      earliestSuccess = time
    } else if time < secondSuccess {
      secondSuccess = time
    }
  }

  /// Later wins; of two at the same moment the larger status, then the larger key, so that the order of rows does not
  /// matter.
  @inline(__always)
  mutating func noteLast(at time: Instant, endpoint: Int, status: Int, key: UInt64) {
    guard time >= lastCall, time > lastCall || (status, key) > (lastStatus, lastKey) else { return }
    lastKey = key
    lastCall = time
    lastEndpoint = endpoint
    lastStatus = status
  }

  /// Gives endpoints other numbers; those that become one are one.
  mutating func renumber(endpoint renumber: (Int) -> Int) {
    if lastEndpoint >= 0 { lastEndpoint = renumber(lastEndpoint) }
    guard !earlyUse.isEmpty else { return }
    earlyUse = earlyUse.reduce(into: [:]) { $0[renumber($1.key), default: EarlyUse()].merge($1.value) }
  }

  /// - Parameter valueCount: value-moment calls that are kept.
  mutating func merge(_ other: DeveloperFacts, valueCount: Int, endpoint renumber: (Int) -> Int) {
    for time in other.valueCalls.times { valueCalls.add(time, keeping: valueCount) }
    for (endpoint, use) in other.earlyUse { earlyUse[renumber(endpoint), default: EarlyUse()].merge(use) }
    firstCall = min(firstCall, other.firstCall)
    firstSuccess = min(firstSuccess, other.firstSuccess)
    firstHello = min(firstHello, other.firstHello)
    firstSuccessAfterQuickstart = min(firstSuccessAfterQuickstart, other.firstSuccessAfterQuickstart)
    firstRetainedCall = min(firstRetainedCall, other.firstRetainedCall)
    noteSuccess(at: other.earliestSuccess)
    noteSuccess(at: other.secondSuccess)
    milestoneCalls += other.milestoneCalls
    successesBeforeSignUp += other.successesBeforeSignUp
    if other.lastEndpoint >= 0 {
      noteLast(
        at: other.lastCall, endpoint: renumber(other.lastEndpoint), status: other.lastStatus, key: other.lastKey)
    }
    for run in other.activity.runs { activity.add(run) }
  }
}

/// Moments gathered into runs: two moments less than 30 minutes apart are in one run.
///
/// At most 48 in a day, however many calls; the same in whatever order they come.
package struct ActivityRuns: Hashable, Sendable {
  package static let pause = 30 * Duration.minute

  /// First and last moment of each run.
  package private(set) var runs: [ClosedRange<Instant>] = []

  package init() {}

  @inline(__always)
  package mutating func add(_ moment: Instant) {
    for run in runs where run.contains(moment) { return }
    add(moment...moment)
  }

  package mutating func add(_ run: ClosedRange<Instant>) {
    var merged = run
    var kept: [ClosedRange<Instant>] = []
    for known in runs {
      if known.lowerBound - merged.upperBound < Self.pause && merged.lowerBound - known.upperBound < Self.pause {
        merged = min(known.lowerBound, merged.lowerBound)...max(known.upperBound, merged.upperBound)
      } else {
        kept.append(known)
      }
    }
    let position = kept.firstIndex { $0.lowerBound > merged.upperBound } ?? kept.count
    kept.insert(merged, at: position)
    runs = kept
  }

  /// Last moment of the run that begins at or before `start` and goes on from it; `start` itself where none does.
  package func end(from start: Instant) -> Instant {
    var joined = self
    joined.add(start...start)
    return joined.runs.first { $0.contains(start) }?.upperBound ?? start
  }
}
