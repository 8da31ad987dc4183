import Foundation
import ReportModel
import Statistics
import Testing

@testable import Signals

private typealias S = Synthetic

@Suite("A change whose part is beyond doubt")
struct PartTests {
  /// Server errors by day: about one in 2 000 calls, and more of them on some days of the month.
  private static func failures(_ more: Double, on days: Range<Day>) -> MeasuredMetric {
    var random = SplitMix64(seed: 3)
    let daily = (S.month.firstDay - 56..<S.month.next.firstDay).map { day in
      let usual = 5 + (2.2 * random.normal()).rounded()
      let extra = days.contains(day - S.month.firstDay + 1) ? more / Double(days.count) : 0
      return DailyFraction(day: day, fraction: Fraction(max(0, usual + extra.rounded()), of: 10_000))
    }
    func total(_ days: Range<Day>) -> (Double, Double) {
      let own = daily.filter { days.contains($0.day) }.map(\.fraction)
      return (own.reduce(0) { $0 + $1.numerator }, own.reduce(0) { $0 + $1.denominator })
    }
    return S.ratio(
      "error_rate.5xx", total(S.month.days), total(S.month.previous.days), good: "down",
      floor: ChangeFloor(relative: 0.1, absolute: 0.000_02), daily: daily)
  }

  @Test("fifty failures on one day are a change among many measures, the same fifty over the month are not")
  func burst() {
    let quiet = (0..<30).map { S.ratio("quiet\($0)", (400 + Double($0), 1_000), (400 + Double($0), 1_000)) }
    func verdict(_ days: Range<Day>) -> MetricVerdict { S.assess(quiet + [Self.failures(50, on: days)])[30].verdict }
    #expect(verdict(13..<14) == .worse)
    #expect(verdict(1..<32) == .unclear)
    #expect(S.assess(quiet + [Self.failures(0, on: 1..<32)])[30].verdict != .worse)
  }

  /// Six endpoints of which one has many errors; this month it has another share of the calls.
  private static func mix(_ share: Double, jitter: Double = 0.01) -> LeafTable {
    var random = SplitMix64(seed: 8)
    var builder = LeafTable.Builder(.ratio, dimensions: ["endpoint"])
    for index in 0..<6 {
      let rate = index == 0 ? 0.1 : 0.02
      func calls(_ share: Double) -> Double {
        (100_000 * (index == 0 ? share : (1 - share) / 5) * exp(jitter * random.normal())).rounded()
      }
      let (long, before, now) = (calls(0.1), calls(0.1), calls(share))
      builder.add(
        ["e\(index)"], current: Fraction(rate * now, of: now), previous: Fraction(rate * before, of: before),
        earlier: Fraction(rate * long, of: long))
    }
    return builder.table()
  }

  private static func p(_ table: LeafTable) -> Double? {
    MixTest(tables: [table], change: LeafCells(table, segments: []).change).p
  }

  @Test("a share that moved far beyond how shares move is beyond doubt; as far as they do, it is not")
  func composition() throws {
    #expect(try #require(Self.p(Self.mix(0.13))) < 1e-4)
    #expect(try #require(Self.p(Self.mix(0.13, jitter: 0.2))) > 0.01)
    #expect(try #require(Self.p(Self.mix(0.1))) > 0.01)
  }

  @Test("a mix against the change, or less than half of it, shows nothing of it")
  func otherwise() throws {
    let table = Self.mix(0.13)
    let change = LeafCells(table, segments: []).change
    #expect(MixTest(tables: [table], change: -change).p == 1)
    #expect(MixTest(tables: [table], change: 3 * change).p == 1)
    #expect(MixTest(tables: [], change: 1).p == nil)
  }

  @Test("parts take what they were given of the error rate, and nothing where there are none")
  func joined() {
    #expect(JoinedTest.p(0.02, parts: [nil, nil]) == 0.02)
    #expect(JoinedTest.p(0.02, parts: [1]) == 0.02 / 0.9)
    #expect(JoinedTest.p(0.5, parts: [0.000_1, 1]) == 0.001)
    #expect(JoinedTest.p(0.9, parts: [1, 1]) == 1)
  }
}

@Suite("A change whose place is beyond doubt")
struct SegmentPartTests {
  private static func signUps(_ search: Double, others: Double = 1) -> MeasuredMetric {
    let cells = ["docs", "events", "organic", "partner", "search"].map { channel in
      S.cell(channel, (channel == "search" ? search : (150 * others).rounded(), 1), (150, 1))
    }
    return CauseFinderTests.additive("channel", cells, id: "signups")
  }

  private static func p(_ metric: MeasuredMetric, beside whole: Double = 0.03) -> Double? {
    ComparedValues(metric.result).flatMap {
      SegmentPart(tables: metric.leaves, values: $0, expected: $0.previous).p(beside: whole)
    }
  }

  @Test("one channel that doubled is beyond doubt, all that rose as much together are not told by it")
  func oneChannel() throws {
    #expect(try #require(Self.p(Self.signUps(330))) < 1e-4)
    #expect(Self.p(Self.signUps(186, others: 1.24)) == 1)
    #expect(Self.p(Self.signUps(160)) == 1)
  }

  @Test("a segment shows nothing where the whole went the other way, or may not have moved")
  func noWhole() {
    #expect(Self.p(Self.signUps(250, others: 0.7)) == 1)
    #expect(Self.p(Self.signUps(330), beside: 0.06) == 1)
    var untold = Self.signUps(330)
    untold.leaves = []
    #expect(Self.p(untold) == nil)
  }
}
