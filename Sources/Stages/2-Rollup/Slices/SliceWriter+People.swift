import ReportModel

/// Who called: developers, tokens, and whoever a row met.
extension SliceWriter {
  mutating func writeDevelopers() {
    names[.developer] = directory.developerNames
    var days = SliceTable.developerDays.empty
    Self.forEachDay(source.developerDays) { developer, day, columns in
      let first = columns.startIndex
      days.append(Int64(developer), Int64(day), Int64(columns[first]), Int64(columns[first + 1]))
    }
    tables[.developerDays] = days
    var usage = SliceTable.usage.empty
    for key in source.usage.keys {
      let use = UsageKey.unpack(key)
      let month = source.plan.firstMonth.advanced(by: use.month).firstDay
      usage.append(Int64(use.developer), endpoints[use.endpoint], Int64(month), use.successful ? 1 : 0)
    }
    tables[.usage] = usage
  }

  mutating func writeFacts() {
    var (table, activity) = (SliceTable.facts.empty, SliceTable.activity.empty)
    var (valueCalls, earlyUse) = (SliceTable.valueCalls.empty, SliceTable.earlyUse.empty)
    // Nothing else is known either of a developer whose calls are not.
    for developer in source.facts.indices where !source.facts[developer].isEmpty {
      let (name, facts) = (Int64(developer), source.facts[developer])
      table.cells += [name, facts.lastEndpoint >= 0 ? endpoints[facts.lastEndpoint] : noEndpoint] + facts.cells
      for run in facts.activity.runs { activity.append(name, run.lowerBound, run.upperBound) }
      for time in facts.valueCalls.times { valueCalls.append(name, time) }
      for (endpoint, use) in facts.earlyUse {
        earlyUse.append(name, endpoints[endpoint], use.firstSuccess, Int64(use.successes))
      }
    }
    tables[.facts] = table
    tables[.activity] = activity
    tables[.valueCalls] = valueCalls
    tables[.earlyUse] = earlyUse
  }

  mutating func writeTokens() {
    let identity = source.identity
    var weeks = SliceTable.tokenWeeks.empty
    source.tokenEarlier.forEach { token, _ in weeks.append(Int64(token), IntegerTable.null) }
    source.tokenWeeks.forEach { weeks.append(Int64($0), Int64(source.plan.firstWeek + 7 * $1)) }
    tables[.tokenWeeks] = weeks
    let unknown = directory.tokenNames.count..<max(directory.tokenNames.count, identity.tokenCount)
    // Those of all files need no copy of their own.
    names[.token] = directory.tokenNames
    if !unknown.isEmpty { names[.token]? += unknown.map { directory.names.token(identity.tokenName($0)) } }
  }

  mutating func writeMet() {
    let identity = source.identity
    var met = NameList()
    var table = SliceTable.met.empty
    func add(_ kind: MetKind, _ name: String) { table.append(met.number(name), Int64(kind.rawValue)) }
    for (number, name) in directory.developerNames.enumerated() where identity.isMet(number) { add(.developer, name) }
    identity.unknownDevelopers.forEach { add(.unknownDeveloper, directory.names.developer(String($0, radix: 16))) }
    for name in (names[.token] ?? []).dropFirst(directory.tokenNames.count) { add(.unknownToken, name) }
    let endpointNames = names[.endpoint] ?? []
    for endpoint in Set(endpoints) { add(.endpoint, endpointNames[Int(endpoint)]) }
    tables[.met] = table
    names[.met] = met.names
  }
}
