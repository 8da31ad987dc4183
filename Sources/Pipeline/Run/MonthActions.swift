import Loaders
import Metrics
import ReportModel
import Signals

/// What next, and did it work: the month's actions against the ledger and the reports before.
struct MonthActions {
  let loaded: LoadedMonth
  let companies: CompanyNames
  let engine: MetricEngine
  let assessed: [MeasuredMetric]
  let facts: SignalFacts
  let ledger: LedgerFile
  let past: PastReports

  private var window: ReportWindow { loaded.window }
  private var configuration: ReportConfiguration { loaded.configuration }
  /// First day that is not wholly believed any more.
  private var end: Day { window.zone.day(of: window.asOf) }

  /// Fills actions, follow-ups and what goes with them; the result is for the ledger.
  func fill(_ report: inout Report, _ outcomes: [SignalOutcome]) -> LedgerUpdate {
    let samples = FollowUpSamples(engine: engine)
    let drafts = ActionPlanner(
      month: window.month, currency: configuration.currency, owners: configuration.owners
    ).drafts(outcomes, findings: report.findings, metrics: assessed, facts: facts) { metric, segment in
      (
        samples.value(of: metric, in: segment, month: window.month),
        samples.value(of: metric, in: segment, month: window.month.previous)
      )
    }
    let settled = LedgerRound(
      month: window.month, lastDay: end, entries: ledger.entries, clean: LedgerFile.clean,
      open: { [companies, naming = configuration.privacy.naming("json")] text in
        companies.opened(text, as: naming)
      }
    ).settle(drafts, outcomes: outcomes)
    report.actions = settled.actions
    report.resting = settled.resting.isEmpty ? nil : settled.resting
    report.followups = FollowUpJudge(
      month: window.month, end: end, minN: configuration.minN, currency: configuration.currency, metrics: assessed
    ) { metric, segment, days in
      do throws(FollowUpSamples.Missing) {
        return .success(try samples.evidence(of: metric, in: segment, window: days))
      } catch {
        return .failure(.init(reason: error.reason))
      }
    }.judge(ledger.entries, clean: LedgerFile.clean)
    report.expectations = expectations(samples)
    return settled.update
  }

  /// What last month's report expected, beside what came.
  private func expectations(_ samples: FollowUpSamples) -> [ExpectedOutcome]? {
    guard let before = past.of(window.month.previous) else { return nil }
    let rows = before.actions.compactMap { action -> ExpectedOutcome? in
      guard let expect = action.expect else { return nil }
      let now = samples.value(of: expect.metric, in: expect.segment ?? [:], month: window.month)
      return ExpectedOutcome(
        action: action.id, title: action.title, metric: expect.metric, segment: expect.segment,
        direction: expect.direction, target: expect.target, by: expect.by, then: expect.value, now: now,
        state: state(expect, now))
    }
    return rows.isEmpty ? nil : rows
  }

  /// A goal without a number is met by any move the right way.
  private func state(_ expect: Action.Expectation, _ now: Double?) -> String {
    guard let now, let goal = expect.target ?? expect.value else { return "unknown" }
    let isMet = expect.direction == "up" ? now >= goal && now != expect.value : now <= goal && now != expect.value
    return isMet ? "met" : expect.by > window.month ? "open" : "not met"
  }
}
