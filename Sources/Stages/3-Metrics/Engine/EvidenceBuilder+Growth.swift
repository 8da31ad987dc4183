import ReportModel
import Rollup

extension EvidenceBuilder {
  /// Active tokens and developers, by growth accounting.
  func weeklyLeaves() -> [LeafTable] {
    if definition.id == "active_developers" { return [developerGrowthLeaves()].compactMap { $0 } }
    guard definition.id == "wat" || definition.id == "wat.last_week" else { return [] }
    return [growthLeaves()].compactMap { $0 }
  }

  /// Active tokens by growth accounting and home segment: what each weighs this month and last.
  private func growthLeaves() -> LeafTable? {
    guard let growth = TokenGrowth(current, previous, isMean: definition.id == "wat") else { return nil }
    var builder = LeafTable.Builder(.additive, dimensions: ["flow"] + definition.segments, unit: growth.unit)
    for part in growth.parts {
      let owner = current.owner(ofToken: part.token)
      builder.add(
        [part.flow] + definition.segments.map { value($0, owner) },
        current: Fraction(growth.whole(part.now), of: 1), previous: Fraction(growth.whole(part.before), of: 1))
    }
    var table = builder.table()
    table.usualFlows = TokenGrowth(previous, previous.previous, isMean: definition.id == "wat")?.changes
    return table
  }

  /// Active developers by how they came to be active in their month and who they are.
  ///
  /// In the four weeks before their first call of the month they called (*retained*), or only earlier (*resurrected*), or
  /// never (*new*). Held against the whole month before, who falls silent in one month and does not wake in the next is
  /// *lost*, whatever was to be expected; so fewer who come back show as what they are, and who left as fewer who were
  /// retained.
  private func developerGrowthLeaves() -> LeafTable? {
    guard let rollup = current.rollup else { return nil }
    let dimensions = definition.segments.filter { dimension in
      current.active.contains { value(dimension, $0) != World.unknown }
    }
    let start = rollup.coveredDays.lowerBound
    let isKnown = start + Self.dormantDays <= previous.days.lowerBound
    guard !dimensions.isEmpty else { return nil }
    func flow(_ developer: Int, _ days: Range<Day>) -> String {
      let active = rollup.activeDays(developer: developer, in: days.lowerBound - Self.dormantDays..<days.upperBound)
      guard let first = active.first(where: { $0 >= days.lowerBound }) else { return "retained" }
      if active.contains(where: { $0 < first && $0 >= first - Self.dormantDays }) { return "retained" }
      return rollup.calls(developer: developer, days: start..<max(start, first)) > 0 ? "resurrected" : "new"
    }
    var builder = LeafTable.Builder(.additive, dimensions: (isKnown ? ["flow"] : []) + dimensions)
    func values(_ developer: Int, _ days: Range<Day>) -> [String] {
      (isKnown ? [flow(developer, days)] : []) + dimensions.map { value($0, developer) }
    }
    for developer in current.active {
      builder.add(values(developer, current.days), current: Fraction(1, of: 1))
    }
    for developer in previous.active {
      builder.add(values(developer, previous.days), previous: Fraction(1, of: 1))
    }
    return builder.table()
  }

  /// Four weeks, as tokens are held against the week four weeks before.
  private static let dormantDays: Day = 28
}

extension MonthFacts {
  /// The existing developer a token belongs to, −1 = nobody.
  func owner(ofToken token: Int) -> Int { owners[token] }

  func findOwners() -> [Int] {
    guard let identity = rollup?.identity else { return [] }
    return (0..<identity.tokenCount).map { token in
      let owner = identity.owner(ofToken: token)
      return owner >= 0 && exists(owner) ? owner : -1
    }
  }
}
