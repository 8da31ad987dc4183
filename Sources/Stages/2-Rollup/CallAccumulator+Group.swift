package import ReportModel

/// From a group of calls into the batch: their texts become numbers.
extension CallAccumulator {
  /// Counts calls; they are in the tables after `settle`.
  package mutating func add(_ group: borrowing CallGroup) {
    if !addKnown(group) {
      for row in 0..<group.count { add(group[row]) }
    }
    if batch.count &- batch.expected >= CallBatch.stage { lookUp() }
    if batch.isFull { countBatch() }
  }

  /// Adds calls that have nothing that was not met before, nearly all; false where one has.
  @inline(__always)
  private mutating func addKnown(_ group: borrowing CallGroup) -> Bool {
    var (earliest, latest) = (Instant.max, Instant.min)
    for row in 0..<group.count {
      earliest = min(earliest, group.times[row])
      latest = max(latest, group.times[row])
    }
    guard latest < plan.window.asOf else { return false }
    // Values of days without a cube must not take the room of others.
    let hasCube = cube.covers(day.find(earliest, plan.window.zone))
    guard cube.covers(day.find(latest, plan.window.zone)) == hasCube else { return false }
    readNumbers(group)
    guard findPlaces(group, hasCube: hasCube) else { return false }
    totals.note(earliest)
    totals.note(latest)
    noteKeys(group)
    batch.count &+= group.count
    return true
  }

  @inline(__always)
  private mutating func readNumbers(_ group: borrowing CallGroup) {
    let first = batch.count
    batch.calls.withUnsafeMutableBufferPointer { calls in
      for row in 0..<group.count {
        let (time, status) = (group.times[row], Int(group.statuses[row]))
        let number = day.find(time, plan.window.zone)
        var call = PendingCall()
        call.time = time
        call.day = Int32(truncatingIfNeeded: number)
        call.status = Int16(truncatingIfNeeded: status)
        call.outcome = outcomes.outcome(status: status, flaggedTimeout: group.timedOutFlags[row])
        call.latency = PendingCall.bucket(group.latencies[row])
        call.clientLatency = PendingCall.bucket(group.clientLatencies[row])
        call.marks = developerDays.covers(number) ? .isKept : []
        calls[first &+ row] = call
      }
    }
  }

  /// Endpoints and clients of calls; false where one was not met before.
  @inline(__always)
  private mutating func findPlaces(_ group: borrowing CallGroup, hasCube: Bool) -> Bool {
    let first = batch.count
    return batch.calls.withUnsafeMutableBufferPointer { calls in
      for row in 0..<group.count {
        guard let found = resolver.known(group, row) else { return false }
        calls[first &+ row].endpoint = Int32(truncatingIfNeeded: found.endpoint)
        calls[first &+ row].pathKey = found.pathKey
        guard hasCube else { continue }
        let client = combos.known(group, row, pathVersion: found.version)
        if client < 0 { return false }
        calls[first &+ row].client = client
      }
      return true
    }
  }

  /// What whose the calls are will be looked up by.
  @inline(__always)
  private mutating func noteKeys(_ group: borrowing CallGroup) {
    let first = batch.count
    if group.has(.token) {
      let texts = group.texts(.token)
      batch.calls.withUnsafeMutableBufferPointer { calls in
        for row in 0..<group.count {
          let text = texts[row]
          guard text.count > 0 else { continue }
          calls[first &+ row].marks.formUnion([.namesToken, .isUnresolved])
          if text.count <= TokenTable.ShortToken.longest {
            calls[first &+ row].shortToken = TokenTable.ShortToken(text)
          } else {
            batch.longTokens.append(text, call: first &+ row)
          }
        }
      }
    }
    if group.has(.developerID) {
      batch.developers.append(group.texts(.developerID), group.count, of: &batch.calls, first, .namesDeveloper)
    }
    if group.has(.companyID) {
      batch.companies.append(group.texts(.companyID), group.count, of: &batch.calls, first, .namesCompany)
    }
  }

  /// Adds one call, which may have something that was not met before.
  private mutating func add(_ row: CallRow) {
    guard row.time < plan.window.asOf else {
      totals.afterAsOf += 1
      return
    }
    totals.note(row.time)
    let number = day.find(row.time, plan.window.zone)
    let hasCube = cube.covers(number)
    // Calls of internal developers must not teach anything.
    let who = identity.resolve(row)
    if who.developer >= 0, identity.isExcluded(who.developer) {
      totals.internalCalls += 1
      return
    }
    let found = resolver.resolve(row)
    var call = PendingCall()
    call.time = row.time
    call.pathKey = found.pathKey
    call.day = Int32(truncatingIfNeeded: number)
    call.endpoint = Int32(truncatingIfNeeded: found.endpoint)
    if hasCube { call.client = combos.client(row, pathVersion: found.version) }
    call.latency = PendingCall.bucket(row.latency)
    call.clientLatency = PendingCall.bucket(row.clientLatency)
    call.status = Int16(truncatingIfNeeded: row.status)
    call.outcome = outcomes.outcome(status: row.status, flaggedTimeout: row.timedOutFlag)
    if developerDays.covers(number) { call.marks.insert(.isKept) }
    if !row[.token].isEmpty { call.marks.insert(.namesToken) }
    if !row[.developerID].isEmpty { call.marks.insert(.namesDeveloper) }
    if !row[.companyID].isEmpty { call.marks.insert(.namesCompany) }
    call.token = Int32(truncatingIfNeeded: who.token)
    call.developer = Int32(truncatingIfNeeded: who.developer)
    call.company = Int32(truncatingIfNeeded: who.company)
    batch.calls[batch.count] = call
    batch.count += 1
  }
}
