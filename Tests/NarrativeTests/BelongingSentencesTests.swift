import Narrative
import ReportModel
import Testing

/// Causes that belong together, parts that went the other way, and where the figures of a sentence stand.
@Suite struct `Sentences of parts` {
  private let errors = SyntheticMonths.metric(
    "error_rate.4xx", .reliability, .fraction, 0.05, from: 0.02, good: "down", .worse, of: 900_000)

  private func part(
    _ segment: [String: SegmentValue], _ contribution: Double, of change: Double = 0.03, flow: String? = nil
  ) -> Cause {
    Cause(
      rung: .measured, level: .arithmetic, statement: "", segment: segment, effect: flow == nil ? .rate : .volume,
      contribution: contribution, share: contribution / change, flow: flow)
  }

  @Test func `values that moved together are one cause with its values listed`() {
    let report = month(errors, [part(["sdk": .many(["python", "ruby", "php"])], 0.03)])
    #expect(
      why(report)[0].hasPrefix(
        "The rise is +3.0 points. Calls using the Python, Ruby or PHP SDK account for +3.0 points (100 %)."))
    #expect(Narrator(report: report).write().headline.plain.contains("comes from three SDKs"))
  }

  @Test func `a part that went the other way has no share, and is told last`() {
    let report = month(
      errors, [part(["sdk": .one("go")], -0.01), part(["sdk": .one("java")], 0.042)], unexplained: -0.002)
    #expect(
      why(report) == [
        "The rise is +3.0 points. Calls using the Java SDK account for +4.2 points, more than the whole rise. "
          + "Against it went calls using the Go SDK (−1.0 points) and −0.2 points that stays unexplained."
      ])
    #expect(
      Narrator(report: report).write().lead.plain.withPlainSpaces.hasPrefix(
        "Calls using the Java SDK account for +4.2 points, more than the whole rise."))
  }

  @Test func `what came and went is told in numbers, with what was lost the month before`() {
    let tokens = SyntheticMonths.metric("wat", .adoption, .count, 1_126, from: 1_000, good: "up", .better)
    var lost = part([:], -348, of: 126, flow: "lost")
    lost.inside = .init(previous: -291, value: -348)
    let report = month(
      tokens,
      [
        part(["channel": .one("partner")], 140, of: 126, flow: "new"), lost, part([:], 96, of: 126, flow: "new"),
        part([:], 238, of: 126, flow: "resurrected"),
      ])
    let point = Narrator(report: report).write().why[0].points[0].text
    #expect(
      point.plain.withPlainSpaces
        == "The rise is +126: 140 new from the partner channel, 96 new elsewhere and 238 returned, less 348 lost (the "
        + "month before 291).")
    #expect(!point.plain.contains("%"))
    #expect(point.spans.first { $0.text == "348" }?.anchor == "parts-1")
  }

  @Test func `a closer place is told with what it is a part of`() {
    var outer = part(["endpoint": .one("GET /v1/a")], 0.03)
    outer.inside = .init(previous: 0.05, value: 0.14)
    let inner = Cause(
      rung: .measured, level: .arithmetic, statement: "within it",
      segment: ["endpoint": .one("GET /v1/a"), "plan": .one("free")], effect: .rate,
      inside: .init(previous: 0.05, value: 0.25, n: 10_000), addsWithin: 0.02)
    #expect(
      why(month(errors, [outer, inner])) == [
        "The rise is +3.0 points. Calls to GET /v1/a account for +3.0 points (100 %): their own rate went from 5.0 % to "
          + "14.0 %.",
        "Within calls to GET /v1/a, calls on the free plan account for +2.0 points of +3.0 points: their own rate went "
          + "from 5.0 % to 25.0 %.",
      ])
  }

  @Test func `a figure of two dimensions points at the parts of its finding, where it stands`() {
    var metric = errors
    metric.verdict = .unclear
    var cause = part(["endpoint": .one("POST /v1/token"), "plan": .one("free")], 0.0009)
    cause.inside = .init(previous: 0.06, value: 0.21, n: 524)
    cause.evidence = ["table-endpoints"]
    var report = month(metric, [cause], unexplained: 0.0291)
    report.tables["endpoints"] = [["endpoint": .text("POST /v1/token"), "calls": .integer(3_909)]]
    let narrative = Narrator(report: report).write()
    let spans = (narrative.changes + narrative.why.flatMap { $0.points.map(\.text) } + [narrative.headline])
      .flatMap(\.spans).filter { $0.text.contains("21.0") }
    #expect(spans.count == 3)
    #expect(spans.allSatisfy { $0.anchor == "parts-1" })
  }

  @Test func `a consequence is told by its name, and says whose most of it is`() {
    var report = month(errors, [])
    report.metrics.append(
      SyntheticMonths.metric(
        "ttv.first_session", .onboarding, .fraction, 0.167, from: 0.269, good: "up", .worse, of: 305))
    report.findings[0].causes = [
      Cause(
        rung: .coincides, level: .arithmetic, statement: "consistent with it: “x” fell, most of it in the Python SDK",
        segment: ["sdk": .one("python")], evidence: ["metric-ttv.first_session"])
    ]
    #expect(
      why(report) == [
        "Consistent with it: the share of sign-ups that reached the value moment in the first session fell from 26.9 % to "
          + "16.7 %, most of it among developers using the Python SDK."
      ])
  }

  @Test func `an interview note is quoted once, under the finding it matches best`() {
    var report = month(errors, [])
    report.findings.append(Finding(rank: 2, metric: errors.id, verdict: .worse, statement: "It moved."))
    report.notes = [
      NoteSummary(file: "n.md", date: "2026-10-21", title: nil, tags: [], quote: "I gave up", findings: [2, 1])
    ]
    let entries = Narrator(report: report).write().why.map { $0.points.map(\.text.plain).joined() }
    #expect(!entries[0].contains("I gave up"))
    #expect(entries[1].contains("An interview note of 21 October: “I gave up”."))
  }

  @Test func `each count of what people said points at where it was counted`() {
    let voices = Cause(
      rung: .reported, level: .arithmetic,
      statement: "19 of 80 tickets of the month are about POST /v1/token; 12 of 58 survey comments name it; "
        + "1 of 3 interview notes mentions it",
      evidence: ["table-tickets_by_endpoint", "sources", "notes", "“Key expired; again”"])
    var report = month(errors, [voices])
    report.tables["tickets_by_endpoint"] = [["endpoint": .text("POST /v1/token"), "tickets": .integer(19)]]
    report.sources = [SourceSummary(file: "tickets.csv", table: "tickets", format: "csv")]
    report.notes = [NoteSummary(file: "n.md", date: nil, title: nil, tags: [], quote: nil)]
    func links(_ report: Report) -> [String] {
      Narrator(report: report).write().why.flatMap(\.points).filter { $0.rung == .reported }.flatMap(\.text.spans)
        .compactMap { span in span.anchor.map { "\(span.text) \($0)" } }
    }
    #expect(links(report) == ["19 table-tickets_by_endpoint", "12 sources", "1 notes"])
    #expect(why(report).contains { $0.hasSuffix("1 of 3 interview notes mentions it (“Key expired; again”).") })
    // What the report does not hold is not pointed at.
    (report.notes, report.sources) = ([], [])
    #expect(links(report) == ["19 table-tickets_by_endpoint"])
  }
}
