import ReportModel

extension CallAccumulator {
  /// Adds what another accumulator of the same plan, developers and catalogue has counted.
  ///
  /// Sums, minima and sets only: merging the parts of any split of the files gives what one pass over all gives.
  /// Learned templates are compared by name, so learn routes in one accumulator or give a catalogue.
  package mutating func merge(_ other: CallAccumulator) {
    let tokens = (0..<other.identity.tokenCount).map { identity.token(named: other.identity.tokenName($0)) }
    let companies = (0..<other.identity.companyCount).map { identity.company(named: other.identity.companyID($0)) }
    let (names, renumbered) = other.resolver.finished()
    let byName = names.map { resolver.adopt($0) }
    let endpoint = { (id: Int) in byName[renumbered[id]] }
    for index in facts.indices { facts[index].merge(other.facts[index], endpoint: endpoint) }
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
    other.usage.forEach { key in
      let use = UsageKey.unpack(key)
      usage.insert(
        UsageKey.pack(
          developer: use.developer, month: use.month, endpoint: endpoint(use.endpoint), successful: use.successful))
    }
  }
}
