import ReportModel

extension MetricCatalog {
  static let onboarding: [MetricDefinition] = [
    MetricDefinition(
      "signups", .onboarding, "Sign-ups", .count, good: .up, formula: "developers with signed_up_at in the month",
      floor: .volume, headline: true, segments: DeveloperDimensions.all
    ) { month in
      if let missing = month.world.developersMissing { return .unavailable(missing) }
      return .total(Double(month.cohort.count), basis: .daily { $0.signUpsByDay($1) })
    },
    timeToFirstCall(
      "ttfc.median", "Time to first call, median", 0.5,
      bands: .init([(900, "excellent"), (3_600, "good"), (86_400, "needs work")], last: "broken"), target: 3_600),
    timeToFirstCall("ttfc.p90", "Time to first call, P90", 0.9, bands: nil, target: nil),
    timeToFirstCallOfAll("ttfc.median_all", "Time to first call of all sign-ups, median", 0.5, headline: true),
    timeToFirstCallOfAll("ttfc.p90_all", "Time to first call of all sign-ups, P90", 0.9, headline: false),
    MetricDefinition(
      "ttfc.never", .onboarding, "Sign-ups without a successful call", .fraction, good: .down,
      formula: "share of the cohort with no successful call by as_of", floor: .share,
      segments: DeveloperDimensions.all
    ) { month in
      if let missing = month.world.callsUnresolvable { return .unavailable(missing) }
      return .share(
        month.cohort.map { ($0, month.firstSuccess($0) == nil) }, orBecause: "nobody signed up in the month")
    },
    timeToHelloWorld("ttfhw.median", "Time to first hello world, median", 0.5),
    timeToHelloWorld("ttfhw.p90", "Time to first hello world, P90", 0.9),
    MetricDefinition(
      "doc_completion.rate", .onboarding, "Quickstart completed within 24 hours", .fraction, good: .up,
      formula: "of developers whose first quickstart view is in the month and at least 24 h before as_of: share with "
        + "a successful call within 24 h after that view", floor: .share, headline: true,
      segments: DeveloperDimensions.all
    ) { month in
      guard month.world.exports.present.contains(.docViews) else { return .unavailable("needs doc_views") }
      if let missing = month.world.callsUnresolvable { return .unavailable(missing) }
      return .share(month.quickstartReaders, orBecause: "no developer's first quickstart view lies in the month")
    },
    MetricDefinition(
      "activation.rate", .onboarding, "Activation", .fraction, good: .up,
      formula: "of sign-ups whose activation window has closed by as_of: share that reached the milestone inside it",
      floor: .share, headline: true, segments: DeveloperDimensions.all
    ) { month in
      if let missing = month.world.milestoneMissing { return .unavailable(missing) }
      let window = month.world.configuration.activation.window
      let closed = month.cohort.filter { month.signUp($0) + window <= month.asOf }
      return .share(
        closed.map { ($0, month.isActivated($0)) },
        orBecause: "the activation window of no sign-up has closed; run again with a later --as-of")
    },
  ]

  private static func timeToFirstCall(
    _ id: String, _ title: String, _ q: Double, bands: MetricDefinition.Bands?, target: Double?
  ) -> MetricDefinition {
    MetricDefinition(
      id, .onboarding, title, .seconds, good: .down,
      formula: "sign-up → first successful call at or after sign-up, \(q == 0.5 ? "median" : "90th percentile") of "
        + "those who made one by as_of", target: target, bands: bands, floor: .time,
      segments: q == 0.5 ? DeveloperDimensions.all : []
    ) { month in
      if let missing = month.world.callsUnresolvable { return .unavailable(missing) }
      return .quantile(q, of: month.timesToFirstCall, orBecause: "no sign-up of the month has called successfully")
    }
  }

  private static func timeToFirstCallOfAll(
    _ id: String, _ title: String, _ q: Double, headline: Bool
  ) -> MetricDefinition {
    MetricDefinition(
      id, .onboarding, title, .seconds, good: .down,
      formula: "the same by Kaplan–Meier over all sign-ups, those without a call censored at as_of; "
        + "smallest t with S(t) ≤ \(q == 0.5 ? "0.5" : "0.1")", floor: .time, headline: headline, story: "ttfc",
      segments: headline ? DeveloperDimensions.all : []
    ) { month in
      if let missing = month.world.callsUnresolvable { return .unavailable(missing) }
      return .survival(q, of: month.censoredTimesToFirstCall, orBecause: "nobody signed up in the month")
    }
  }

  private static func timeToHelloWorld(_ id: String, _ title: String, _ q: Double) -> MetricDefinition {
    MetricDefinition(
      id, .onboarding, title, .seconds, good: .down,
      formula: "first touch (earliest documentation view or sign-up) → first successful hello-world call, "
        + (q == 0.5 ? "median" : "90th percentile"), floor: .time, story: "ttfc"
    ) { month in
      guard month.world.exports.present.contains(.docViews) else { return .unavailable("needs doc_views") }
      if let missing = month.world.callsUnresolvable { return .unavailable(missing) }
      return .quantile(
        q, of: month.timesToHelloWorld, orBecause: "no sign-up of the month has made its hello-world call")
    }
  }
}
