import Foundation
import ReportModel
import Statistics

/// The segments a table's change sits in, with what each adds: the scan statistic and the exact bridge, by names.
struct LeafSearch {
  let table: LeafTable
  var options = SegmentScan.Options()
  /// nil = estimated from the leaves' scatter.
  var noise: ScanNoise?

  /// A segment by name, with its own sums.
  struct Located {
    /// Dimension → value; of several values of a dimension all of them, in one string.
    var key: [String: String]
    /// Several values of a dimension that moved together, the most telling first (`ValueGroups`).
    var values: (dimension: String, values: [String])?
    /// Log-likelihood beyond the cost of naming it.
    var score: Double
    /// Observed ÷ expected, over the rest's for counts.
    var ratio: Double
    /// How much more such segments stray than their leaves would by themselves.
    var inflation = 1.0
    /// Leaves that belong to it and to none before it.
    var leaves: [Int]
    /// Part of the table's change, in the table's unit.
    var contribution: Double
  }

  struct Outcome {
    /// Best first; contributions + broad + unexplained = change.
    var located: [Located]
    /// The best of the first search whether or not they passed, best first; without contributions.
    var candidates: [(key: [String: String], score: Double)]
    /// What all that was not located did together; nil where that is within noise.
    var broad: (ratio: Double, contribution: Double)?
    var unexplained: Double
    /// Σ observed − Σ expected, or the difference of the shares.
    var change: Double
    var noise: ScanNoise
  }

  /// Standard errors from which what was not located counts as having moved together.
  static let leastBroadErrors = 3.0

  func run() -> Outcome {
    var result = SegmentScan(scanTable(), options: options, noise: noise, quiet: quietTable()).run()
    // Back from rows to the table's unit.
    result.noise.dispersion /= rowScale
    let cells = LeafCells(table, segments: result.found.map(\.leaves))
    var located: [Located] = []
    let broad = broad(cells, result)
    for (index, segment) in result.found.enumerated() {
      located.append(
        Located(
          key: key(segment), score: segment.score, ratio: segment.ratio, inflation: segment.inflation,
          leaves: segment.leaves,
          contribution: cells.contribution(of: index, level: broad?.ratio ?? 1)))
    }
    let told = located.reduce(0) { $0 + $1.contribution } + (broad?.contribution ?? 0)
    return Outcome(
      located: located, candidates: candidates(result), broad: broad, unexplained: cells.change - told,
      change: cells.change, noise: result.noise)
  }

  /// Rows behind one unit of an amount that is counted: only rows stray as chance has it (tickets per 100 developers).
  private var rowScale: Double {
    guard let rows = table.rowsPerUnit?.current, rows > 0, rows.isFinite else { return 1 }
    return rows
  }

  /// Candidates: what was found, then the best of the first search.
  private func candidates(_ result: SegmentScan.Result) -> [(key: [String: String], score: Double)] {
    var seen: Set<[String: String]> = []
    return (result.found + result.candidates).compactMap { segment in
      let key = key(segment)
      return seen.insert(key).inserted ? (key, segment.score) : nil
    }
  }

  func key(_ segment: SegmentScan.Segment) -> [String: String] {
    var key: [String: String] = [:]
    for (dimension, code) in zip(segment.dimensions, segment.codes) {
      key[table.dimensions[dimension]] = table.names[dimension][Int(code)]
    }
    return key
  }

  func scanTable() -> ScanTable {
    let sizes = table.names.map(\.count)
    switch table.kind {
    case .additive:
      let rows =
        table.rowsPerUnit.map { perUnit in
          table.current.indices.map {
            table.current[$0].numerator * perUnit.current + table.previous[$0].numerator * perUnit.previous
          }
        } ?? []
      return ScanTable(
        counts: table.current.map { rowScale * $0.numerator },
        expected: table.expected?.map { rowScale * $0 } ?? table.previous.map { rowScale * $0.numerator },
        sizes: sizes, codes: table.codes, baseline: table.expected == nil ? 1 : 0.5, rows: rows)
    case .ratio, .exceedance:
      return ScanTable(
        numerators: table.current.map(\.numerator), denominators: table.current.map(\.denominator),
        baseNumerators: table.previous.map(\.numerator), baseDenominators: table.previous.map(\.denominator),
        sizes: sizes, codes: table.codes)
    }
  }

  /// The month before against the one before that, on the same leaves.
  private func quietTable() -> ScanTable? {
    guard let quiet = table.quiet else { return nil }
    let sizes = table.names.map(\.count)
    switch table.kind {
    case .additive:
      // Months differ in length and level; that is no segment's.
      return ScanTable(
        counts: quiet.current.map { rowScale * $0.numerator }, expected: quiet.previous.map { rowScale * $0.numerator },
        sizes: sizes,
        codes: table.codes, baseline: 1)
    case .ratio, .exceedance:
      let before =
        quiet.previous.reduce(0) { $0 + $1.numerator } / max(1, quiet.previous.reduce(0) { $0 + $1.denominator })
      let now = quiet.current.reduce(0) { $0 + $1.numerator } / max(1, quiet.current.reduce(0) { $0 + $1.denominator })
      // The whole may have moved; what is asked is how segments stray around it.
      let level = before > 0 ? now / before : 1
      return ScanTable(
        numerators: quiet.current.map(\.numerator), denominators: quiet.current.map(\.denominator),
        baseNumerators: quiet.previous.map { min($0.denominator, $0.numerator * level) },
        baseDenominators: quiet.previous.map(\.denominator), sizes: sizes, codes: table.codes)
    }
  }

  /// What the rest did together, where that is more than its noise.
  private func broad(_ cells: LeafCells, _ result: SegmentScan.Result) -> (ratio: Double, contribution: Double)? {
    let rest = cells.rest
    switch table.kind {
    case .additive:
      guard rest.expected > 0, rest.observed > 0 else { return nil }
      let ratio = rest.observed / rest.expected
      let variance =
        (result.noise.dispersion * rest.expected + pow(result.noise.variation, 2) * rest.square)
        / (rest.expected * rest.expected)
      guard abs(ratio - 1) > LeafSearch.leastBroadErrors * variance.squareRoot() else { return nil }
      return (ratio, (ratio - 1) * cells.expected)
    case .ratio, .exceedance:
      guard let now = rest.now.value, let before = rest.before.value, before > 0 else { return nil }
      let pooled = (rest.now.numerator + rest.before.numerator) / (rest.now.denominator + rest.before.denominator)
      let chance =
        result.noise.dispersion * abs(pooled * (1 - min(1, pooled)))
        * (1 / rest.now.denominator + 1 / rest.before.denominator)
      let contribution = cells.restContribution
      guard abs(now - before) > LeafSearch.leastBroadErrors * chance.squareRoot(),
        abs(contribution) >= 0.2 * abs(cells.change)
      else { return nil }
      return (now / before, contribution)
    }
  }
}
