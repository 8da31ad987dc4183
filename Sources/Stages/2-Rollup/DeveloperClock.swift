import ReportModel

/// What every call of a developer is compared with first: when their facts can still change.
struct DeveloperClock: Sendable {
  /// Start of the calendar day sign-up + 60.
  let retainedFrom: Instant
  let signUpDay: Day
  /// When all windows after sign-up are closed.
  let windowsEnd: Instant
  private var quietFrom = Instant.max
  private var quietTo = Instant.min

  init(_ anchor: DeveloperAnchors, activationWindow: Int64, zone: ZoneTable) {
    windowsEnd = anchor.signUp == .max ? .min : anchor.signUp.addingClamped(max(EarlyUse.window, activationWindow))
    signUpDay = anchor.signUp == .max ? .max : zone.day(of: anchor.signUp)
    retainedFrom = signUpDay == .max ? .max : zone.start(of: signUpDay + 60)
  }

  /// Whether no call at this moment can change a fact, unless its endpoint is one that a fact asks for by name.
  @inline(__always)
  func isQuiet(at time: Instant) -> Bool { time >= quietFrom && time < quietTo }

  /// Whether none of a span of time can.
  @inline(__always)
  func isQuiet(during moments: ClosedRange<Instant>) -> Bool {
    moments.lowerBound >= quietFrom && moments.upperBound < quietTo
  }

  /// Finds the quiet time anew after facts changed: all minima are reached, all windows after sign-up are closed.
  ///
  /// - Parameter anyValue: how many calls make the value moment, where any call counts for it.
  mutating func settle(
    _ facts: DeveloperFacts, _ anchor: DeveloperAnchors, anyHello: Bool, anyValue: Int?
  ) {
    quietTo = facts.firstRetainedCall == .max ? retainedFrom : .max
    var from = max(facts.earliestSuccess, facts.secondSuccess)
    if facts.firstRetainedCall < .max { from = max(from, facts.firstRetainedCall) }
    if anchor.firstTouch < .max, anyHello { from = max(from, facts.firstHello) }
    if anchor.firstQuickstartView < .max { from = max(from, facts.firstSuccessAfterQuickstart) }
    if anchor.signUp < .max {
      from = max(from, facts.firstCall, facts.firstSuccess, windowsEnd)
      if let anyValue { from = max(from, facts.valueCalls.reached(anyValue)) }
    }
    quietFrom = from
  }
}

extension Instant {
  fileprivate func addingClamped(_ duration: Int64) -> Instant {
    let (sum, overflows) = addingReportingOverflow(duration)
    return overflows ? .max : sum
  }
}
