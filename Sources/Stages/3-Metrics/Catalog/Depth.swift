import ReportModel
import Rollup

extension MetricCatalog {
  static let depth: [MetricDefinition] = [
    MetricDefinition(
      "endpoint_coverage.median", .adoption, "Endpoints used, median", .number, good: .up,
      formula: "per active developer distinct available endpoints with a successful call in the month: median",
      floor: ChangeFloor(relative: 0.1, absolute: 0.5), note: seenEndpoints
    ) { month in
      if let missing = month.world.callsUnresolvable { return .unavailable(missing) }
      return .quantile(0.5, of: month.coverage, orBecause: "no developer called in the month")
    },
    MetricDefinition(
      "endpoint_coverage.share", .adoption, "Endpoints used, median share of those on offer", .fraction, good: .up,
      formula: "median ÷ endpoints available", floor: .share, note: seenEndpoints
    ) { month in
      if let missing = month.world.callsUnresolvable { return .unavailable(missing) }
      guard let median = Measurement.quantile(0.5, of: month.coverage, orBecause: "").value else {
        return .unavailable("no developer called in the month")
      }
      var result = Measurement.ratio(
        median, of: Double(month.available.count), orBecause: "no endpoints available: needs endpoints or openapi")
      result.n = month.active.count
      return result
    },
    MetricDefinition(
      "endpoints.unused", .adoption, "Endpoints nobody used", .count, good: .down,
      formula: "available catalogue endpoints nobody called successfully in the month",
      floor: ChangeFloor(relative: 0.1, absolute: 1)
    ) { month in
      guard let rollup = month.rollup else { return .unavailable("needs calls (gateway logs)") }
      guard !rollup.catalogue.isEmpty else { return .unavailable("needs endpoints (or openapi.json, openapi.yaml)") }
      return .total(Double(month.unusedEndpoints.count))
    },
    MetricDefinition(
      "depth.median", .adoption, "Integration depth, median", .points, good: .up,
      formula: "100 × (volume, coverage and features, weighted), median over active developers",
      floor: ChangeFloor(relative: 0.05, absolute: 1), headline: true
    ) { month in
      if let missing = month.world.callsUnresolvable { return .unavailable(missing) }
      return .quantile(
        0.5, of: month.depth.enumerated().compactMap { developer, depth in depth.map { (developer, $0) } },
        orBecause: "no developer called in the month")
    },
    tier("experimenting", good: nil),
    tier("building", good: .up),
    tier("scaling", good: .up),
  ]

  private static func tier(_ name: String, good: MetricDefinition.Direction?) -> MetricDefinition {
    MetricDefinition(
      "depth.\(name)", .adoption, "Developers \(name)", .count, good: good,
      formula: "active developers of that depth tier", floor: .volume
    ) { month in
      if let missing = month.world.callsUnresolvable { return .unavailable(missing) }
      return .total(Double(month.tiers.count { $0 == name }))
    }
  }

  @Sendable private static func seenEndpoints(_ month: MonthFacts) -> String? {
    guard let rollup = month.rollup, rollup.catalogue.isEmpty else { return nil }
    return "Without a catalogue: of the endpoints seen in the last 90 days."
  }
}

extension MonthFacts {
  /// Distinct available endpoints each active developer called successfully.
  func findCoverage() -> [(developer: Int, value: Double)] {
    var isOffered = [Bool](repeating: false, count: rollup?.endpoints.count ?? 0)
    for endpoint in available { isOffered[endpoint] = true }
    let used = usedEndpoints
    return active.map { developer in (developer, Double(used[developer].count { isOffered[$0] })) }
  }

  var unusedEndpoints: [Int] {
    guard let rollup else { return [] }
    return available.filter { rollup.outcomes(endpoint: $0, days: days).successes == 0 }
  }
}
