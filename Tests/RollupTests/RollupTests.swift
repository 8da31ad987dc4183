import TestSupport
import ReportModel
import Rollup
import Testing

/// One pass over random calls against parts that are merged, rows that are shuffled, and plain loops.
struct RollupTests {
  enum Naming: CaseIterable { case catalogue, ready, raw }

  private func company(_ naming: Naming, _ random: inout SeededRandom) -> SmallCompany {
    var company = SmallCompany()
    company.window = ReportWindow(
      month: Month(year: 2026, month: 10), zone: newYork, asOf: moment(2026, 11, 9, 5))
    company.configuration.helloWorld = "GET /v1/ping"
    company.configuration.valueMoment = .init(signal: .call(endpoint: "POST /v1/charges"), count: 2)
    company.configuration.activation.milestone = .reached(.anyCall, count: 3)
    for index in 0..<30 {
      let signUp =
        moment(2025, 1, 1) + Int64(random.below(690)) * Duration.day + Int64(random.below(86_400)) * Duration.second
      company.exports.developers.append(
        DeveloperRecord(
          id: "d\(index)", signedUpAt: signUp, companyID: index % 3 == 0 ? nil : "c\(index % 5)",
          plan: index % 4 == 0 ? nil : "plan\(index % 2)", isExcluded: index % 10 == 9))
      company.exports.docViews.append(
        DocViewRecord(
          time: signUp + Int64(random.below(7_200) - 3_600) * Duration.second, page: "/quickstart",
          developerID: "d\(index)"))
    }
    for index in 0..<30 {
      company.exports.tokens.append(
        TokenRecord(
          token: "t\(index)", developerID: random.below(5) == 0 ? nil : "d\(random.below(32))",
          companyID: random.below(4) == 0 ? "c\(random.below(7))" : nil))
    }
    if naming == .catalogue {
      for name in ["charges", "charges/{id}", "ping", "users/{id}", "users/me"] {
        for method in ["GET", "POST"] {
          company.exports.endpoints.append(EndpointRecord(method: method, path: "/v1/" + name))
        }
      }
    }
    return company
  }

  private func calls(_ naming: Naming, _ company: SmallCompany, _ count: Int, _ random: inout SeededRandom)
    -> [ExampleCall]
  {
    (0..<count).map { _ in
      // Mostly near a sign-up or in the last months, sometimes long before or after everything.
      let developer = random.below(32)
      let signUp = developer < 30 ? company.exports.developers[developer].signedUpAt : moment(2026, 10, 1)
      let bases = [
        signUp, moment(2026, 10, 1), moment(2026, 8, 20), moment(2025, 1, 1), moment(2024, 6, 1), moment(2026, 11, 1),
      ]
      let base = bases[random.below(bases.count)]
      let reach = [Duration.hour, 2 * Duration.day, 60 * Duration.day][random.below(3)]
      var call = ExampleCall(at: base + Int64.random(in: -reach...reach, using: &random))
      call.status = [200, 200, 200, 201, 204, 302, 400, 401, 404, 429, 499, 500, 503, 504, 0][random.below(15)]
      call.timedOut = random.below(40) == 0
      if random.below(4) > 0 { call.developerID = "d\(developer)" }
      if random.below(3) > 0 { call.token = "t\(random.below(40))" }
      if random.below(6) == 0 { call.companyID = "c\(random.below(9))" }
      if random.below(4) > 0 { call.latency = Int64.random(in: 0..<3_000_000, using: &random) }
      call.method = ["GET", "post", "POST", "HEAD"][random.below(4)]
      let path = [
        "/v1/charges", "/v1/charges/\(random.below(50))", "/v1/ping?x=1", "/v1/users/me/",
        "/v1/users/u\(random.below(9))", "/x/\(random.below(3))",
      ][random.below(6)]
      switch naming {
      case .catalogue: call.path = path
      case .ready: call.endpoint = random.below(2) == 0 ? "GET /v1/e\(random.below(20))" : "/v1/charges"
      case .raw:
        call.path = random.below(2) == 0 ? path : "/v1/pages/\(slug(random.below(90)))/\(slug(random.below(70)))"
      }
      call.region = ["", "eu", "us"][random.below(3)]
      call.sdk = ["", "python", "node"][random.below(3)]
      call.userAgent = random.below(2) == 0 ? "curl/8.\(random.below(3))" : ""
      call.environment = ["", "live", "test"][random.below(3)]
      call.apiVersion = random.below(3) == 0 ? "2026-0\(1 + random.below(2))" : ""
      return call
    }
  }

