import Foundation
import ReportModel
import Statistics

/// Checks over single endpoints, topics, companies and groups.
///
/// Each looks at many at once, so the level is divided by their number (Bonferroni); nothing under `minN` ever fires.
struct FactChecks {
  let facts: SignalFacts
  let month: Month
  let minN: Int

  static let level = 0.05
  /// Single customers vary more from month to month than the whole.
  static let companyVariation = 0.05
  /// Subjects told by name in one sentence at most.
  static let mostSubjects = 3

  func observe(_ check: SignalCheck) -> Observation {
    switch check {
    case .endpointErrors(let server, let all): endpoints(serverTarget: server, errorTarget: all)
    case .ticketTopicSpike(let least, let times): topics(least: least, times: times)
    case .companyFading(let top, let part): fading(top: top, by: part)
    case .rateLimitedCompany(let share, let rate): rateLimited(share: share, rate: rate)
    case .churnByTier(let tiers): churn(tiers)
    case .firstCallWithinDay: withinDay()
    case .firstCallersNotUp: firstCallers()
    }
  }

  // MARK: Endpoints

  private func endpoints(serverTarget: Double, errorTarget: Double) -> Observation {
    guard !facts.endpoints.isEmpty else { return .unavailable("needs calls with endpoints") }
    let judged = facts.endpoints.filter { $0.errors.current.denominator >= Double(minN) }
    let found = judged.compactMap { endpoint -> (endpoint: EndpointFacts, weight: Double, reason: EndpointReason)? in
      guard let reason = reason(endpoint, among: judged.count, serverTarget, errorTarget) else { return nil }
      return (endpoint, endpoint.errors.current.numerator, reason)
    }.sorted { ($1.weight, $0.endpoint.name) < ($0.weight, $1.endpoint.name) }
    guard !found.isEmpty else {
      let worst = judged.max { ($0.errors.current.value ?? 0, $1.name) < ($1.errors.current.value ?? 0, $0.name) }
      let words = worst.map { ", worst \(PlainName.of($0.name)) at \(percent($0.errors.current.value))" } ?? ""
      return Observation(
        state: .quiet, text: "\(judged.count) endpoints looked at\(words): none over its target and worse or hidden")
    }
    return Observation(
      state: .holds, text: told(found.map(\.reason.text)),
      subjects: found.map {
        SignalSubject(
          kind: .endpoint, id: $0.endpoint.name, name: PlainName.of($0.endpoint.name), evidence: $0.reason.text,
          owner: $0.endpoint.owner, reach: $0.endpoint.developers.map(Double.init), metric: $0.reason.metric,
          limit: $0.reason.limit, excess: $0.reason.excess)
      })
  }

  /// Why an endpoint counts, and how far it is over its target.
  private struct EndpointReason {
    let text: String
    /// nil = all errors.
    var metric: String?
    let limit: Double
    let excess: Double
  }

  /// Why an endpoint counts; nil where it does not.
  private func reason(
    _ endpoint: EndpointFacts, among count: Int, _ server: Double, _ all: Double
  ) -> EndpointReason? {
    let name = PlainName.of(endpoint.name)
    let calls = " of \(NumberFormat.count(endpoint.errors.current.denominator)) calls"
    if let now = endpoint.serverErrors.current.value, now > server, isWorse(endpoint, endpoint.serverErrors, count) {
      let before = percent(endpoint.serverErrors.previous.value)
      return EndpointReason(
        text: "\(name): \(percent(now)) server errors\(calls), before \(before)", metric: "error_rate.5xx",
        limit: server, excess: now / server)
    }
    guard let now = endpoint.errors.current.value, now > all else { return nil }
    let before = endpoint.errors.previous.value.map { ", before \(percent($0))" } ?? ""
    let text = "\(name): \(percent(now)) errors\(calls)\(before)"
    if isWorse(endpoint, endpoint.errors, count) { return EndpointReason(text: text, limit: all, excess: now / all) }
    guard endpoint.isHiddenByAverage else { return nil }
    return EndpointReason(text: text + "; five times the average and more", limit: all, excess: now / all)
  }

  private func isWorse(_ endpoint: EndpointFacts, _ pair: FractionPair, _ count: Int) -> Bool {
    guard pair.previous.denominator >= Double(minN), let now = pair.current.value, let before = pair.previous.value,
      now >= before * 1.1, let test = EndpointTest(endpoint, pair, month: month)
    else { return false }
    return test.score > 0 && test.p <= FactChecks.level / Double(max(1, count))
  }

  // MARK: Tickets

