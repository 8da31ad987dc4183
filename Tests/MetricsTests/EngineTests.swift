import Metrics
import ReportModel
import Rollup
import Testing

/// What holds for every metric on whatever rows: the worked examples serve as rows here.
struct EngineTests {
  @Test("a value or a reason, shares between 0 and 1, breakdowns that add up", arguments: WorkedExample.all)
  func invariants(example: WorkedExample) {
    for metric in example.measured().engine.measure() {
      let result = metric.result
      let name: Comment = "\(result.id) in \(example.id): \(example.title)"
      #expect((result.value == nil) == (result.reason != nil), name)
      #expect(result.value?.isFinite ?? true, name)
      #expect(result.value != nil || (result.band == nil && result.note == nil), name)
      if result.unit == .fraction, let value = result.value, result.family != .business {
        #expect((0...1).contains(value), name)
      }
      for table in metric.leaves { addsUp(table, result, name) }
    }
  }

  private func addsUp(_ table: LeafTable, _ result: MetricResult, _ name: Comment) {
    func sum(_ values: KeyPath<LeafTable, [Fraction]>, _ part: KeyPath<Fraction, Double>) -> Double {
      table[keyPath: values].reduce(0) { $0 + $1[keyPath: part] }
    }
    func isClose(_ found: Double, _ wanted: Double?) -> Bool { wanted.map { abs(found - $0) < 1e-6 } ?? false }
    let keys = (0..<table.count).map { leaf in table.codes.map { $0[leaf] } }
    #expect(Set(keys).count == table.count, name)
    switch table.kind {
    case .additive:
      #expect(isClose(sum(\.current, \.numerator), result.value), "\(name) by \(table.dimensions)")
      #expect(isClose(sum(\.previous, \.numerator), result.previous.value), "\(name) by \(table.dimensions)")
    case .ratio:
      #expect(isClose(sum(\.current, \.numerator), result.numerator), "\(name) by \(table.dimensions)")
      #expect(isClose(sum(\.current, \.denominator), result.denominator), "\(name) by \(table.dimensions)")
      #expect(isClose(sum(\.previous, \.denominator), result.previous.denominator), "\(name) by \(table.dimensions)")
    case .exceedance:
      #expect(sum(\.current, \.numerator) <= sum(\.current, \.denominator), "\(name) by \(table.dimensions)")
    }
  }

  @Test("tables, charts and facts can be made of every example, twice the same", arguments: WorkedExample.all)
  func everythingBuilds(example: WorkedExample) {
    func build() -> ([String: [TableRow]], ChartData, [EndpointFacts]) {
      let engine = example.measured().engine
      return (
        TableBuilder(month: engine.month).build(), ChartSeries(month: engine.month, metrics: engine.measure()).build(),
        SignalFactsBuilder(month: engine.month).build().endpoints
      )
    }
    let (first, second) = (build(), build())
    #expect(first.0 == second.0)
    #expect(first.1 == second.1)
    #expect(first.2 == second.2)
    let known = Dictionary(uniqueKeysWithValues: TableCatalog.all.map { ($0.id, Set($0.columns.map(\.id))) })
    for (id, rows) in first.0 {
      #expect(rows.allSatisfy { Set($0.columns).isSubset(of: known[id] ?? []) }, "\(id)")
    }
  }

  /// The rows of an example under another month or as_of.
  private func engine(
    _ window: ReportWindow, configure: (inout ReportConfiguration) -> Void = { _ in },
    rows: (inout ExampleMonth) -> Void
  ) -> MetricEngine {
    var configuration = ReportConfiguration()
    configuration.valueMoment = .init(signal: .event(name: "done", conditions: []))
    configure(&configuration)
    var month = ExampleMonth(window: window, configuration: configuration)
    rows(&month)
    return month.engine
  }

  private let october = Month(year: 2026, month: 10)

  private func moment(_ year: Int, _ month: Int, _ day: Int) -> Instant {
    Int64(Civil.day(year: year, month: month, day: day)) * Duration.day
  }

  /// A developer of some time with a row in every table at some other time.
  private func rows(signedUp: Instant, rest: Instant) -> (inout ExampleMonth) -> Void {
    { month in
      var exports = Exports()
      exports.developers = [.init(id: "ada", signedUpAt: signedUp, companyID: "acme")]
      exports.events = [.init(time: rest, name: "done", developerID: "ada")]
      exports.docViews = [.init(time: rest, page: "/quickstart", developerID: "ada")]
      exports.revenue = [.init(time: rest, companyID: "acme", amount: 1e300)]
      exports.tickets = [.init(createdAt: rest, developerID: "ada", topic: "t")]
      exports.surveys = [.init(respondedAt: rest, documentation: -5)]
      exports.incidents = [
        .init(startedAt: rest, impact: "critical"), .init(startedAt: rest, resolvedAt: rest - 5, impact: "major"),
      ]
      exports.webhooks = [.init(triggeredAt: rest, deliveredAt: rest - Duration.day)]
      exports.present = Set(ExportTable.allCases)
      month.exports = exports
      var call = ExampleCall(at: rest)
      (call.method, call.path, call.developerID, call.token) = ("GET", "/v1/a", "ada", "tk")
      month.calls = [call]
    }
  }

