/// What signals need beyond the metrics: small per-entity figures of this month and the last.
package struct SignalFacts: Sendable {
  /// Every endpoint with calls this month or last.
  package var endpoints: [EndpointFacts] = []
  /// Every ticket topic of this month or the months before.
  package var ticketTopics: [TopicFacts] = []
  /// Companies among the largest twenty of last month by calls or revenue, and those with any 429.
  package var companies: [CompanyFacts] = []
  /// Churned over base by last month's tier (`experimenting`, `building`, `scaling`, `never past the first call`).
  package var churnByTier: [String: FractionPair] = [:]
  /// Developers with a first successful call in the month: this month, last month.
  package var firstCallers: (current: Int, previous: Int)?
  /// Parts of `wat.growth` this month, such as `new` and `lost`, in tokens.
  package var watGrowth: [String: Double] = [:]
  /// Developers touched, by metric id, where the data tell: the `reach` of an action. Metrics not listed touch
  /// all active developers.
  package var reach: [String: Double] = [:]
  package var activeDevelopers: Int?
  /// Share of each cohort with a successful call within a day of sign-up, over sign-ups that had that long.
  package var firstCallWithinDay: FractionPair?

  package init() {}
}

package struct FractionPair: Hashable, Sendable {
  package var current: Fraction
  package var previous: Fraction

  package init(current: Fraction, previous: Fraction) {
    self.current = current
    self.previous = previous
  }
}

package struct EndpointFacts: Hashable, Sendable {
  package var name: String
  /// 4xx, 5xx or timed out, each once, over all calls.
  package var errors: FractionPair
  /// 4xx (without 499), 5xx.
  package var clientErrors: FractionPair
  package var serverErrors: FractionPair
  package var timeouts: FractionPair
  /// Errors by covered day, this month and up to eight weeks before.
  package var daily: [DailyFraction]
  /// At least `min_n` calls and 5 × the API-wide rate.
  package var isHiddenByAverage: Bool
  /// Distinct developers that called it this month.
  package var developers: Int?
  package var owner: String?

  package init(
    name: String, errors: FractionPair, clientErrors: FractionPair, serverErrors: FractionPair,
    timeouts: FractionPair, daily: [DailyFraction], isHiddenByAverage: Bool, developers: Int?, owner: String?
  ) {
    self.name = name
    self.errors = errors
    self.clientErrors = clientErrors
    self.serverErrors = serverErrors
    self.timeouts = timeouts
    self.daily = daily
    self.isHiddenByAverage = isHiddenByAverage
    self.developers = developers
    self.owner = owner
  }
}

package struct TopicFacts: Hashable, Sendable {
  package var topic: String
  package var tickets: Int
  /// Tickets of the months before, oldest first, at most twelve, only months the export covers.
  package var history: [Int]
  /// Active developers of this month, and of each month of `history`; empty where calls are missing.
  package var activeDevelopers: Int?
  package var historyActiveDevelopers: [Int]

  package init(
    topic: String, tickets: Int, history: [Int], activeDevelopers: Int?, historyActiveDevelopers: [Int]
  ) {
    self.topic = topic
    self.tickets = tickets
    self.history = history
    self.activeDevelopers = activeDevelopers
    self.historyActiveDevelopers = historyActiveDevelopers
  }
}

package struct CompanyFacts: Hashable, Sendable {
  package var id: String
  package var name: String?
  /// 1 = largest by calls of last month; nil = not among the largest twenty.
  package var callsRank: Int?
  package var revenueRank: Int?
  package var currentDaily: [DailyCount]
  /// Up to eight weeks before the month.
  package var baselineDaily: [DailyCount]
  package var rateLimited: FractionPair
  /// Revenue of last month in the report's currency.
  package var revenue: Double?
  package var developers: Int?

  package init(
    id: String, name: String?, callsRank: Int?, revenueRank: Int?, currentDaily: [DailyCount],
    baselineDaily: [DailyCount], rateLimited: FractionPair, revenue: Double?, developers: Int?
  ) {
    self.id = id
    self.name = name
    self.callsRank = callsRank
    self.revenueRank = revenueRank
    self.currentDaily = currentDaily
    self.baselineDaily = baselineDaily
    self.rateLimited = rateLimited
    self.revenue = revenue
    self.developers = developers
  }
}
