import Narrative
import ReportModel

/// A month with one finding, and how its causes read.
func month(_ metric: MetricResult, _ causes: [Cause], unexplained: Double? = nil) -> Report {
  var report = SyntheticMonths.empty()
  report.metrics = [metric]
  report.findings = [
    Finding(
      rank: 1, metric: metric.id, verdict: metric.verdict, statement: "It moved.", causes: causes,
      unexplained: unexplained)
  ]
  return report
}

func why(_ report: Report) -> [String] {
  Narrator(report: report).write().why.flatMap { $0.points.map(\.text.plain.withPlainSpaces) }
}
