import Narrative
import ReportModel
import Testing

/// One finding at a time: how its causes turn into sentences.
@Suite struct `Sentences of a finding` {
  private func headline(_ report: Report) -> String { Narrator(report: report).write().headline.plain.withPlainSpaces }

  private let activation = SyntheticMonths.metric(
    "activation.rate", .onboarding, .fraction, 0.40, from: 0.50, good: "up", .worse, of: 800)
  private let tokens = SyntheticMonths.metric("wat.last_week", .adoption, .count, 900, from: 1_000, good: "up", .worse)
  private let errors = SyntheticMonths.metric(
    "error_rate.4xx", .reliability, .fraction, 0.05, from: 0.02, good: "down", .worse, of: 900_000)

  private func part(
    _ segment: [String: SegmentValue], _ effect: Cause.Effect?, _ contribution: Double, _ share: Double,
    level: Cause.Level = .arithmetic, flow: String? = nil
  ) -> Cause {
    Cause(
      rung: .measured, level: level, statement: "", segment: segment, effect: effect, contribution: contribution,
      share: share, flow: flow)
  }

  @Test func `a shift in the mix is not called a decline of anyone`() {
    let report = month(activation, [part(["channel": .one("ads")], .mix, -0.08, 0.8)], unexplained: -0.02)
    #expect(
      headline(report)
        == "A smaller share of new developers reaches the activation milestone, and most of the fall is a "
        + "shift in the mix. The activation rate fell from 50.0 % to 40.0 %.")
    #expect(
      why(report) == [
        "The fall is −10.0 points. A changed share of developers from the ads channel accounts for −8.0 points (80 %). "
          + "The other −2.0 points (20 %) stays unexplained."
      ])
  }

  @Test func `a move across the board says so, whatever stands first`() {
    let report = month(errors, [part(["sdk": .one("go")], .rate, 0.004, 0.13), part([:], .broad, 0.026, 0.87)])
    #expect(headline(report).hasPrefix("A larger share of calls ends in a client error, across the board."))
    #expect(
      why(report) == [
        "The rise is +3.0 points. A move across the board accounts for +2.6 points (87 %). "
          + "The rest is calls using the Go SDK (+0.4 points, 13 %)."
      ])
  }

  @Test func `a segment is named by all that makes it`() {
    let segment: [String: SegmentValue] = [
      "endpoint": .one("GET /v1/payouts"), "status": .one("422"), "api_version": .one("2026-09"),
    ]
    let report = month(errors, [part(segment, .rate, 0.03, 1, level: .located)])
    #expect(headline(report).contains("all of the rise comes from one group."))
    #expect(
      why(report) == [
        "The rise is +3.0 points. Calls to GET /v1/payouts answered with 422 on API version 2026-09 account for "
          + "+3.0 points (100 %). Elsewhere, nothing moved beyond the usual range."
      ])
  }

  @Test func `tokens that came and went are told apart`() {
    let causes = [
      part(["channel": .one("partner")], .volume, -140, 1.4, flow: "lost"),
      part(["channel": .one("(unknown)")], .volume, 40, -0.4, flow: "new"),
    ]
    #expect(
      why(month(tokens, causes)) == [
        "The fall is −100: 140 lost from the partner channel, against 40 new from no known channel."
      ])
  }

  @Test func `several entries in the window are listed and none is chosen`() {
    let events = [
      Cause.DatedEvent(date: "2026-10-12", title: "gateway 7", kind: "deploy"),
      Cause.DatedEvent(date: "2025-10-13", title: "price list", kind: nil),
    ]
    let cause = Cause(
      rung: .coincides, level: .dated, statement: "", began: .init(from: "2026-10-12", to: "2026-10-13"), change: events
    )
    #expect(
      why(month(errors, [cause])) == [
        "The rise began between 12 and 13 October; two entries of the change list fall in that time: “gateway 7” (deploy, "
          + "12 October) and “price list” (13 October 2025); the data cannot say which, if any, matters."
      ])
  }

  @Test func `one entry that does not match is only a coincidence`() {
    let cause = Cause(
      rung: .coincides, level: .dated, statement: "", began: .init(from: "2026-10-12", to: "2026-10-12"),
      change: [.init(date: "2026-10-12", title: "gateway 7", kind: "deploy")])
    #expect(
      why(month(errors, [cause])) == [
        "The rise began on 12 October and coincides with “gateway 7” (deploy, 12 October); timing alone does not make "
          + "that its cause."
      ])
  }

  @Test func `what ended with its undoing keeps the words of its cause`() {
    let cause = Cause(
      rung: .coincides, level: .reverted, statement: "it was caused by gateway 7: it ended with the rollback",
      began: .init(from: "2026-10-12", to: "2026-10-12"))
    #expect(why(month(errors, [cause])) == ["It was caused by gateway 7: it ended with the rollback."])
  }

  @Test func `a date without a change says whether there was a list to look in`() {
    let cause = Cause(
      rung: .coincides, level: .dated, statement: "", began: .init(from: "2026-09-30", to: "2026-10-02"))
    var report = month(errors, [cause])
    #expect(
      why(report) == [
        "The rise began between 30 September and 2 October; there is no change list to hold against it."
      ])
    report.sources = [SourceSummary(file: "changes.csv", table: "changes", format: "csv")]
    #expect(
      why(report) == ["The rise began between 30 September and 2 October; no entry of the change list matches it."])
  }

  @Test func `a company without a known name is told by its id`() {
    let report = month(errors, [part(["company_id": .one("c-9")], .account, 0.03, 1)])
    #expect(why(report)[0].contains("Company c-9 accounts for +3.0 points (100 %)."))
  }

  @Test func `a company no table shows has the name of its statement`() {
    var cause = part(["company_id": .one("c-9")], .account, 0.03, 1)
    cause.statement = "Initech accounts for +3.0 points of +3.0 points"
    #expect(why(month(errors, [cause]))[0].contains("Initech accounts for +3.0 points (100 %)."))
  }

  @Test func `a mix over a whole dimension is told by its statement`() {
    var cause = part([:], .mix, 0.03, 1)
    cause.statement =
      "a changed mix by SDK accounts for +3.0 points of +3.0 points, most of it through the share of Go SDK"
    #expect(
      why(month(errors, [cause])) == [
        "The rise is +3.0 points. A changed mix by SDK accounts for +3.0 points of +3.0 points, most of it through the "
          + "share of Go SDK."
      ])
  }

  @Test func `a part without a segment has the cause's own words`() {
    let cause = Cause(
      rung: .measured, level: .arithmetic, statement: "fewer calls per token.", contribution: 0.03, share: 1)
    #expect(why(month(errors, [cause])) == ["The rise is +3.0 points. Fewer calls per token: +3.0 points (100 %)."])
  }

  @Test func `a finding nobody can explain says so`() {
    #expect(why(month(errors, [])) == ["No segment and no date stands out; the data do not tell why."])
  }

  @Test func `evidence in words stands behind the statement, an anchor under its number`() {
    let cause = Cause(
      rung: .reported, level: .arithmetic, statement: "14 of 61 tickets name it",
      evidence: ["metric-error_rate.4xx", "ids 3, 9"])
    let points = Narrator(report: month(errors, [cause])).write().why[0].points
    #expect(points.map(\.text.plain) == ["14 of 61 tickets name it (ids 3, 9)."])
    #expect(points[0].text.spans.first == .init("14", .plain, anchor: "metric-error_rate.4xx"))
  }

  @Test func `a mover under a total that is not its story leads the headline`() {
    var metric = errors
    metric.verdict = .unclear
    var cause = part(["endpoint": .one("GET /v1/payouts")], .rate, 0.0004, 0.013)
    cause.inside = .init(previous: 0.009, value: 0.063, n: 412_000)
    let report = month(metric, [cause], unexplained: 0.0296)
    #expect(
      headline(report) == "Calls to one endpoint fail more often, and the API-wide rate does not show it. The client "
        + "error rate on GET /v1/payouts went from 0.9 % to 6.3 %; in all, it rose from 2.0 % to 5.0 %.")
    #expect(
      Narrator(report: report).write().changes.map(\.plain.withPlainSpaces) == [
        "Client errors on GET /v1/payouts: 0.9 % → 6.3 % of 412 000 calls. The figure for the whole API does not show it "
          + "(2.0 % → 5.0 %)."
      ])
  }

  @Test func `a segment that moved against a steady total is told with both`() {
    var metric = SyntheticMonths.metric("wat", .adoption, .count, 1_001, from: 1_000, good: "up", .steady)
    metric.verdict = .steady
    var cause = part(["channel": .one("ads")], .volume, -90, -90)
    cause.inside = .init(previous: 200, value: 110)
    #expect(
      headline(month(metric, [cause], unexplained: 91))
        == "Weekly active tokens held steady as a whole, but not for one channel. Weekly active tokens from "
        + "the ads channel went from 200 to 110; in all, they rose from 1 000 to 1 001.")
  }

  @Test func `what the sum has said is not said again as unknown`() {
    let unknown = Cause(
      rung: .unknown, level: .arithmetic,
      statement: "+1.0 points (33 %) of the change stays unexplained; the data show where the change sits, not why")
    let report = month(errors, [part(["sdk": .one("go")], .rate, 0.02, 0.67), unknown], unexplained: 0.01)
    #expect(
      why(report) == [
        "The rise is +3.0 points. Calls using the Go SDK account for +2.0 points (67 %). The other +1.0 points (33 %) "
          + "stays unexplained.",
        "The data show where the change sits, not why.",
      ])
  }

  @Test func `a story of many measures names three`() {
    var report = month(errors, [])
    let ids = ["latency.p50", "latency.p95", "latency.p99", "timeout_rate", "aborted_rate"]
    report.metrics += ids.map {
      SyntheticMonths.metric($0, .reliability, .milliseconds, 20, from: 10, good: "down", .worse)
    }
    report.findings[0].related = ids
    #expect(
      Narrator(report: report).write().changes[0].plain.withPlainSpaces
        == "Client errors: 2.0 % → 5.0 % of 900 000 calls. Part of the same story: median latency (10 ms → 20 ms), P95 "
        + "latency (10 ms → 20 ms), P99 latency (10 ms → 20 ms) and two more measures.")
  }

  @Test func `the costliest step stands beside the first worse finding of new developers`() {
    var report = month(activation, [])
    report.tables["friction"] = [
      ["step": .text("signed up → made a first call"), "entered": .integer(800), "left": .integer(60)],
      [
        "step": .text("made a first call → made a successful call"), "entered": .integer(740), "left": .integer(320),
        "last_met": .text("POST /v1/token → 401 (96 of 320)"),
      ],
    ]
    #expect(
      why(report) == [
        "On the way to the value moment most are lost between “made a first call” and “made a successful call”: 320 of "
          + "740 (43 %) go no further; what they met last was most often POST /v1/token → 401 (96 of 320)."
      ])
  }

  @Test func `names keep to one line and addresses are masked`() {
    let cause = part(["sdk": .one("a\r\n\u{202E}b me@x.org")], .rate, 0.03, 1)
    #expect(why(month(errors, [cause]))[0].contains("Calls using the a b (address) SDK account for"))
  }
}
