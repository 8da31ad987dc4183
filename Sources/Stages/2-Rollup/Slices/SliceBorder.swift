package import ReportModel

/// The window a slice was counted in and how far its rows reach, to tell which other months it serves.
package struct SliceBorder: Hashable, Sendable, Codable {
  package var firstDay: Day
  package var cubeFirstDay: Day
  package var asOf: Instant
  package var afterAsOf: Int
  /// nil = no row was counted.
  package var earliest: Instant?
  package var latest: Instant?

  /// Whether the slice gives exactly what reading the file for `plan` would.
  ///
  /// Forward in time a slice only loses days; days that were kept by month never come back. Rows at or after an as_of
  /// were not counted, so a slice that left some out serves that as_of only.
  package func serves(_ plan: RollupPlan) -> Bool {
    guard asOf == plan.window.asOf || afterAsOf == 0 && (latest ?? .min) < plan.window.asOf else { return false }
    guard let earliest else { return true }
    if plan.firstDay == firstDay && plan.cubeFirstDay == cubeFirstDay { return true }
    let day = plan.window.zone.day(of: earliest)
    if plan.cubeFirstDay < cubeFirstDay { return day >= cubeFirstDay }
    return plan.firstDay >= firstDay
  }
}

extension RollupPlan {
  /// Everything beside people and window that the counts of a row depend on, as text to be hashed.
  package func sliceSettings(catalogue: [EndpointRecord]) -> String {
    let zone = window.zone
    let parts: [String] = [
      "offsets \(zone.transitions) \(zone.offsets)",
      "timeouts \((0..<1_000).filter { timeoutStatuses.contains($0) })",
      "hello \(helloWorld.map { "call " + $0 } ?? "any")", "value \(Self.text(valueCall)) \(valueCount)",
      "milestone \(Self.text(milestoneCall))", "activation \(activationWindow)",
      "precision \(LatencyBuckets.precision)", "catalogue \(catalogue.map(\.name))",
    ]
    return parts.joined(separator: "\n")
  }

  private static func text(_ signal: CallSignal?) -> String {
    switch signal {
    case nil: "none"
    case .any: "any"
    case .endpoint(let name): "call " + name
    }
  }
}
