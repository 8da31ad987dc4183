package import ReportModel
package import Rollup

/// The rows of a worked example: each function writes one row of an export.
///
/// Times are days of the example's month in its zone; day 0 is the last of the month before, day 32 of October the
/// first of November.
package struct ExampleMonth {
  package let window: ReportWindow
  package let configuration: ReportConfiguration
  package var exports = Exports()
  package var calls: [ExampleCall] = []

  package init(window: ReportWindow, configuration: ReportConfiguration) {
    self.window = window
    self.configuration = configuration
  }

  /// A wall-clock time of the example's zone.
  func at(_ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0) -> Instant {
    let seconds = Int64(hour * 3_600 + minute * 60 + second)
    return window.zone.instant(
      local: Int64(window.month.firstDay + day - 1) * Duration.day + seconds * Duration.second)
  }

  /// A wall-clock time on the first of some other month, or `day` of it.
  func at(_ month: Month, day: Int = 1, _ hour: Int = 0) -> Instant {
    window.zone.instant(local: Int64(month.firstDay + day - 1) * Duration.day + Int64(hour) * Duration.hour)
  }

  /// An export may have a table without rows.
  mutating func has(_ table: ExportTable) { exports.present.insert(table) }

  mutating func signUp(
    _ id: String, _ time: Instant, company: String? = nil, channel: String? = nil, stars: Int? = nil,
    isInternal: Bool = false
  ) {
    has(.developers)
    exports.developers.append(
      DeveloperRecord(
        id: id, signedUpAt: time, companyID: company, channel: channel, githubStars: stars, isExcluded: isInternal))
  }

  mutating func token(_ token: String, developer: String? = nil, company: String? = nil) {
    has(.tokens)
    exports.tokens.append(TokenRecord(token: token, developerID: developer, companyID: company))
  }

  /// A call with a method and a path, such as `GET /v1/things/7`; `latency` in milliseconds.
  mutating func call(
    _ developer: String? = nil, _ time: Instant, _ request: String = "GET /v1/things", status: Int = 200,
    timedOut: Bool = false, token: String? = nil, company: String? = nil, latency: Double? = nil,
    clientLatency: Double? = nil, environment: String? = nil
  ) {
    has(.calls)
    var call = ExampleCall(at: time, status: status)
    let parts = request.split(separator: " ", maxSplits: 1).map(String.init)
    call.method = parts.first ?? ""
    call.path = parts.last ?? ""
    call.timedOut = timedOut
    call.developerID = developer ?? ""
    call.token = token ?? ""
    call.companyID = company ?? ""
    call.latency = latency.map { Int64(($0 * 1_000).rounded()) } ?? -1
    call.clientLatency = clientLatency.map { Int64(($0 * 1_000).rounded()) } ?? -1
    call.environment = environment ?? ""
    calls.append(call)
  }

  mutating func event(_ developer: String?, _ time: Instant, _ name: String, _ properties: [String: String] = [:]) {
    has(.events)
    exports.events.append(EventRecord(time: time, name: name, developerID: developer, properties: properties))
  }

  mutating func view(_ developer: String?, _ time: Instant, _ page: String = "/docs/reference") {
    has(.docViews)
    exports.docViews.append(DocViewRecord(time: time, page: page, developerID: developer))
  }

  mutating func endpoint(
    _ name: String, tag: String? = nil, class latencyClass: String? = nil, deprecated: Bool = false
  ) {
    has(.endpoints)
    let parts = name.split(separator: " ", maxSplits: 1).map(String.init)
    exports.endpoints.append(
      EndpointRecord(
        method: parts.first ?? "", path: parts.last ?? "", latencyClass: latencyClass, tag: tag,
        deprecated: deprecated))
  }

  mutating func revenue(_ company: String, _ time: Instant, _ amount: Double, currency: String? = nil) {
    has(.revenue)
    exports.revenue.append(RevenueRecord(time: time, companyID: company, amount: amount, currency: currency))
  }

  /// A refund, which loaders hand on as −|amount|.
  mutating func refund(_ company: String, _ time: Instant, _ amount: Double) {
    has(.revenue)
    exports.revenue.append(RevenueRecord(time: time, companyID: company, amount: -abs(amount), kind: "refund"))
  }

  mutating func ticket(_ time: Instant, developer: String? = nil, topic: String? = nil) {
    has(.tickets)
    exports.tickets.append(TicketRecord(createdAt: time, developerID: developer, topic: topic))
  }

  /// A survey response; scores in the order documentation, reliability, support, ease.
  mutating func survey(_ time: Instant, _ scores: [Double?], developer: String? = nil) {
    has(.surveys)
    let given = scores + [Double?](repeating: nil, count: max(0, 4 - scores.count))
    exports.surveys.append(
      SurveyRecord(
        respondedAt: time, documentation: given[0], reliability: given[1], support: given[2], ease: given[3],
        developerID: developer))
  }

  mutating func incident(_ start: Instant, _ end: Instant?, _ impact: String? = "critical") {
    has(.incidents)
    exports.incidents.append(IncidentRecord(startedAt: start, resolvedAt: end, impact: impact))
  }

  /// A webhook delivered `delay` seconds after its event; nil = never.
  mutating func webhook(_ time: Instant, delay: Double?) {
    has(.webhooks)
    exports.webhooks.append(
      WebhookRecord(
        triggeredAt: time, deliveredAt: delay.map { time + Int64(($0 * 1_000_000).rounded()) }))
  }
}

extension ExampleMonth {
  /// The calls counted in one pass; nil where the export has none.
  package var rollup: Rollup? {
    guard exports.present.contains(.calls) else { return nil }
    var accumulator = CallAccumulator(
      plan: RollupPlan(window: window, configuration: configuration),
      identity: Identity(developers: exports.developers, companies: exports.companies, tokens: exports.tokens),
      catalogue: exports.endpoints,
      anchors: DeveloperAnchors.all(in: exports, quickstart: configuration.quickstart),
      plans: exports.developers.map { $0.plan ?? "" })
    accumulator.add(calls)
    return Rollup(finishing: accumulator)
  }

  /// The rows as every metric sees them.
  package var engine: MetricEngine {
    let rollup = rollup
    let world = World(
      exports: exports, rollup: rollup, configuration: configuration, zone: window.zone,
      coverage: CallCoverage(rollup: rollup, month: window.month, zone: window.zone))
    return MetricEngine(world: world, window: window)
  }
}
