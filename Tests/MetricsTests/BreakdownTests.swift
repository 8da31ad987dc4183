import Metrics
import ReportModel
import Rollup
import Testing

/// A random company of two busy months: the parts of every metric against the whole.
struct BreakdownTests {
  /// SplitMix64.
  private struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
  }

  private let october = Month(year: 2026, month: 10)

  private func company(seed: UInt64) -> MetricEngine {
    var random = SeededRandom(state: seed)
    var configuration = ReportConfiguration()
    configuration.valueMoment = .init(signal: .call(endpoint: "POST /v1/charges"))
    let window = ReportWindow(month: october, zone: .utc, asOf: nil)
    var month = ExampleMonth(window: window, configuration: configuration)
    func time(_ days: Int) -> Instant {
      window.end - Int64.random(in: 1..<Int64(days) * 86_400_000_000, using: &random)
    }
    for index in 0..<60 {
      month.exports.developers.append(
        DeveloperRecord(
          id: "d\(index)", signedUpAt: time(index % 3 == 0 ? 200 : 60),
          companyID: index % 4 == 0 ? nil : "c\(index % 7)",
          channel: ["search", "partner", nil][random.below(3)], plan: ["free", "pro"][random.below(2)],
          country: nil, sdk: ["python", "node", nil][random.below(3)], isExcluded: index % 20 == 0))
      month.exports.tokens.append(TokenRecord(token: "t\(index)", developerID: "d\(index)"))
    }
    for index in 0..<5 {
      month.exports.companies.append(
        .init(id: "c\(index)", name: "Company \(index)", size: ["small", "large"][index % 2]))
    }
    for _ in 0..<3_000 {
      var call = ExampleCall(at: time(90), status: [200, 200, 200, 404, 429, 499, 500, 504][random.below(8)])
      call.method = ["GET", "POST"][random.below(2)]
      call.path = "/v1/" + ["charges", "users", "things"][random.below(3)]
      let developer = random.below(70)
      if random.below(8) > 0 { call.developerID = "d\(developer)" }
      if random.below(3) > 0 { call.token = "t\(developer)" }
      call.latency = Int64(random.below(500_000))
      call.region = ["eu", "us", ""][random.below(3)]
      call.sdk = ["python", "node", ""][random.below(3)]
      month.calls.append(call)
    }
    for _ in 0..<60 {
      month.exports.docViews.append(.init(time: time(70), page: "/quickstart", developerID: "d\(random.below(60))"))
      month.exports.tickets.append(.init(createdAt: time(70), topic: ["auth", "billing", nil][random.below(3)]))
      month.exports.revenue.append(
        .init(time: time(200), companyID: "c\(random.below(9))", amount: Double(random.below(900))))
      month.exports.surveys.append(.init(respondedAt: time(130), documentation: Double(1 + random.below(10))))
      month.exports.webhooks.append(.init(triggeredAt: time(70), deliveredAt: window.end - 1))
    }
    month.exports.present = [
      .developers, .tokens, .companies, .calls, .docViews, .tickets, .revenue, .surveys, .webhooks,
    ]
    return month.engine
  }

  @Test("in every breakdown the segments add up to the metric, this month and last", arguments: [1, 2, 3] as [UInt64])
  func addsUp(seed: UInt64) {
    var checked: Set<String> = []
    for metric in company(seed: seed).measure() {
      let result = metric.result
      for table in metric.leaves {
        let name: Comment = "\(result.id) by \(table.dimensions)"
        func sum(_ values: KeyPath<LeafTable, [Fraction]>, _ part: KeyPath<Fraction, Double>) -> Double {
          table[keyPath: values].reduce(0) { $0 + $1[keyPath: part] }
        }
        func equal(_ found: Double, _ wanted: Double?) -> Bool { abs(found - (wanted ?? .nan)) < 1e-6 }
        switch table.kind {
        case .additive:
          #expect(equal(sum(\.current, \.numerator), result.value), name)
          #expect(equal(sum(\.previous, \.numerator), result.previous.value), name)
        case .ratio:
          #expect(equal(sum(\.current, \.numerator), result.numerator), name)
          #expect(equal(sum(\.current, \.denominator), result.denominator), name)
          #expect(equal(sum(\.previous, \.numerator), result.previous.numerator), name)
          #expect(equal(sum(\.previous, \.denominator), result.previous.denominator), name)
        case .exceedance:
          #expect(sum(\.current, \.numerator) <= sum(\.current, \.denominator), name)
          #expect(sum(\.current, \.denominator) > 0, name)
        }
        checked.insert(result.id)
      }
      #expect(result.previous.value != nil || metric.leaves.isEmpty, "\(result.id)")
    }
    let expected: Set<String> = [
      "signups", "calls.total", "active_developers", "wat", "wat.last_week", "error_rate.4xx", "error_rate.5xx",
      "timeout_rate", "latency.p95", "revenue.total", "churn.rate", "ticket_ratio", "activation.rate", "ttfc.median",
    ]
    #expect(expected.subtracting(checked) == [])
  }

  @Test("tiers, transitions, growth and bridge add up to the numbers beside them", arguments: [4, 5] as [UInt64])
  func tablesAddUp(seed: UInt64) throws {
    let engine = company(seed: seed)
    let tables = TableBuilder(month: engine.month).build()
    let results = Dictionary(uniqueKeysWithValues: engine.measure().map { ($0.result.id, $0.result) })
    func sum(_ table: String, _ column: String, _ counts: (TableRow) -> Bool = { _ in true }) -> Double {
      (tables[table] ?? []).filter(counts).reduce(0) { $0 + ($1[column]?.double ?? 0) }
    }
    func part(_ table: String, _ name: String, _ column: String) -> Double {
      sum(table, column) { $0["part"] == .text(name) }
    }
    #expect(sum("depth_tiers", "developers") == results["active_developers"]?.value)
    #expect(
      sum("depth_transitions", "developers") { $0["to"] != .text("inactive") } == results["active_developers"]?.value)
    #expect(sum("calls_by_version", "calls") == results["calls.total"]?.value)
    #expect(sum("endpoints", "calls") == results["calls.total"]?.value)
    #expect(sum("churn_by_tier", "developers") == results["churn.rate"]?.denominator)
    #expect(sum("churn_by_tier", "churned") == results["churn.rate"]?.numerator)
    let growth = ["before", "new", "resurrected", "lost"].reduce(0) { $0 + part("wat_growth", $1, "tokens") }
    #expect(growth == part("wat_growth", "now", "tokens"))
    #expect(part("wat_growth", "now", "tokens") == results["wat.last_week"]?.value)
    for dimension in ["channel", "company_size", "plan", "country", "sdk", "github_stars"] {
      #expect(abs(sum("wat_by_\(dimension)", "wat") - (results["wat"]?.value ?? .nan)) < 1e-9)
    }
    let bridge = ["before", "new", "expansion", "contraction", "churn", "reactivation"]
      .reduce(0) { $0 + part("revenue_bridge", $1, "amount") }
    #expect(abs(bridge - part("revenue_bridge", "now", "amount")) < 1e-6)
    #expect(part("revenue_bridge", "now", "amount") == results["revenue.total"]?.value)
  }
}
