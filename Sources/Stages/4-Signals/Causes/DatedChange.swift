import ReportModel
import Statistics

/// From when on a change runs, where daily figures tell.
///
/// One split of the month's days at most. The dispersion is that of the weeks before, so that an ordinary bad week does
/// not pass for a beginning; nothing is dated where no split passes the scan's threshold.
struct DatedChange {
  let month: Month
  let facts: SignalFacts

  /// Days between which it began, both inclusive; nil where no date can be told.
  func began(_ metric: MeasuredMetric, leading: Cause?) -> ClosedRange<Day>? {
    let rises = (metric.result.change?.absolute ?? 0) > 0
    if let leading, let endpoint = leading.segment["endpoint"]?.values.first, leading.segment.count == 1,
      metric.result.id.hasPrefix("error_rate"), let known = facts.endpoints.first(where: { $0.name == endpoint })
    {
      return split(known.daily, rises: (leading.contribution ?? 0) > 0)
    }
    // The whole's days date a part only where the part is most of the whole.
    if let leading, abs(leading.share ?? 0) < 0.5 { return nil }
    switch metric.evidence {
    case .count(let current, let baseline, _): return split(current, baseline, rises: rises)
    case .ratio(_, _, let daily, _), .histogram(_, _, _, let daily, _):
      return split(daily, rises: rises)
    default: return nil
    }
  }

  private func split(_ daily: [DailyFraction], rises: Bool) -> ClosedRange<Day>? {
    let days = DailyNoise.observations(daily).filter { $0.exposure > 0 }
    return split(days, dispersion: DailyNoise.dispersion(daily, before: month), rises: rises)
  }

  private func split(_ current: [DailyCount], _ baseline: [DailyCount], rises: Bool) -> ClosedRange<Day>? {
    let days = (baseline + current).map { DailyNoise.Observation(day: $0.day, observed: $0.count, exposure: 1) }
    return split(days, dispersion: DailyNoise.dispersion(baseline), rises: rises)
  }

  /// Last month's days tell the level before; the weekday profile is that of all days before the month.
  private func split(
    _ observations: [DailyNoise.Observation], dispersion: Double, rises: Bool
  ) -> ClosedRange<Day>? {
    let sorted = observations.sorted { $0.day < $1.day }
    let profile = WeekdayProfile(sorted.filter { $0.day < month.firstDay })
    let used = sorted.filter { month.previous.days.contains($0.day) || month.days.contains($0.day) }
    let expected = profile.rates.contains { $0 > 0 } ? profile.expected(used) : used.map(\.exposure)
    guard expected.allSatisfy({ $0 > 0 }), let first = used.firstIndex(where: { $0.day >= month.firstDay }),
      let split = SplitDay(
        observed: used.map(\.observed), expected: expected, dispersion: dispersion, first: max(1, first)),
      (split.ratio > 1) == rises
    else { return nil }
    return used[split.candidates.lowerBound].day...used[split.candidates.upperBound].day
  }
}
