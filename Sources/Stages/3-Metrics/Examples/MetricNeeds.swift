import ReportModel

/// What has to be in the folder before a metric has a value, asked of the metric itself.
///
/// Starting from nothing, whatever its reason names is added until it names nothing more; so the reference page cannot
/// say anything else than a report would.
enum MetricNeeds {
  /// In the order they would be asked for; the words of the reasons.
  static func of(_ metric: MetricDefinition) -> [String] {
    var given: Set<String> = []
    var needs: [String] = []
    while let reason = metric.evaluate(month(with: given)).reason, reason.hasPrefix("needs ") {
      let need = String(reason.dropFirst("needs ".count))
      // How far back is said for the month at hand, which is nothing for a page about every month.
      guard !needs.contains(need), !need.contains(where: \.isNumber) else { break }
      needs.append(need)
      given.insert(String(need.prefix { $0.isLetter || $0 == "_" }))
    }
    return needs
  }

  /// The least of each thing that was asked for.
  private static func month(with given: Set<String>) -> MonthFacts {
    var configuration = ReportConfiguration()
    if given.contains("value_moment") { WorkedExample.firstEvent(&configuration) }
    var rows = ExampleMonth(
      window: ReportWindow(month: Month(year: 2026, month: 10), zone: .utc), configuration: configuration)
    if given.contains("developers") { rows.signUp("ada", rows.at(5)) }
    if given.contains("calls") {
      rows.call(
        given.contains("developer_id") ? "ada" : nil, rows.at(5), token: given.contains("token") ? "tk" : nil,
        company: given.contains("company_id") ? "acme" : nil, latency: given.contains("latency_ms") ? 1 : nil)
    }
    if given.contains("events") { rows.has(.events) }
    if given.contains("doc_views") { rows.has(.docViews) }
    if given.contains("endpoints") { rows.endpoint("GET /v1/things") }
    if given.contains("revenue") { rows.revenue("acme", rows.at(5), 1) }
    if given.contains("tickets") { rows.has(.tickets) }
    if given.contains("surveys") { rows.has(.surveys) }
    if given.contains("webhooks") { rows.has(.webhooks) }
    if given.contains("incidents") { rows.has(.incidents) }
    return rows.engine.month
  }
}
