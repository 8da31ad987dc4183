import ReportModel

/// Whose the calls of a batch are.
///
/// Short tokens are looked up in three steps, each some calls behind the one before, so that none waits for memory.
extension Identity {
  /// First step: a call with this token was read.
  @inline(__always)
  func expect(_ token: TokenTable.ShortToken) { tokens.expect(token) }

  /// Second step.
  @inline(__always)
  func locate(_ calls: UnsafeMutableBufferPointer<PendingCall>, _ range: Range<Int>) {
    for index in range where calls[index].marks.contains(.isUnresolved) {
      calls[index].token = tokens.probable(calls[index].shortToken)
    }
  }

  /// Third step: settles calls that name a token alone, one that was met before; `expect` gets their people.
  @inline(__always)
  func settle(
    _ calls: UnsafeMutableBufferPointer<PendingCall>, _ range: Range<Int>,
    expect: (_ developer: Int32, _ company: Int32) -> Void
  ) {
    for index in range where calls[index].marks.contains(.isUnresolved) {
      guard let holder = tokens.holder(calls[index].shortToken, probably: calls[index].token) else {
        calls[index].token = -1
        continue
      }
      guard holder.marks.contains(.isMet), calls[index].marks.isDisjoint(with: [.namesDeveloper, .namesCompany]) else {
        continue
      }
      (calls[index].developer, calls[index].company) = (holder.developer, holder.company)
      calls[index].marks.remove(.isUnresolved)
      if holder.marks.contains(.isExcluded) { calls[index].marks.insert(.isInternal) }
      expect(holder.developer, holder.company)
    }
  }

  /// Settles all calls of a batch that are not settled yet.
  mutating func resolve(_ batch: inout CallBatch) {
    tokens.intern(&batch.longTokens)
    developerIDs.find(&batch.developers)
    companies.intern(&batch.companies)
    for key in batch.developers.keys where key.id < 0 { noteUnknown(hash: key.hash) }
    let (longTokens, developers, companies) = (batch.longTokens.keys, batch.developers.keys, batch.companies.keys)
    batch.calls.withUnsafeMutableBufferPointer { calls in
      for key in companies { calls[Int(key.call)].company = key.id }
      for key in developers { calls[Int(key.call)].developer = key.id }
      for key in longTokens { calls[Int(key.call)].token = key.id }
      for index in calls.indices where calls[index].marks.contains(.isUnresolved) { resolve(&calls[index]) }
    }
  }

  private mutating func resolve(_ call: inout PendingCall) {
    if call.token < 0, call.shortToken.isSome { call.token = Int32(truncatingIfNeeded: tokens.intern(call.shortToken)) }
    if call.token >= 0, call.marks.isDisjoint(with: [.namesDeveloper, .namesCompany]) {
      // All of the call's people stand in one place of memory.
      if !tokens[Int(call.token)].marks.contains(.isMet) { meet(token: Int(call.token)) }
      let holder = tokens[Int(call.token)]
      (call.developer, call.company) = (holder.developer, holder.company)
      if holder.marks.contains(.isExcluded) { call.marks.insert(.isInternal) }
      return
    }
    var who = Resolved()
    who.token = Int(call.token)
    who.company = Int(call.company)
    settle(&who, named: Int(call.developer))
    call.developer = Int32(truncatingIfNeeded: who.developer)
    call.company = Int32(truncatingIfNeeded: who.company)
    if who.developer >= 0, standings[who.developer].isExcluded { call.marks.insert(.isInternal) }
  }

  /// A call names this token alone: finds out once whose it is.
  private mutating func meet(token: Int) {
    var who = Resolved()
    who.token = token
    settle(&who, named: -1)
    tokens[token].company = Int32(truncatingIfNeeded: who.company)
    if who.developer >= 0, standings[who.developer].isExcluded { tokens[token].marks.insert(.isExcluded) }
    tokens[token].marks.insert(.isMet)
  }
}
