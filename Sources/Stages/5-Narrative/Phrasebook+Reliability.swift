extension Phrasebook {
  static let reliability: [String: MetricPhrase] = [
    "error_rate.total": MetricPhrase(
      "Failed calls", noun: "the error rate", of: .calls,
      worse: "A larger share of calls fails", better: "A smaller share of calls fails"),
    "error_rate.4xx": MetricPhrase(
      "Client errors", noun: "the client error rate", of: .calls,
      worse: "A larger share of calls ends in a client error",
      better: "A smaller share of calls ends in a client error"),
    "error_rate.5xx": MetricPhrase(
      "Server errors", noun: "the server error rate", of: .calls,
      worse: "A larger share of calls ends in a server error",
      better: "A smaller share of calls ends in a server error"),
    "error_rate.429": MetricPhrase(
      "Rate-limited calls", noun: "the share of rate-limited calls", of: .calls,
      worse: "A larger share of calls is turned away by rate limits",
      better: "A smaller share of calls is turned away by rate limits"),
    "timeout_rate": MetricPhrase(
      "Timeouts", noun: "the timeout rate", of: .calls,
      worse: "A larger share of calls times out", better: "A smaller share of calls times out"),
    "aborted_rate": MetricPhrase(
      "Aborted calls", noun: "the share of calls aborted by the client", of: .calls,
      worse: "Clients give up on a larger share of calls", better: "Clients give up on a smaller share of calls"),
    "webhook.within_30s": MetricPhrase(
      "Webhooks within 30 s", noun: "the share of webhooks delivered within 30 s", of: .deliveries,
      worse: "A smaller share of webhooks arrives in time", better: "A larger share of webhooks arrives in time"),
    "webhook.p95": MetricPhrase(
      "Webhook delay, P95", noun: "the 95th percentile of webhook delay", of: .deliveries,
      worse: "Webhooks arrive later", better: "Webhooks arrive sooner"),
    "uptime": MetricPhrase(
      "Uptime", noun: "uptime", of: .incidents,
      worse: "The API was down for longer", better: "The API was down for less time"),
    "uptime.trailing_12m": MetricPhrase(
      "Uptime, last 12 months", noun: "uptime over the last 12 months", of: .incidents,
      worse: "Over the year, the API was down for longer", better: "Over the year, the API was down for less time"),
  ]

  /// All calls and the two classes of the catalogue, each at three quantiles.
  static let latency: [String: MetricPhrase] = {
    let classes = [
      ("latency", "calls", ""), ("latency.retrieval", "retrieval calls", "retrieval "),
      ("latency.processing", "processing calls", "processing "),
    ]
    return classes.reduce(into: [:]) { all, entry in
      let (id, calls, kind) = entry
      all[id + ".p50"] = quantile("Median \(kind)latency", noun: "median \(kind)latency", "The typical", calls)
      all[id + ".p95"] = quantile("P95 \(kind)latency", noun: "P95 \(kind)latency", "The slower end of", calls)
      all[id + ".p99"] = quantile("P99 \(kind)latency", noun: "P99 \(kind)latency", "The slowest end of", calls)
    }
  }()

  private static func quantile(_ label: String, noun: String, _ which: String, _ calls: String) -> MetricPhrase {
    let subject = which + " " + (which == "The typical" ? String(calls.dropLast()) : calls)
    return MetricPhrase(
      label, noun: noun, of: .calls, worse: subject + " has become slower", better: subject + " has become faster")
  }
}
