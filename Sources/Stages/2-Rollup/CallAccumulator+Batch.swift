import ReportModel

/// From a batch into the counters of the open day.
extension CallAccumulator {
  mutating func countBatch() {
    guard !batch.calls.isEmpty else { return }
    // The last groups have steps left.
    let read = batch.calls.count / CallBatch.group * CallBatch.group
    for step in 1...3 { lookUp(read + step * CallBatch.group) }
    identity.resolve(&batch)
    prepare()
    today.companies.reserve(identity.companyCount)
    today.reserve(tokens: identity.tokenCount)
    today.places.reserve(max(combos.combos.count, resolver.count))
    var next = 0
    while next < batch.calls.count {
      next = today.count(batch.calls, from: next, unsettled: &batch.unsettled, unusual: &batch.unusual)
      guard next < batch.calls.count else { break }
      if countAside(batch.calls[next], at: next) { next += 1 }
    }
    for index in batch.unusual { insertUse(batch.calls[Int(index)]) }
    latency.count(batch.calls, combos) { $0.latency }
    clientLatency.count(batch.calls, combos) { $0.clientLatency }
    noteFacts(batch.calls)
    batch.removeAll()
  }

  /// Takes the groups of calls before the one that ends at `read` a step further to knowing whose they are.
  @inline(never)
  mutating func lookUp(_ read: Int) {
    let located = batch.group(endingAt: read - CallBatch.group)
    let settled = batch.group(endingAt: read - 2 * CallBatch.group)
    identity.tokens.locate(&batch.calls, located)
    identity.tokens.settle(&batch.calls, settled)
    today.prefetch(batch.calls, settled)
  }

  /// Leaves out internal calls and finds where the open day counts the others.
  private mutating func prepare() {
    var (withDeveloper, withToken) = (0, 0)
    let kept = batch.calls.withUnsafeMutableBufferPointer { calls in
      var kept = 0
      for index in calls.indices {
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
    totals.internalCalls += batch.calls.count - kept
    batch.calls.removeLast(batch.calls.count - kept)
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
