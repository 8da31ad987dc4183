import ReportModel
import Rollup

/// Everything a rollup answers, by names, so that two of them can be compared.
struct RollupDigest: Equatable {
  var totals: RollupTotals
  var daily: [OutcomeCounts]
  var monthly: [String: [OutcomeCounts]] = [:]
  var cells: [String: OutcomeCounts] = [:]
  var companies: [String: [[Int]]] = [:]
  var developers: [[String]] = []
  var usage: [String: [String]] = [:]
  var tokens: [String] = []
  var companyWeeks: [String: [Int]] = [:]
  var latency: [String: [String]] = [:]
  var unresolved: [Int] = []
  var isClientLatency: Bool

  init(_ rollup: Rollup) {
    totals = rollup.totals
    isClientLatency = rollup.isClientLatency
    let days = rollup.coveredDays
    daily = rollup.dailyOutcomes(days: days)
    let months = (0..<15).map { rollup.plan.firstMonth.advanced(by: $0) }
    for endpoint in rollup.visibleEndpoints {
      let name = rollup.endpoints[endpoint]
      monthly[name] = months.map { rollup.outcomes(endpoint: endpoint, days: $0.days) }
      latency[name] = months.map { month in
        text(rollup.latency.histogram(endpoints: rollup.members(of: endpoint), days: month.days))
      }
      for region in 0..<rollup.latency.regions.count {
        latency[name + " in " + rollup.latency.regions.name(region)] = months.map { month in
          text(rollup.latency.histogram(region: region, month: month, endpoints: rollup.members(of: endpoint)))
        }
      }
    }
    for cell in rollup.cells(days: days) {
      let combos = rollup.combos
      let parts = [
        rollup.endpoints[cell.combo.endpoint], combos.versions.name(cell.combo.version),
        combos.sdks.name(cell.combo.sdk), combos.regions.name(cell.combo.region),
        combos.environments.name(cell.combo.environment), combos.plans.name(cell.combo.plan),
      ]
      cells[parts.joined(separator: "|")] = cell.counts
    }
    for company in 0..<rollup.identity.companyCount {
      let name = rollup.identity.companyID(company)
      companies[name] =
        months.map { month in
          CompanyColumn.allCases.map { rollup.company(company, days: month.days, column: $0) }
        } + [rollup.companyDaily(company, days: days)]
    }
    let weeks = 0..<rollup.plan.weekCount
    for week in weeks {
      for company in rollup.companiesActive(week: week) {
        companyWeeks[rollup.identity.companyID(company), default: []].append(week)
      }
    }
    tokens = (0..<rollup.identity.tokenCount).map { token in
      let pattern = weeks.map { rollup.tokenCalled(token, week: $0) ? "1" : "0" }.joined()
      return "\(rollup.identity.owner(ofToken: token)) \(pattern) \(rollup.tokenCalled(token, before: 0))"
    }.sorted()
    for developer in rollup.facts.indices { developers.append(facts(of: developer, in: rollup)) }
    for successful in [false, true] {
      for (month, use) in (successful ? rollup.usesByMonth().successful : rollup.usesByMonth().any) {
        for developer in use.developers where !use[developer].isEmpty {
          usage["\(successful) \(month) \(developer)"] = use[developer].map { rollup.endpoints[$0] }.sorted()
        }
      }
    }
    for month in months {
      let (unresolved, all) = rollup.unresolved(days: month.days)
      self.unresolved += [unresolved, all]
    }
  }

  private func text(_ histogram: LatencyHistogram) -> String {
    histogram.buckets.map { "\($0.bucket):\($0.count)" }.joined(separator: " ")
  }

  private func facts(of developer: Int, in rollup: Rollup) -> [String] {
    let facts = rollup.facts[developer]
    let days = rollup.coveredDays
    return [
      "\(facts.firstCall) \(facts.firstSuccess) \(facts.firstHello) \(facts.firstSuccessAfterQuickstart)",
      "\(facts.valueCalls.times) \(facts.earliestSuccess) \(facts.secondSuccess) \(facts.firstRetainedCall)",
      "\(facts.milestoneCalls) \(facts.successesBeforeSignUp) \(facts.lastCall) \(facts.lastStatus)",
      facts.lastEndpoint < 0 ? "" : rollup.endpoints[facts.lastEndpoint], "\(facts.activity.runs)",
      facts.earlyUse.map { "\(rollup.endpoints[$0]) \($1.firstSuccess) \($1.successes)" }.sorted().joined(),
      "\(rollup.activeDays(developer: developer, in: days))", "\(rollup.successDays(developer: developer, in: days))",
    ]
  }
}
