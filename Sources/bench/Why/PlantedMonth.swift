import Foundation

/// One month of the benchmark.
struct PlantedMonth: Codable, Hashable {
  /// 0 = a null month.
  var scenario: Int
  /// Multiple of the detection limit.
  var strength: Double
  var seed: UInt64
  var profile: String

  private var noise: NullProfile { NullProfile(rawValue: profile) ?? .plain }

  var name: String {
    scenario == 0 ? "null-\(profile.replacing(" ", with: "-"))-\(seed)" : "\(scenario)-\(strength)-\(seed)"
  }

  var calendar: PlantedCalendar {
    if scenario == 6 { return .november2025 }
    guard scenario == 0, noise == .weekendShift else { return .october2026 }
    return seed % 2 == 0 ? .november2025 : .february2026
  }

  private var weekend: Double {
    if scenario == 6 { return max(0.15, 0.65 - 0.25 * strength) }
    return noise == .weekendShift ? 0.35 : 0.6
  }

  /// Writes the exports into a folder and the truth, which the report must not see, to a file beside it.
  func write(to folder: String, truth file: String) throws -> Truth {
    // Worlds of their own by scenario and profile; the strengths of one seed share theirs.
    let kind = scenario == 0 ? 100 + (NullProfile.allCases.firstIndex(of: noise) ?? 0) : scenario
    let own = seed &* 1_000 &+ UInt64(kind)
    let world = PlantedWorld(seed: own, profile: noise, calendar: calendar, weekend: weekend)
    let planted = Scenario.planted(scenario, strength: strength, world: world)
    var exports = PlantedExports(world: world, scenario: planted, folder: folder, seed: own)
    try exports.write()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(planted.truth).write(to: URL(fileURLWithPath: file))
    return planted.truth
  }
}
