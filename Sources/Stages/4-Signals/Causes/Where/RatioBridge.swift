import Foundation
import ReportModel
import Statistics

/// A ratio split into what got worse inside segments, what only moved between them, and what moved everywhere.
///
/// Segments come from the scan (which is blind to composition on purpose), parts from Kitagawa's decomposition over
/// them and the values of one dimension in the rest (`LeafCells`). For quantiles the ratio is the share above last
/// month's quantile, scaled to the metric's change.
struct RatioBridge {
  let values: ComparedValues
  var strictness = 0.0
  var isHidden = false
  /// Money or survey points carry no binomial chance.
  var isAmount = false
  /// When a segment's move began, for `ValueGroups`.
  var began: ((LeafTable, [String: String], Bool) -> ClosedRange<Day>?)?

  func bridge(_ table: LeafTable) -> Bridge? {
    let whole = LeafCells(table, segments: [])
    guard let scale = scale(table.kind, whole) else { return nil }
    var search = LeafSearch(table: table)
    search.options.threshold += strictness
    let began = self.began
    let (found, outcome) = search.grouped(
      ValueGroups(table: table, began: began.map { began in { began(table, $0, $1) } }))
    let named = found.filter { located in
      let cell = LeafCells(table, segments: [located.leaves])
      let part = scale * cell.contribution(of: 0, level: 1)
      let isWorth = isHidden || abs(part) >= Naming.leastShare * abs(values.change)
      return Naming.isNameable(located.key) && isWorth && isDistinct(cell.segments[0], outcome.noise, located.inflation)
    }
    let cells = LeafCells(table, segments: named.map(\.leaves))
    let isAccount = table.dimensions == ["company_id"]
    var parts = named.enumerated().map { index, located in
      part(located, cells, index, scale: scale, table: table, isAccount: isAccount)
    }
    let mix = isAccount ? nil : mix(table, named, scale: scale)
    let told = parts.reduce(0) { $0 + $1.contribution } + (mix?.contribution ?? 0)
    let rest = values.change - told
    let broad = broad(cells.rest, rest, outcome.noise, beside: mix)
    let isFlat =
      abs(rest) < Naming.remainder * abs(values.change)
      && mix.map { abs($0.contribution) < 0.5 * abs(values.change) } ?? true
    for index in parts.indices where !isFlat && !isHidden { parts[index].isLocated = false }
    return Bridge(parts: parts, mix: mix, broad: broad, table: table, noise: outcome.noise)
  }

  /// From the table's shares to the metric; nil where a quantile's share did not move with it.
  private func scale(_ kind: LeafTable.Kind, _ cells: LeafCells) -> Double? {
    guard let now = cells.rest.now.value, let before = cells.rest.before.value else { return nil }
    if kind == .exceedance {
      let change = now - before
      guard change != 0, values.change != 0, (change > 0) == (values.change > 0) else { return nil }
      return values.change / change
    }
    if now != 0 { return values.value / now }
    return before != 0 ? values.previous / before : nil
  }

  private func part(
    _ located: LeafSearch.Located, _ cells: LeafCells, _ index: Int, scale: Double, table: LeafTable, isAccount: Bool
  ) -> Bridge.Part {
    let cell = cells.segments[index]
    let (rate, mix) = cells.parts(cell)
    let isRatio = table.kind == .ratio
    return Bridge.Part(
      segment: located.key, several: located.values, title: located.key["company_id"].flatMap { table.titles[$0] },
      effect: isAccount ? .account : .rate,
      // A company is told as one story: what it did to its rate and to its weight stands in one part.
      contribution: scale * (isAccount ? rate + mix : rate),
      // A share above a quantile is not the metric's own value inside the segment; only its size is known.
      inside: Cause.Inside(
        previous: isRatio ? cell.before.value.map { $0 * scale } : nil,
        value: isRatio ? cell.now.value.map { $0 * scale } : nil, n: Int(exactly: cell.now.denominator.rounded())),
      rows: Cause.Rows(current: Int(cell.now.denominator.rounded()), previous: Int(cell.before.denominator.rounded())),
      detail: isRatio ? nil : exceedance(cell), isLocated: true,
      size: cells.weight(cell), score: located.score, inflation: located.inflation)
  }

