import ReportModel
import Rollup
import Statistics

/// Turns what a metric was made of into what its change is tested on and split by.
struct EvidenceBuilder {
  let definition: MetricDefinition
  let current: MonthFacts
  let previous: MonthFacts
  let engine: MetricEngine

  /// Days of the baseline: up to eight weeks before the month.
  static let baselineDays = 56

  private var world: World { current.world }

  var baseline: Range<Day> {
    let first = current.days.lowerBound
    let reach = world.earliest[definition.source].map { world.zone.day(of: $0) + 1 } ?? first
    return max(first - Self.baselineDays, min(reach, first))..<first
  }

  func evidence(_ now: Measurement.Basis, _ before: Measurement.Basis) -> ChangeEvidence {
    let floor = definition.floor
    switch (now, before) {
    case (.members(let now), .members(let before)):
      return .ratio(current: fraction(now), previous: fraction(before), daily: [], floor: floor)
    case (.values(let q, let now), .values(_, let before)):
      return .quantile(q: q, current: now.map(\.value), previous: before.map(\.value), floor: floor)
    case (.times(_, let now), .times(_, let before)):
      return .survival(
        current: now.map(\.time), previous: before.map(\.time), horizons: [900, 3_600, 86_400, 7 * 86_400],
        floor: floor)
    case (.calls(let count), .calls):
      guard let rollup = current.rollup else { return .none }
      return .ratio(
        current: fraction(rollup.outcomes(days: current.days), count),
        previous: fraction(rollup.outcomes(days: previous.days), count), daily: daily(count), floor: floor)
    case (.latency(let q, let endpoints), .latency): return latency(q, endpoints)
    case (.daily(let count), .daily):
      return .count(
        current: covered(count(current, current.days)), baseline: covered(count(current, baseline)), floor: floor)
    case (.weekly(let count), .weekly): return weekly(count)
    case (.accounts(let accounts, let basis), .accounts):
      return .accounts(accounts, form: basis == .total ? .total : .ratio, floor: floor)
    case (.responses(let now), .responses(let before)): return .means(current: now, previous: before, floor: floor)
    case (.rate, .rate): return .ratio(current: rate(current), previous: rate(previous), daily: [], floor: floor)
    default: return .none
    }
  }

  /// What the lengths of the two months explain of last month's value is no change.
  ///
  /// Churn counts those whose 30th silent day lies in the month, so that it goes with the month's days. How many more
  /// developers are met in more days is counted: those of the longer month over those of as many days as the shorter has.
  var calendar: Double {
    switch definition.id {
    case "churn.rate": return Double(current.days.count) / Double(previous.days.count)
    case "active_developers":
      let longer = current.days.count - previous.days.count
      guard let rollup, longer != 0 else { return 1 }
      let month = longer > 0 ? current : previous
      let days = month.days.lowerBound..<month.days.upperBound - abs(longer)
      let all = Double(month.active.count)
      let comparable = Double(month.active.count { rollup.calls(developer: $0, days: days) > 0 })
      guard all > 0, comparable > 0 else { return 1 }
      return longer > 0 ? all / comparable : comparable / all
    default: return 1
    }
  }

  private var rollup: Rollup? { current.rollup }

  private func rate(_ facts: MonthFacts) -> Fraction {
    let measurement = definition.evaluate(facts)
    return Fraction(measurement.numerator ?? 0, of: measurement.denominator ?? 0)
  }

  private func fraction(_ members: [(developer: Int, counts: Bool)]) -> Fraction {
    Fraction(Double(members.count { $0.counts }), of: Double(members.count))
  }

  private func fraction(_ counts: OutcomeCounts, _ count: (OutcomeCounts) -> Int) -> Fraction {
    Fraction(Double(count(counts)), of: Double(counts.calls))
  }

  /// Days without a single call in an otherwise busy export are missing, not zero.
  private func covered(_ days: [DailyCount]) -> [DailyCount] {
    guard definition.source == .calls else { return days }
    return days.filter { !world.missingDays.contains($0.day) }
  }

  private func daily(_ count: (OutcomeCounts) -> Int) -> [DailyFraction] {
    guard let rollup = current.rollup else { return [] }
    let range = baseline.lowerBound..<current.days.upperBound
    return zip(range, rollup.dailyOutcomes(days: range)).filter { $1.calls > 0 }.map {
      DailyFraction(day: $0, fraction: fraction($1, count))
    }
  }

  private func weekly(_ count: (MonthFacts, Day) -> Double?) -> ChangeEvidence {
    let weeks = current.weeks
    guard let first = weeks.first, let start = world.earliest[.calls].map({ world.zone.day(of: $0) }) else {
      return .none
    }
    let before = stride(from: first - Self.baselineDays, to: first, by: 7).filter { $0 >= start }
    let shown = definition.id.hasSuffix("last_week") ? Array(weeks.suffix(1)) : weeks
    return .weekly(
      current: shown.compactMap { count(current, $0) }, baseline: before.compactMap { count(current, $0) },
      floor: definition.floor)
  }

  private func latency(_ q: Double, _ endpoints: [Int]) -> ChangeEvidence {
    guard let rollup = current.rollup else { return .none }
    let now = current.latencies(endpoints: endpoints)
    let before = previous.latencies(endpoints: endpoints)
    guard let limit = before.quantile(q) else { return .none }
    let range = max(baseline.lowerBound, rollup.plan.cubeFirstDay)..<current.days.upperBound
    let daily = range.compactMap { day -> DailyFraction? in
      let histogram = rollup.latency.histogram(endpoints: endpoints, days: day..<day + 1)
      return histogram.isEmpty ? nil : DailyFraction(day: day, fraction: histogram.share(above: limit))
    }
    return .histogram(q: q, current: bins(now), previous: bins(before), daily: daily, floor: definition.floor)
  }

  private func bins(_ histogram: LatencyHistogram) -> [HistogramBin] {
    histogram.buckets.map { HistogramBin(value: LatencyBuckets.middle(of: $0.bucket) / 1_000, count: Double($0.count)) }
  }
}

extension LatencyHistogram {
  /// Values whose bucket lies above a limit in microseconds, over all.
  func share(above limit: Double) -> Fraction {
    var above = 0
    var all = 0
    for (bucket, count) in buckets {
      all += count
      if LatencyBuckets.middle(of: bucket) > limit { above += count }
    }
    return Fraction(Double(above), of: Double(all))
  }
}
