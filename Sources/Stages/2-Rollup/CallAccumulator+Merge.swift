import ReportModel

extension CallAccumulator {
  /// Adds what another accumulator of the same plan, developers and catalogue has counted.
  ///
  /// Sums, minima and sets only: merging the parts of any split of the rows gives what one pass over all gives, unless
  /// `isBeyondLimits` then says that it may not.
  package mutating func merge(_ other: CallAccumulator) {
    settle()
    var other = other
    other.settle()
    let (tokens, companies) = identity.adopt(other.identity)
    let endpoints = resolver.merge(other.resolver)
    let endpoint = { (id: Int) in endpoints[id] }
    for index in facts.indices {
      facts[index].merge(other.facts[index], valueCount: plan.valueCount, endpoint: endpoint)
    }
    identity.noteMet(other.identity)
    developerDays.merge(other.developerDays) { $0 }
    traffic.merge(other.traffic, renumber: endpoint)
    let combo = other.combos.adopted(by: &combos, endpoint: endpoint)
    cube.merge(other.cube) { combo[$0] }
    companyDays.merge(other.companyDays) { companies[$0] }
    companyWeeks.merge(other.companyWeeks) { companies[$0] }
    tokenWeeks.merge(other.tokenWeeks) { tokens[$0] }
    tokenEarlier.merge(other.tokenEarlier) { tokens[$0] }
    resolution.merge(other.resolution) { $0 }
    latency.merge(other.latency, endpoint: endpoint)
    clientLatency.merge(other.clientLatency, endpoint: endpoint)
    totals.merge(other.totals)
    usage.merge(other.usage, endpoint: endpoint)
  }

  /// Whether so many endpoints or values of a dimension came that some were counted as `(other)`.
  ///
  /// Which ones depends on the order of the rows, so that only one pass in one accumulator is repeatable then.
  package var isBeyondLimits: Bool {
    resolver.isNearLimit || combos.isBeyondLimits || latency.regions.count >= ComboTable.valueLimit
      || clientLatency.regions.count >= ComboTable.valueLimit
  }
}
