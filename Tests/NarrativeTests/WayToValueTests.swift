import Narrative
import ReportModel
import Testing

/// The words of the way to value, of a better value moment, and of `throughline value-moment`.
@Suite struct `The way to value` {
  private func candidate(
    _ label: String, low: Double, high: Double, p: Double = 0.0001, same: String? = nil, configured: Bool = false
  ) -> TableRow {
    [
      "candidate": .text(label), "retained_share": .number(0.7), "churned_share": .number(0.2),
      "phi": .number((low + high) / 2), "phi_low": .number(low), "phi_high": .number(high), "doers": .integer(300),
      "p": .number(p), "same_as": Cell(same), "configured": .flag(configured),
    ]
  }

  private func blindSpots(_ rows: [TableRow], level: DataVerdict.Level = .publish) -> String {
    var report = SyntheticMonths.worse
    report.verdict.level = level
    report.tables["value_moment_candidates"] = rows
    return Narrator(report: report).write().blindSpots.map(\.plain).joined(separator: "\n").withPlainSpaces
  }

  @Test func `a clearly better value moment is one sentence, hedged; a less clear one is none`() {
    let own = candidate("key.created", low: 0.1, high: 0.3, configured: true)
    let text = blindSpots([candidate("first success of POST /v1/charges", low: 0.4, high: 0.6), own])
    #expect(
      text.contains(
        "The configured value moment may not be the one to watch: first success of POST /v1/charges in the first 24 hours: "
          + "70.0 % against 20.0 % of those who stayed and those who left, against 70.0 % and 20.0 % for the configured one "
          + "(association, not cause; see throughline value-moment)."))
    let quiet = [
      [candidate("a", low: 0.29, high: 0.6), own], [candidate("a", low: 0.4, high: 0.6, p: 0.06), own],
      [candidate("a", low: 0.4, high: 0.6, configured: true)],
      [
        candidate("a", low: 0.4, high: 0.6),
        candidate("key.created", low: 0.1, high: 0.3, same: "a", configured: true),
      ],
      [candidate("a", low: 0.4, high: 0.6)], [],
    ]
    for rows in quiet {
      let text = blindSpots(rows)
      #expect(!text.contains("may not be the one") && !text.contains("No value moment is configured"))
    }
    #expect(
      !blindSpots([candidate("a", low: 0.4, high: 0.6), own], level: .refuse).contains("may not be the one"))
  }

  @Test func `without a configured value moment the best candidate is named, with where to get its lines`() {
    var report = SyntheticMonths.worse
    report.metrics.removeAll { $0.id == "ttv.within_7d" }
    var missing = SyntheticMonths.metric(
      "ttv.within_7d", .onboarding, .fraction, 0.4, from: 0.5, good: "up", .unavailable, of: 500)
    (missing.value, missing.reason) = (nil, "needs value_moment in throughline.yaml")
    report.metrics.append(missing)
    report.tables["value_moment_candidates"] = [candidate("project.created", low: 0.4, high: 0.6)]
    let text = Narrator(report: report).write().blindSpots.map(\.plain).joined(separator: "\n").withPlainSpaces
    #expect(
      text.contains(
        "No value moment is configured; what separates best is project.created in the first 24 hours: 70.0 % against 20.0 % of "
          + "those who stayed and those who left (association, not cause; throughline value-moment has the lines to paste)."
      ))
  }

  private var way: Report {
    var report = SyntheticMonths.empty()
    func metric(_ id: String, _ unit: MetricUnit, _ value: Double, before: Double) -> MetricResult {
      SyntheticMonths.metric(id, .onboarding, unit, value, from: before, good: "up", .unclear, of: 500)
    }
    report.metrics = [
      metric("ttv.within_7d", .fraction, 0.4, before: 0.5), metric("ttv.first_session", .fraction, 0.25, before: 0.3),
      metric("ttv.return_without", .fraction, 0.1, before: 0.1), metric("ttv.median", .seconds, 14_400, before: 7_200),
      metric("ttv.median_retained", .seconds, 1_080, before: 1_080),
    ]
    report.tables["time_to_value"] = [["group": .text("October 2026"), "developers": .integer(500)]]
    report.tables["value_retention"] = [
      ["group": .text("yes"), "developers": .integer(200), "stayed": .integer(120), "share": .number(0.6)],
      ["group": .text("no"), "developers": .integer(300), "stayed": .integer(30), "share": .number(0.1)],
    ]
    report.tables["friction"] = [
      ["step": .text("a → b"), "entered": .integer(500), "left": .integer(40)],
      [
        "step": .text("b → c"), "entered": .integer(460), "left": .integer(200),
        "last_met": .text("GET /x → 401 (99 of 200)"),
      ],
    ]
    report.tables["friction_segments"] = [
      segment("b → c", "python", 0.6, 0.3, p: 0.01), segment("b → c", "go", 0.7, 0.3, p: 0.2),
      segment("a → b", "java", 0.9, 0.1, p: 0.01), segment("b → c", "node", 0.2, 0.6, p: 0.01),
    ]
    report.tables["docs_before_abandon"] = [
      page("/docs/errors", 40, 0.4, 0.3, p: 0.01), page("/docs", 90, 0.9, 0.35, p: 0.2),
      page("/faq", 9, 0.5, 0.5, p: 0.01),
    ]
    return report
  }

  private func segment(_ step: String, _ name: String, _ share: Double, _ others: Double, p: Double) -> TableRow {
    [
      "step": .text(step), "dimension": .text("sdk"), "segment": .text(name), "entered": .integer(100),
      "left": .integer(Int(share * 100)), "share_left": .number(share), "others_left": .number(others), "p": .number(p),
    ]
  }

  private func page(_ name: String, _ developers: Int, _ share: Double, _ difference: Double, p: Double) -> TableRow {
    [
      "page": .text(name), "developers": .integer(developers), "share": .number(share),
      "difference": .number(difference),
      "p": .number(p),
    ]
  }

  private func told(_ report: Report) -> [String]? {
    Narrator(report: report).write().timeToValue?.map(\.plain.withPlainSpaces)
  }

  @Test func `the section tells the share in 7 days first, then window, retention, gap, worst step, segment and page`()
  {
    #expect(
      told(way) == [
        "40.0 % of October’s sign-ups reached the value moment within 7 days (200 of 500); in September, 50.0 %.",
        "25.0 % reached it in their first session; of those who did not, 10.0 % came back in the seven days after it.",
        "Of earlier sign-ups who reached it within 7 days, 60.0 % (120 of 200) still called 60 or more days after sign-up; of "
          + "those who did not, 10.0 % (30 of 300). That is association: nobody was assigned to reach it.",
        "Half of those who have reached it so far needed up to 4 h; half of the developers who stayed, up to 18 min: about "
          + "3 h 42 min longer.",
        "On the way to the value moment most are lost between “b” and “c”: 200 of 460 (43 %) go no further; what they met "
          + "last was most often GET /x → 401 (99 of 200).",
        "Between “a” and “b”, the Java SDK loses 90.0 % of 100, all others 10.0 %.",
        "Of the sign-ups without a success in 7 days, 40.0 % saw /docs/errors, against 10.0 % of the others in the 24 hours "
          + "before their first success.",
      ])
  }

  @Test func `what rests on fewer than twenty, or on nothing, is not told`() {
    var report = way
    report.tables["value_retention"]?[0]["developers"] = .integer(19)
    report.tables["friction_segments"] = nil
    report.tables["docs_before_abandon"] = []
    report.metrics.removeAll { $0.id == "ttv.median_retained" }
    #expect(told(report)?.count == 3)
    report.tables["time_to_value"] = nil
    #expect(told(report) == nil)
  }

  // MARK: The command's words

  private func search(_ candidates: [(String, Double, Double)], obstacle: String? = nil) -> ValueMomentSearch {
    var search = ValueMomentSearch(product: "X", month: Month(year: 2026, month: 10), asOf: "2026-11-01T00:00:00Z")
    search.obstacle = obstacle
    search.candidates = candidates.enumerated().map { index, entry in
      var candidate = ValueMomentSearch.Candidate(
        label: entry.0, signal: .init(event: entry.0), doers: 100, retainedDoers: 80, churnedDoers: 20, retained: 100,
        churned: 100, phi: (entry.1 + entry.2) / 2, low: entry.1, high: entry.2, p: 0.001)
      (candidate.rank, candidate.adjustedP) = (index + 1, entry.1 > 0 ? 0.002 : 0.5)
      return candidate
    }
    return ValueMomentWords(search).written()
  }

  @Test func `the sentence names what is done, and the hedge stands beside it`() {
    let found = search([("done", 0.5, 0.7), ("other", 0.1, 0.3)])
    #expect(found.sentence == "A developer successfully reaches “done” with our API.")
    #expect(
      found.explanation[0].withPlainSpaces.contains(
        "80.0 % (80 of 100) of the developers who stayed did it, and 20.0 %"))
    #expect(found.explanation[1].contains("timing and association, not a cause"))
    #expect(found.questions.isEmpty)
    let sentences = [
      ValueMomentWords.sentence(.init(call: "POST /v1/charges")), ValueMomentWords.sentence(.init(count: 3)),
      ValueMomentWords.sentence(.init(event: "sent", where: ["mode": "live", "confidence": ">= 0.95"])),
      ValueMomentWords.sentence(.init(event: "sent", count: 10)),
    ]
    #expect(
      sentences == [
        "A developer successfully calls POST /v1/charges with our API.",
        "A developer successfully makes three calls with our API.",
        "A developer successfully reaches “sent” (confidence >= 0.95, mode = live) with our API.",
        "A developer successfully reaches “sent” ten times with our API.",
      ])
  }

  @Test func `where the data do not decide there is something to ask`() {
    let rivals = search([("done", 0.4, 0.7), ("other", 0.3, 0.6)])
    #expect(rivals.explanation.contains { $0.hasPrefix("The data do not decide between it and other") })
    #expect(rivals.questions.contains { $0.contains("both “done” and “other”") })
    let nothing = search([("done", -0.1, 0.2)])
    #expect(nothing.sentence == nil && nothing.explanation[0].hasPrefix("None of one candidate separates"))
    #expect(nothing.questions.count == 3)
    let short = search([], obstacle: "needs calls of at least 4 calendar months")
    #expect(short.explanation == ["Nothing can be said yet: needs calls of at least 4 calendar months."])
    #expect(short.questions.count == 2)
  }
}
