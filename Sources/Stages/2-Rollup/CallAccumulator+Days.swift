import ReportModel

/// From the open day into the tables of all days.
extension CallAccumulator {
  /// Counts a call that is not of the open day; false where its day is now the open one, which has still to count it.
  mutating func countAside(_ call: PendingCall, at index: Int) -> Bool {
    let day = Int(call.day)
    guard call.marks.contains(.isKept) else {
      if call.token >= 0, call.status != 401, day < plan.firstDay { tokenEarlier.set(Int(call.token), 0) }
      if call.developer >= 0 { batch.unsettled.append(Int32(truncatingIfNeeded: index)) }
      return true
    }
    if today.noteStray() {
      open(call.day)
      return false
    }
    addTraffic(place: Int(call.place), day: day, outcome: call.outcome.rawValue, 1)
    if call.company >= 0 { addCompany(Int(call.company), day: day, column: CompanyDay.column(of: call), 1) }
    if call.token >= 0, call.status != 401 { addToken(Int(call.token), day: day) }
    resolution.add(entity: 0, day: day, column: 1)
    guard call.developer >= 0 else {
      resolution.add(entity: 0, day: day, column: 0)
      return true
    }
    developerDays.add(entity: Int(call.developer), day: day, column: 0)
    if call.outcome == .success { developerDays.add(entity: Int(call.developer), day: day, column: 1) }
    insertUse(call)
    batch.unsettled.append(Int32(truncatingIfNeeded: index))
    return true
  }

  mutating func insertUse(_ call: PendingCall) {
    let month = plan.monthIndex(of: Month(containing: Int(call.day)))
    guard month >= 0 else { return }
    usage.insert(
      developer: Int(call.developer), month: month, endpoint: Int(call.endpoint),
      successful: call.outcome == .success)
  }

  /// Moves the sums of the open day to the tables and opens another one.
  mutating func open(_ day: Int32) {
    var sums = OpenDay()
    swap(&sums, &today)
    if sums.calls > 0 { take(&sums) }
    let zone = plan.window.zone
    sums.open(day, day == .min ? .max...(.max) : zone.start(of: Int(day))...(zone.start(of: Int(day) + 1) - 1))
    if day != .min {
      sums.developers.reserve(anchors.count)
      // What is quiet stays so, since facts only settle.
      let moments = sums.moments
      if !hasSpecialEndpoints { sums.developers.setQuiet { clocks[$0].isQuiet(during: moments) } }
    }
    swap(&sums, &today)
  }

  private mutating func take(_ sums: inout OpenDay) {
    let day = Int(sums.day)
    resolution.add(entity: 0, day: day, column: 1, sums.calls)
    if sums.unresolved > 0 { resolution.add(entity: 0, day: day, column: 0, sums.unresolved) }
    sums.places.drain { addTraffic(place: $0, day: day, outcome: $1, $2) }
    sums.companies.drain { addCompany($0, day: day, column: $1, $2) }
    sums.drainTokens { addToken($0, day: day) }
    developerDays.add(sums.developers, day: day)
    let month = plan.monthIndex(of: Month(containing: day))
    if month >= 0 { usage.insert(sums.developers, month: month) }
    sums.developers.removeAll()
  }

  /// - Parameter place: a combination on days with a cube, which counts for its endpoint too; else an endpoint.
  private mutating func addTraffic(place: Int, day: Int, outcome: Int, _ calls: UInt32) {
    guard cube.covers(day) else { return traffic.add(entity: place, day: day, column: outcome, calls) }
    cube.add(entity: place, day: day, column: outcome, calls)
    traffic.add(entity: combos.combos[place].endpoint, day: day, column: outcome, calls)
  }

  private mutating func addCompany(_ company: Int, day: Int, column: Int, _ calls: UInt32) {
    var totals = CompanyColumn.bits(of: CompanyDay.outcome(of: column))
    while totals != 0 {
      companyDays.add(entity: company, day: day, column: totals.trailingZeroBitCount, calls)
      totals &= totals - 1
    }
    if CompanyDay.isUse(column) { companyWeeks.set(company, week(of: day)) }
  }

  /// A week in which a token was used, unless its owner is internal.
  private mutating func addToken(_ token: Int, day: Int) {
    let owner = identity.owner(ofToken: token)
    if owner < 0 || !identity.isExcluded(owner) { tokenWeeks.set(token, week(of: day)) }
  }

  private func week(of day: Int) -> Int { (day - plan.firstWeek) / 7 }
}

extension CompanyColumn {
  /// The columns a call of an outcome counts in, a bit a column.
  fileprivate static func bits(of outcome: CallOutcome) -> UInt32 {
    let failed = calls.bit | errors.bit
    return switch outcome {
    case .success, .other, .aborted: calls.bit
    case .clientError: failed | clientErrors.bit
    case .rateLimited: failed | clientErrors.bit | rateLimited.bit
    case .serverError: failed | serverErrors.bit
    case .timeoutClientError: failed | clientErrors.bit | timeouts.bit
    case .timeoutRateLimited: failed | clientErrors.bit | rateLimited.bit | timeouts.bit
    case .timeoutServerError: failed | serverErrors.bit | timeouts.bit
    case .timeoutOther: failed | timeouts.bit
    }
  }

  private var bit: UInt32 { 1 << UInt32(truncatingIfNeeded: rawValue) }
}
