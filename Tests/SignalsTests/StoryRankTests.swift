import ReportModel
import Testing

@testable import Signals

@Suite("Rank of a story")
struct StoryRankTests {
  private typealias S = Synthetic

  /// Worse in one SDK, `errors` standard errors beyond noise.
  private static func inPython(_ id: String, errors: Double, story: String) -> MeasuredMetric {
    let reach = 1.96 * 0.1 / errors
    return S.judged(
      id, value: 0.4, previous: 0.5, verdict: .worse, interval: [-0.1 - reach, -0.1 + reach],
      story: story, leaves: [FindingTests.breakdown()])
  }

  @Test("a heavy consequence keeps its story before a lighter one, though its source is lighter still")
  func consequence() {
    // 2.1 × 1.5 and 6 × 2.5 against 3 × 2: the completion alone would come second.
    let source = Self.inPython("doc_completion.rate", errors: 2.1, story: "docs")
    let consequence = Self.inPython("activation.rate", errors: 6, story: "activation")
    let other = S.judged(
      "dxs.average", value: 0.4, previous: 0.5, verdict: .worse, interval: [-0.1 - 0.0653, -0.1 + 0.0653], story: "dxs")
    let findings = FindingTests.findings([source, consequence, other]).findings
    #expect(findings.map(\.metric) == ["doc_completion.rate", "dxs.average"])
    #expect(findings.first?.related == ["activation.rate"])
    #expect(findings.map(\.rank) == [1, 2])
    #expect(FindingTests.findings([source, other]).findings.map(\.metric) == ["dxs.average", "doc_completion.rate"])
  }

  /// All of a change in one value of one dimension, from a day of the month on.
  private static func draft(_ id: String, in dimension: String, from day: Day) -> FindingDraft {
    let part = Bridge.Part(segment: [dimension: "a"], effect: .rate, contribution: 0.1)
    let table = LeafTable.by(dimension, .ratio, [S.cell("a", (200, 400), (160, 400)), S.cell("b", (1, 2), (1, 2))])
    let day = S.month.firstDay + day - 1
    return FindingDraft(
      metric: S.judged(id, value: 0.5, previous: 0.4, verdict: .worse, good: "down"), related: [],
      found: .init(bridge: Bridge(parts: [part], table: table), causes: [], unexplained: 0),
      dated: .init(began: day...day, ended: nil), weight: 1, isWorse: true)
  }

  @Test("tickets, which know no region, belong to failures in one that began on their day")
  func undivided() {
    let failures = Self.draft("error_rate.5xx", in: "region", from: 13)
    func told(_ other: FindingDraft) -> [String] { StoryFolding.fold([failures, other]).map(\.metric.result.id) }
    #expect(told(Self.draft("ticket_ratio", in: "topic", from: 13)) == ["error_rate.5xx"])
    #expect(told(Self.draft("ticket_ratio", in: "topic", from: 12)).count == 2)
    #expect(told(Self.draft("ticket_ratio", in: "topic", from: 20)).count == 2)
    // What is told apart by region and sits in another, or in none alike, is a story of its own.
    var elsewhere = Self.draft("ticket_ratio", in: "region", from: 13)
    elsewhere.found.bridge.parts[0].segment = ["region": "b"]
    #expect(told(elsewhere).count == 2)
  }
}
