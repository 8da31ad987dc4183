import Foundation
import Metrics
import ReportModel
import Signals

/// Everything that affects what a number of the report means, as short texts that can be compared.
enum Definitions {
  static func record(_ configuration: ReportConfiguration, signals: SignalTable) -> [String: String] {
    var record = [
      "timezone": configuration.timezone, "currency": configuration.currency,
      "value_moment": configuration.valueMoment.map { ($0.count == 1 ? "" : "\($0.count) × ") + signal($0.signal) }
        ?? "none",
      "activation": activation(configuration.activation), "hello_world": configuration.helloWorld ?? "any call",
      "quickstart": configuration.quickstart?.joined(separator: ", ") ?? "pages named quickstart or getting-started",
      "timeout_statuses": configuration.timeoutStatuses.sorted().map(String.init).joined(separator: ", "),
      "scaling": "\(configuration.scalingCallsPer7Days) calls in 7 days", "depth": depth(configuration.depth),
      "dxs": "strong \(configuration.dxs.strong), attention \(configuration.dxs.attention)",
      "min_n": String(configuration.minN), "metric_catalogue": MetricCatalog.fingerprint,
      "signal_table": signals.fingerprint,
    ]
    record["friction"] = configuration.frictionSteps.map { $0.map(step).joined(separator: " → ") } ?? "inferred"
    if !configuration.rates.isEmpty {
      record["rates"] = configuration.rates.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        .joined(separator: ", ")
    }
    return record
  }

  /// What is not as it was in the last report.
  static func changes(_ now: [String: String], since past: Report?) -> [DefinitionChange] {
    guard let past, let before = past.definitions else { return [] }
    return Set(now.keys).union(before.keys).sorted().filter { now[$0] != before[$0] }.map {
      DefinitionChange(key: $0, old: before[$0], new: now[$0], since: past.month)
    }
  }

  /// Ids (or their beginnings) of the metrics whose numbers a key changes; nil = of any.
  static func metrics(of key: String) -> [String]? {
    switch key {
    case "value_moment": ["ttv.", "activation."]
    case "activation": ["activation."]
    case "hello_world": ["ttfhw."]
    case "quickstart": ["doc_completion."]
    case "timeout_statuses": ["timeout_rate", "error_rate.total", "ttfc", "ttfhw", "activation", "ttv", "endpoint"]
    case "depth": ["depth."]
    case "rates", "currency": ["revenue", "nrr", "grr"]
    case "scaling", "dxs", "friction", "min_n", "signal_table": []
    default: nil
    }
  }

  private static func signal(_ signal: ReportConfiguration.Signal) -> String {
    switch signal {
    case .event(let name, let conditions):
      "event \(name)" + conditions.map { " where \($0.property) \(comparison($0.comparison))" }.joined()
    case .call(let endpoint): "call \(endpoint)"
    case .anyCall: "any call"
    }
  }

  private static func step(_ step: ReportConfiguration.FrictionStep) -> String {
    switch step.sign {
    case .did(let what): signal(what)
    case .viewed(let page): "page \(page)"
    }
  }

  private static func comparison(_ comparison: ReportConfiguration.PropertyCondition.Comparison) -> String {
    switch comparison {
    case .equals(let text): "= \(text)"
    case .less(let limit): "< \(limit)"
    case .lessOrEqual(let limit): "<= \(limit)"
    case .greater(let limit): "> \(limit)"
    case .greaterOrEqual(let limit): ">= \(limit)"
    }
  }

  private static func activation(_ activation: ReportConfiguration.Activation) -> String {
    let milestone =
      switch activation.milestone {
      case .valueMoment: "the value moment"
      case .reached(let what, let count): count == 1 ? signal(what) : "\(count) × \(signal(what))"
      }
    return "\(milestone) within \(activation.withinDays) days"
  }

  private static func depth(_ depth: ReportConfiguration.Depth) -> String {
    "volume \(depth.volumeWeight), coverage \(depth.coverageWeight), features \(depth.featureWeight), "
      + "\(depth.callsReference) calls, cuts " + depth.cuts.map { String($0) }.joined(separator: ", ")
  }
}
