import ReportModel

/// Every metric's words, and words made from the title for a metric that has none here.
enum Phrasebook {
  static let phrases: [String: MetricPhrase] = [onboarding, adoption, reliability, latency, business, satisfaction]
    .reduce(into: [:]) { all, family in all.merge(family) { first, _ in first } }

  static func phrase(_ metric: MetricResult) -> MetricPhrase {
    if let phrase = phrases[metric.id] { return phrase }
    let title = DataText.name(metric.title)
    return MetricPhrase(
      title, noun: "“\(title)”", of: population(of: metric.family), worse: "“\(title)” got worse",
      better: "“\(title)” improved")
  }

  private static func population(of family: MetricFamily) -> MetricPhrase.Population {
    switch family {
    case .onboarding, .adoption: .developers
    case .reliability: .calls
    case .business: .customers
    case .satisfaction: .responses
    }
  }
}
