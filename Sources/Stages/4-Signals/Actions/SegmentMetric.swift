import ReportModel

/// A metric inside one segment, judged by itself: what a condition with `segment` looks at.
///
/// Made of the leaves its change is searched in, so that only shares and counts can be had; a quantile of a segment is
/// not in them.
struct SegmentMetric {
  let month: Month
  let verdict: DataVerdict
  let minN: Int
  let currency: String

  struct Missing: Error { let reason: String }

  func metric(_ whole: MeasuredMetric, in segment: [String: String]) -> Result<MeasuredMetric, Missing> {
    let words = segment.keys.sorted().joined(separator: ", ")
    guard let table = whole.leaves.first(where: { Set(segment.keys).isSubset(of: $0.dimensions) }) else {
      return .failure(Missing(reason: "not split by \(words)"))
    }
    guard table.kind != .exceedance else {
      return .failure(Missing(reason: "a quantile is not kept by segment; name a share such as ttv.within_7d"))
    }
    let (now, before) = sums(table, segment)
    guard now.denominator > 0 else { return .failure(Missing(reason: "nothing in the segment this month")) }
    let result = result(whole.result, table.kind, now, before, segment)
    let evidence: ChangeEvidence =
      table.kind == .ratio
      ? .ratio(
        current: now, previous: before, daily: days(table, segment, whole.evidence), floor: whole.evidence.floor)
      : counts(table, segment, whole.evidence.floor)
    let inside = MeasuredMetric(result: result, evidence: evidence, isHeadline: true)
    let judged = ChangeAssessor(month: month, verdict: verdict, minN: minN, currency: currency).assess([inside])
    return judged.first.map { .success($0) } ?? .failure(Missing(reason: "not judged"))
  }

  private func sums(_ table: LeafTable, _ segment: [String: String]) -> (now: Fraction, before: Fraction) {
    var now = Fraction(0, of: 0)
    var before = Fraction(0, of: 0)
    for leaf in 0..<table.count where isInside(table, leaf, segment) {
      now.numerator += table.current[leaf].numerator
      now.denominator += table.current[leaf].denominator
      before.numerator += table.previous[leaf].numerator
      before.denominator += table.previous[leaf].denominator
    }
    return (now, before)
  }

  private func isInside(_ table: LeafTable, _ leaf: Int, _ segment: [String: String]) -> Bool {
    table.dimensions.enumerated().allSatisfy { index, dimension in
      segment[dimension].map { $0 == table.names[index][Int(table.codes[index][leaf])] } ?? true
    }
  }

  private func result(
    _ whole: MetricResult, _ kind: LeafTable.Kind, _ now: Fraction, _ before: Fraction, _ segment: [String: String]
  ) -> MetricResult {
    let isRatio = kind == .ratio
    let place = segment.sorted { $0.key < $1.key }
      .map { PlainName.of(dimension: $0.key, value: $0.value, name: nil) }.joined(separator: ", ")
    return MetricResult(
      id: whole.id, family: whole.family, title: "\(whole.title), \(place)", unit: whole.unit, good: whole.good,
      value: isRatio ? now.value : now.numerator, n: isRatio ? Int(now.denominator) : nil,
      numerator: isRatio ? now.numerator : nil, denominator: isRatio ? now.denominator : nil,
      previous: .init(
        value: isRatio ? before.value : before.numerator, n: isRatio ? Int(before.denominator) : nil,
        numerator: isRatio ? before.numerator : nil, denominator: isRatio ? before.denominator : nil),
      // The whole's target is the segment's too.
      target: isRatio ? whole.target : nil, smallSample: isRatio && now.denominator < Double(minN))
  }

  /// Developers are independent; calls of one day are not.
  private func days(
    _ table: LeafTable, _ segment: [String: String], _ evidence: ChangeEvidence
  ) -> [DailyFraction] {
    guard case .ratio(_, _, let daily, _) = evidence, !daily.isEmpty else { return [] }
    return table.daily?(segment.mapValues { [$0] }) ?? []
  }

  private func counts(_ table: LeafTable, _ segment: [String: String], _ floor: ChangeFloor) -> ChangeEvidence {
    guard let days = table.daily?(segment.mapValues { [$0] }) else { return .none }
    let all = days.map { DailyCount(day: $0.day, count: $0.fraction.numerator) }
    return .count(
      current: all.filter { month.days.contains($0.day) }, baseline: all.filter { $0.day < month.firstDay },
      floor: floor)
  }
}
