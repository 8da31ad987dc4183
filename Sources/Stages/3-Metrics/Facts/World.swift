package import ReportModel
package import Rollup

/// The exports indexed by developer, company and month; made once, asked by every month, and never copied.
package final class World: Sendable {
  package let configuration: ReportConfiguration
  package let exports: Exports
  /// nil = there are no calls.
  package let rollup: Rollup?
  package let zone: ZoneTable
  package let developers: [DeveloperRecord]
  /// Place of each developer by id, where there are no calls whose identities would know it.
  private let indexWithoutCalls: [String: Int]
  package let companies: [String: CompanyRecord]
  /// Why developer metrics cannot be had from the calls; nil = they can.
  package let callsUnresolvable: String?
  /// Earliest row of each table.
  let earliest: [ExportTable: Instant]
  /// Per developer, ascending by time.
  let events: [[EventRecord]]
  let docViews: [[DocViewRecord]]
  /// Per developer: times of value-moment events at or after sign-up; empty lists where it is a call.
  let valueEvents: [[Instant]]
  let milestoneEvents: [[Instant]]
  /// Net revenue by month and company in the report currency.
  package let revenue: [Month: [String: Double]]
  let firstRevenueMonth: Month?
  /// Endpoints called successfully, and those called at all.
  let successfulUse: [Month: EndpointUse]
  let anyUse: [Month: EndpointUse]
  /// Codes without a configured rate → rows left out.
  package let currenciesLeftOut: [String: Int]

  /// Days without calls that are missing, not quiet.
  let missingDays: Set<Day>

  /// - Parameter coverage: of the calls, for the report's month.
  package init(
    exports: Exports, rollup: Rollup?, configuration: ReportConfiguration, zone: ZoneTable, coverage: CallCoverage
  ) {
    missingDays = coverage.missing
    self.configuration = configuration
    self.exports = exports
    self.rollup = rollup
    self.zone = zone
    let developers = exports.developers
    self.developers = developers
    let indexWithoutCalls = rollup == nil ? exports.developerIndex : [:]
    self.indexWithoutCalls = indexWithoutCalls
    func place(_ id: String?) -> Int? { id.flatMap { Self.place(of: $0, rollup, indexWithoutCalls) } }
    companies = Dictionary(exports.companies.map { ($0.id, $0) }) { first, _ in first }
    earliest = Self.earliestRows(exports: exports, rollup: rollup)
    let use = rollup?.usesByMonth()
    successfulUse = use?.successful ?? [:]
    anyUse = use?.any ?? [:]
    callsUnresolvable = Self.unresolvable(exports: exports, rollup: rollup)

    var events = [[EventRecord]](repeating: [], count: developers.count)
    for event in exports.events {
      if let developer = place(event.developerID) { events[developer].append(event) }
    }
    for developer in events.indices where events[developer].count > 1 { events[developer].sort { $0.time < $1.time } }
    self.events = events
    var views = [[DocViewRecord]](repeating: [], count: developers.count)
    for view in exports.docViews {
      if let developer = place(view.developerID) { views[developer].append(view) }
    }
    for developer in views.indices where views[developer].count > 1 {
      views[developer].sort { ($0.time, $0.page) < ($1.time, $1.page) }
    }
    docViews = views

    func times(_ signal: ReportConfiguration.Signal?) -> [[Instant]] {
      guard case .event(let name, let conditions) = signal else {
        return [[Instant]](repeating: [], count: developers.count)
      }
      return developers.indices.map { developer in
        events[developer].compactMap { event in
          event.time >= developers[developer].signedUpAt && event.name == name
            && conditions.allSatisfy { $0.holds(for: event) } ? event.time : nil
        }
      }
    }
    valueEvents = times(configuration.valueMoment?.signal)
    if case .reached(let signal, _) = configuration.activation.milestone {
      milestoneEvents = times(signal)
    } else {
      milestoneEvents = []
    }
    let money = Self.revenueByMonth(exports: exports, configuration: configuration, zone: zone, rollup: rollup)
    revenue = money.byMonth
    firstRevenueMonth = money.first
    currenciesLeftOut = money.leftOut
  }

  /// Place of a developer; nil = nobody has the id.
  package func developerIndex(_ id: String) -> Int? { Self.place(of: id, rollup, indexWithoutCalls) }

  private static func place(of developer: String, _ rollup: Rollup?, _ indexWithoutCalls: [String: Int]) -> Int? {
    guard let rollup else { return indexWithoutCalls[developer] }
    return rollup.identity.developerIndex(developer)
  }

  private static func unresolvable(exports: Exports, rollup: Rollup?) -> String? {
    guard let rollup else { return "needs calls (gateway logs)" }
    if exports.developers.isEmpty { return "needs developers with signed_up_at" }
    if rollup.totals.rows > 0, rollup.totals.withDeveloper == 0,
      rollup.totals.withToken == 0 || exports.tokens.isEmpty
    {
      return rollup.totals.withToken == 0
        ? "needs developer_id, or token with a tokens table, in calls"
        : "needs a tokens table that leads from token to developer"
    }
    return nil
  }

  private static func revenueByMonth(
    exports: Exports, configuration: ReportConfiguration, zone: ZoneTable, rollup: Rollup?
  ) -> (byMonth: [Month: [String: Double]], first: Month?, leftOut: [String: Int]) {
    var byMonth: [Month: [String: Double]] = [:]
    var first: Month?
    var leftOut: [String: Int] = [:]
    let currency = configuration.currency.uppercased()
    for row in exports.revenue {
      let month = Month(containing: zone.day(of: row.time))
      first = min(first ?? month, month)
      let code = row.currency ?? currency
      if code == currency {
        byMonth[month, default: [:]][row.companyID, default: 0] += row.amount
      } else if let rate = configuration.rates[code] {
        byMonth[month, default: [:]][row.companyID, default: 0] += row.amount * rate
      } else {
        leftOut[code, default: 0] += 1
      }
    }
    return (byMonth, first, leftOut)
  }

  private static func earliestRows(exports: Exports, rollup: Rollup?) -> [ExportTable: Instant] {
    var earliest: [ExportTable: Instant] = [:]
    if let rollup, rollup.totals.earliest != .max { earliest[.calls] = rollup.totals.earliest }
    earliest[.developers] = exports.developers.map(\.signedUpAt).min()
    earliest[.events] = exports.events.map(\.time).min()
    earliest[.docViews] = exports.docViews.map(\.time).min()
    earliest[.revenue] = exports.revenue.map(\.time).min()
    earliest[.tickets] = exports.tickets.map(\.createdAt).min()
    earliest[.surveys] = exports.surveys.map(\.respondedAt).min()
    earliest[.webhooks] = exports.webhooks.map(\.triggeredAt).min()
    earliest[.incidents] = exports.incidents.map(\.startedAt).min()
    return earliest
  }

  /// Whether a table holds rows from the first day of a month on.
  func covers(_ month: Month, _ table: ExportTable) -> Bool {
    guard let first = earliest[table] else { return false }
    return zone.day(of: first) <= month.firstDay + (table == .developers || table == .calls ? 1 : 30)
  }

  /// When a developer reached the value moment; nil = none, or none configured.
  func firstValue(_ developer: Int) -> Instant? {
    guard let moment = configuration.valueMoment else { return nil }
    switch moment.signal {
    case .event:
      let times = valueEvents[developer]
      return moment.count > 0 && times.count >= moment.count ? times[moment.count - 1] : nil
    case .call, .anyCall:
      guard let time = rollup?.facts[developer].valueCalls.reached(moment.count), time != DeveloperFacts.never else {
        return nil
      }
      return time
    }
  }

  /// Why the value moment cannot be measured; nil = it can.
  var valueMomentMissing: String? {
    switch configuration.valueMoment?.signal {
    case nil: "needs value_moment in throughline.yaml"
    case .event:
      exports.present.contains(.events) ? developersMissing : "needs events, where the value moment is logged"
    case .call, .anyCall: callsUnresolvable
    }
  }

  var developersMissing: String? {
    exports.present.contains(.developers) ? nil : "needs developers with signed_up_at"
  }
}

extension ReportConfiguration.PropertyCondition {
  /// Compares as text, or as numbers with `<`, `>`; an absent property never matches.
  func holds(for event: EventRecord) -> Bool {
    guard let text = event.properties[property] else { return false }
    if case .equals(let expected) = comparison { return text == expected }
    guard let number = Double(text.trimmingBlanks) else { return false }
    return switch comparison {
    case .equals: false
    case .less(let limit): number < limit
    case .lessOrEqual(let limit): number <= limit
    case .greater(let limit): number > limit
    case .greaterOrEqual(let limit): number >= limit
    }
  }
}

extension String {
  var trimmingBlanks: Substring {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
