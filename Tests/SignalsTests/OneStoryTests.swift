import Foundation
import ReportModel
import Statistics
import Testing

@testable import Signals

private typealias S = Synthetic

@Suite("One movement, one finding")
struct OneStoryTests {
  /// A fall of so many standard errors, all of it in one segment or in none.
  private static func draft(
    _ id: String, errors: Double = 4, story: String, segment: [String: String] = [:], isWorse: Bool = true
  ) -> FindingDraft {
    let metric = S.judged(
      id, .count, value: isWorse ? 900 : 1_100, previous: 1_000, verdict: isWorse ? .worse : .better, story: story)
    let part = Bridge.Part(segment: segment, effect: .volume, contribution: isWorse ? -100 : 100)
    return FindingDraft(
      metric: metric, related: [], found: .init(bridge: Bridge(parts: [part]), causes: [], unexplained: 0),
      weight: errors * Importance.weight(id), isWorse: isWorse)
  }

  private static func told(_ drafts: [FindingDraft]) -> [String] {
    StoryFolding.fold(drafts.sorted { $0.precedes($1) }).map(\.metric.result.id)
  }

  @Test("active tokens and active developers that fall alike are one finding, led by the one that names a segment")
  func activity() {
    let tokens = Self.draft("wat", story: "wat")
    let developers = Self.draft("active_developers", story: "active_developers")
    #expect(Self.told([tokens, developers]) == ["wat"])
    let placed = Self.draft("active_developers", story: "active_developers", segment: ["channel": "docs"])
    #expect(Self.told([tokens, placed]) == ["active_developers"])
    let elsewhere = Self.draft("wat", story: "wat", segment: ["channel": "organic"])
    #expect(Self.told([elsewhere, placed]).count == 2)
    let better = Self.draft("active_developers", story: "active_developers", isWorse: false)
    #expect(Self.told([tokens, better]).count == 2)
  }

  @Test("failures of two kinds are not one movement for want of a segment")
  func failures() {
    let server = Self.draft("error_rate.5xx", story: "server_errors")
    #expect(Self.told([server, Self.draft("error_rate.4xx", story: "client_errors")]).count == 2)
  }

  @Test("a depth that rose with the calls it is counted from stands under them, one that fell does not")
  func depth() {
    let calls = Self.draft("calls.total", story: "calls", isWorse: false)
    #expect(
      Self.told([calls, Self.draft("depth.median", errors: 9, story: "depth", isWorse: false)]) == ["calls.total"])
    #expect(Self.told([calls, Self.draft("depth.median", errors: 9, story: "depth")]).count == 2)
  }

  private static func leads(_ headline: [Double], leaves: [LeafTable] = [FindingTests.breakdown()]) -> [String] {
    let known = S.judged(
      "ttfc.median", value: 0.4, previous: 0.5, verdict: .worse, interval: [-0.15, -0.05], headline: false,
      story: "ttfc", leaves: leaves)
    let all = S.judged(
      "ttfc.median_all", value: 0.4, previous: 0.5, verdict: .unclear, interval: headline, story: "ttfc")
    return StorySelection([known, all]).leads.map(\.lead.result.id)
  }

  @Test(
    "a metric that is no headline leads where its headline moved the same way beyond its own interval, or not at all")
  func backed() {
    #expect(Self.leads([-0.19, -0.01]) == ["ttfc.median"])
    #expect(Self.leads([-0.25, 0.05]).isEmpty)
    #expect(Self.leads([-0.19, -0.01], leaves: []).isEmpty)
  }

  @Test("of growth flows the one leads that is farthest from last month's in standard errors, not in tokens")
  func flows() {
    var table = LeafTable.by(
      "channel", .additive,
      ["docs", "search"].flatMap { channel in
        [
          S.cell(channel, (560, 1), (0, 1), flow: "new"), S.cell(channel, (0, 1), (900, 1), flow: "lost"),
          S.cell(channel, (150, 1), (0, 1), flow: "resurrected"), S.cell(channel, (900, 1), (900, 1), flow: "retained"),
        ]
      })
    table.usualFlows = ["new": 1_250, "lost": -1_800, "resurrected": 420]
    let metric = S.judged("wat", .number, value: 3_220, previous: 3_600, verdict: .worse, leaves: [table])
    #expect(CauseFinder.causes(for: metric).causes.map(\.flow) == ["resurrected", "new", "lost"])
  }

  @Test("two large accounts are named among hundreds that move a little; where only those move, none is")
  func accounts() {
    func named(_ kept: Double) -> [String] {
      var random = SplitMix64(seed: 6)
      let cells = (0..<300).map { index -> SegmentCell in
        let before = index < 2 ? 9_000.0 : 500
        let now = before * (1 + 0.04 * random.normal()) * (index < 2 ? kept : 1)
        return S.cell("a\(index)", (now, 1), (before, 1))
      }
      var table = LeafTable.by("company_id", .additive, cells)
      table.rowsPerUnit = nil
      let sum = { (side: KeyPath<SegmentCell, Fraction>) in cells.reduce(0) { $0 + $1[keyPath: side].numerator } }
      let metric = S.judged(
        "revenue.total", .money, value: sum(\.current), previous: sum(\.previous), verdict: .worse, leaves: [table],
        evidence: .accounts([], form: .total, floor: ChangeFloor(relative: 0, absolute: 0)))
      return CauseFinder.causes(for: metric).causes.compactMap { $0.segment["company_id"]?.values.first }
    }
    #expect(named(0.7).sorted() == ["a0", "a1"])
    #expect(named(1).isEmpty)
  }

  @Test("beside a total that rose, an endpoint that a quarter left is told with the one that gained it")
  func besideRise() {
    let cells = (0..<12).map { index -> SegmentCell in
      let factor = index == 0 ? 0.78 : index == 1 ? 1.55 : 1.1
      let before = index == 0 ? 16_000.0 : index == 1 ? 10_000 : 7_000
      return S.cell("e\(index)", (before * factor, 1), (before, 1))
    }
    let now = cells.reduce(0) { $0 + $1.current.numerator }
    let metric = S.judged(
      "calls.total", .count, value: now, previous: 96_000, verdict: .unclear, interval: [-2_000, 20_000],
      leaves: [LeafTable.by("endpoint", .additive, cells)],
      evidence: .count(current: [], baseline: [], floor: ChangeFloor(relative: 0.05, absolute: 0)))
    let findings = FindingTests.findings([metric]).findings
    let told = findings.first?.causes.compactMap { $0.segment["endpoint"]?.values.first } ?? []
    #expect(Set(told).isSuperset(of: ["e0", "e1"]))
  }
}

