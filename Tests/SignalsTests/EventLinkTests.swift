import ReportModel
import Testing

@testable import Signals

/// Dates, scopes and odds.
@Suite("Which event fits")
struct EventLinkTests {
  private let month = Synthetic.month
  private let segment: [String: SegmentValue] = ["endpoint": .one("GET /v1/payouts"), "api_version": .one("2026-09")]

  private func day(_ number: Int) -> Day { month.firstDay + number - 1 }

  private func event(_ number: Int, _ scope: [String: String], kind: String = "deploy", title: String = "E")
    -> MonthEvent
  {
    MonthEvent(date: Civil.iso(day(number)), title: title, kind: kind, scope: scope)
  }

  private func link(
    _ events: [MonthEvent], began: ClosedRange<Int> = 14...14, ended: ClosedRange<Int>? = nil,
    segment: [String: SegmentValue]? = nil
  ) -> EventLink {
    EventLink(
      events,
      dated: .init(
        began: day(began.lowerBound)...day(began.upperBound),
        ended: ended.map { day($0.lowerBound)...day($0.upperBound) }), metrics: ["error_rate.4xx", "ticket_ratio"],
      segment: segment ?? self.segment, month: month)
  }

  @Test("one entry whose scope matches and that chance would seldom bring is linked")
  func linked() {
    let link = link([event(14, ["endpoint": "GET /v1/payouts"]), event(14, ["sdk": "node"])])
    #expect(link.candidates == [0] && link.level == .linked)
    #expect(abs((link.odds ?? 0) - 2.0 / 31) < 1e-12)
  }

  @Test("a path without its method, another case, and the metric's family match")
  func spelling() {
    #expect(link([event(13, ["endpoint": "/v1/payouts", "metric": "error_rate"])]).level == .linked)
    #expect(link([event(14, ["endpoint": "get /V1/Payouts"])]).candidates == [0])
  }

  @Test("an entry about another metric of the same story speaks of the story")
  func related() {
    #expect(link([event(14, ["metric": "ticket_ratio"])], segment: [:]).level == .linked)
    #expect(link([event(14, ["metric": "nrr"])], segment: [:]).candidates == [])
  }

  @Test("an incident without a scope falls where errors began, and is nothing to a change of who calls what")
  func incidents() {
    func candidates(isMix: Bool) -> [Int] {
      EventLink(
        [event(14, [:], kind: "incident")], dated: .init(began: day(14)...day(14), ended: nil),
        metrics: ["error_rate.total"], segment: ["endpoint": .one("POST /v1/token")], month: month, isMix: isMix
      ).candidates
    }
    #expect(candidates(isMix: false) == [0])
    #expect(candidates(isMix: true) == [])
  }

  @Test("an entry about a metric that leads to the finding's speaks of it, one about what follows from it does not")
  func upstream() {
    #expect(link([event(14, ["metric": "latency"])], segment: [:]).level == .linked)
    #expect(link([event(14, ["metric": "churn"])], segment: [:]).candidates == [])
  }

  @Test("two that match are listed, and the data cannot say which")
  func several() {
    let link = link([event(13, ["endpoint": "GET /v1/payouts"]), event(14, ["api_version": "2026-09"])])
    #expect(link.candidates == [0, 1] && link.level == .dated)
  }

  @Test("timing alone names nothing: another scope, or none while the change sits in a segment")
  func timing() {
    let link = link([
      event(14, ["sdk": "node"]), event(14, [:]), event(14, ["endpoint": "GET /v1/payouts", "region": "eu"]),
    ])
    #expect(link.candidates.isEmpty && link.level == .dated)
  }

  @Test("many matching entries in a month make a match worth little")
  func odds() {
    let many = (0..<8).map { event(3 * $0 + 2, ["endpoint": "GET /v1/payouts"]) }
    let link = link(many, began: 13...15)
    #expect(link.level == .dated)
    #expect((link.odds ?? 0) > 0.5)
  }

  @Test("an entry without a scope may stand beside a change of everything")
  func global() {
    let link = link([event(14, [:])], segment: [:])
    #expect(link.candidates == [0] && link.level == .dated)
  }

  @Test("only a change that went with its remedy is reverted, and only there stands the word")
  func reverted() {
    let events = [
      event(14, ["endpoint": "GET /v1/payouts"], title: "Stricter validation"),
      event(20, ["endpoint": "GET /v1/payouts"], title: "Rolled out further"),
    ]
    #expect(link(events).level == .linked)
    #expect(link(events, ended: 20...21).level == .linked)
    let remedied = [events[0], event(20, ["endpoint": "GET /v1/payouts"], kind: "rollback", title: "Validation off")]
    let link = link(remedied, ended: 20...21)
    #expect(link.level == .reverted && link.candidates == [0, 1])
    let words = DatedCauseWords(
      dated: .init(began: day(14)...day(14), ended: day(20)...day(21)), link: link, events: remedied, segment: segment)
    #expect(words.cause().statement.contains("caused"))
    let dated = DatedCauseWords(
      dated: .init(began: day(14)...day(14)), link: self.link(events), events: events, segment: segment)
    #expect(!dated.cause().statement.contains("caused"))
  }
}
