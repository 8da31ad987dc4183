import Foundation
import ReportModel
import Statistics

/// A count split into the segments that moved against the rest, what all of them did together, and the calendar.
///
/// A segment adds what it is beyond its expectation at the rest's level, so that a growth all share names none of them;
/// where the rest stayed within noise its level is 1 and a segment adds its whole difference.
struct CountBridge {
  let values: ComparedValues
  /// The calendar's part of the change.
  let calendar: Double
  /// Beyond the ordinary threshold of the scan.
  var strictness = 0.0
  var isHidden = false
  /// When a segment's move began, for `ValueGroups`.
  var began: ((LeafTable, [String: String], Bool) -> ClosedRange<Day>?)?

  /// nil where the table does not add up to the metric.
  func bridge(_ table: LeafTable) -> Bridge? {
    let shift = values.previous != 0 ? (values.previous + calendar) / values.previous : 1
    let real = values.change - calendar
    var search = LeafSearch(table: table.expecting { $0 * shift })
    search.options.threshold += strictness
    let began = self.began
    let groups = ValueGroups(table: search.table, began: began.map { began in { began(table, $0, $1) } })
    let (located, outcome) = search.grouped(groups)
    let cells = LeafCells(search.table, segments: located.map(\.leaves))
    let level = outcome.broad?.ratio ?? 1
    var parts: [Bridge.Part] = []
    for (index, located) in located.enumerated() {
      let cell = cells.segments[index]
      let part = Bridge.Part(
        segment: located.key, several: located.values, title: located.key["company_id"].flatMap { table.titles[$0] },
        effect: effect(cell, located.key), contribution: cells.contribution(of: index, level: level),
        inside: Cause.Inside(
          previous: cell.before.numerator, value: cell.now.numerator, n: Int(exactly: cell.now.numerator.rounded())),
        rows: rows(cell, table), isLocated: true,
        size: (cell.before.numerator + cell.now.numerator) / max(1e-12, values.previous + values.value),
        score: located.score, inflation: located.inflation)
      let least = isHidden ? HiddenSegments.leastPart * abs(values.previous) : Naming.leastShare * abs(real)
      guard Naming.isNameable(located.key), abs(part.contribution) >= least,
        isDistinct(cell, level, outcome.noise, located.inflation)
      else { continue }
      parts.append(part)
    }
    if !isHidden, !explains(parts, real) { parts = [] }
    func named() -> Double { parts.reduce(0) { $0 + $1.contribution } }
    // Where everything moved, a segment is told beside it only if it is more than a remainder.
    if !isHidden, outcome.broad != nil, abs(named()) < Naming.remainder * abs(real) { parts = [] }
    let rest = real - named()
    let isBroad = outcome.broad != nil && abs(rest) >= 0.5 * abs(real)
    // A segment is the place of the change only where the rest of it is small.
    let isFlat = abs(rest) < Naming.remainder * abs(real)
    for index in parts.indices where !isFlat && !isHidden { parts[index].isLocated = false }
    return Bridge(
      parts: parts, broad: isBroad && !parts.isEmpty || parts.isEmpty && outcome.broad != nil ? rest : nil,
      calendar: calendar, table: search.table, noise: outcome.noise)
  }

  /// Segments that mostly went the other way, or that only took from one another (users of one version moving to the
  /// next), explain nothing of the change.
  private func explains(_ parts: [Bridge.Part], _ real: Double) -> Bool {
    let sign = real > 0 ? 1.0 : -1.0
    let moves = (parts.map(\.contribution) + [real - parts.reduce(0) { $0 + $1.contribution }]).map { $0 * sign }
    let along = moves.reduce(0) { $0 + max(0, $1) }
    let against = moves.reduce(0) { $0 + max(0, -$1) }
    return parts.contains { $0.contribution * sign > 0 } && against <= 0.5 * along
  }

  private func rows(_ cell: LeafCells.Cell, _ table: LeafTable) -> Cause.Rows? {
    table.rowsPerUnit.map { perUnit in
      Cause.Rows(
        current: Int((cell.now.numerator * perUnit.current).rounded()),
        previous: Int((cell.before.numerator * perUnit.previous).rounded()))
    }
  }

  private func effect(_ cell: LeafCells.Cell, _ key: [String: String]) -> Cause.Effect {
    if key["company_id"] != nil { return .account }
    if cell.before.numerator == 0, cell.now.numerator > 0 { return .entered }
    if cell.now.numerator == 0, cell.before.numerator > 0 { return .left }
    return .volume
  }

  /// Off by more than chance and a segment's ordinary variation.
  private func isDistinct(
    _ cell: LeafCells.Cell, _ level: Double, _ noise: ScanNoise, _ inflation: Double
  ) -> Bool {
    let expected = level * cell.expected
    let variance =
      inflation * (noise.dispersion * (cell.observed + expected) + pow(noise.variation, 2) * cell.square)
      + pow(Naming.segmentVariation * max(expected, cell.observed), 2)
    return abs(cell.observed - expected) >= Naming.leastErrors * variance.squareRoot()
  }
}

extension LeafTable {
  /// The same table with an expectation made from last month's amounts.
  func expecting(_ expectation: (Double) -> Double) -> LeafTable {
    var table = self
    table.setExpected(previous.map { expectation($0.numerator) })
    return table
  }
}
