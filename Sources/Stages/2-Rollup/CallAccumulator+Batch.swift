import ReportModel

/// From a batch into the tables, one table after the other.
extension CallAccumulator {
  mutating func countBatch() {
    guard !batch.calls.isEmpty else { return }
    identity.resolve(&batch)
    leaveOutInternal()
    combine()
    count(batch.calls)
    batch.removeAll()
  }

  private mutating func leaveOutInternal() {
    let kept = batch.calls.withUnsafeMutableBufferPointer { calls in
      var kept = 0
      for index in calls.indices {
        if calls[index].marks.contains(.isInternal) { continue }
        if calls[index].marks.contains(.namesDeveloper) { totals.withDeveloper += 1 }
        if calls[index].marks.contains(.namesToken) { totals.withToken += 1 }
        if kept < index { calls[kept] = calls[index] }
        kept += 1
      }
      return kept
    }
    totals.rows += kept
    totals.internalCalls += batch.calls.count - kept
    batch.calls.removeLast(batch.calls.count - kept)
  }

  /// Finds each call's combination of dimensions, where its day has a cube.
  private mutating func combine() {
    batch.calls.withUnsafeMutableBufferPointer { calls in
      for index in calls.indices where cube.covers(Int(calls[index].day)) {
        let developer = Int(calls[index].developer)
        let plan = developer >= 0 ? combos.planIDs[developer] : 0
        calls[index].combo = Int32(
          truncatingIfNeeded: combos.id(endpoint: calls[index].endpoint, values: calls[index].values, plan: plan))
      }
    }
  }

  private mutating func count(_ calls: [PendingCall]) {
    traffic.add(calls) { ($0.endpoint, $0.outcome.bit) }
    cube.add(calls) { ($0.combo, $0.outcome.bit) }
    companyDays.add(calls) { ($0.company, CompanyColumn.bits(of: $0.outcome)) }
    countDevelopers(calls)
    countResolution(calls)
    countTokens(calls)
    countCompanyWeeks(calls)
    countLatency(calls)
    noteFacts(calls)
  }

  private mutating func countResolution(_ calls: [PendingCall]) {
    var day = Int32.min
    var (all, unresolved): (UInt32, UInt32) = (0, 0)
    func add(_ table: inout BlockTable) {
      guard all > 0 else { return }
      table.add(entity: 0, day: Int(day), column: 1, all)
      if unresolved > 0 { table.add(entity: 0, day: Int(day), column: 0, unresolved) }
      (all, unresolved) = (0, 0)
    }
    for call in calls where call.marks.contains(.isKept) {
      if call.day != day {
        add(&resolution)
        day = call.day
      }
      all += 1
      if call.developer < 0 { unresolved += 1 }
    }
    add(&resolution)
  }

  /// Weeks in which a token was used, but for calls that were refused for it.
  private mutating func countTokens(_ calls: [PendingCall]) {
    for call in calls where call.token >= 0 && call.status != 401 {
      let token = Int(call.token)
      guard call.marks.contains(.isKept) else {
        if Int(call.day) < plan.firstDay { tokenEarlier.set(token, 0) }
        continue
      }
      let week = (Int(call.day) - plan.firstWeek) / 7
      guard tokenWeek.moves(token, to: week) else { continue }
      let owner = identity.owner(ofToken: token)
      if owner < 0 || !identity.isExcluded(owner) { tokenWeeks.set(token, week) }
    }
  }

  private mutating func countCompanyWeeks(_ calls: [PendingCall]) {
    for call in calls where call.company >= 0 && call.status != 401 && call.marks.contains(.isKept) {
      let week = (Int(call.day) - plan.firstWeek) / 7
      if companyWeek.moves(Int(call.company), to: week) { companyWeeks.set(Int(call.company), week) }
    }
  }

  private mutating func countLatency(_ calls: [PendingCall]) {
    for call in calls where call.marks.contains(.isKept) {
      let (endpoint, day) = (Int(call.endpoint), Int(call.day))
      if call.latency >= 0 {
        let region = latency.region(call.values.region, of: combos.regions)
        latency.add(bucket: Int(call.latency), endpoint: endpoint, day: day, region: region)
      }
      if call.clientLatency >= 0 {
        let region = clientLatency.region(call.values.region, of: combos.regions)
        clientLatency.add(bucket: Int(call.clientLatency), endpoint: endpoint, day: day, region: region)
      }
    }
  }

  private mutating func noteFacts(_ calls: [PendingCall]) {
    for index in batch.unsettled {
      let call = calls[Int(index)]
      let developer = Int(call.developer)
      if clocks[developer].isQuiet(at: call.time), !isSpecial(Int(call.endpoint)) { continue }
      noteFacts(developer, call)
    }
  }
}

extension CallOutcome {
  @inline(__always)
  fileprivate var bit: UInt32 { 1 << UInt32(truncatingIfNeeded: rawValue) }
}

extension CompanyColumn {
  /// The columns a call of an outcome adds to, a bit a column.
  @inline(__always)
  fileprivate static func bits(of outcome: CallOutcome) -> UInt32 {
    switch outcome {
    case .success, .other, .aborted: bits(.calls)
    case .clientError: bits(.calls, .errors, .clientErrors)
    case .rateLimited: bits(.calls, .errors, .clientErrors, .rateLimited)
    case .serverError: bits(.calls, .errors, .serverErrors)
    case .timeoutClientError: bits(.calls, .errors, .clientErrors, .timeouts)
    case .timeoutRateLimited: bits(.calls, .errors, .clientErrors, .rateLimited, .timeouts)
    case .timeoutServerError: bits(.calls, .errors, .serverErrors, .timeouts)
    case .timeoutOther: bits(.calls, .errors, .timeouts)
    }
  }

  @inline(__always)
  private static func bits(_ columns: CompanyColumn...) -> UInt32 {
    columns.reduce(0) { $0 | 1 << UInt32(truncatingIfNeeded: $1.rawValue) }
  }
}
