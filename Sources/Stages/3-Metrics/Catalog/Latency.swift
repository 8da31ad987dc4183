import ReportModel
import Rollup

extension MetricCatalog {
  static let latency: [MetricDefinition] =
    quantiles("latency", "Latency", class: nil, targets: [:], headline: ["p95", "p99"])
    + quantiles("latency.retrieval", "Latency of retrieval", class: "retrieval", targets: ["p50": 100, "p99": 500])
    + quantiles(
      "latency.processing", "Latency of processing", class: "processing", targets: ["p50": 1_000, "p99": 5_000])

  private static func quantiles(
    _ prefix: String, _ title: String, class latencyClass: String?, targets: [String: Double],
    headline: Set<String> = []
  ) -> [MetricDefinition] {
    [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)].map { name, q in
      MetricDefinition(
        "\(prefix).\(name)", .reliability, "\(title), \(name.uppercased())", .milliseconds, good: .down,
        formula: "\(name.uppercased()) of \(latencyClass.map { "\($0) calls" } ?? "all calls") with a latency, from "
          + "the mergeable histogram (within 1 %)", target: targets[name], floor: .latency,
        headline: headline.contains(name), story: "latency", note: scope
      ) { month in
        month.withCalls { rollup in
          guard !rollup.latency.isEmpty else { return .unavailable("needs latency_ms or client_latency_ms in calls") }
          let endpoints = rollup.endpoints.indices.filter {
            latencyClass == nil || month.world.latencyClass(ofEndpoint: $0) == latencyClass
          }
          let histogram = month.latencies(endpoints: endpoints)
          guard let value = histogram.quantile(q) else {
            return .unavailable("no such call with a latency in the month")
          }
          return .total(value / 1_000, n: histogram.total, basis: .latency(q: q, endpoints: endpoints))
        }
      }
    }
  }

  @Sendable private static func scope(_ month: MonthFacts) -> String? {
    guard let rollup = month.rollup, !rollup.isClientLatency else { return nil }
    return "The gateway's clock: DNS, TLS and the last mile are not in it."
  }
}

extension MonthFacts {
  func latencies(endpoints: [Int]) -> LatencyHistogram {
    rollup?.latency.histogram(endpoints: endpoints, days: days) ?? LatencyHistogram()
  }
}
