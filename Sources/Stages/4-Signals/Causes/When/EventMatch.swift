import ReportModel

/// Whether something dated has to do with a finding, by its scope; timing comes on top.
struct EventMatch {
  let event: MonthEvent

  var day: Day? { Civil.day(iso: String(event.date.prefix(10))) }

  /// Every key of a scope that says something must match the segment, `metric` one of the story's metrics or families,
  /// or one that leads to them: a rewritten quickstart speaks of the first call, too.
  /// An incident without a scope speaks of what failed, not of who called what.
  func hasScope(of metrics: [String], segment: [String: SegmentValue], isMix: Bool = false) -> Bool {
    let scope = stated
    if scope.isEmpty {
      return !isMix && event.kind == "incident" && !EventMatch.shownByIncidents.isDisjoint(with: metrics)
        && touches(segment)
    }
    return scope.allSatisfy { key, value in
      if key == "metric" { return metrics.contains { EventMatch.speaks(value, of: $0) } }
      return segment[key]?.values.contains { EventMatch.isSame(key, $0, value) } ?? false
    }
  }

  private static func speaks(_ scope: String, of metric: String) -> Bool {
    metric == scope || metric.hasPrefix(scope + ".") || MetricTree.leads(scope, to: metric)
  }

  /// An event without a scope concerns everything, so only its date speaks for it.
  var isGlobal: Bool { stated.isEmpty && event.kind != "incident" }

  /// In the days a change began in, or the day before them.
  func isNear(_ days: ClosedRange<Day>) -> Bool {
    day.map { (days.lowerBound - 1...days.upperBound).contains($0) } ?? false
  }

  /// Its title or kind says that something was taken back or repaired.
  var isRemedy: Bool {
    EventMatch.remedies.contains { WordSearch.contains(event.title + " " + event.kind, $0) }
  }

  private static let remedies = [
    "rollback", "roll back", "rolled back", "revert", "reverted", "hotfix", "fix", "fixes", "fixed", "restore",
    "restored", "repair", "repaired", "undo", "undone", "withdrawn",
  ]

  private var stated: [String: String] { event.scope.filter { !$0.value.isEmpty && $0.key != "components" } }

  /// An endpoint may be written without its method; names compare without regard to case.
  private static func isSame(_ key: String, _ segment: String, _ scope: String) -> Bool {
    let (left, right) = (segment.lowercased(), scope.lowercased())
    if left == right { return true }
    return key == "endpoint" && left.split(separator: " ").last.map(String.init) == right
  }

  /// An incident's components are free text: where they name paths, one of the segment's endpoints must be among them.
  private func touches(_ segment: [String: SegmentValue]) -> Bool {
    let endpoints = segment["endpoint"]?.values ?? []
    guard let components = event.scope["components"], components.contains("/"), !endpoints.isEmpty else { return true }
    return endpoints.contains { endpoint in
      endpoint.split(separator: " ").last.map { components.contains($0) } ?? false
    }
  }

  private static let shownByIncidents: Set<String> = [
    "uptime", "uptime.trailing_12m", "error_rate.5xx", "error_rate.total", "timeout_rate",
  ]
}