  private func slug(_ number: Int) -> String {
    "s" + String([UInt8(97 + number / 26), UInt8(97 + number % 26)].map { Character(UnicodeScalar($0)) })
  }

  @Test("shuffled rows give the same answers", arguments: Naming.allCases, 0..<2)
  func shuffled(naming: Naming, seed: Int) {
    var random = SeededRandom(seed: UInt64(seed) + 100)
    let company = company(naming, &random)
    let calls = calls(naming, company, 1_200, &random)
    let expected = RollupDigest(company.rollup(calls))
    #expect(expected.totals.rows > 700)
    #expect(RollupDigest(company.rollup(calls.shuffled(using: &random))) == expected)
  }

  @Test("any split of the calls, merged, gives what one pass gives", arguments: Naming.allCases, 0..<2)
  func merged(naming: Naming, seed: Int) {
    var random = SeededRandom(seed: UInt64(seed) + 200)
    let company = company(naming, &random)
    let calls = calls(naming, company, 1_200, &random)
    let expected = RollupDigest(company.rollup(calls))
    for parts in [2, 5] {
      var accumulators = (0..<parts).map { _ in company.accumulator() }
      for call in calls { accumulators[random.below(parts)].add(call) }
      var whole = accumulators.removeFirst()
      for part in accumulators.shuffled(using: &random) { whole.merge(part) }
      // Folded slugs: the reader is told to use one accumulator instead.
      if naming == .raw, whole.isBeyondLimits { continue }
      #expect(!whole.isBeyondLimits)
      #expect(RollupDigest(Rollup(finishing: whole)) == expected)
    }
  }

  @Test("calls at once give what they give one after the other", arguments: Naming.allCases, [1, 3, 7, 16])
  func groups(naming: Naming, size: Int) {
    var random = SeededRandom(seed: 500)
    let company = company(naming, &random)
    let calls = calls(naming, company, 1_200, &random)
    // Once in the order of time, as most logs are, and once without any.
    for calls in [calls, calls.sorted { $0.time < $1.time }] {
      var accumulator = company.accumulator()
      ExampleCall.withGroup([]) { accumulator.add($0) }
      accumulator.add(calls, atOnce: size)
      var alone = company.accumulator()
      for call in calls { alone.add(call) }
      #expect(RollupDigest(Rollup(finishing: accumulator)) == RollupDigest(Rollup(finishing: alone)))
    }
  }

