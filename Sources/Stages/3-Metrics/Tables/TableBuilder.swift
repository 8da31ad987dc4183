package import ReportModel
import Rollup

/// Makes the report's tables; one that has no source is absent, never empty for want of data.
package struct TableBuilder {
  let month: MonthFacts
  let names: NameFilter
  var world: World { month.world }
  var previous: MonthFacts { month.previous }

  /// - Parameter names: which names of events and endpoints may be shown.
  package init(month: MonthFacts, names: NameFilter = .none) {
    self.month = month
    self.names = names
  }

  package func build() -> [String: [TableRow]] {
    var tables: [String: [TableRow]] = [:]
    tables["funnel"] = funnel()
    tables["time_to_value"] = timeToValue()
    tables["value_retention"] = valueRetention()
    if let friction = friction() {
      tables["friction"] = friction.steps
      tables["friction_segments"] = friction.segments
    }
    if let pages = documentationPages() {
      tables["docs_before_success"] = pages.success
      tables["docs_before_abandon"] = pages.abandon
    }
    tables["wat_growth"] = watGrowth()
    for (id, rows) in watSegments() { tables[id] = rows }
    tables["depth_tiers"] = depthTiers()
    tables["depth_transitions"] = depthTransitions()
    tables["endpoints"] = endpoints()
    tables["endpoints_unused"] = unusedEndpoints()
    tables["calls_by_company"] = callsByCompany()
    tables["calls_by_version"] = callsBy("api_version") { $1.versions.name($0.version) }
    tables["calls_by_environment"] = callsBy("environment") { $1.environments.name($0.environment) }
    tables["incidents"] = incidents()
    tables["revenue_bridge"] = revenueBridge()
    tables["churn_by_tier"] = churnByTier()
    tables["tickets_by_topic"] = tickets("topic", \.topic)
    tables["tickets_by_endpoint"] = tickets("endpoint", \.endpoint)
    return tables
  }
}
