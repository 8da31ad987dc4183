import ReportModel
import Rollup

extension TableBuilder {
  /// Tokens of the last complete week against those of four weeks before; parts signed, so that they add up.
  func watGrowth() -> [TableRow]? {
    guard let growth = month.growthParts else { return nil }
    return growth.map { ["part": .text($0.part), "tokens": .integer($0.tokens)] }
  }

  /// Mean weekly active tokens by attribute of the token's owner; the segments add up to `wat`.
  func watSegments() -> [(id: String, rows: [TableRow])] {
    guard world.tokensMissing == nil, !month.weeks.isEmpty else { return [] }
    // Token-weeks by owner.
    var active = [Int](repeating: 0, count: world.developers.count)
    var nobodys = 0
    let owners = month.owners
    for week in month.weeks {
      for token in month.activeTokens(week: week) {
        let owner = owners[token]
        if owner < 0 { nobodys += 1 } else { active[owner] += 1 }
      }
    }
    let dimensions: [DeveloperDimension] = [.channel, .companySize, .plan, .country, .sdk, .githubStars]
    return dimensions.map { dimension in
      var counts: [String: Int] = [:]
      var unknown = nobodys
      for (owner, tokenWeeks) in active.enumerated() where tokenWeeks > 0 {
        if let value = world.attribute(dimension, ofDeveloper: owner) {
          counts[value, default: 0] += tokenWeeks
        } else {
          unknown += tokenWeeks
        }
      }
      if unknown > 0 { counts[World.unknown, default: 0] += unknown }
      let rows = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { segment, count -> TableRow in
        ["segment": .text(segment), "wat": .number(Double(count) / Double(month.weeks.count))]
      }
      return ("wat_by_\(dimension.rawValue)", rows)
    }
  }

  static let tierNames = ["experimenting", "building", "scaling"]

  func depthTiers() -> [TableRow]? {
    guard world.callsUnresolvable == nil else { return nil }
    return Self.tierNames.map { tier in
      ["tier": .text(tier), "developers": .integer(month.tiers.count { $0 == tier })]
    }
  }

  /// Who moved from which tier to which; `inactive` is the fourth, and nobody who was inactive in both is counted.
  func depthTransitions() -> [TableRow]? {
    guard world.callsUnresolvable == nil else { return nil }
    let names = Self.tierNames + ["inactive"]
    let inactive = Self.tierNames.count
    func place(_ tier: String?) -> Int { tier.flatMap(Self.tierNames.firstIndex) ?? inactive }
    var counts = [Int](repeating: 0, count: names.count * names.count)
    for (from, to) in zip(month.previousTiers, month.tiers) { counts[place(from) * names.count + place(to)] += 1 }
    counts[inactive * names.count + inactive] = 0
    return counts.indices.filter { counts[$0] > 0 }.map { index in
      [
        "from": .text(names[index / names.count]), "to": .text(names[index % names.count]),
        "developers": .integer(counts[index]),
      ]
    }
  }

  func unusedEndpoints() -> [TableRow]? {
    guard let rollup = month.rollup, !rollup.catalogue.isEmpty else { return nil }
    return month.unusedEndpoints.map { rollup.endpoints[$0] }.sorted().map { ["endpoint": .text($0)] }
  }

  func callsByCompany() -> [TableRow]? {
    guard let rollup = month.rollup, world.companiesMissing == nil else { return nil }
    let (days, daysBefore) = (month.days, previous.days)
    let total = rollup.outcomes(days: days).calls
    let rows = (0..<rollup.identity.companyCount).compactMap { company -> (calls: Int, id: String, row: TableRow)? in
      let calls = rollup.company(company, days: days, column: .calls)
      let before = rollup.company(company, days: daysBefore, column: .calls)
      guard calls + before > 0 else { return nil }
      let id = rollup.identity.companyID(company)
      let errors = rollup.company(company, days: days, column: .errors)
      return (
        calls, id,
        [
          "calls": .integer(calls), "company": .text(world.companyName(id)), "company_id": .text(id),
          "error_rate": Cell(calls == 0 ? nil : Double(errors) / Double(calls)), "previous_calls": .integer(before),
          "rate_limited": .integer(rollup.company(company, days: days, column: .rateLimited)),
          "share": Cell(total == 0 ? nil : Double(calls) / Double(total)),
        ]
      )
    }
    return rows.sorted { ($1.calls, $0.id) < ($0.calls, $1.id) }.map(\.row)
  }

  /// Calls by one dimension of the cube; nil where the export does not have it.
  func callsBy(_ column: String, _ value: (ComboTable.Combo, ComboTable) -> String) -> [TableRow]? {
    guard let rollup = month.rollup else { return nil }
    var counts: [String: OutcomeCounts] = [:]
    for cell in month.cells {
      let name = value(cell.combo, rollup.combos)
      counts[name.isEmpty ? World.unknown : name, default: OutcomeCounts()] += cell.counts
    }
    guard counts.keys.contains(where: { $0 != World.unknown }) else { return nil }
    return counts.sorted { ($1.value.calls, $0.key) < ($0.value.calls, $1.key) }.map { name, counts in
      [
        column: .text(name), "calls": .integer(counts.calls),
        "error_rate": .number(Double(counts.errors) / Double(counts.calls)),
      ]
    }
  }
}
