import ReportModel

/// A count, or an amount, split into what each segment added.
///
/// Contribution = now − base, where the base is last month's (or, where the calendar matters, what last month's would
/// have been on this month's days); the sum over segments is the whole. A segment's excess is what it added beyond the
/// share its size gives it: a growth all segments share names none of them.
struct AdditiveSplit {
  let metric: MeasuredMetric
  let values: ComparedValues
  /// The calendar's part of the change; 0 where it is not told apart.
  let calendar: Double

  /// Months differ in every segment by about this much without anything having happened.
  static let segmentVariation = 0.05

  func split(_ breakdown: SegmentBreakdown) -> Split {
    let scale = CellScale(breakdown, values: values)
    let shift = values.previous != 0 ? (values.previous + calendar) / values.previous : 1
    let real = values.change - calendar
    let isFlow = breakdown.cells.contains { $0.flow != nil }
    var parts = breakdown.cells.map { part($0, breakdown.dimension, scale, shift) }
    let sizes = parts.indices.map { base(breakdown.cells[$0], scale, shift) }
    if isFlow {
      addFlowExcess(&parts, breakdown.cells, sizes)
    } else {
      let size = sizes.reduce(0, +)
      let change = parts.reduce(0) { $0 + $1.contribution }
      for index in parts.indices {
        parts[index].size = size > 0 ? max(0, sizes[index]) / size : 0
        parts[index].excess = parts[index].contribution - change * parts[index].size
      }
    }
    return Split(dimension: breakdown.dimension, real: real, parts: parts)
  }

  private func base(_ cell: SegmentCell, _ scale: CellScale, _ shift: Double) -> Double {
    if calendar != 0, let expected = cell.expected { return expected * scale.current }
    return cell.previous.numerator * scale.previous * shift
  }

  private func part(_ cell: SegmentCell, _ dimension: String, _ scale: CellScale, _ shift: Double) -> Part {
    let now = cell.current.numerator * scale.current
    let before = cell.previous.numerator * scale.previous
    let rows = rows(cell)
    var variance = AdditiveSplit.segmentVariation * before * AdditiveSplit.segmentVariation * before
    if let rows {
      // Each row carries the same amount, so the variance of a Poisson count of rows is amount² per row.
      variance += rows.now > 0 ? now * now / rows.now : 0
      variance += rows.before > 0 ? before * before / rows.before : 0
    }
    return Part(
      value: cell.value, name: cell.name, flow: cell.flow, effect: effect(cell, dimension),
      contribution: now - base(cell, scale, shift), excess: 0, error: variance.squareRoot(), size: 0,
      rows: rows.map { $0.now + $0.before },
      inside: cell.flow == nil
        ? Cause.Inside(previous: before, value: now, n: rows.flatMap { Int(exactly: $0.now.rounded()) }) : nil)
  }

  private func effect(_ cell: SegmentCell, _ dimension: String) -> Cause.Effect {
    if dimension == "company_id" { return .account }
    if cell.flow != nil { return .volume }
    if cell.previous.numerator == 0, cell.current.numerator > 0 { return .entered }
    if cell.current.numerator == 0, cell.previous.numerator > 0 { return .left }
    return .volume
  }

  /// Rows behind a cell; nil for amounts of money, where an account is one row.
  private func rows(_ cell: SegmentCell) -> (now: Double, before: Double)? {
    if metric.result.unit == .money { return nil }
    func perUnit(_ numerator: Double?, _ value: Double?) -> Double {
      guard let numerator, let value, value != 0 else { return 1 }
      return numerator / value
    }
    let result = metric.result
    return (
      cell.current.numerator * perUnit(result.numerator, result.value),
      cell.previous.numerator * perUnit(result.previous.numerator, result.previous.value)
    )
  }

  /// For growth accounting: beyond the share of each flow that the segment's size gives it.
  private func addFlowExcess(_ parts: inout [Part], _ cells: [SegmentCell], _ sizes: [Double]) {
    var bySegment: [String: Double] = [:]
    var byFlow: [String: Double] = [:]
    for (cell, size) in zip(cells, sizes) {
      bySegment[cell.value, default: 0] += max(0, size)
    }
    for part in parts { byFlow[part.flow ?? "", default: 0] += part.contribution }
    let all = bySegment.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
    for index in parts.indices {
      let share = all > 0 ? (bySegment[parts[index].value] ?? 0) / all : 1 / Double(max(1, bySegment.count))
      parts[index].size = share
      parts[index].excess = parts[index].contribution - share * (byFlow[parts[index].flow ?? ""] ?? 0)
    }
  }
}

/// What a cell's unit is worth in the metric's.
struct CellScale {
  let current: Double
  let previous: Double

  /// 1 where the cells' difference is the metric's; else by month, for cells that are totals under a mean.
  init(_ breakdown: SegmentBreakdown, values: ComparedValues) {
    let now = breakdown.cells.reduce(0) { $0 + $1.current.numerator }
    let before = breakdown.cells.reduce(0) { $0 + $1.previous.numerator }
    let tolerance = 1e-6 * max(abs(values.value), abs(values.previous), 1e-12)
    if abs((now - before) - values.change) <= tolerance || now == 0 || before == 0 {
      current = 1
      previous = 1
    } else {
      current = values.value / now
      previous = values.previous / before
    }
  }
}
