import Foundation
import Testing

@testable import bench

@Suite struct WhyScoreTests {
  private let truth = Truth(
    metrics: ["error_rate.4xx"], verdicts: ["worse"], rises: true, effects: ["rate"],
    segments: [["endpoint": "GET /a", "api_version": "v2"]], began: 9, event: "Deploy")

  private func report(
    metric: String = "error_rate.4xx", verdict: String = "worse", statement: String = "Errors rose.",
    segment: String = #"{"endpoint": "GET /a", "api_version": "v2"}"#, effect: String = "rate",
    level: String = "linked",
    from: String = "2026-10-08", to: String = "2026-10-10",
    change: String = #"{"date": "2026-10-09", "title": "Deploy"}"#,
    unexplained: Double = 0.002
  ) throws -> ReportFile {
    let text = """
      {"verdict": {"level": "publish", "reasons": []},
       "metrics": [{"id": "\(metric)", "verdict": "\(verdict)", "value": 0.03, "change": {"absolute": 0.01}}],
       "findings": [{"rank": 1, "metric": "\(metric)", "statement": "\(statement)", "unexplained": \(unexplained),
         "causes": [{"rung": "measured", "level": "\(level)", "statement": "In GET /a.", "segment": \(segment),
           "effect": "\(effect)", "contribution": 0.008, "began": {"from": "\(from)", "to": "\(to)"},
           "change": \(change)}]}]}
      """
    return try JSONDecoder().decode(ReportFile.self, from: Data(text.utf8))
  }

  @Test func `the right finding has all points`() throws {
    let score = WhyScore(try report(), truth: truth)
    #expect(score.isTop && score.isRecalled && score.points == 6 && score.mostPoints == 6)
    #expect(score.dateError == 0 && !score.namesWrongEvent && score.hardFails.isEmpty)
    #expect(score.linkedRight == 1 && score.locatedRight == 1)
  }

  @Test func `another metric, effect, direction or segment is no hit`() throws {
    #expect(!WhyScore(try report(metric: "calls.total"), truth: truth).isTop)
    #expect(!WhyScore(try report(effect: "mix"), truth: truth).isTop)
    #expect(!WhyScore(try report(verdict: "better"), truth: truth).isTop)
    var falling = truth
    falling.rises = false
    #expect(!WhyScore(try report(), truth: falling).isTop)
    #expect(!WhyScore(try report(segment: #"{"endpoint": "GET /b"}"#), truth: truth).isTop)
  }

  @Test func `a wrong event costs a point, a list with the right one does not`() throws {
    let wrong = WhyScore(try report(change: #"{"date": "2026-10-09", "title": "Other"}"#), truth: truth)
    #expect(wrong.namesWrongEvent && wrong.points == 4)
    let list = #"[{"date": "2026-10-09", "title": "Deploy"}, {"date": "2026-10-09", "title": "Other"}]"#
    #expect(!WhyScore(try report(change: list), truth: truth).namesWrongEvent)
  }

  @Test func `no event may be named where none did it`() throws {
    var eventless = truth
    eventless.event = nil
    #expect(WhyScore(try report(), truth: eventless).namesWrongEvent)
  }

  @Test func `a beginning is as far off as its nearest day, or its middle where it is vague`() {
    func distance(_ from: String, _ to: String) -> Int {
      WhyScore.distance(9, .init(from: "2026-10-" + from, to: "2026-10-" + to))
    }
    #expect(distance("08", "11") == 0)
    #expect(distance("12", "13") == 3)
    #expect(distance("05", "06") == 3)
    #expect(distance("01", "31") == 7)
    #expect(WhyScore.distance(9, .init(from: "2026-09-28", to: "2026-10-12")) == 31)
  }

  @Test func `parts that miss the change, and "caused" below reverted, are hard fails`() throws {
    #expect(WhyScore(try report(unexplained: 0.001), truth: truth).hardFails.count == 1)
    #expect(WhyScore(try report(statement: "Caused by the deploy."), truth: truth).hardFails.count == 1)
    #expect(WhyScore(try report(statement: "Caused by the deploy.", level: "reverted"), truth: truth).hardFails.isEmpty)
  }

  @Test func `a quiet month is right when the trap is not called a change`() throws {
    let quiet = Truth(required: ["calls.total": ["steady"]])
    let text = #"{"verdict": {"level": "publish"}, "metrics": [{"id": "calls.total", "verdict": "V"}], "findings": []}"#
    func score(_ verdict: String) throws -> WhyScore {
      let data = Data(text.replacing("V", with: verdict).utf8)
      return WhyScore(try JSONDecoder().decode(ReportFile.self, from: data), truth: quiet)
    }
    #expect(try score("steady").isTop)
    #expect(try !score("worse").isTop)
  }

  @Test func `overlap is by traffic, and nothing where values differ`() {
    #expect(FindingMatch.jaccard(["sdk": "python"], ["sdk": "python"]) == 1)
    #expect(FindingMatch.jaccard(["sdk": "python"], ["sdk": "node"]) == 0)
    let half = FindingMatch.jaccard(["sdk": "python"], ["sdk": "python", "api_version": "2026-03"])
    #expect(abs(half - 0.55) < 1e-9)
  }

  @Test func `causal words are whole words`() {
    #expect(HardFails.causalWords(in: "It rose because of X.") == ["because"])
    #expect(HardFails.causalWords(in: "It was unprecedented and misled toads.").isEmpty)
  }
}
