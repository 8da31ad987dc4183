import ReportModel

/// How much a finding weighs: how far beyond noise it is, times how much its metric matters.
enum Importance {
  /// Standard errors count up to here: beyond, more of them say only that the month was busy.
  static let mostErrors = 10.0

  /// The seeds' most important measures weigh 3, volume and vanity 1.
  static func weight(_ id: String) -> Double {
    weights[id] ?? weights[String(id.prefix { $0 != "." })] ?? 1
  }

  /// Size of a metric's change in standard errors, from its 95 % interval.
  static func size(_ result: MetricResult) -> Double {
    guard let change = result.change, let value = result.value else { return 0 }
    let effect = value - (result.expected ?? result.previous.value ?? value)
    guard let interval = change.interval, interval.count == 2, interval[1] > interval[0] else {
      return min(mostErrors, 10 * abs(change.relative ?? 0))
    }
    return min(mostErrors, abs(effect) / ((interval[1] - interval[0]) / 3.92))
  }

  private static let weights: [String: Double] = [
    "ttv.within_7d": 3, "ttv": 2.5, "ttfc": 3, "wat": 3, "nrr": 3, "uptime": 3, "revenue": 2.5, "churn": 2.5,
    "activation": 2.5, "error_rate.5xx": 2.5, "timeout_rate": 2, "waic": 2, "dxs": 2, "latency": 2, "grr": 2,
    "error_rate": 1.5, "error_rate.429": 1, "doc_completion": 1.5, "ticket_ratio": 1.5, "webhook": 1.5, "depth": 1.5,
    "endpoint_coverage": 1.5, "calls": 1.2, "active_developers": 1.5,
  ]
}
