import ReportModel
import Rollup
import Testing

/// What an export may hold or a user ask for, however senseless: no crash, no memory without end.
struct HostileCallsTests {
  private func call(_ time: Instant, _ path: String = "/v1/things") -> ExampleCall {
    var call = ExampleCall(at: time)
    (call.method, call.path, call.token, call.developerID, call.companyID) = ("GET", path, "tk", "ada", "acme")
    return call
  }

  @Test("calls of the years 1, 1901, 1970 and 9999 are counted where they belong or ignored")
  func farTimes() {
    var company = SmallCompany()
    company.exports.developers = [.init(id: "ada", signedUpAt: moment(2026, 10, 1))]
    let times = [
      moment(1, 1, 1), moment(1901, 12, 13), -1, 0, moment(1970, 1, 1, 12), moment(2026, 10, 5),
      moment(9999, 12, 31, 23),
      Instant.max / 2, Instant.min / 2,
    ]
    let rollup = company.rollup(times.map { call($0) })
    #expect(rollup.totals.rows == 7 && rollup.totals.afterAsOf == 2)
    #expect(rollup.outcomes(days: company.window.month.days).calls == 1)
    #expect(rollup.facts[0].earliestSuccess == Instant.min / 2)
    #expect(rollup.facts[0].firstSuccess == moment(2026, 10, 5))
    #expect(rollup.tokenCalled(0, before: 0))
  }

  @Test("sign-ups of the years 1 and 9999 are anchors like others")
  func farSignUps() {
    var company = SmallCompany()
    company.exports.developers = [
      .init(id: "ada", signedUpAt: moment(1, 1, 1)), .init(id: "bo", signedUpAt: moment(9999, 12, 31)),
    ]
    let rollup = company.rollup([call(moment(2026, 10, 5))])
    #expect(rollup.facts[0].firstSuccess == moment(2026, 10, 5))
    #expect(rollup.facts[1].firstSuccess == DeveloperFacts.never)
  }

  @Test("an as_of in the year 9999 keeps ten years of days after the month and counts the rest without them")
  func farAsOf() {
    var company = SmallCompany()
    company.window = ReportWindow(month: Month(year: 2026, month: 10), zone: .utc, asOf: moment(9999, 12, 31))
    company.exports.developers = [.init(id: "ada", signedUpAt: moment(2026, 10, 1))]
    var late = call(moment(2100, 1, 1))
    late.token = "late"
    let rollup = company.rollup([late, call(moment(2030, 5, 5)), call(moment(2026, 10, 5))])
    #expect(rollup.plan.dayCount < 5_000)
    #expect(rollup.totals.rows == 3)
    let use = rollup.usesByMonth().successful
    #expect(use.keys.sorted() == [Month(year: 2026, month: 10), Month(year: 2030, month: 5)])
    #expect(use.values.allSatisfy { $0.developers == 0..<1 && $0[0].count == 1 })
    #expect(rollup.facts[0].firstRetainedCall == moment(2030, 5, 5))
    // A call after the kept days is no sign of life before them.
    let token = (0..<rollup.identity.tokenCount).first { !rollup.tokenCalled($0, before: rollup.plan.weekCount) }
    #expect(token != nil)
  }

  @Test("an as_of before all kept days leaves nothing, and nothing breaks")
  func earlyAsOf() {
    var company = SmallCompany()
    company.window = ReportWindow(month: Month(year: 2026, month: 10), zone: .utc, asOf: moment(2020, 1, 1))
    let rollup = company.rollup([call(moment(2019, 1, 1)), call(moment(2026, 10, 5))])
    #expect(rollup.totals.rows == 1 && rollup.coveredDays.isEmpty)
    #expect(rollup.outcomes(days: company.window.month.days).calls == 0)
  }

  @Test("the first and the last month there is", arguments: [Month(year: 1, month: 1), Month(year: 9999, month: 12)])
  func borderMonths(month: Month) {
    var company = SmallCompany()
    company.window = ReportWindow(month: month, zone: .utc)
    let rollup = company.rollup([call(company.window.start), call(company.window.end)])
    #expect(rollup.outcomes(days: month.days).calls == 1)
  }

  @Test("a latency of 292 000 years is clamped, not trapped")
  func hugeLatency() throws {
    var slow = call(moment(2026, 10, 5))
    slow.latency = .max
    let rollup = SmallCompany().rollup([slow])
    let histogram = rollup.latency.histogram(
      endpoints: Array(rollup.endpoints.indices), days: Month(year: 2026, month: 10).days)
    #expect(try #require(histogram.quantile(0.5)) < Double(LatencyBuckets.limit))
  }

  @Test("a path of a hundred thousand segments is (other)")
  func deepPath() {
    let deep = call(moment(2026, 10, 5), String(repeating: "/a", count: 100_000))
    let rollup = SmallCompany().rollup([deep, call(moment(2026, 10, 5))])
    #expect(rollup.outcomes(endpoint: rollup.otherEndpoint, days: Month(year: 2026, month: 10).days).calls == 1)
  }

  @Test("no rows, no developers, no companies: every question has an answer")
  func nothing() {
    let rollup = SmallCompany().rollup([])
    #expect(rollup.totals == RollupTotals())
    #expect(rollup.outcomes(days: 0..<100_000).calls == 0)
    #expect(
      rollup.cells(days: 0..<100_000).isEmpty && rollup.tokens(week: 3).isEmpty && rollup.companies(week: -5) == 0)
    #expect(rollup.latency.isEmpty && rollup.usesByMonth().any.isEmpty)
  }

  @Test(
    "a hello world that is configured without a method or a path matches nothing and breaks nothing",
    arguments: ["", " ", "GET", "/v1/things", "GET  ", "é"])
  func oddConfiguration(name: String) {
    var company = SmallCompany()
    company.configuration.helloWorld = name
    company.configuration.valueMoment = .init(signal: .call(endpoint: name))
    company.configuration.activation.withinDays = .max
    company.exports.developers = [.init(id: "ada", signedUpAt: moment(2026, 10, 1))]
    let rollup = company.rollup([call(moment(2026, 10, 5))])
    #expect(rollup.facts[0].valueCalls.reached(1) == DeveloperFacts.never)
    #expect(rollup.facts[0].firstSuccess == moment(2026, 10, 5))
  }

  @Test("a thousand values of a dimension are told apart, the rest are (other)")
  func wideDimensions() {
    let calls = (0..<1_500).map { index -> ExampleCall in
      var call = call(moment(2026, 10, 5))
      (call.sdk, call.region, call.latency) = ("sdk\(index)", "region\(index)", 1)
      return call
    }
    let rollup = SmallCompany().rollup(calls + calls)
    #expect(rollup.combos.sdks.count <= 1_002 && rollup.latency.regions.count <= 1_001)
    #expect(rollup.cells(days: Month(year: 2026, month: 10).days).reduce(0) { $0 + $1.counts.calls } == 3_000)
    let first = rollup.latency.histogram(
      region: 0, month: Month(year: 2026, month: 10), endpoints: Array(rollup.endpoints.indices))
    #expect(first.total == 2)
  }
}
