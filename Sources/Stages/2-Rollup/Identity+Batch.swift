import ReportModel

/// Whose the calls of a batch are, those that `TokenTable.settle` did not find out.
extension Identity {
  mutating func resolve(_ batch: inout CallBatch) {
    tokens.intern(&batch.longTokens)
    developerIDs.find(&batch.developers)
    companies.intern(&batch.companies)
    for key in batch.developers.keys where key.id < 0 { noteUnknown(hash: key.hash) }
    let (longTokens, developers, companies) = (batch.longTokens.keys, batch.developers.keys, batch.companies.keys)
    let count = batch.count
    batch.calls.withUnsafeMutableBufferPointer { calls in
      for key in companies { calls[Int(key.call)].company = key.id }
      for key in developers { calls[Int(key.call)].developer = key.id }
      for key in longTokens { calls[Int(key.call)].token = key.id }
      for index in 0..<count where calls[index].marks.contains(.isUnresolved) { resolve(&calls[index]) }
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
