import ReportModel
import Statistics
import Testing

@testable import Signals

/// Values of one dimension that moved together are one cause, and what sits inside a segment is told beside it.
@Suite("Causes that belong together")
struct GroupedCauseTests {
  private typealias S = Synthetic

  /// Six SDKs of 20 000 calls each; `shares` are those of the month in which 5 % failed before.
  private func sdks(_ shares: [String: Double]) -> MeasuredMetric {
    let names = ["go", "java", "node", "php", "python", "ruby"]
    return CauseFinderTests.ratio([
      ("sdk", names.map { S.cell($0, (20_000 * (shares[$0] ?? 0.05), 20_000), (1_000, 20_000)) })
    ])
  }

  @Test("three SDKs that failed alike are one cause, with its values listed")
  func together() throws {
    let metric = sdks(["python": 0.12, "ruby": 0.11, "php": 0.13])
    let (causes, unexplained) = CauseFinder.causes(for: metric)
    let first = try #require(causes.first)
    #expect(causes.count == 1)
    #expect(Set(first.segment["sdk"]?.values ?? []) == ["python", "ruby", "php"])
    #expect(first.statement.hasPrefix("PHP, Python and Ruby SDKs account for"))
    #expect(first.rows == Cause.Rows(current: 60_000, previous: 60_000))
    #expect(abs((first.inside?.value ?? 0) - 0.12) < 1e-9)
    #expect(S.sum(causes, unexplained) == metric.result.change?.absolute)
  }

  @Test("SDKs that failed by far unlike parts, or the other way, are told apart")
  func apart() {
    let uneven = CauseFinder.causes(for: sdks(["python": 0.40, "ruby": 0.09])).causes
    #expect(uneven.map(\.segment) == [["sdk": .one("python")], ["sdk": .one("ruby")]])
    let opposite = CauseFinder.causes(for: sdks(["python": 0.12, "ruby": 0.01])).causes
    #expect(opposite.allSatisfy { $0.segment["sdk"]?.values.count == 1 })
  }

  @Test("companies and values without a name are never grouped")
  func named() {
    let located = ["a", "b", "(unknown)"].map { value in
      LeafSearch.Located(key: ["company_id": value], score: 9, ratio: 2, leaves: [], contribution: 1)
    }
    let table = sdks([:]).leaves[0]
    #expect(ValueGroups(table: table).merged(located).count == 3)
    let sdks = located.map { item in
      var item = item
      item.key = ["sdk": item.key["company_id"] ?? ""]
      return item
    }
    #expect(ValueGroups(table: table).merged(sdks).map(\.key) == [["sdk": "a, b"], ["sdk": "(unknown)"]])
  }

  @Test("what began at different times is told apart, what began together is one cause", arguments: [false, true])
  func dates(isTogether: Bool) {
    let month = S.month
    var metric = sdks(["python": 0.12, "ruby": 0.12])
    let beginnings = ["python": 6, "ruby": isTogether ? 6 : 22]
    metric.leaves[0].daily = { segment in
      (month.previous.days.lowerBound..<month.days.upperBound).map { day in
        let failed = (segment["sdk"] ?? []).map { sdk -> Double in
          day >= month.firstDay + (beginnings[sdk] ?? 99) ? 140 : 40
        }
        return DailyFraction(day: day, fraction: Fraction(failed.reduce(0, +), of: 800 * Double(failed.count)))
      }
    }
    let found = CauseFinder(currency: "USD", dating: DatedChange(month: month)).find(metric)
    #expect(found.causes.map { $0.segment["sdk"]?.values.count } == (isTogether ? [2] : [1, 1]))
  }

  @Test("bare tables name every value by itself")
  func bare() {
    let report = LeafReport(sdks(["python": 0.12, "ruby": 0.11, "php": 0.13]).leaves[0], depth: 2, most: 3)
    #expect(Set(report.findings.map(\.segment)) == [["sdk": "python"], ["sdk": "ruby"], ["sdk": "php"]])
  }

  /// Failed calls of 10 000 by endpoint and plan; 5 % failed before. All plans of `/v1/a` moved, one of them most.
  private func endpoints(free: Double, others: Double) -> MeasuredMetric {
    var builder = LeafTable.Builder(.ratio, dimensions: ["endpoint", "plan"])
    var (now, before) = (0.0, 0.0)
    for endpoint in ["GET /v1/a", "GET /v1/b", "GET /v1/c", "GET /v1/d"] {
      for plan in ["enterprise", "free", "growth", "scale"] {
        let failed = 10_000 * (endpoint != "GET /v1/a" ? 0.05 : plan == "free" ? free : others)
        builder.add([endpoint, plan], current: Fraction(failed, of: 10_000), previous: Fraction(500, of: 10_000))
        (now, before) = (now + failed, before + 500)
      }
    }
    return S.ratio("error_rate.4xx", (now, 160_000), (before, 160_000), good: "down", leaves: [builder.table()])
  }

  @Test("where most of a segment's move sits inside it is told beside it, and adds nothing to the sum")
  func nested() throws {
    let metric = endpoints(free: 0.25, others: 0.10)
    let (causes, unexplained) = CauseFinder.causes(for: metric)
    #expect(causes.map(\.segment).first == ["endpoint": .one("GET /v1/a")])
    let inner = try #require(causes.dropFirst().first)
    #expect(inner.segment == ["endpoint": .one("GET /v1/a"), "plan": .one("free")])
    #expect(inner.contribution == nil && inner.level == .arithmetic)
    let outer = try #require(causes.first?.contribution)
    #expect(abs((inner.addsWithin ?? 0) - outer * 0.20 / 0.35) < 1e-9)
    #expect(inner.inside == Cause.Inside(previous: 0.05, value: 0.25, n: 10_000))
    #expect(S.sum(causes, unexplained) == metric.result.change?.absolute)
  }

  @Test("a segment that moved alike inside has no closer place")
  func even() {
    let causes = CauseFinder.causes(for: endpoints(free: 0.12, others: 0.12)).causes
    #expect(causes.map(\.segment) == [["endpoint": .one("GET /v1/a")]])
  }
}
