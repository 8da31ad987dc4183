import ReportModel
import Statistics

/// Where most of a segment's own move sits, one dimension further in: a version of an endpoint, a plan of an SDK.
///
/// The search stands by the shorter name where the rest of a segment moved as well; what is inside it is told beside it
/// where the leaves pay for that: against the segment's own common move, at the bar of what hides under a total, and with
/// at least half of the segment's move, well beyond its share of the segment.
struct NestedSegment {
  let table: LeafTable
  let noise: ScanNoise

  /// Part of the segment's move that sits in it, at least.
  static let leastShare = 0.5
  /// How many times its share of the segment that part must be.
  static let farMore = 1.5

  struct Found {
    /// The whole segment, with the dimension further in.
    var part: Bridge.Part
    /// Of the outer segment's contribution.
    var share: Double
  }

  /// nil where nothing inside it tells more.
  func inside(_ outer: Bridge.Part) -> Found? {
    guard outer.segment.count == 1, outer.flow == nil, outer.effect == .rate || outer.effect == .volume,
      table.rowsPerUnit.map({ $0.current == 1 && $0.previous == 1 }) ?? false
    else { return nil }
    let leaves = (0..<table.count).filter { table.contains(outer.values, leaf: $0) }
    let dimensions = table.dimensions.indices.filter {
      outer.segment[table.dimensions[$0]] == nil && !["flow", "company_id"].contains(table.dimensions[$0])
    }
    guard !dimensions.isEmpty, let whole = move(leaves), let around = around(leaves, dimensions) else { return nil }
    var noise = noise
    noise.dispersion = max(1, noise.dispersion * outer.inflation)
    noise.variation = max(noise.variation, Naming.segmentVariation)
    var search = LeafSearch(table: around, noise: noise)
    search.options.depth = 1
    search.options.most = 1
    search.options.threshold += HiddenSegments.strictness
    guard let found = search.run().located.first, Naming.isNameable(found.key), (found.ratio > 1) == (whole.amount > 0)
    else { return nil }
    let values = outer.values.merging(found.key.mapValues { [$0] }) { first, _ in first }
    let own = leaves.filter { table.contains(values, leaf: $0) }
    guard let part = move(own), part.rows >= Naming.leastRows else { return nil }
    let share = part.amount / whole.amount
    guard (Self.leastShare...1).contains(share), share >= Self.farMore * part.rows / whole.rows else { return nil }
    return Found(part: self.part(outer, found.key, own, share: share), share: share)
  }

  private func part(
    _ outer: Bridge.Part, _ key: [String: String], _ leaves: [Int], share: Double
  ) -> Bridge.Part {
    let cell = LeafCells(table, segments: [leaves]).segments[0]
    var part = outer
    part.segment.merge(key) { first, _ in first }
    part.contribution = share * outer.contribution
    part.detail = nil
    switch table.kind {
    case .additive: part.inside = Cause.Inside(previous: cell.before.numerator, value: cell.now.numerator)
    case .ratio: part.inside = Cause.Inside(previous: cell.before.value, value: cell.now.value)
    case .exceedance: part.inside = nil
    }
    let counts =
      table.kind == .additive
      ? [cell.now.numerator, cell.before.numerator] : [cell.now.denominator, cell.before.denominator]
    part.rows = Cause.Rows(current: Int(counts[0].rounded()), previous: Int(counts[1].rounded()))
    part.inside?.n = part.rows?.current
    return part
  }

  /// What leaves add to the whole change, and the rows of both months; nil where they moved nothing.
  private func move(_ leaves: [Int]) -> (amount: Double, rows: Double)? {
    let cells = LeafCells(table, segments: [leaves])
    let cell = cells.segments[0]
    let amount = cells.contribution(of: 0, level: 1)
    let rows =
      table.kind == .additive
      ? cell.now.numerator + cell.before.numerator : cell.now.denominator + cell.before.denominator
    return amount != 0 && rows > 0 ? (amount, rows) : nil
  }

  /// The segment's leaves over the other dimensions, as expected had all of it moved alike.
  private func around(_ leaves: [Int], _ dimensions: [Int]) -> LeafTable? {
    let cell = LeafCells(table, segments: [leaves]).segments[0]
    let level: Double
    if table.kind == .additive {
      guard cell.expected > 0 else { return nil }
      level = cell.observed / cell.expected
    } else {
      guard let now = cell.now.value, let before = cell.before.value, before > 0 else { return nil }
      level = now / before
    }
    var builder = LeafTable.Builder(table.kind, dimensions: dimensions.map { table.dimensions[$0] })
    for leaf in leaves {
      var before = table.previous[leaf]
      let most = table.kind == .additive ? Double.infinity : max(before.denominator, before.numerator)
      before.numerator = min(most, before.numerator * level)
      builder.add(
        dimensions.map { table.names[$0][Int(table.codes[$0][leaf])] }, current: table.current[leaf], previous: before,
        expected: table.expected.map { $0[leaf] * level })
    }
    return builder.table()
  }
}
