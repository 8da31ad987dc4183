import ReportModel

/// What calls count for the developer who made them: their day, and the endpoints they use.
extension CallAccumulator {
  mutating func countDevelopers(_ calls: [PendingCall]) {
    var next = 0
    while next < calls.count {
      next = developerDay.count(calls, from: next, unsettled: &batch.unsettled)
      guard next < calls.count else { return }
      countApart(calls[next], at: next)
      next += 1
    }
  }

  /// One call that the open day cannot take at once.
  private mutating func countApart(_ call: PendingCall, at index: Int) {
    var isQuiet = false
    if call.marks.contains(.isKept) {
      if call.day != developerDay.day, developerDay.strays() { openDeveloperDay(call.day) }
      if call.day == developerDay.day {
        isQuiet = isQuietAllDay(Int(call.developer))
        if !developerDay.countFirst(call, isQuiet: isQuiet) { insertUse(call) }
      } else {
        developerDays.add(entity: Int(call.developer), day: Int(call.day), column: 0)
        if call.outcome == .success {
          developerDays.add(entity: Int(call.developer), day: Int(call.day), column: 1)
        }
        insertUse(call)
      }
    }
    if !isQuiet { batch.unsettled.append(Int32(truncatingIfNeeded: index)) }
  }

  /// Whether no call of the open day can change a fact; what is quiet stays so, since facts only settle.
  private func isQuietAllDay(_ developer: Int) -> Bool {
    !hasSpecialEndpoints && clocks[developer].isQuiet(at: developerDay.moments.lowerBound)
      && clocks[developer].isQuiet(at: developerDay.moments.upperBound)
  }

  private mutating func insertUse(_ call: PendingCall) {
    let month = plan.monthIndex(of: Month(containing: Int(call.day)))
    guard month >= 0 else { return }
    usage.insert(
      developer: Int(call.developer), month: month, endpoint: Int(call.endpoint),
      successful: call.outcome == .success)
  }

  /// Moves the sums of the open day to the tables and opens another one.
  mutating func openDeveloperDay(_ day: Int32) {
    let old = Int(developerDay.day)
    let month = developerDay.day == .min ? -1 : plan.monthIndex(of: Month(containing: old))
    let zone = plan.window.zone
    let moments = day == .min ? .max...(.max) : zone.start(of: Int(day))...(zone.start(of: Int(day) + 1) - 1)
    var sums = DeveloperDay()
    swap(&sums, &developerDay)
    sums.open(day, moments) { developer, calls, successes, use in
      developerDays.add(entity: developer, day: old, column: 0, calls)
      if successes > 0 { developerDays.add(entity: developer, day: old, column: 1, successes) }
      if month >= 0 { usage.insert(developer: developer, month: month, bits: use) }
    }
    swap(&sums, &developerDay)
  }
}
