package import ReportModel
import Rollup
import Statistics

/// Looks for the value moment: what those who stayed did in their first 24 hours, and those who left did not.
///
/// Definition: metrics.md, "Value-moment discovery". Association and timing only.
package struct ValueMomentFinder {
  private let month: MonthFacts
  private let filter: NameFilter
  private let product: String

  /// Two candidates are one thing where nine in ten of those who did either did both.
  static let sameShare = 0.9
  /// Calendar months of calls needed: three until it is known who left, and one of sign-ups before them.
  static let monthsNeeded = 4

  package init(month: MonthFacts, filter: NameFilter) {
    self.month = month
    self.filter = filter
    product = month.world.configuration.product
  }

  package func find() -> ValueMomentSearch {
    var search = ValueMomentSearch(product: product, month: month.month, asOf: ZoneTable.iso(month.asOf))
    if let missing = month.world.callsUnresolvable {
      search.obstacle = missing
      return search
    }
    var people = Population(month)
    (search.retained, search.churned) = (people.callers.retained.count, people.callers.churned.count)
    (search.undecided, search.beforeData) = (people.undecided, people.beforeData)
    if let obstacle = obstacle(search) {
      search.obstacle = obstacle
      return search
    }
    if people.forgetFewSenders(), month.world.earliest[.events] != nil {
      search.cautions.append(
        "the events begin too late: of fewer than \(ValueMomentSearch.fewest) who stayed, or who left, is the first day in "
          + "them; only calls are looked at")
    }
    let counted = CandidateCount(
      month, callers: people.callers.all, senders: people.senders.all, filter: filter)
    search.leftOut = counted.leftOut
    var measured = measure(counted.doers, people, &search.leftOut)
    if let configured = configuredCandidate(people), !measured.contains(where: { $0.candidate.isConfigured }) {
      measured.append(configured)
    }
    let ranked = rank(measured)
    search.candidates = ranked.map(\.candidate)
    if let best = ranked.first, best.candidate.separates {
      search.retention = RetentionCurve(month, people, doers: Set(best.doers), isEvent: best.isEvent)
        .curve(label: best.candidate.label)
    }
    return search
  }

  /// A candidate with those who did it.
  struct Measured {
    var candidate: ValueMomentSearch.Candidate
    var doers: [Int]
    var order: Int
    var isEvent: Bool
  }

  private func obstacle(_ search: ValueMomentSearch) -> String? {
    guard let first = month.world.earliest[.calls] else { return "needs calls" }
    let start = month.world.zone.day(of: first)
    let end = month.world.zone.day(of: month.asOf - 1)
    let months = Month(containing: end).distance(from: Month(containing: start)) + 1
    let fewest = ValueMomentSearch.fewest
    guard search.retained < fewest || search.churned < fewest else { return nil }
    let found = "\(search.retained) retained and \(search.churned) churned developers whose first day the calls cover"
    if months < Self.monthsNeeded || first + MonthFacts.fateKnownAfter > month.asOf {
      return "needs calls of at least \(Self.monthsNeeded) calendar months: who left is known 90 days after sign-up; "
        + "the calls begin on \(Civil.iso(start)), which makes \(months), with \(found)"
    }
    return "needs at least \(fewest) of each: there are \(found)"
  }

  private func measure(
    _ doers: [CandidateCount.Candidate: [Int]], _ people: Population, _ leftOut: inout ValueMomentSearch.LeftOut
  ) -> [Measured] {
    var result: [Measured] = []
    for (candidate, developers) in doers {
      guard developers.count >= ValueMomentSearch.fewest else {
        leftOut.rare += 1
        continue
      }
      guard let measured = measured(candidate, developers, people) else {
        leftOut.universal += 1
        continue
      }
      result.append(measured)
    }
    return result
  }

  private func measured(
    _ moment: CandidateCount.Candidate, _ doers: [Int], _ people: Population
  ) -> Measured? {
    let isEvent = if case .event = moment.signal { true } else { false }
    let group = isEvent ? people.senders : people.callers
    let stayed = doers.count { group.retained.contains($0) }
    let table = Association(
      both: stayed, firstOnly: doers.count - stayed, secondOnly: group.retained.count - stayed,
      neither: group.churned.count - (doers.count - stayed))
    guard let phi = table.phi, let interval = table.interval() else { return nil }
    var candidate = ValueMomentSearch.Candidate(
      label: moment.label, signal: moment.plain, doers: doers.count, retainedDoers: stayed,
      churnedDoers: doers.count - stayed, retained: group.retained.count, churned: group.churned.count, phi: phi,
      low: interval.low, high: interval.high, p: table.p)
    if let own = month.world.configuration.valueMoment, own.signal == moment.signal, own.count == moment.count {
      (candidate.isConfigured, candidate.description) = (true, own.description)
    }
    return Measured(candidate: candidate, doers: doers.sorted(), order: moment.order, isEvent: isEvent)
  }

  /// The configured value moment where it is no candidate by itself: several conditions, a number compared.
  private func configuredCandidate(_ people: Population) -> Measured? {
    guard let moment = month.world.configuration.valueMoment, month.world.valueMomentMissing == nil else { return nil }
    let isEvent = if case .event = moment.signal { true } else { false }
    let doers = (isEvent ? people.senders : people.callers).all.filter { developer in
      month.firstValue(developer).map { $0 < month.signUp(developer) + EarlyUse.countedWindow } ?? false
    }
    guard doers.count >= ValueMomentSearch.fewest else { return nil }
    return measured(moment, doers, people)
  }

  /// Best first, with adjusted p and the candidates that are one thing.
  private func rank(_ measured: [Measured]) -> [Measured] {
    var ranked = measured.sorted { left, right in
      if left.candidate.low != right.candidate.low { return left.candidate.low > right.candidate.low }
      if left.candidate.isConfigured != right.candidate.isConfigured { return left.candidate.isConfigured }
      return (left.order, left.candidate.label) < (right.order, right.candidate.label)
    }
    let adjusted = FalseDiscovery.adjusted(ranked.map(\.candidate.p))
    var leads: [Int] = []
    for index in ranked.indices {
      ranked[index].candidate.rank = index + 1
      ranked[index].candidate.adjustedP = adjusted[index]
      if let lead = leads.first(where: { Self.isSame(ranked[$0].doers, ranked[index].doers) }) {
        ranked[index].candidate.sameAs = ranked[lead].candidate.rank
      } else {
        leads.append(index)
      }
    }
    return ranked
  }

  /// Jaccard's index of two sets is at least `sameShare`.
  static func isSame(_ left: [Int], _ right: [Int]) -> Bool {
    let (fewer, more) = (min(left.count, right.count), max(left.count, right.count))
    guard Double(fewer) >= sameShare * Double(more) else { return false }
    let both = Set(left).intersection(right).count
    return Double(both) >= sameShare * Double(left.count + right.count - both)
  }
}
