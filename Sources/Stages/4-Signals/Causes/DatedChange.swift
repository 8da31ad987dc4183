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
    let own = daily.filter { month.days.contains($0.day) && $0.fraction.denominator > 0 }.sorted { $0.day < $1.day }
    return split(
      own.map(\.day), observed: own.map(\.fraction.numerator), expected: own.map(\.fraction.denominator),
      dispersion: DailyNoise.dispersion(daily, before: month), rises: rises)
  }

  private func split(_ current: [DailyCount], _ baseline: [DailyCount], rises: Bool) -> ClosedRange<Day>? {
    let own = current.sorted { $0.day < $1.day }
    func observations(_ days: [DailyCount]) -> [DailyNoise.Observation] {
      days.map { DailyNoise.Observation(day: $0.day, observed: $0.count, exposure: 1) }
    }
    let expected = WeekdayProfile(observations(baseline)).expected(observations(own))
    guard expected.allSatisfy({ $0 > 0 }) else { return nil }
    return split(
      own.map(\.day), observed: own.map(\.count), expected: expected, dispersion: DailyNoise.dispersion(baseline),
      rises: rises)
  }

  private func split(
    _ days: [Day], observed: [Double], expected: [Double], dispersion: Double, rises: Bool
  ) -> ClosedRange<Day>? {
    guard let split = SplitDay(observed: observed, expected: expected, dispersion: dispersion),
      (split.ratio > 1) == rises
    else { return nil }
    return days[split.candidates.lowerBound]...days[split.candidates.upperBound]
  }
}
