import ReportModel
import Rollup

/// Whether a developer stayed, as far as the data can tell.
package enum Fate: Hashable, Sendable { case retained, churned }

extension MonthFacts {
  /// Days after sign-up from which a developer without a later call counts as gone.
  static let fateKnownAfter = 90 * Duration.day

  /// *Retained*: some call on day sign-up + 60 or later. *Churned*: signed up at least 90 days before as_of and no such
  /// call. nil: too early to tell, or there are no calls.
  func fate(_ developer: Int) -> Fate? {
    guard let rollup else { return nil }
    if known(rollup.facts[developer].firstRetainedCall) != nil { return .retained }
    return signUp(developer) + Self.fateKnownAfter <= asOf ? .churned : nil
  }

  /// From when on a sign-up's first day lies in the data: after the first row of a table.
  func isObserved(_ developer: Int, since first: Instant?) -> Bool { first.map { signUp(developer) > $0 } ?? false }

  /// The first row of the table that the value moment is logged in.
  var firstSignalRow: Instant? {
    let isEvent = if case .event = world.configuration.valueMoment?.signal { true } else { false }
    return isEvent ? world.earliest[.events] : world.earliest[.calls]
  }
}
