import ReportModel
import Rollup

extension MetricCatalog {
  static let traffic: [MetricDefinition] = [
    rate("error_rate.4xx", "Client errors (4xx)", "calls with status 400–499 but 499 ÷ all calls", \.clientErrors),
    rate(
      "error_rate.5xx", "Server errors (5xx)", "calls with status 500–599 ÷ all calls", \.serverErrors,
      target: 0.001, floor: .serverErrors),
    rate(
      "error_rate.429", "Rate limited (429)", "calls with status 429 ÷ all calls", \.rateLimited,
      story: "rate_limits"),
    rate(
      "error_rate.total", "Errors", "calls that are 4xx, 5xx or timed out, each once ÷ all calls", \.errors,
      headline: false),
    rate(
      "timeout_rate", "Timeouts", "timed-out calls ÷ all calls", \.timeouts, floor: .serverErrors, story: "timeouts"),
    rate(
      "aborted_rate", "Aborted by the client", "calls with status 499 ÷ all calls; in no error rate", \.aborted,
      headline: false, story: "aborted"),
  ]

  private static func rate(
    _ id: String, _ title: String, _ formula: String, _ count: any KeyPath<OutcomeCounts, Int> & Sendable,
    target: Double? = nil, headline: Bool = true, floor: ChangeFloor = .errors, story: String? = nil
  ) -> MetricDefinition {
    MetricDefinition(
      id, .reliability, title, .fraction, good: .down, formula: formula, target: target, floor: floor,
      headline: headline, story: story ?? (id.hasSuffix("5xx") ? "server_errors" : "client_errors")
    ) { month in
      month.withCalls { rollup in
        let counts = rollup.outcomes(days: month.days)
        return .ratio(
          Double(counts[keyPath: count]), of: Double(counts.calls), orBecause: "no calls in the month",
          basis: .calls { $0[keyPath: count] })
      }
    }
  }
}
