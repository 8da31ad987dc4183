import ReportModel

/// From a batch into the counters of the open day.
extension CallAccumulator {
  mutating func countBatch() {
    guard batch.count > 0 else { return }
    // The last calls have steps left.
    for _ in 0..<3 { lookUp() }
    identity.resolve(&batch)
    prepare()
    today.companies.reserve(identity.companyCount)
    today.reserve(tokens: identity.tokenCount)
    today.places.reserve(max(combos.combos.count, resolver.count))
    var next = 0
    while next < batch.count {
      next = today.count(
        batch.calls, next..<batch.count, unsettled: &batch.unsettled, unusual: &batch.unusual)
      guard next < batch.count else { break }
      if countAside(batch.calls[next], at: next) { next += 1 }
    }
    for index in batch.unusual { insertUse(batch.calls[Int(index)]) }
    latency.count(batch.calls, batch.count, combos) { $0.latency }
    clientLatency.count(batch.calls, batch.count, combos) { $0.clientLatency }
    noteFacts(batch.calls)
    batch.removeAll()
  }

  /// Takes the calls of the batch a step further to knowing whose they are.
  @inline(never)
  mutating func lookUp() {
    let expecting = batch.expected..<batch.count
    let locating = batch.located..<batch.expected
    let settling = batch.settled..<batch.located
    identity.tokens.lookUp(&batch.calls, expecting, locating, settling, countedIn: today)
    (batch.settled, batch.located, batch.expected) = (batch.located, batch.expected, batch.count)
  }

  /// Leaves out internal calls and finds where the open day counts the others.
  private mutating func prepare() {
    var (withDeveloper, withToken) = (0, 0)
    let count = batch.count
    let kept = batch.calls.withUnsafeMutableBufferPointer { calls in
      var kept = 0
      for index in 0..<count {
        let marks = calls[index].marks
        if marks.contains(.isInternal) { continue }
        withDeveloper &+= marks.contains(.namesDeveloper) ? 1 : 0
        withToken &+= marks.contains(.namesToken) ? 1 : 0
        if kept < index { calls[kept] = calls[index] }
        let (endpoint, client) = (calls[kept].endpoint, calls[kept].client)
        if client >= 0 {
          let developer = Int(calls[kept].developer)
          let plan = developer >= 0 ? combos.planIDs[developer] : 0
          calls[kept].place = combos.id(endpoint: endpoint, client: client, plan: plan)
        } else {
          calls[kept].place = endpoint
        }
        kept &+= 1
      }
      return kept
    }
    totals.withDeveloper += withDeveloper
    totals.withToken += withToken
    totals.rows += kept
    totals.internalCalls += count - kept
    batch.count = kept
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
