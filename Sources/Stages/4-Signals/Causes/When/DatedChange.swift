import ReportModel
import Statistics

/// From when on a change runs, where daily figures tell, and until when.
///
/// One step or one run of the month's days at most. The dispersion is that of the weeks before, so that an ordinary bad
/// week does not pass for a beginning; nothing is dated where nothing passes the scan's threshold.
struct DatedChange {
  let month: Month
  var facts = SignalFacts()

  struct Dated: Equatable {
    /// Days between which it began, both inclusive.
    var began: ClosedRange<Day>
    /// Days between which it was over; nil where it lasted.
    var ended: ClosedRange<Day>?
  }

  /// nil where no date can be told.
  func date(_ metric: MeasuredMetric, _ bridge: Bridge, leading: Bridge.Part?) -> Dated? {
    if let leading, let daily = bridge.table?.daily, !leading.segment.isEmpty, leading.flow == nil {
      let days = daily(leading.values.mapValues { Set($0) })
      return shift(days, isCount: bridge.table?.kind == .additive, rises: leading.contribution > 0)
    }
    if let leading, Array(leading.segment.keys) == ["endpoint"], metric.result.id.hasPrefix("error_rate"),
      let endpoint = facts.endpoints.first(where: { $0.name == leading.segment["endpoint"] })
    {
      return shift(endpoint.daily, isCount: false, rises: leading.contribution > 0)
    }
    // The whole's days date a part only where the part is most of the whole.
    let change = metric.result.change?.absolute ?? 0
    if let leading, change != 0, abs(leading.contribution / change) < 0.5 { return nil }
    switch metric.evidence {
    case .count(let current, let baseline, _):
      let days = (baseline + current).map { DailyNoise.Observation(day: $0.day, observed: $0.count, exposure: 1) }
      return shift(days, dispersion: DailyNoise.dispersion(baseline), rises: change > 0)
    case .ratio(_, _, let daily, _), .histogram(_, _, _, let daily, _):
      return shift(daily, isCount: false, rises: change > 0)
    default:
      guard let daily = metric.leaves.first?.daily else { return nil }
      return shift(daily([:]), isCount: metric.leaves.first?.kind == .additive, rises: change > 0)
    }
  }

  private func shift(_ daily: [DailyFraction], isCount: Bool, rises: Bool) -> Dated? {
    let days = DailyNoise.observations(daily).filter { $0.exposure > 0 }
    let dispersion =
      isCount
      ? DailyNoise.dispersion(days.filter { $0.day < month.firstDay }, shares: false)
      : DailyNoise.dispersion(daily, before: month)
    return shift(days, dispersion: dispersion, rises: rises)
  }

  /// Last month's days tell the level before; the weekday profile is that of all days before the month.
  private func shift(_ observations: [DailyNoise.Observation], dispersion: Double, rises: Bool) -> Dated? {
    let sorted = observations.sorted { $0.day < $1.day }
    let profile = WeekdayProfile(sorted.filter { $0.day < month.firstDay })
    let used = sorted.filter { month.previous.days.contains($0.day) || month.days.contains($0.day) }
    let expected = profile.rates.contains { $0 > 0 } ? profile.expected(used) : used.map(\.exposure)
    guard let first = used.firstIndex(where: { $0.day >= month.firstDay }),
      let shift = LevelShift(
        observed: used.map(\.observed), expected: expected.map { max($0, 1e-9) }, dispersion: dispersion,
        first: max(1, first)), (shift.ratio > 1) == rises
    else { return nil }
    func day(_ index: Int) -> Day { used[min(index, used.count - 1)].day }
    return Dated(
      began: day(shift.startCandidates.lowerBound)...day(shift.startCandidates.upperBound),
      ended: shift.endCandidates.map { day($0.lowerBound)...day($0.upperBound) })
  }
}