@Suite("What the calendar makes of a month")
struct MonthLengthTests {
  private static func churn(_ now: Double, calendar: Double) -> MetricResult {
    var metric = S.ratio("churn.rate", (now, 10_000), (3_000, 10_000), good: "down")
    metric.calendar = calendar
    return S.assess([metric])[0]
  }

  @Test("a share that grew as the month did is what was expected, one that grew beyond is a change")
  func share() throws {
    let longer = 31.0 / 28
    #expect(Self.churn(3_320, calendar: 1).verdict == .worse)
    let stretched = Self.churn(3_320, calendar: longer)
    #expect(stretched.verdict == .steady)
    #expect(abs(try #require(stretched.expected) - 0.3 * longer) < 1e-12)
    #expect(Self.churn(4_000, calendar: longer).verdict == .worse)
    let interval = try #require(stretched.change?.interval)
    #expect(interval[0] < 0.032 && 0.032 < interval[1])
  }

  @Test("what is 0 in both months, and the same counts again, take nothing from the other measures")
  func family() {
    let marginal = S.ratio("marginal", (345, 1_000), (400, 1_000))
    func verdict(_ others: [MeasuredMetric]) -> MetricVerdict { S.assess([marginal] + others)[0].verdict }
    #expect(verdict([]) == .worse)
    #expect(verdict((0..<19).map { S.ratio("none\($0)", (0, 1_000), (0, 1_000)) }) == .worse)
    #expect(verdict((0..<19).map { S.ratio("again\($0)", (345, 1_000), (400, 1_000)) }) == .worse)
    #expect(verdict((0..<19).map { S.ratio("quiet\($0)", (400 + Double($0), 1_000), (400, 1_000)) }) == .unclear)
  }

  @Test("calls of few accounts that go their own way are less sure than of many")
  func calls() {
    func verdict(_ accounts: Int) -> MetricVerdict {
      var random = SplitMix64(seed: 17)
      var metric = S.calls(1.12)
      metric.usualAccounts = (0..<accounts).map { index in
        func amount() -> Double { 280_000 / Double(accounts) * exp(0.3 * random.normal()) }
        return AccountAmounts(account: "a\(index)", now: amount(), before: amount())
      }
      return S.assess([metric])[0].verdict
    }
    #expect(verdict(2_000) == .better)
    #expect(verdict(20) == .unclear)
  }
}
