/// How far one finding agrees with the truth.
struct FindingMatch {
  let isMetric: Bool
  let isEffect: Bool
  /// 1 exact; 0.5 where more than half of the traffic of either is in both; 0.
  let segment: Double

  var isExact: Bool { isMetric && isEffect && segment == 1 }

  init(_ finding: ReportFile.Finding, _ report: ReportFile, _ truth: Truth) {
    let metric = report.metric(finding.metric)
    let parts = finding.causes.filter { $0.contribution != nil }
    let first = parts.first
    let isDirected: Bool =
      switch (truth.rises, metric?.verdict) {
      case (nil, _): true
      case (let rises?, "worse"), (let rises?, "better"): ((metric?.change?.absolute ?? 0) > 0) == rises
      case (let rises?, _): ((first?.contribution ?? 0) > 0) == rises
      }
    isMetric =
      truth.metrics.contains(finding.metric) && truth.verdicts.contains(metric?.verdict ?? "") && isDirected
    isEffect = truth.effects?.contains(first?.effect ?? "") ?? true
    segment = Self.segment(parts, truth)
  }

  private static func segment(_ parts: [ReportFile.Cause], _ truth: Truth) -> Double {
    if let flow = truth.flow {
      return parts.first?.flow == flow ? 1 : parts.contains { $0.flow == flow } ? 0.5 : 0
    }
    guard let wanted = truth.segments else { return 1 }
    let named = parts.first?.segments ?? []
    let everywhere = parts.flatMap(\.segments)
    if named.contains(where: wanted.contains), truth.allOf.allSatisfy(everywhere.contains) { return 1 }
    let isNear = named.contains { one in wanted.contains { jaccard(one, $0) >= 0.5 } }
    return isNear ? 0.5 : 0
  }

  /// Traffic in both segments ÷ traffic in either, were the dimensions independent.
  static func jaccard(_ one: [String: String], _ other: [String: String]) -> Double {
    func mass(_ segment: [String: String]) -> Double {
      segment.sorted { $0.key < $1.key }.reduce(1) { $0 * Dimensions.share($1.key, $1.value) }
    }
    if one.contains(where: { key, value in other[key].map { $0 != value } ?? false }) { return 0 }
    let both = mass(one.merging(other) { $1 })
    let either = mass(one) + mass(other) - both
    return either > 0 ? both / either : 0
  }
}
