import ReportModel

/// Which metric may stand behind which: the order of cause and consequence that the texts give, by metric id or its
/// first parts.
///
/// Evidence edges only: they say *consistent with*, and only where the same segment moved in the direction the edge
/// expects (worse follows worse) and not before its source did. Nothing here is measured.
enum MetricTree {
  struct Edge {
    let upstream: String
    let downstream: String
  }

  /// Whether one metric can be a consequence of another, over one edge or several.
  static func leads(_ upstream: String, to downstream: String) -> Bool {
    var reached: Set<String> = []
    var open = [key(upstream)]
    let goal = key(downstream)
    while let next = open.popLast() {
      for edge in edges where edge.upstream == next && reached.insert(edge.downstream).inserted {
        if edge.downstream == goal { return true }
        open.append(edge.downstream)
      }
    }
    return false
  }

  /// How many came, or are there.
  static func isReach(_ metric: String) -> Bool { metric == "signups" || key(metric) == "activity" }

  /// How far those who came got.
  static func isQuality(_ metric: String) -> Bool { ["docs", "first call", "activation"].contains(key(metric)) }

  /// Two measures of one thing.
  static func isSame(_ first: String, _ second: String) -> Bool { first != second && key(first) == key(second) }

  /// Two measures that count the same rows: active tokens and active developers, revenue and what of it was kept.
  static func sharesRows(_ first: String, _ second: String) -> Bool {
    isSame(first, second) && ["activity", "revenue"].contains(key(first))
  }

  /// One is computed from the other, so that no place and no date need to tie them: calls are half of a depth.
  static func isPart(_ upstream: String, of downstream: String) -> Bool {
    parts.contains { $0.upstream == key(upstream) && $0.downstream == key(downstream) }
  }

  private static func key(_ metric: String) -> String {
    nodes[metric] ?? nodes[String(metric.prefix { $0 != "." })] ?? metric
  }

  private static let nodes = [
    "doc_completion": "docs", "ttfc": "first call", "ttfhw": "first call", "activation": "activation",
    "ttv": "activation", "wat": "activity", "waic": "activity", "active_developers": "activity",
    "revenue": "revenue", "nrr": "revenue", "grr": "revenue",
    "error_rate.5xx": "failures", "error_rate.4xx": "failures", "error_rate.total": "failures",
    "error_rate.429": "failures", "timeout_rate": "failures", "latency": "latency", "uptime": "uptime",
    "calls": "volume", "depth": "depth",
    "ticket_ratio": "tickets", "dxs": "satisfaction", "churn": "churn",
  ]

  private static let parts = [Edge(upstream: "volume", downstream: "depth")]

  private static let edges = [
    Edge(upstream: "docs", downstream: "first call"), Edge(upstream: "first call", downstream: "activation"),
    Edge(upstream: "activation", downstream: "activity"), Edge(upstream: "activity", downstream: "revenue"),
    Edge(upstream: "failures", downstream: "uptime"), Edge(upstream: "failures", downstream: "tickets"),
    Edge(upstream: "failures", downstream: "satisfaction"), Edge(upstream: "failures", downstream: "churn"),
    Edge(upstream: "latency", downstream: "failures"), Edge(upstream: "latency", downstream: "tickets"),
    Edge(upstream: "latency", downstream: "satisfaction"), Edge(upstream: "uptime", downstream: "tickets"),
    Edge(upstream: "uptime", downstream: "satisfaction"), Edge(upstream: "uptime", downstream: "churn"),
    Edge(upstream: "first call", downstream: "tickets"), Edge(upstream: "docs", downstream: "tickets"),
  ]
}
