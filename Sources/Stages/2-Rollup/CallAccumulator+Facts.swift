import ReportModel

/// What calls say of one developer: rare, since most calls come when nothing of it can change any more.
extension CallAccumulator {
  /// Whether a fact may depend on this endpoint by its name.
  @inline(__always)
  func isSpecial(_ endpoint: Int) -> Bool {
    guard hasSpecialEndpoints else { return false }
    return helloEndpoints?.contains(endpoint) ?? false || valueEndpoints?.contains(endpoint) ?? false
      || milestoneEndpoints?.contains(endpoint) ?? false
  }

  mutating func noteFacts(_ developer: Int, _ call: PendingCall) {
    let (time, endpoint, isSuccess) = (call.time, Int(call.endpoint), call.outcome == .success)
    let anchor = anchors[developer]
    defer {
      // Before that nothing becomes quiet.
      if time >= clocks[developer].windowsEnd {
        clocks[developer].settle(
          facts[developer], anchor, anyHello: helloEndpoints == nil,
          anyValue: plan.valueCall == .any ? plan.valueCount : nil)
      }
    }
    if isSuccess { facts[developer].noteSuccess(at: time) }
    if time >= clocks[developer].retainedFrom, time < facts[developer].firstRetainedCall {
      facts[developer].firstRetainedCall = time
    }
    if isSuccess {
      if time >= anchor.firstTouch, time < facts[developer].firstHello,
        helloEndpoints.map({ $0.contains(endpoint) }) ?? true
      {
        facts[developer].firstHello = time
      }
      if time >= anchor.firstQuickstartView, time < facts[developer].firstSuccessAfterQuickstart {
        facts[developer].firstSuccessAfterQuickstart = time
      }
    }
    guard time >= anchor.signUp else {
      if isSuccess, Int(call.day) == clocks[developer].signUpDay { facts[developer].successesBeforeSignUp += 1 }
      return
    }
    countAfterSignUp(developer, call, endpoint, isSuccess)
  }

  private mutating func countAfterSignUp(
    _ developer: Int, _ call: PendingCall, _ endpoint: Int, _ isSuccess: Bool
  ) {
    let time = call.time
    let signUp = anchors[developer].signUp
    if time < facts[developer].firstCall { facts[developer].firstCall = time }
    if time - signUp < Duration.day { facts[developer].activity.add(time) }
    if time - signUp < 7 * Duration.day {
      facts[developer].noteLast(at: time, endpoint: endpoint, status: Int(call.status), key: call.pathKey)
    }
    guard isSuccess else { return }
    if time < facts[developer].firstSuccess { facts[developer].firstSuccess = time }
    if matches(plan.valueCall, valueEndpoints, endpoint) {
      facts[developer].valueCalls.add(time, keeping: plan.valueCount)
    }
    if time - signUp < EarlyUse.window {
      facts[developer].earlyUse[endpoint, default: EarlyUse()].note(time, since: signUp)
    }
    if time - signUp < plan.activationWindow, matches(plan.milestoneCall, milestoneEndpoints, endpoint) {
      facts[developer].milestoneCalls += 1
    }
  }

  @inline(__always)
  private func matches(_ signal: RollupPlan.CallSignal?, _ endpoints: [Int]?, _ endpoint: Int) -> Bool {
    switch signal {
    case nil: false
    case .any: true
    case .endpoint: endpoints?.contains(endpoint) ?? false
    }
  }
}
