import ReportModel
import Rollup
import Testing

@testable import Metrics

/// Before and after a day, counted again from the rows by hand.
struct FollowUpSamplesTests {
  private static let october = Month(year: 2026, month: 10)
  private static let done = october.firstDay + 9

  /// August to October: two endpoints, of which one fails less from the 10th of October on; sign-ups of two SDKs that
  /// call after an hour or two, Python faster from that day on; tickets on two topics.
  private static let rows: ExampleMonth = {
    var configuration = ReportConfiguration()
    configuration.timezone = "UTC"
    configuration.valueMoment = .init(signal: .event(name: "value", conditions: []))
    var rows = ExampleMonth(window: ReportWindow(month: october, zone: .utc), configuration: configuration)
    rows.endpoint("GET /v1/a")
    rows.endpoint("GET /v1/b")
    var state: UInt64 = 7
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for day in october.advanced(by: -2).firstDay..<october.days.upperBound {
      let start = ReportWindow(month: Month(containing: day), zone: .utc).zone.start(of: day)
      let isAfter = day >= done
      for call in 0..<40 {
        let isA = call % 2 == 0
        let fails = next(100) < (isA ? (isAfter ? 5 : 20) : 10)
        rows.call(
          nil, start + Int64(call) * Duration.minute, isA ? "GET /v1/a" : "GET /v1/b", status: fails ? 500 : 200,
          company: "c\(call % 3)", latency: Double(50 + next(100)))
      }
      for person in 0..<3 {
        let id = "d\(day)-\(person)"
        let isPython = person == 0
        let signUp = start + Int64(person + 1) * Duration.hour
        rows.signUp(id, signUp)
        rows.exports.developers[rows.exports.developers.count - 1].sdk = isPython ? "python" : "node"
        if next(10) < 8 {
          let wait = Int64(next(isPython && isAfter ? 60 : 120) + 1) * Duration.minute
          rows.call(id, signUp + wait, "GET /v1/b")
          if next(2) == 0 { rows.event(id, signUp + wait + Duration.minute, "value") }
        }
      }
      for ticket in 0..<(1 + next(4)) { rows.ticket(start, topic: ticket % 2 == 0 ? "auth" : "billing") }
    }
    return rows
  }()
  private let engine = FollowUpSamplesTests.rows.engine
  private static let window = FollowUpWindow(done: done, end: october.days.upperBound)

  private func look(_ id: String, _ segment: [String: String] = [:]) throws -> FollowUpEvidence {
    try FollowUpSamples(engine: engine).evidence(of: id, in: segment, window: Self.window)
  }

  private static func sum(_ days: [DailyFraction]) -> Fraction {
    Fraction(days.reduce(0) { $0 + $1.fraction.numerator }, of: days.reduce(0) { $0 + $1.fraction.denominator })
  }

  private static func day(_ time: Instant) -> Day { ZoneTable.utc.day(of: time) }

  @Test("four whole weeks before the day and whole weeks after it, the day itself on neither side")
  func windows() {
    let window = Self.window
    #expect(window.before == Self.done - 28..<Self.done)
    #expect(window.after == Self.done + 1..<Self.done + 22)
    #expect(FollowUpWindow(done: Self.done, end: Self.done + 1).after.isEmpty)
    #expect(FollowUpWindow(done: Self.done, end: Self.done + 200).after.count == 56)
  }

  @Test("errors of an endpoint, of the rest, and of a company, are those of the rows")
  func calls() throws {
    func naive(_ days: Range<Day>, _ isIn: (ExampleCall) -> Bool) -> Fraction {
      let calls = Self.rows.calls.filter { days.contains(Self.day($0.time)) && isIn($0) }
      return Fraction(Double(calls.count { $0.status == 500 }), of: Double(calls.count))
    }
    let cases: [([String: String], (ExampleCall) -> Bool)] = [
      (["endpoint": "GET /v1/a"], { $0.path == "/v1/a" }), (["company_id": "c1"], { $0.companyID == "c1" }),
      ([:], { _ in true }),
    ]
    for (segment, isIn) in cases {
      let found = try look("error_rate.5xx", segment)
      guard case .shares(let inside, let rest, let isIndependent, _) = found.sample else {
        Issue.record("no shares for \(segment)")
        continue
      }
      #expect(!isIndependent)
      #expect(Self.sum(inside.before) == naive(Self.window.before, isIn))
      #expect(Self.sum(inside.after) == naive(Self.window.after, isIn))
      #expect(found.before == naive(Self.window.before, isIn).value)
      guard !segment.isEmpty else { continue }
      #expect(rest.map { Self.sum($0.before) } == naive(Self.window.before) { !isIn($0) })
      #expect(rest.map { Self.sum($0.after) } == naive(Self.window.after) { !isIn($0) })
    }
  }

