/// What became of a call: the columns of every traffic table.
///
/// Ten exclusive classes, so that every rate of the dictionary is a sum of columns. Timeouts are split by the status
/// they came with, because a 504 stands in both 5xx and timeouts but once in the total.
package enum CallOutcome: Int, CaseIterable, Sendable {
  /// 200–299, not timed out.
  case success
  /// Anything that is in no rate: 1xx, 3xx, unknown statuses.
  case other
  /// 400–499 but 429 and 499, not timed out.
  case clientError
  /// 429, not timed out.
  case rateLimited
  /// 500–599, not timed out.
  case serverError
  /// Timed out with a 4xx (408).
  case timeoutClientError
  /// Timed out with a 429.
  case timeoutRateLimited
  /// Timed out with a 5xx (504).
  case timeoutServerError
  /// Timed out with anything else (0, a flagged 200).
  case timeoutOther
  /// 499: the client gave up. In the total only, on a line of its own.
  case aborted

  package static let count = allCases.count

  /// Classifies a call; `timeoutStatuses` and the row's own flag decide what timed out, and a 499 never did.
  @inline(__always)
  package init(status: Int, flaggedTimeout: Bool, timeoutStatuses: StatusSet) {
    if status == 499 {
      self = .aborted
    } else if flaggedTimeout || timeoutStatuses.contains(status) {
      switch status {
      case 429: self = .timeoutRateLimited
      case 400..<500: self = .timeoutClientError
      case 500..<600: self = .timeoutServerError
      default: self = .timeoutOther
      }
    } else {
      switch status {
      case 200..<300: self = .success
      case 429: self = .rateLimited
      case 400..<500: self = .clientError
      case 500..<600: self = .serverError
      default: self = .other
      }
    }
  }
}

/// A set of HTTP statuses as one table, for the row loop.
package struct StatusSet: Sendable {
  private let members: [Bool]

  package init(_ statuses: Set<Int>) { members = (0..<1_000).map(statuses.contains) }

  @inline(__always)
  package func contains(_ status: Int) -> Bool {
    status >= 0 && status < 1_000 && members[status]
  }
}

/// The outcome of every status, for the row loop.
struct OutcomeTable: Sendable {
  /// Status × (not flagged, flagged as timed out).
  private let outcomes: [CallOutcome]
  private let timeoutStatuses: StatusSet

  init(timeoutStatuses: StatusSet) {
    self.timeoutStatuses = timeoutStatuses
    outcomes = (0..<2_000).map {
      CallOutcome(status: $0 / 2, flaggedTimeout: $0 & 1 == 1, timeoutStatuses: timeoutStatuses)
    }
  }

  @inline(__always)
  func outcome(status: Int, flaggedTimeout: Bool) -> CallOutcome {
    guard status >= 0, status < 1_000 else {
      return CallOutcome(status: status, flaggedTimeout: flaggedTimeout, timeoutStatuses: timeoutStatuses)
    }
    return outcomes[status &* 2 &+ (flaggedTimeout ? 1 : 0)]
  }
}

/// Calls by outcome, with the sums the dictionary asks for.
package struct OutcomeCounts: Hashable, Sendable {
  /// Indexed by `CallOutcome.rawValue`.
  package var columns: [Int]

  package init() { columns = [Int](repeating: 0, count: CallOutcome.count) }

  package subscript(outcome: CallOutcome) -> Int {
    get { columns[outcome.rawValue] }
    set { columns[outcome.rawValue] = newValue }
  }

  package var calls: Int { columns.reduce(0, +) }
  package var successes: Int { self[.success] }
  /// 4xx without 499.
  package var clientErrors: Int {
    self[.clientError] + self[.rateLimited] + self[.timeoutClientError] + self[.timeoutRateLimited]
  }
  package var serverErrors: Int { self[.serverError] + self[.timeoutServerError] }
  package var rateLimited: Int { self[.rateLimited] + self[.timeoutRateLimited] }
  package var timeouts: Int {
    self[.timeoutClientError] + self[.timeoutRateLimited] + self[.timeoutServerError] + self[.timeoutOther]
  }
  package var aborted: Int { self[.aborted] }
  /// 4xx, 5xx or timed out, each call once.
  package var errors: Int { calls - self[.success] - self[.other] - self[.aborted] }

  package static func += (left: inout OutcomeCounts, right: OutcomeCounts) {
    for index in left.columns.indices { left.columns[index] += right.columns[index] }
  }
}
