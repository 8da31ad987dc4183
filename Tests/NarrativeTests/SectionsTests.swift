import Narrative
import ReportModel
import Testing

/// Parts of the narrative that do not hang on a finding.
@Suite struct `Sections of the narrative` {
  private func write(_ report: Report) -> Narrative { Narrator(report: report).write() }

  private func comment(_ metric: MetricResult) -> String {
    var report = SyntheticMonths.empty()
    report.metrics = [metric]
    return write(report).keyNumbers[0].comment.plain.withPlainSpaces
  }

  @Test func `a row without its metric takes the next best`() {
    var report = SyntheticMonths.worse
    report.metrics.removeAll { ["ttfc.median", "ttv.within_7d", "wat", "nrr"].contains($0.id) }
    #expect(
      write(report).keyNumbers.map(\.metric) == [
        "ttfc.median_all", "calls.total", "error_rate.5xx", "churn.rate", "latency.p95",
      ])
  }

  @Test func `a comment gives the verdict and its reason`() {
    let metric = { (verdict: MetricVerdict, reason: String?, history: [Double]) in
      SyntheticMonths.metric(
        "churn.rate", .business, .fraction, 0.06, from: 0.05, good: "down", verdict, of: 500, because: reason,
        history: history)
    }
    #expect(comment(metric(.steady, "no change beyond noise", [])) == "steady")
    #expect(comment(metric(.steady, "real, but too small to matter", [])) == "steady, real, but too small to matter")
    #expect(comment(metric(.unclear, "moved within its usual range", [])) == "up — within its usual range")
    #expect(comment(metric(.unclear, nil, [])) == "up — the data cannot tell a change from chance")
    #expect(comment(metric(.worse, "beyond noise", [0.03, 0.04, 0.05])) == "worse — beyond noise, third rise in a row")
    #expect(
      comment(metric(.worse, "beyond noise", [0.04, 0.04, 0.05, 0.04, 0.05]))
        == "worse — beyond noise, the highest of 6 months")
  }

  @Test func `how sure a change is depends on its interval`() {
    let metric = { (interval: [Double]) in
      SyntheticMonths.metric(
        "activation.rate", .onboarding, .fraction, 0.45, from: 0.5, good: "up", .unclear, of: 700, interval: interval)
    }
    #expect(
      comment(metric([-0.101, 0.001]))
        == "down — 95 % interval of the change −10.1 to +0.1 points: likely, not certain")
    #expect(
      comment(metric([-0.12, 0.02])) == "down — 95 % interval of the change −12.0 to +2.0 points: could be chance")
  }

  @Test func `a partial month says that its totals stand alone`() {
    var report = SyntheticMonths.empty(.caveat, reasons: ["1–18 October only"])
    report.verdict.isPartial = true
    #expect(
      write(report).caveat?.plain
        == "Publish with a caveat. 1–18 October only. Totals of the month are not compared with September.")
  }

  @Test func `the calendar's part is told from the real one`() {
    var report = SyntheticMonths.empty()
    report.month = Month(year: 2026, month: 2)
    report.metrics = [
      SyntheticMonths.metric("calls.total", .adoption, .count, 900, from: 1_000, good: "up", .steady, expected: 910)
    ]
    #expect(
      write(report).notChanges.first?.plain.withPlainSpaces
        == "Call volume is down 10.0 %, but February had two fewer weekdays and one fewer weekend day than January; per "
        + "comparable day it is down 1.1 %.")
  }

  @Test func `a certain move is never laid on the calendar`() {
    var report = SyntheticMonths.empty()
    report.metrics = [
      SyntheticMonths.metric("calls.total", .adoption, .count, 900, from: 1_000, good: "up", .worse, expected: 910)
    ]
    #expect(write(report).notChanges.isEmpty)
    #expect(write(report).headline.plain.hasPrefix("Call volume fell by more than the calendar accounts for."))
  }

  @Test func `a changed measure outside every finding is named in the lead`() {
    var report = SyntheticMonths.worse
    report.metrics.append(
      SyntheticMonths.metric("depth.median", .adoption, .points, 31, from: 34, good: "up", .worse, n: 5_120))
    #expect(
      write(report).lead.plain.contains("Beyond noise as well: the median integration depth (34.0 → 31.0, worse)."))
  }

  @Test func `a signal over a metric that moved is not called quiet`() {
    let quiet = write(SyntheticMonths.worse).quiet?.plain ?? ""
    #expect(quiet.hasPrefix("Checked and quiet: latency, uptime and large customers."))
  }

  @Test func `measures without a value stand together by what would unlock them`() {
    var report = SyntheticMonths.empty()
    report.metrics = ["nrr", "grr", "revenue.total", "revenue_per_developer", "nrr.3m"].map {
      SyntheticMonths.missing($0, .business, "needs `revenue.csv`.")
    }
    #expect(
      write(report).blindSpots.map(\.plain) == [
        "Not computed: net revenue retention, gross revenue retention, revenue, revenue per active developer and one "
          + "more measure (needs revenue.csv)."
      ])
  }

  @Test func `churn of a short month shows a month later`() {
    var report = SyntheticMonths.empty()
    report.month = Month(year: 2026, month: 2)
    report.metrics = [SyntheticMonths.metric("churn.rate", .business, .fraction, 0.05, good: "down", of: 100)]
    #expect(
      write(report).blindSpots.map(\.plain)
        == ["Developers who fell silent in February show as churn in March at the earliest."])
  }

  @Test func `the scales of the experience score are told where no note does`() {
    var report = SyntheticMonths.empty()
    report.metrics = [
      SyntheticMonths.metric("dxs.average", .satisfaction, .points, 7.9, good: "up", n: 44),
      SyntheticMonths.metric("dxs.total", .satisfaction, .points, 31.6, good: "up", n: 44),
    ]
    #expect(write(report).blindSpots.count == 1)
    report.metrics[1].note = "The sum of four answers, 4 to 40."
    #expect(
      write(report).blindSpots.map(\.plain) == ["Developer experience score, of 40. The sum of four answers, 4 to 40."])
  }
}