  @Test(
    "rows of any year beside any month and any as_of are measured without a trap",
    arguments: [(1, 1, 1), (1969, 12, 31), (2026, 10, 5), (2026, 11, 3), (9999, 12, 31)],
    [(2026, 11, 1), (2027, 6, 1), (9999, 12, 31), (2026, 10, 10)])
  func farRows(rest: (Int, Int, Int), asOf: (Int, Int, Int)) {
    for signedUp in [rest, (2026, 10, 2)] {
      let engine = engine(
        ReportWindow(month: october, zone: .utc, asOf: moment(asOf.0, asOf.1, asOf.2)),
        rows: rows(signedUp: moment(signedUp.0, signedUp.1, signedUp.2), rest: moment(rest.0, rest.1, rest.2)))
      let metrics = engine.measure()
      #expect(metrics.count == MetricCatalog.all.count)
      _ = TableBuilder(month: engine.month).build()
      _ = ChartSeries(month: engine.month, metrics: metrics).build()
      _ = SignalFactsBuilder(month: engine.month).build()
    }
  }

  @Test("the first and the last month there is", arguments: [Month(year: 1, month: 1), Month(year: 9999, month: 12)])
  func borderMonths(month: Month) {
    let engine = engine(
      ReportWindow(month: month, zone: .utc), rows: rows(signedUp: moment(2026, 10, 2), rest: moment(2026, 10, 5)))
    let results = engine.measure().map(\.result)
    #expect(results.first { $0.id == "signups" }?.value == 0)
  }

  @Test("every table there and empty: a count of nothing is 0, everything else has its reason")
  func emptyTables() {
    let engine = engine(ReportWindow(month: october, zone: .utc)) { month in
      for table in ExportTable.allCases { month.exports.present.insert(table) }
    }
    for metric in engine.measure() {
      #expect(
        metric.result.value == nil || metric.result.value == 0 || metric.result.id == "uptime", "\(metric.result.id)")
      #expect(metric.leaves.isEmpty)
    }
    _ = SignalFactsBuilder(month: engine.month).build()
  }

  @Test("nothing at all: every metric names what it needs")
  func nothing() {
    let engine = engine(ReportWindow(month: october, zone: .utc)) { _ in }
    for metric in engine.measure() {
      #expect(metric.result.reason?.hasPrefix("needs ") ?? false, "\(metric.result.id)")
    }
    #expect(TableBuilder(month: engine.month).build().isEmpty)
  }

  @Test("settings out of their range are no reason to crash")
  func oddConfiguration() {
    let engine = engine(
      ReportWindow(month: october, zone: .utc),
      configure: { configuration in
        configuration.activation.withinDays = .max
        configuration.activation.milestone = .reached(.event(name: "done", conditions: []), count: 0)
        configuration.depth.cuts = []
        configuration.depth.callsReference = 0
        configuration.scalingCallsPer7Days = -1
        configuration.minN = .min
      }, rows: rows(signedUp: moment(2026, 10, 2), rest: moment(2026, 10, 5)))
    #expect(engine.measure().count == MetricCatalog.all.count)
    _ = TableBuilder(month: engine.month).build()
  }

  @Test("coverage is a small sample by its developers, not by its endpoints")
  func smallSample() {
    func isSmall(developers: Int) -> Bool? {
      let engine = engine(ReportWindow(month: october, zone: .utc)) { month in
        month.exports.endpoints = [.init(method: "GET", path: "/v1/a"), .init(method: "GET", path: "/v1/b")]
        month.exports.present = [.developers, .calls, .endpoints]
        for index in 0..<developers {
          month.exports.developers.append(.init(id: "d\(index)", signedUpAt: moment(2026, 9, 1)))
          var call = ExampleCall(at: moment(2026, 10, 5))
          (call.method, call.path, call.developerID) = ("GET", "/v1/a", "d\(index)")
          month.calls.append(call)
        }
      }
      return MetricCatalog.definition("endpoint_coverage.share").map { engine.measure($0).result.smallSample }
    }
    #expect(isSmall(developers: 29) == true)
    #expect(isSmall(developers: 30) == false)
  }

  @Test("a companies table alone leads from no call to a company")
  func companiesAlone() {
    let engine = engine(ReportWindow(month: october, zone: .utc)) { month in
      month.exports.companies = [.init(id: "acme")]
      month.exports.present = [.companies, .calls]
      month.exports.columns = [.companies: ["company_id"], .calls: ["ts", "status", "path"]]
      month.calls = [ExampleCall(at: moment(2026, 10, 5))]
    }
    #expect(MetricCatalog.definition("waic").flatMap { engine.measure($0).result.value } == nil)
  }

  @Test("what comes before the export begins is not compared with")
  func beginning() {
    let engine = engine(
      ReportWindow(month: october, zone: .utc), rows: rows(signedUp: moment(2026, 10, 2), rest: moment(2026, 10, 5)))
    let calls = MetricCatalog.definition("calls.total").map { engine.measure($0).result }
    #expect(calls?.value == 1 && calls?.previous.value == nil && calls?.history == [])
  }
}