  private func topics(least: Double, times: Double) -> Observation {
    guard !facts.ticketTopics.isEmpty else { return .unavailable("needs tickets with topics") }
    let judged = facts.ticketTopics.filter { !$0.history.isEmpty }
    guard !judged.isEmpty else { return .unavailable("needs tickets of earlier months") }
    let found = judged.compactMap { topic -> (topic: TopicFacts, excess: Double, text: String)? in
      guard let expectation = TopicExpectation(topic), Double(topic.tickets) >= least,
        Double(topic.tickets) >= times * expectation.expected,
        expectation.p <= FactChecks.level / Double(judged.count)
      else { return nil }
      let expected = NumberFormat.number(expectation.expected)
      return (
        topic, Double(topic.tickets) - expectation.expected,
        "“\(PlainName.of(topic.topic))”: \(topic.tickets) tickets where \(expected) would be usual"
      )
    }.sorted { ($1.excess, $0.topic.topic) < ($0.excess, $1.topic.topic) }
    guard !found.isEmpty else {
      let tickets = judged.reduce(0) { $0 + $1.tickets }
      return Observation(
        state: .quiet, text: "\(judged.count) topics with \(tickets) tickets: none above what its history gives")
    }
    return Observation(
      state: .holds, text: told(found.map(\.text)),
      subjects: found.map {
        SignalSubject(
          kind: .topic, id: $0.topic.topic, name: PlainName.of($0.topic.topic), evidence: $0.text,
          reach: Double($0.topic.tickets))
      })
  }

  // MARK: Groups

  private func churn(_ tiers: [String]) -> Observation {
    guard !facts.churnByTier.isEmpty else { return .unavailable("needs calls that resolve to developers") }
    let pairs = tiers.compactMap { tier in facts.churnByTier[tier].map { (tier, $0) } }
    guard !pairs.isEmpty else { return .unavailable("no developers in these tiers last month") }
    let observations = pairs.map { tier, pair -> Observation in
      let now = "\(tier): \(percent(pair.current.value)) of \(NumberFormat.count(pair.current.denominator)) churned"
      guard min(pair.current.denominator, pair.previous.denominator) >= Double(minN),
        let before = pair.previous.value, let value = pair.current.value
      else { return Observation(state: .quiet, text: now + ", too few to judge") }
      let isWorse =
        value >= before * 1.1 && value - before >= 0.01
        && p(pair) <= FactChecks.level / Double(pairs.count)
      return Observation(state: isWorse ? .holds : .quiet, text: now + ", before \(percent(before))")
    }
    return .any(observations)
  }

  private func withinDay() -> Observation {
    guard let pair = facts.firstCallWithinDay, let now = pair.current.value, let before = pair.previous.value else {
      return .unavailable("needs calls that resolve to developers, and sign-ups of both months")
    }
    let text =
      "\(percent(now)) of \(NumberFormat.count(pair.current.denominator)) sign-ups called within a day, "
      + "before \(percent(before))"
    guard min(pair.current.denominator, pair.previous.denominator) >= Double(minN) else {
      return Observation(state: .quiet, text: text + ", too few to judge")
    }
    let isWorse = before - now >= max(0.01, 0.1 * before) && p(pair) <= FactChecks.level
    return Observation(state: isWorse ? .holds : .quiet, text: text)
  }

  private func firstCallers() -> Observation {
    guard let callers = facts.firstCallers else {
      return .unavailable("needs calls that resolve to developers")
    }
    let text = "\(callers.current) developers made their first call, before \(callers.previous)"
    let p = CountRate.exact(Double(callers.current), over: 1, against: Double(callers.previous), over: 1)
    let isUp = callers.current > callers.previous && p <= FactChecks.level
    return Observation(state: isUp ? .quiet : .holds, text: text)
  }

  /// Two-sided p of two shares of independent developers, with the usual variation between months.
  private func p(_ pair: FractionPair) -> Double {
    let pooled =
      (pair.current.numerator + pair.previous.numerator) / (pair.current.denominator + pair.previous.denominator)
    let variation = Variation.assumed * pooled * (1 - pooled)
    guard
      let score = Proportion.score(
        pair.current.numerator, of: pair.current.denominator, against: pair.previous.numerator,
        of: pair.previous.denominator, extraVariance: variation * variation)
    else { return 1 }
    return Normal.twoSided(score)
  }

  func told(_ texts: [String]) -> String {
    let more = texts.count - FactChecks.mostSubjects
    return texts.prefix(FactChecks.mostSubjects).joined(separator: "; ") + (more > 0 ? "; and \(more) more" : "")
  }

  func percent(_ value: Double?) -> String { NumberFormat.percent(value) }
}
