import ArgumentParser
import Foundation

/// Planted and null months: whether the report finds what was planted, and nothing where nothing was.
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why", abstract: "Planted months with known causes, and null months, against the report.",
    subcommands: [WhyRun.self, WhyGenerate.self], defaultSubcommand: WhyRun.self)
}

struct WhyGenerate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Writes the exports of one planted or null month.")

  @Option(help: "Number of the scenario, 1–20; 0 = a null month.") var scenario = 0
  @Option(help: "Multiple of the detection limit.") var strength = 1.0
  @Option(help: "Seed.") var seed: UInt64 = 1
  @Option(help: "Noise profile.") var profile = "plain"
  @Option(help: "Folder for the exports.") var out: String

  func run() throws {
    let month = PlantedMonth(
      scenario: scenario, strength: strength, seed: seed, profile: NullProfile(rawValue: profile) ?? .plain)
    let truth = try month.write(to: out)
    print(String(decoding: try JSONEncoder().encode(truth), as: UTF8.self))
  }
}

/// One month of the benchmark.
struct PlantedMonth: Hashable {
  var scenario: Int
  var strength: Double
  var seed: UInt64
  var profile: NullProfile

  var name: String {
    scenario == 0
      ? "null-\(profile.rawValue.replacingOccurrences(of: " ", with: "-"))-\(seed)" : "\(scenario)-\(strength)-\(seed)"
  }

  /// Writes the exports and returns the truth, which never enters their folder.
  func write(to folder: String) throws -> Scenario.Truth {
    let world = PlantedWorld(seed: seed &* 1_000 &+ UInt64(scenario), profile: profile)
    let planted = Scenario.planted(scenario, strength: strength, world: world)
    var exports = PlantedExports(world: world, scenario: planted, folder: folder, seed: seed)
    try exports.write()
    return planted.truth
  }
}

struct WhyRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Generates the months, runs the report on each, and scores it.")

  @Option(help: "Only these scenarios, such as 1,2,16; 0 = none.") var scenarios = ""
  @Option(help: "Strengths, as multiples of the detection limit.") var strengths = "0.5,1,2"
  @Option(help: "Seeds of each.") var seeds = 5
  @Option(help: "Null months, shared among the noise profiles.") var null = 200
  @Option(help: "The program.") var binary = ".build/release/throughline"
  @Option(help: "Working folder.") var work = ".build/bench/why"
  @Option(help: "Months at once.") var jobs = 2
  @Flag(help: "Keep exports and reports.") var keep = false
  @Option(help: "Write the table as Markdown to this file.") var docs: String?

  func run() throws {
    let wanted = scenarios.isEmpty ? Array(1...20) : scenarios.split(separator: ",").compactMap { Int($0) }
    var months: [PlantedMonth] = []
    for scenario in wanted where (1...20).contains(scenario) {
      for strength in strengths.split(separator: ",").compactMap({ Double($0) }) {
        for seed in 1...max(1, seeds) {
          months.append(.init(scenario: scenario, strength: strength, seed: UInt64(seed), profile: .plain))
        }
      }
    }
    let profiles = NullProfile.allCases
    for index in 0..<null {
      months.append(
        .init(scenario: 0, strength: 0, seed: UInt64(1_000 + index), profile: profiles[index % profiles.count]))
    }
    let scores = WhyRunner(binary: binary, work: work, keep: keep).run(months, jobs: jobs)
    let table = WhyTable(scores: scores)
    print(table.text)
    if let docs { try table.markdown.write(toFile: docs, atomically: true, encoding: .utf8) }
    if table.hasHardFails { throw ExitCode(1) }
  }
}
