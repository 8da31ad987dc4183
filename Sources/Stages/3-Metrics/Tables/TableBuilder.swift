package import ReportModel
import Rollup

/// Makes the report's tables; one that has no source is absent, never empty for want of data.
package struct TableBuilder {
  let month: MonthFacts
  var world: World { month.world }
  var previous: MonthFacts { month.previous }

  package init(month: MonthFacts) { self.month = month }

  package func build() -> [String: [TableRow]] {
    var tables: [String: [TableRow]] = [:]
    tables["funnel"] = funnel()
    tables["friction"] = friction()
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
