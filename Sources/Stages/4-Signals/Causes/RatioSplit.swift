import ReportModel

/// A ratio split into what got worse inside segments and what only moved between them.
///
/// With w the segment's share of the denominator and p its own ratio: rate part = (w₀+w₁)/2·(p₁−p₀), mix part =
/// (w₁−w₀)·((p₀+p₁)/2 − (P₀+P₁)/2). Both together are the whole change, without a remainder (Kitagawa, "Components of a
/// difference between two rates", JASA 50, 1955; Das Gupta, Standardization and Decomposition of Rates, 1993). A
/// segment that is new or gone has no change of its own: all of it is mix. For quantiles the ratio is the share above
/// last month's quantile, scaled to the metric's change.
struct RatioSplit {
  let metric: MeasuredMetric
  let values: ComparedValues

  /// nil where the ratio cannot be formed in both months, or moved against the metric.
  func split(_ breakdown: SegmentBreakdown) -> Split? {
    let total = breakdown.cells.reduce(into: (n1: 0.0, d1: 0.0, n0: 0.0, d0: 0.0)) { sums, cell in
      sums.n1 += cell.current.numerator
      sums.d1 += cell.current.denominator
      sums.n0 += cell.previous.numerator
      sums.d0 += cell.previous.denominator
    }
    guard total.d1 > 0, total.d0 > 0 else { return nil }
    let now = total.n1 / total.d1
    let before = total.n0 / total.d0
    guard let scale = scale(breakdown.kind, now: now, before: before) else { return nil }
    let isAccount = breakdown.dimension == "company_id"
    var parts = breakdown.cells.map { cell in
      part(cell, of: total, centre: 0.5 * (now + before), scale: scale, kind: breakdown.kind, isAccount: isAccount)
    }
    addExcess(&parts, breakdown.cells, before: total.d0, after: total.d1)
    let split = Split(dimension: breakdown.dimension, real: values.change, parts: parts)
    guard isAccount else { return split }
    // A company is told as one story: what it did to its rate and to its weight stands in one part.
    let named = Set(split.named.map(\.key))
    for index in parts.indices where named.contains(parts[index].key) {
      parts[index].contribution += parts[index].mix
      parts[index].excess += parts[index].mix
      parts[index].mix = 0
    }
    return Split(dimension: breakdown.dimension, real: values.change, parts: parts)
  }

  /// From the ratio's unit to the metric's; nil where a quantile's exceedance share did not move with it.
  private func scale(_ kind: SegmentBreakdown.Kind, now: Double, before: Double) -> Double? {
    if kind == .exceedance {
      let change = now - before
      guard change != 0, values.change != 0, (change > 0) == (values.change > 0) else { return nil }
      return values.change / change
    }
    if now != 0 { return values.value / now }
    return before != 0 ? values.previous / before : nil
  }

  private func part(
    _ cell: SegmentCell, of total: (n1: Double, d1: Double, n0: Double, d0: Double), centre: Double, scale: Double,
    kind: SegmentBreakdown.Kind, isAccount: Bool
  ) -> Part {
    let w1 = cell.current.denominator / total.d1
    let w0 = cell.previous.denominator / total.d0
    let p1 = cell.current.value ?? cell.previous.value ?? 0
    let p0 = cell.previous.value ?? p1
    let weight = 0.5 * (w0 + w1)
    let isAmount = if case .accounts = metric.evidence { true } else { metric.result.unit == .money }
    var variance = AdditiveSplit.segmentVariation * p0 * AdditiveSplit.segmentVariation * p0
    if !isAmount {
      for (p, n) in [(p1, cell.current.denominator), (p0, cell.previous.denominator)] where n > 0 {
        variance += max(0, p * (p < 1 ? 1 - p : 1)) / n
      }
    }
    return Part(
      value: cell.value, name: cell.name, flow: cell.flow, effect: isAccount ? .account : .rate,
      contribution: scale * weight * (p1 - p0), excess: 0, error: abs(scale) * weight * variance.squareRoot(),
      size: weight,
      rows: isAmount ? nil : cell.current.denominator + cell.previous.denominator,
      // A share above a quantile is not the metric's own value inside the segment; only its size is known.
      inside: Cause.Inside(
        previous: kind == .ratio ? cell.previous.value.map { $0 * scale } : nil,
        value: kind == .ratio ? cell.current.value.map { $0 * scale } : nil,
        n: Int(exactly: cell.current.denominator.rounded())),
      detail: kind == .exceedance ? exceedance(cell) : nil,
      mix: scale * (w1 - w0) * (0.5 * (p0 + p1) - centre))
  }

  private func exceedance(_ cell: SegmentCell) -> String? {
    guard let now = cell.current.value, let before = cell.previous.value else { return nil }
    let shares = "\(NumberFormat.percent(before)) to \(NumberFormat.percent(now))"
    return "its share above last month's value went from \(shares) of \(NumberFormat.count(cell.current.denominator))"
  }

  /// Beyond the share of all rate parts that the segment's numerator gives it.
  private func addExcess(_ parts: inout [Part], _ cells: [SegmentCell], before: Double, after: Double) {
    let sizes = cells.map { cell in
      0.5 * (cell.previous.denominator / before + cell.current.denominator / after)
        * (cell.previous.value ?? cell.current.value ?? 0)
    }
    let all = sizes.reduce(0, +)
    let change = parts.reduce(0) { $0 + $1.contribution }
    for index in parts.indices {
      parts[index].excess = parts[index].contribution - (all > 0 ? change * sizes[index] / all : 0)
    }
  }
}
