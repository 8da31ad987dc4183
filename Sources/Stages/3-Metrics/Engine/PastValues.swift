package import ReportModel

extension MetricEngine {
  /// Every metric that has a value of a past month as its report saw it: under the as_of that stands there; none where
  /// that is no time.
  package func values(of past: Month, asOf text: String) -> [String: Double] {
    guard let asOf = PastValues.moment(text) else { return [:] }
    let facts = MonthFacts(world: world, window: ReportWindow(month: past, zone: world.zone, asOf: asOf))
    var values: [String: Double] = [:]
    for definition in MetricCatalog.all { values[definition.id] = definition.evaluate(facts).value }
    return values
  }

  /// The as_of a past month has in this report: as far behind its end as the report's own.
  package func usualAsOf(of past: Month) -> String { ZoneTable.iso(month.window.on(past).asOf) }
}

enum PastValues {
  /// A moment as `ZoneTable.iso` writes it: `2026-11-01T00:00:00Z`, perhaps with a fraction.
  static func moment(_ text: String) -> Instant? {
    guard text.hasSuffix("Z") else { return nil }
    let parts = text.dropLast().split(separator: "T")
    guard parts.count == 2, let day = Civil.day(iso: String(parts[0])) else { return nil }
    let clock = parts[1].split(separator: ":")
    guard clock.count == 3, let hours = Int64(clock[0]), let minutes = Int64(clock[1]) else { return nil }
    let seconds = clock[2].split(separator: ".")
    guard let whole = seconds.first.flatMap({ Int64($0) }), seconds.count <= 2 else { return nil }
    let digits = seconds.count == 2 ? String((seconds[1] + "000000").prefix(6)) : "0"
    guard let fraction = Int64(digits) else { return nil }
    let time = hours * Duration.hour + minutes * Duration.minute + whole * Duration.second + fraction
    return Int64(day) * Duration.day + time
  }
}

extension MetricCatalog {
  /// Changes whenever a metric's formula, unit, target or bands do: FNV-1a over all of them.
  package static var fingerprint: String {
    let text = all.map { definition in
      let bands = definition.bands.map { bands in
        bands.limits.map { "\($0.below) \($0.name)" }.joined(separator: ",") + bands.last
      }
      return [
        definition.id, definition.unit.rawValue, definition.formula, definition.target.map { "\($0)" } ?? "",
        bands ?? "",
      ].joined(separator: "|")
    }.joined(separator: "\n")
    return Fingerprint.of(text)
  }
}
