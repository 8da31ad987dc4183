import ReportModel

/// Whether something dated has to do with a finding, by its scope; timing comes on top.
struct EventMatch {
  let event: MonthEvent

  var day: Day? { Civil.day(iso: String(event.date.prefix(10))) }

  /// Every key of a scope that says something must match a named segment, `metric` the finding's metric or family.
  func hasScope(of finding: Finding) -> Bool {
    let scope = event.scope.filter { !$0.value.isEmpty && $0.key != "components" }
    if scope.isEmpty {
      return event.kind == "incident" && EventMatch.shownByIncidents.contains(finding.metric) && touches(finding)
    }
    return scope.allSatisfy { key, value in
      if key == "metric" { return finding.metric == value || finding.metric.hasPrefix(value + ".") }
      return finding.causes.contains { $0.segment[key]?.values.contains(value) ?? false }
    }
  }

  /// An incident's components are free text: where they name paths, one of the finding's endpoints must be among them.
  private func touches(_ finding: Finding) -> Bool {
    let endpoints = finding.causes.flatMap { $0.segment["endpoint"]?.values ?? [] }
    guard let components = event.scope["components"], components.contains("/"), !endpoints.isEmpty else { return true }
    return endpoints.contains { endpoint in
      endpoint.split(separator: " ").last.map { components.contains($0) } ?? false
    }
  }

  /// An event without a scope concerns everything, so only its date speaks for it.
  var isGlobal: Bool { event.scope.allSatisfy { $0.value.isEmpty } }

  /// In the days a change began in, or the day before them.
  func isNear(_ began: ClosedRange<Day>) -> Bool {
    day.map { (began.lowerBound - 1...began.upperBound).contains($0) } ?? false
  }

  private static let shownByIncidents: Set<String> = [
    "uptime", "uptime.trailing_12m", "error_rate.5xx", "error_rate.total", "timeout_rate",
  ]
}
