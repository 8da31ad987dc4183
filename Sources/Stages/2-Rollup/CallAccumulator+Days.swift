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
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: max(CallOutcome.count, CompanyDay.columns)) { one in
      func only(_ column: Int, of count: Int) -> UnsafeBufferPointer<UInt32> {
        one.initialize(repeating: 0)
        one[column] = 1
        return UnsafeBufferPointer(rebasing: one[..<count])
      }
      addTraffic(place: Int(call.place), day: day, only(call.outcome.rawValue, of: CallOutcome.count))
      guard call.company >= 0 else { return }
      addCompany(Int(call.company), day: day, only(CompanyDay.column(of: call), of: CompanyDay.columns))
    }
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
    sums.places.drain { addTraffic(place: $0, day: day, $1) }
    sums.companies.drain { addCompany($0, day: day, $1) }
    sums.drainTokens { addToken($0, day: day) }
    developerDays.add(sums.developers, day: day)
    let month = plan.monthIndex(of: Month(containing: day))
    if month >= 0 { usage.insert(sums.developers, month: month) }
    sums.developers.removeAll()
  }

  /// - Parameters:
  ///   - place: a combination on days with a cube, which counts for its endpoint too; else an endpoint.
  ///   - calls: by outcome.
  private mutating func addTraffic(place: Int, day: Int, _ calls: UnsafeBufferPointer<UInt32>) {
    guard cube.covers(day) else { return traffic.add(entity: place, day: day, calls) }
    cube.add(entity: place, day: day, calls)
    traffic.add(entity: combos.combos[place].endpoint, day: day, calls)
  }

  /// - Parameter calls: by column of `CompanyDay`.
  private mutating func addCompany(_ company: Int, day: Int, _ calls: UnsafeBufferPointer<UInt32>) {
    var (isUsed, columns) = (false, CompanyColumns.zero)
    let counting = CompanyColumn.counting
    for column in calls.indices where calls[column] > 0 {
      columns &+= calls[column] &* counting[column]
      isUsed = isUsed || CompanyDay.isUse(column)
    }
    withUnsafeBytes(of: columns) {
      let amounts = $0.bindMemory(to: UInt32.self)
      companyDays.add(
        entity: company, day: day, UnsafeBufferPointer(rebasing: amounts[..<CompanyColumn.allCases.count]))
    }
    if isUsed { companyWeeks.set(company, week(of: day)) }
  }

  /// A week in which a token was used, unless its owner is internal.
  private mutating func addToken(_ token: Int, day: Int) {
    let owner = identity.owner(ofToken: token)
    if owner < 0 || !identity.isExcluded(owner) { tokenWeeks.set(token, week(of: day)) }
  }

  private func week(of day: Int) -> Int { (day - plan.firstWeek) / 7 }
}

/// One number for each `CompanyColumn`.
private typealias CompanyColumns = SIMD8<UInt32>

extension CompanyColumn {
  /// By column of `CompanyDay`: one in the columns its calls count in.
  fileprivate static let counting = (0..<CompanyDay.columns).map { column in
    var ones = CompanyColumns.zero
    for counted in columns(of: CompanyDay.outcome(of: column)) { ones[counted.rawValue] = 1 }
    return ones
  }

  /// The columns a call of an outcome counts in.
  private static func columns(of outcome: CallOutcome) -> [CompanyColumn] {
    switch outcome {
    case .success, .other, .aborted: [.calls]
    case .clientError: [.calls, .errors, .clientErrors]
    case .rateLimited: [.calls, .errors, .clientErrors, .rateLimited]
    case .serverError: [.calls, .errors, .serverErrors]
    case .timeoutClientError: [.calls, .errors, .clientErrors, .timeouts]
    case .timeoutRateLimited: [.calls, .errors, .clientErrors, .rateLimited, .timeouts]
    case .timeoutServerError: [.calls, .errors, .serverErrors, .timeouts]
    case .timeoutOther: [.calls, .errors, .timeouts]
    }
  }
}