  @Test(
    "sign-ups that reached the value moment in seven days, inside an SDK and outside, those without seven days left out"
  )
  func members() throws {
    func naive(_ days: Range<Day>, _ sdk: String) -> Fraction {
      let asOf = ZoneTable.utc.start(of: Self.october.days.upperBound)
      let people = Self.rows.exports.developers.filter {
        days.contains(Self.day($0.signedUpAt)) && $0.sdk == sdk && $0.signedUpAt + 7 * Duration.day <= asOf
      }
      let reached = people.count { person in
        Self.rows.exports.events.contains {
          $0.developerID == person.id && $0.time < person.signedUpAt + 7 * Duration.day && $0.time < asOf
        }
      }
      return Fraction(Double(reached), of: Double(people.count))
    }
    let found = try look("ttv.within_7d", ["sdk": "python"])
    guard case .shares(let inside, let rest, true, nil) = found.sample else {
      Issue.record("no shares")
      return
    }
    #expect(Self.sum(inside.before) == naive(Self.window.before, "python"))
    #expect(Self.sum(inside.after) == naive(Self.window.after, "python"))
    #expect(rest.map { Self.sum($0.after) } == naive(Self.window.after, "node"))
  }

  @Test("waiting times are compared at the earlier median, over all who could have been seen that long")
  func waits() throws {
    let found = try look("ttfc.median", ["sdk": "python"])
    guard case .shares(let inside, _, true, let least?) = found.sample, let limit = found.before else {
      Issue.record("no shares")
      return
    }
    let asOf = ZoneTable.utc.start(of: Self.october.days.upperBound)
    func waits(_ days: Range<Day>) -> [(wait: Double?, seen: Double)] {
      Self.rows.exports.developers.filter { days.contains(Self.day($0.signedUpAt)) && $0.sdk == "python" }.map {
        person in
        let first = Self.rows.calls.filter { $0.developerID == person.id && $0.status == 200 && $0.time < asOf }
          .map(\.time).min()
        return (first.map { Double($0 - person.signedUpAt) / 1e6 }, Double(asOf - person.signedUpAt) / 1e6)
      }
    }
    // Everybody before was watched for days: the product-limit median is the plain one of all, never counted as endless.
    let early = waits(Self.window.before).map { $0.wait ?? .infinity }.sorted()
    #expect(limit == early[early.count / 2 - 1])
    // A seventh faster: those who waited between the median and 1/0.85 of it would lie below it.
    let between = early.filter { $0 > limit && $0 <= limit / 0.85 }.count
    #expect(abs(least - Double(between) / Double(early.count)) < 1e-9)
    for (days, found) in [(Self.window.before, inside.before), (Self.window.after, inside.after)] {
      let units = waits(days).filter { $0.seen >= limit }
      #expect(
        Self.sum(found) == Fraction(Double(units.count { ($0.wait ?? .infinity) > limit }), of: Double(units.count)))
    }
  }

  @Test("tickets of a topic and of all others by day")
  func tickets() throws {
    let found = try look("ticket_ratio", ["topic": "auth"])
    guard case .counts(let inside, let rest) = found.sample else {
      Issue.record("no counts")
      return
    }
    func naive(_ days: Range<Day>, _ isAuth: Bool) -> Double {
      Double(
        Self.rows.exports.tickets.count { days.contains(Self.day($0.createdAt)) && ($0.topic == "auth") == isAuth })
    }
    #expect(Self.sum(inside.before).numerator == naive(Self.window.before, true))
    #expect(rest.map { Self.sum($0.after).numerator } == naive(Self.window.after, false))
  }

  @Test("what cannot be told in a segment says so, and is no number")
  func missing() {
    for (id, segment) in [
      ("latency.p95", ["sdk": "python"]), ("wat", ["sdk": "python"]), ("ttv.within_7d", ["endpoint": "GET /v1/a"]),
      ("ticket_ratio", ["sdk": "x"]), ("error_rate.5xx", ["endpoint": "GET /v1/nowhere"]), ("nrr", [:]),
      ("made.up", [:]),
      ("uptime", ["endpoint": "GET /v1/a"]),
    ] {
      let error = #expect(throws: FollowUpSamples.Missing.self) { try look(id, segment) }
      #expect(error?.reason.isEmpty == false, "\(id)")
    }
  }

  @Test("a value in a segment in a month is the rows'")
  func values() throws {
    let samples = FollowUpSamples(engine: engine)
    let calls = Self.rows.calls.filter { Self.october.days.contains(Self.day($0.time)) && $0.path == "/v1/a" }
    #expect(
      samples.value(of: "error_rate.5xx", in: ["endpoint": "GET /v1/a"], month: Self.october)
        == Double(calls.count { $0.status == 500 }) / Double(calls.count))
    #expect(samples.value(of: "error_rate.5xx", in: ["country": "DE"], month: Self.october) == nil)
    let past = engine.values(of: Self.october.previous, asOf: "2026-10-01T00:00:00Z")
    let before = engine.measure().first { $0.result.id == "error_rate.5xx" }?.result.previous.value
    #expect(past["error_rate.5xx"] == before)
  }
}