  @Test("what was counted, written as slices and read back, is the same", arguments: 0..<3)
  func slices(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed) + 400)
    let company = company(.catalogue, &random)
    let calls = calls(.catalogue, company, 1_200, &random)
    let names = SliceNames(token: { $0 }, developer: { $0 })
    var parts = [company.accumulator(), company.accumulator()]
    for call in calls { parts[random.below(2)].add(call) }
    var whole = company.accumulator()
    let directory = SliceDirectory(whole.identity, names: names)
    for part in parts { try whole.add(part.slice(directory), directory) }
    #expect(RollupDigest(Rollup(finishing: whole)) == RollupDigest(company.rollup(calls)))
  }

  @Test("merging into nothing changes nothing", arguments: Naming.allCases)
  func mergedWithEmpty(naming: Naming) {
    var random = SeededRandom(seed: 300)
    let company = company(naming, &random)
    let calls = calls(naming, company, 500, &random)
    var accumulator = company.accumulator()
    accumulator.add(calls)
    var empty = company.accumulator()
    empty.merge(accumulator)
    accumulator.merge(company.accumulator())
    let expected = RollupDigest(company.rollup(calls))
    #expect(RollupDigest(Rollup(finishing: empty)) == expected)
    #expect(RollupDigest(Rollup(finishing: accumulator)) == expected)
  }

  @Test("days, developers and first times are those of plain loops", arguments: 0..<2)
  func naive(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed) + 400)
    let company = company(.catalogue, &random)
    let calls = calls(.catalogue, company, 2_000, &random)
    let rollup = company.rollup(calls)
    let developers = company.exports.developers
    let owners = Dictionary(company.exports.tokens.map { ($0.token, $0.developerID) }) { first, _ in first }
    func developer(of call: ExampleCall) -> Int? {
      developers.firstIndex { $0.id == call.developerID }
        ?? (owners[call.token] ?? nil).flatMap { id in developers.firstIndex { $0.id == id } }
    }
    let counted = calls.filter { call in
      call.time < company.window.asOf && !(developer(of: call).map { developers[$0].isExcluded } ?? false)
    }
    #expect(rollup.totals.rows == counted.count)
    func isSuccess(_ call: ExampleCall) -> Bool { (200...299).contains(call.status) && !call.timedOut }
    for month in (0..<14).map({ company.window.month.advanced(by: -$0) }) {
      let rows = counted.filter { month.days.contains(newYork.day(of: $0.time)) }
      let outcomes = rollup.outcomes(days: month.days)
      #expect(outcomes.calls == rows.count)
      #expect(outcomes.successes == rows.count { isSuccess($0) })
      #expect(rollup.unresolved(days: month.days).unresolved == rows.count { developer(of: $0) == nil })
    }
    for index in developers.indices where !developers[index].isExcluded {
      let rows = counted.filter { developer(of: $0) == index }
      let facts = rollup.facts[index]
      let signUp = developers[index].signedUpAt
      let successes = rows.filter(isSuccess).map(\.time).sorted()
      #expect(facts.firstSuccess == successes.first { $0 >= signUp } ?? DeveloperFacts.never)
      #expect(facts.earliestSuccess == successes.first ?? DeveloperFacts.never)
      #expect(facts.secondSuccess == successes.dropFirst().first ?? DeveloperFacts.never)
      #expect(facts.milestoneCalls == successes.count { $0 >= signUp && $0 < signUp + 7 * Duration.day })
      let charges = rows.filter {
        isSuccess($0) && $0.time >= signUp && $0.method.uppercased() == "POST" && $0.path == "/v1/charges"
      }
      #expect(facts.valueCalls.times == Array(charges.map(\.time).sorted().prefix(2)))
      let early = charges.map(\.time).filter { $0 < signUp + 7 * Duration.day }
      let use = facts.earlyUse.first { rollup.endpoints[$0.key] == "POST /v1/charges" }?.value
      #expect(use?.firstSuccess == early.min())
      #expect(use?.successes ?? 0 == early.count { $0 < signUp + Duration.day })
      let retained = newYork.day(of: signUp) + 60
      #expect(
        facts.firstRetainedCall == rows.map(\.time).filter { newYork.day(of: $0) >= retained }.min()
          ?? DeveloperFacts.never)
      let days = Set(rows.map { newYork.day(of: $0.time) }).filter(rollup.coveredDays.contains)
      #expect(rollup.activeDays(developer: index, in: rollup.coveredDays) == days.sorted())
    }
  }

  @Test("one clock serves all latencies: a single client latency leaves the gateway's out")
  func clocks() {
    var gateway = ExampleCall(at: moment(2026, 10, 5))
    (gateway.method, gateway.path, gateway.latency) = ("GET", "/a", 1_000)
    var client = gateway
    client.clientLatency = 9_000
    let company = SmallCompany()
    let days = company.window.month.days
    func total(_ calls: [ExampleCall]) -> Int {
      let rollup = company.rollup(calls)
      return rollup.latency.histogram(endpoints: Array(rollup.endpoints.indices), days: days).total
    }
    #expect(total([gateway, gateway]) == 2)
    #expect(total([gateway, client, gateway]) == 1)
  }

  @Test("beyond the limit the least called endpoints are (other), and nothing is lost")
  func longTail() {
    let calls = (0..<Rollup.endpointLimit + 50).flatMap { index -> [ExampleCall] in
      var call = ExampleCall(at: moment(2026, 10, 5))
      call.endpoint = "\(index % 2 == 0 ? "GET" : "POST") /e/\(index)"
      return [ExampleCall](repeating: call, count: index < Rollup.endpointLimit ? 2 : 1)
    }
    let rollup = SmallCompany().rollup(calls)
    let days = Month(year: 2026, month: 10).days
    #expect(rollup.visibleEndpoints.count == Rollup.endpointLimit + 1)
    #expect(rollup.outcomes(endpoint: rollup.otherEndpoint, days: days).calls == 50)
    #expect(rollup.outcomes(days: days).calls == calls.count)
    #expect(rollup.endpoints.dropFirst(2).elementsEqual(rollup.endpoints.dropFirst(2).sorted()))
  }
}
