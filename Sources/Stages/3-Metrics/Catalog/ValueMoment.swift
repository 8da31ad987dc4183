import ReportModel

extension MetricCatalog {
  static let valueMoment: [MetricDefinition] = [
    timeToValue("ttv.median", "Time to value, median", 0.5, segments: DeveloperDimensions.all),
    timeToValue("ttv.p75", "Time to value, P75", 0.75, segments: []),
    MetricDefinition(
      "ttv.within_7d", .onboarding, "Reached the value moment in 7 days", .fraction, good: .up,
      formula: "of sign-ups at least 7 days before as_of: share that reached the value moment within 7 days",
      floor: .share, headline: true, segments: DeveloperDimensions.all
    ) { month in
      if let missing = month.world.valueMomentMissing { return .unavailable(missing) }
      let closed = month.cohort.filter { month.signUp($0) + 7 * Duration.day <= month.asOf }
      return .share(
        closed.map { developer in
          (developer, month.firstValue(developer).map { $0 < month.signUp(developer) + 7 * Duration.day } ?? false)
        }, orBecause: "no sign-up of the month has had 7 days; run again with a later --as-of")
    },
    MetricDefinition(
      "ttv.median_retained", .onboarding, "Time to value of retained developers, median", .seconds, good: .down,
      formula: "the median over developers retained 60 days and more, from history", floor: .time
    ) { month in
      if let missing = month.world.valueMomentMissing ?? month.world.callsUnresolvable {
        return .unavailable(missing)
      }
      return .quantile(
        0.5, of: month.timesToValueOfRetained,
        orBecause: "nobody in the data both reached the value moment and called 60 days after sign-up")
    },
    MetricDefinition(
      "ttv.first_session", .onboarding, "Reached the value moment in the first session", .fraction, good: .up,
      formula: "share of the cohort that reached the value moment in its first session (30 min of inactivity ends it)",
      floor: .share, headline: true, story: "ttv", segments: DeveloperDimensions.all
    ) { month in
      if let missing = month.world.valueMomentMissing { return .unavailable(missing) }
      return .share(
        month.cohort.map { ($0, month.firstSession($0).reachedValue) }, orBecause: "nobody signed up in the month")
    },
    MetricDefinition(
      "ttv.return_without", .onboarding, "Came back without the value moment", .fraction, good: .up,
      formula: "of those who did not reach it in the first session and whose 7 days have closed: share with any call "
        + "or event in days 1–7 after it", floor: .share, story: "ttv"
    ) { month in
      if let missing = month.world.valueMomentMissing { return .unavailable(missing) }
      return .share(
        month.returnsWithoutValue,
        orBecause: "nobody missed the value moment in a first session whose 7 days have closed")
    },
  ]

  private static func timeToValue(_ id: String, _ title: String, _ q: Double, segments: [String]) -> MetricDefinition {
    MetricDefinition(
      id, .onboarding, title, .seconds, good: .down,
      formula: "sign-up → first value-moment signal, \(q == 0.5 ? "median" : "75th percentile") of those who reached "
        + "it by as_of", floor: .time, segments: segments
    ) { month in
      if let missing = month.world.valueMomentMissing { return .unavailable(missing) }
      return .quantile(q, of: month.timesToValue, orBecause: "no sign-up of the month has reached the value moment")
    }
  }
}
