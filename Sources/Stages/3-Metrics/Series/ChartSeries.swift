package import ReportModel
import Rollup
import Statistics

/// The series behind the charts.
package struct ChartSeries {
  let month: MonthFacts
  let metrics: [MeasuredMetric]
  var world: World { month.world }

  package init(month: MonthFacts, metrics: [MeasuredMetric]) {
    self.month = month
    self.metrics = metrics
  }

  package func build() -> ChartData {
    var data = ChartData()
    if world.callsUnresolvable == nil {
      data.ttfcTrend = timeToFirstCall()
      data.funnel = funnel()
    }
    data.callVolume = callVolume()
    data.errorHeatmap = errorHeatmap()
    data.business = business()
    data.growth = tokenGrowth()
    data.timeToValue = TimeToValueSeries(month: month).build()
    return data
  }

  /// Mondays of the last `count` weeks up to the month's last.
  private func weeks(_ count: Int) -> [Day] {
    guard let last = month.weeks.last else { return [] }
    let first = max(
      last - 7 * (count - 1),
      max(world.earliest[.developers] ?? .max, world.earliest[.calls] ?? .max) == .max
        ? last : Civil.weekStart(world.zone.day(of: max(world.earliest[.developers] ?? 0, world.earliest[.calls] ?? 0)))
    )
    return Array(stride(from: first, through: last, by: 7))
  }

  private func timeToFirstCall() -> [ChartData.TTFCWeek] {
    let current = Set(month.weeks)
    return weeks(26).map { monday in
      let cohort = month.people.filter { (monday..<monday + 7).contains(world.zone.day(of: month.signUp($0))) }
      let times = cohort.compactMap { developer in
        month.firstSuccess(developer).map { month.seconds($0 - month.signUp(developer)) }
      }.sorted()
      return ChartData.TTFCWeek(
        week: Civil.iso(monday), signups: cohort.count, called: times.count, median: Quantile.linear(times, 0.5),
        p90: Quantile.linear(times, 0.9), isCurrent: current.contains(monday),
        isOpen: world.zone.start(of: monday + 7) + 30 * Duration.day > month.asOf)
    }
  }

  private func funnel() -> [ChartData.FunnelWeek]? {
    guard world.milestoneMissing == nil else { return nil }
    let current = Set(month.weeks)
    let tables = TableBuilder(month: month)
    let window = world.configuration.activation.window
    return weeks(13).map { monday in
      let counts = tables.funnelCounts(week: monday)
      return ChartData.FunnelWeek(
        week: Civil.iso(monday), signedUp: counts.signedUp, firstCall: counts.firstCall,
        activated: counts.activated ?? 0, scaling: counts.scaling ?? 0, isCurrent: current.contains(monday),
        isOpen: world.zone.start(of: monday + 7) + window > month.asOf)
    }
  }

  private func callVolume() -> ChartData.CallVolume? {
    guard let rollup = month.rollup else { return nil }
    let days = Array(month.days)
    func series(_ counts: [OutcomeCounts]) -> [Int?] {
      zip(days, counts).map { world.missingDays.contains($0) ? nil : $1.calls }
    }
    let totals = rollup.visibleEndpoints.map { ($0, rollup.outcomes(endpoint: $0, days: month.days).calls) }
      .filter { $0.1 > 0 }
      .sorted { ($1.1, rollup.endpoints[$0.0]) < ($0.1, rollup.endpoints[$1.0]) }
    let named = totals.filter { $0.0 != rollup.otherEndpoint }.prefix(10)
    let hasBefore = world.earliest[.calls].map { $0 < month.start } ?? false
    func before(_ endpoints: [Int]) -> Int? {
      hasBefore
        ? endpoints.reduce(0) { $0 + rollup.outcomes(endpoint: $1, days: month.previous.days).calls } : nil
    }
    var list = named.map { endpoint, total in
      ChartData.CallVolume.Series(
        name: rollup.endpoints[endpoint], calls: series(rollup.dailyOutcomes(endpoint: endpoint, days: month.days)),
        monthTotal: total, previousTotal: before([endpoint]))
    }
    let rest = rollup.visibleEndpoints.filter { endpoint in !named.contains { $0.0 == endpoint } }
    var other = [OutcomeCounts](repeating: OutcomeCounts(), count: days.count)
    for endpoint in rest {
      for (index, counts) in rollup.dailyOutcomes(endpoint: endpoint, days: month.days).enumerated() {
        other[index] += counts
      }
    }
    let otherTotal = other.reduce(0) { $0 + $1.calls }
    if otherTotal > 0 {
      list.append(.init(name: "Other", calls: series(other), monthTotal: otherTotal, previousTotal: before(rest)))
    }
    return ChartData.CallVolume(
      days: days.map(Civil.iso), total: series(rollup.dailyOutcomes(days: month.days)), series: list)
  }

  /// The twelve endpoints with most errors, and every one above the target for server errors.
  private func errorHeatmap() -> ChartData.ErrorHeatmap? {
    guard let rollup = month.rollup else { return nil }
    let ranked = rollup.visibleEndpoints.map { ($0, rollup.outcomes(endpoint: $0, days: month.days)) }
      .filter { $0.1.errors > 0 }
      .sorted { ($1.1.errors, rollup.endpoints[$0.0]) < ($0.1.errors, rollup.endpoints[$1.0]) }
    let shown = ranked.enumerated().filter { index, entry in
      index < 12
        || index < 30 && entry.1.calls >= world.configuration.minN
          && Double(entry.1.serverErrors) > 0.001 * Double(entry.1.calls)
    }.map(\.element)
    let days = Array(month.days)
    return ChartData.ErrorHeatmap(
      days: days.map(Civil.iso),
      rows: shown.map { endpoint, _ in
        let daily = rollup.dailyOutcomes(endpoint: endpoint, days: month.days)
        func series(_ value: KeyPath<OutcomeCounts, Int>) -> [Int?] {
          zip(days, daily).map { world.missingDays.contains($0) ? nil : $1[keyPath: value] }
        }
        return .init(
          endpoint: rollup.endpoints[endpoint], calls: series(\.calls), errors4xx: series(\.clientErrors),
          errors5xx: series(\.serverErrors), timeouts: series(\.timeouts))
      })
  }

  private func business() -> [ChartData.BusinessMonth]? {
    func values(_ id: String) -> [Month: Double] {
      guard let result = metrics.first(where: { $0.result.id == id })?.result else { return [:] }
      var values = Dictionary(uniqueKeysWithValues: result.history.map { ($0.month, $0.value) })
      values[month.month] = result.value
      return values
    }
    let (nrr, churn, revenue) = (values("nrr"), values("churn.rate"), values("revenue.total"))
    let months = (0...12).reversed().map { month.month.advanced(by: -$0) }
    let rows = months.map {
      ChartData.BusinessMonth(month: $0, nrr: nrr[$0], churn: churn[$0], revenue: revenue[$0])
    }
    let firstKnown = rows.firstIndex { $0.nrr != nil || $0.churn != nil || $0.revenue != nil }
    return firstKnown.map { Array(rows[$0...]) }
  }
}