  private func exceedance(_ cell: LeafCells.Cell) -> String? {
    guard let now = cell.now.value, let before = cell.before.value else { return nil }
    let shares = "\(NumberFormat.percent(before)) to \(NumberFormat.percent(now))"
    return "its share above last month's value went from \(shares) of \(NumberFormat.count(cell.now.denominator))"
  }

  /// Off by more than chance and a segment's ordinary variation.
  private func isDistinct(_ cell: LeafCells.Cell, _ noise: ScanNoise, _ inflation: Double) -> Bool {
    var noise = noise
    noise.dispersion *= inflation
    guard let now = cell.now.value, let before = cell.before.value,
      cell.now.denominator + cell.before.denominator >= Naming.leastRows
    else { return false }
    return abs(now - before) >= Naming.leastErrors * error(cell, noise, variation: Naming.segmentVariation)
  }

  private func error(_ cell: LeafCells.Cell, _ noise: ScanNoise, variation: Double) -> Double {
    let pooled = (cell.now.numerator + cell.before.numerator) / (cell.now.denominator + cell.before.denominator)
    let spread = abs(pooled * (1 - min(1, pooled)))
    let chance = isAmount ? 0 : noise.dispersion * spread * (1 / cell.now.denominator + 1 / cell.before.denominator)
    return (chance + pow(variation * spread, 2)).squareRoot()
  }

  // MARK: Composition

  /// What shares moved between the values of one dimension, outside the named segments; nil where that is little.
  private func mix(_ table: LeafTable, _ named: [LeafSearch.Located], scale: Double) -> Bridge.Mix? {
    let taken = Set(named.flatMap(\.leaves))
    var best: Bridge.Mix?
    for (dimension, name) in table.dimensions.enumerated() {
      var groups = [[Int]](repeating: [], count: table.names[dimension].count)
      for leaf in 0..<table.count where !taken.contains(leaf) { groups[Int(table.codes[dimension][leaf])].append(leaf) }
      let cells = LeafCells(table, segments: named.map(\.leaves) + groups)
      let parts = cells.segments.map(cells.parts)
      let total = parts.reduce(0) { $0 + $1.mix } * scale
      // A later dimension must explain more, not merely as much.
      guard abs(total) > 1.1 * abs(best?.contribution ?? 0) else { continue }
      let own = parts.dropFirst(named.count)
      let leader = own.indices.max { (abs(own[$0].mix), $1) < (abs(own[$1].mix), $0) }
      let value = leader.map { table.names[dimension][$0 - named.count] }
      let isLeading = leader.map { abs(own[$0].mix) * abs(scale) >= 0.5 * abs(total) } ?? false
      let rate = own.reduce(0) { $0 + $1.rate } * scale
      best = Bridge.Mix(
        dimension: name, contribution: total,
        leader: isLeading && value.map { !PlainName.isAnonymous($0) } ?? false ? value : nil,
        isAll: named.isEmpty && abs(rate) < 0.4 * abs(values.change))
    }
    guard let best, abs(best.contribution) >= Naming.leastMix * abs(values.change) else { return nil }
    return best
  }

  /// What is left moved on its own only where it is much of the change and more than chance; beside a mix less is
  /// enough, since better rates may hide behind a worse mix.
  private func broad(_ rest: LeafCells.Cell, _ contribution: Double, _ noise: ScanNoise, beside mix: Bridge.Mix?)
    -> Double?
  {
    let isMix = mix.map { abs($0.contribution) >= 0.5 * abs(values.change) } ?? false
    guard abs(contribution) >= (isMix ? 0.2 : 0.5) * abs(values.change), let now = rest.now.value,
      let before = rest.before.value
    else { return nil }
    return isMix || abs(now - before) > 2 * error(rest, noise, variation: 0) ? contribution : nil
  }
}
