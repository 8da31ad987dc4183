import Foundation
import ReportModel
import Statistics
import Testing

@testable import Signals

/// What may not change the answer for a bare table, and that its parts add up.
@Suite("Bare tables of leaves")
struct LeafReportTests {
  private struct Row {
    var values: [String]
    var current: Fraction
    var previous: Fraction
  }

  private func report(_ rows: [Row], _ kind: LeafTable.Kind, depth: Int = 3) -> LeafReport {
    var builder = LeafTable.Builder(kind, dimensions: ["region", "product", "plan"])
    for row in rows {
      builder.add(
        row.values, current: row.current, previous: row.previous,
        expected: kind == .additive ? row.previous.numerator : nil)
    }
    var table = builder.table()
    table.rowsPerUnit = nil
    return LeafReport(table, depth: depth, most: 3)
  }

  /// Random rows with zeros, segments that are new, that vanished, and one that moved.
  private func rows(seed: UInt64, _ kind: LeafTable.Kind) -> [Row] {
    var random = SplitMix64(seed: seed)
    var rows: [Row] = []
    for region in 0..<6 {
      for product in 0..<5 {
        for plan in 0..<4 where random.uniform() < 0.9 {
          let size = 10 + 400 * random.uniform()
          var now = random.uniform() < 0.1 ? 0 : (size * (1 + 0.1 * random.normal())).rounded()
          var before = random.uniform() < 0.1 ? 0 : (size * (0.5 + seed.isMultiple(of: 2).asNumber)).rounded()
          if region == 5 { before = 0 }
          if product == 4 { now = 0 }
          let moved = region == 2 ? 0.35 : 0.1
          let (part, whole) = ((0.1 * before).rounded(), before)
          rows.append(
            kind == .ratio
              ? Row(
                values: ["r\(region)", "p\(product)", "l\(plan)"], current: Fraction((moved * now).rounded(), of: now),
                previous: Fraction(part, of: whole))
              : Row(
                values: ["r\(region)", "p\(product)", "l\(plan)"],
                current: Fraction(region == 2 ? 3 * now : now, of: 1), previous: Fraction(before, of: 1)))
        }
      }
    }
    return rows
  }

  private func sum(_ report: LeafReport) -> Double {
    report.findings.reduce(0) { $0 + $1.contribution } + (report.broad?.contribution ?? 0) + report.unexplained
  }

  @Test("parts add up, with zeros, new and vanished segments", arguments: 1...30 as ClosedRange<UInt64>)
  func additive(seed: UInt64) {
    let counts = rows(seed: seed, .additive)
    let change = counts.reduce(0) { $0 + $1.current.numerator } - counts.reduce(0) { $0 + $1.previous.numerator }
    #expect(abs(sum(report(counts, .additive)) - change) <= 1e-9 * abs(change))
    let ratios = rows(seed: seed, .ratio)
    let now = ratios.reduce(0) { $0 + $1.current.numerator } / ratios.reduce(0) { $0 + $1.current.denominator }
    let before = ratios.reduce(0) { $0 + $1.previous.numerator } / ratios.reduce(0) { $0 + $1.previous.denominator }
    let shares = report(ratios, .ratio)
    #expect(abs(sum(shares) - (now - before)) <= 1e-12)
    #expect(shares.findings.allSatisfy { $0.contribution.isFinite && $0.score.isFinite })
  }

  @Test("a leaf split in two, and rows in another order, change nothing", arguments: 1...10 as ClosedRange<UInt64>)
  func split(seed: UInt64) throws {
    for kind in [LeafTable.Kind.additive, .ratio] {
      let whole = rows(seed: seed, kind)
      var random = SplitMix64(seed: seed)
      var halves: [Row] = []
      for row in whole {
        func part(_ fraction: Fraction, _ share: Double) -> Fraction {
          Fraction(
            (fraction.numerator * share).rounded(), of: kind == .ratio ? (fraction.denominator * share).rounded() : 1)
        }
        func rest(_ fraction: Fraction, _ part: Fraction) -> Fraction {
          Fraction(
            fraction.numerator - part.numerator,
            of: kind == .ratio ? fraction.denominator - part.denominator : 1)
        }
        let share = random.uniform()
        let (now, before) = (part(row.current, share), part(row.previous, share))
        halves.append(Row(values: row.values, current: now, previous: before))
        halves.append(
          Row(values: row.values, current: rest(row.current, now), previous: rest(row.previous, before)))
      }
      let (one, two) = (report(whole, kind), report(halves.reversed(), kind))
      #expect(one.findings.map(\.segment) == two.findings.map(\.segment))
      #expect(one.findings.map(\.contribution) == two.findings.map(\.contribution))
      #expect(one.findings.map(\.score) == two.findings.map(\.score))
      #expect(one.unexplained == two.unexplained)
      #expect(!one.findings.isEmpty)
    }
  }
}

extension Bool {
  fileprivate var asNumber: Double { self ? 1 : 0 }
}
