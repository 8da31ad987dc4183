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
}
