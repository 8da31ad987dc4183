package import ReportModel

/// From a group of calls into the batch: their texts become numbers.
extension CallAccumulator {
  /// Counts calls; they are in the tables after `settle`.
  package mutating func add(_ group: borrowing CallGroup) {
    // All of them may have been left out.
    guard group.count > 0 else { return }
    var next = 0
    let hasCube = hasCube(group)
    while next < group.count {
      if let hasCube { next = addKnown(group, from: next, hasCube: hasCube) }
      guard next < group.count else { break }
      add(group[next])
      next &+= 1
    }
    if batch.count &- batch.expected >= CallBatch.stage { lookUp() }
    if batch.isFull { countBatch() }
  }

  /// Whether the calls are of days with a cube: values of others must not take their room. nil where that differs, or
  /// where some are not before as_of.
  @inline(__always)
  private mutating func hasCube(_ group: borrowing CallGroup) -> Bool? {
    var (earliest, latest) = (Instant.max, Instant.min)
    for row in 0..<group.count {
      earliest = min(earliest, group.times[row])
      latest = max(latest, group.times[row])
    }
    guard latest < plan.window.asOf else { return nil }
    let hasCube = cube.covers(day.find(earliest, plan.window.zone))
    guard cube.covers(day.find(latest, plan.window.zone)) == hasCube else { return nil }
    totals.note(earliest)
    totals.note(latest)
    return hasCube
  }

  /// Adds the calls of a group from one on that have nothing that was not met before, nearly all; answers where they end.
  @inline(__always)
  private mutating func addKnown(_ group: borrowing CallGroup, from start: Int, hasCube: Bool) -> Int {
    let end = findPlaces(group, from: start, hasCube: hasCube)
    readNumbers(group, start..<end)
    noteKeys(group, start..<end)
    batch.count &+= end &- start
    return end
  }

  /// Endpoints and clients of calls; answers where they end, because one was not met before.
  @inline(__always)
  private mutating func findPlaces(_ group: borrowing CallGroup, from start: Int, hasCube: Bool) -> Int {
    let shift = batch.count &- start
    return batch.calls.withUnsafeMutableBufferPointer { calls in
      for row in start..<group.count {
        guard let found = resolver.known(group, row) else { return row }
        let client = hasCube ? combos.known(group, row, pathVersion: found.version) : -1
        if hasCube, client < 0 { return row }
        calls[row &+ shift].endpoint = Int32(truncatingIfNeeded: found.endpoint)
        calls[row &+ shift].pathKey = found.pathKey
        calls[row &+ shift].client = client
      }
      return group.count
    }
  }

  @inline(__always)
  private mutating func readNumbers(_ group: borrowing CallGroup, _ rows: Range<Int>) {
    let shift = batch.count &- rows.lowerBound
    batch.calls.withUnsafeMutableBufferPointer { calls in
      for row in rows {
        let call = group[row]
        let number = day.find(call.time, plan.window.zone)
        calls[row &+ shift].begin(
          call, day: number, outcome: outcomes.outcome(status: call.status, flaggedTimeout: call.timedOutFlag),
          isKept: developerDays.covers(number))
      }
    }
  }

  /// What whose the calls are will be looked up by.
  @inline(__always)
  private mutating func noteKeys(_ group: borrowing CallGroup, _ rows: Range<Int>) {
    let shift = batch.count &- rows.lowerBound
    if group.has(.token) {
      let texts = group.texts(.token)
      batch.calls.withUnsafeMutableBufferPointer { calls in
        for row in rows where texts[row].count > 0 {
          calls[row &+ shift].marks.formUnion([.namesToken, .isUnresolved])
          if texts[row].count <= TokenTable.ShortToken.longest {
            calls[row &+ shift].shortToken = TokenTable.ShortToken(texts[row])
          } else {
            batch.longTokens.append(texts[row], call: row &+ shift)
          }
        }
      }
    }
    if group.has(.developerID) {
      batch.developers.append(group.texts(.developerID), rows, of: &batch.calls, shift, .namesDeveloper)
    }
    if group.has(.companyID) {
      batch.companies.append(group.texts(.companyID), rows, of: &batch.calls, shift, .namesCompany)
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
    call.begin(
      row, day: number, outcome: outcomes.outcome(status: row.status, flaggedTimeout: row.timedOutFlag),
      isKept: developerDays.covers(number))
    call.pathKey = found.pathKey
    call.endpoint = Int32(truncatingIfNeeded: found.endpoint)
    if hasCube { call.client = combos.client(row, pathVersion: found.version) }
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
