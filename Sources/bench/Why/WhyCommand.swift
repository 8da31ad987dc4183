import ArgumentParser
import Foundation

/// Planted and null months: whether the report finds what was planted, and nothing where nothing was.
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why", abstract: "Planted months with known causes, and null months, against the report.",
    subcommands: [WhyRun.self, WhyGenerate.self, WhyDocs.self], defaultSubcommand: WhyRun.self)
}

struct WhyGenerate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Writes the exports of one planted or null month.",
    discussion: "Example: bench why generate --scenario 3 --seed 1 --strength 1 --out /tmp/month")

  @Option(help: "Number of the scenario, 1–20; 0 = a null month.") var scenario = 0
  @Option(help: "Multiple of the detection limit.") var strength = 1.0
  @Option(help: "Seed.") var seed: UInt64 = 1
  @Option(help: "Noise profile of a null month: plain, growth, weekend shift, few customers, decoys.")
  var profile = "plain"
  @Option(help: "Folder for the exports; the truth is written beside it.") var out: String

  func validate() throws {
    guard (0...20).contains(scenario) else { throw ValidationError("There are scenarios 0 to 20.") }
    guard NullProfile(rawValue: profile) != nil else {
      throw ValidationError("Noise profiles: \(NullProfile.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
  }

  func run() throws {
    let month = PlantedMonth(scenario: scenario, strength: strength, seed: seed, profile: profile)
    _ = try month.write(to: out, truth: out + ".truth.json")
    print("throughline report \(out) --month \(month.calendar.label) --out \(out).reports")
  }
}

struct WhyDocs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "docs", abstract: "Writes docs/why-benchmark.md from the figures of an earlier run.")

  @Option(help: "The figures.") var figures = ".build/bench/why/why.json"
  @Option(help: "Which program they are of, for the page.") var of = "this commit"

  func run() throws { try WhyPage(table: WhyTable(scores: WhyFile(path: figures).scores), program: of).write() }
}

struct WhyRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Generates the months, runs the report on each, and scores it.",
    discussion: "Example: bench why --scenario 3 --strength 1,2 --seeds 2 --null 0 --keep")

  @Option(help: "Only these scenarios, such as 1,2,16; 0 = none.") var scenario = ""
  @Option(help: "Strengths, as multiples of the detection limit.") var strength = "0.5,1,2"
  @Option(help: "Seeds of each.") var seeds = 5
  @Option(help: "The first of them; develop on others than those that are published.") var firstSeed: UInt64 = 1
  @Option(help: "Null months, shared among the noise profiles.") var null = 200
  @Option(help: "The program.") var binary = ".build/release/throughline"
  @Option(help: "Working folder; the figures are written there as why.json.") var work = ".build/bench/why"
  @Option(help: "Months at once.") var jobs = 2
  @Flag(help: "Keep exports and reports.") var keep = false
  @Flag(help: "Write docs/why-benchmark.md.") var writeDocs = false
  @Option(help: "Which program it is, for the page.") var of = "this commit"

  private var months: [PlantedMonth] {
    let numbers = scenario.isEmpty ? Array(1...20) : scenario.split(separator: ",").compactMap { Int($0) }
    let strengths = strength.split(separator: ",").compactMap { Double($0) }
    let planted = numbers.filter { (1...20).contains($0) }.flatMap { number in
      strengths.flatMap { strength in
        (0..<max(0, seeds)).map {
          PlantedMonth(scenario: number, strength: strength, seed: firstSeed + UInt64($0), profile: "plain")
        }
      }
    }
    let profiles = NullProfile.allCases
    let quiet = (0..<max(0, null)).map {
      PlantedMonth(
        scenario: 0, strength: 0, seed: 999 + firstSeed + UInt64($0 / profiles.count),
        profile: profiles[$0 % profiles.count].rawValue)
    }
    return planted + quiet
  }

  func run() throws {
    let months = months
    let scores = WhyRunner(binary: binary, work: work, keep: keep).run(months, jobs: jobs)
    let table = WhyTable(scores: scores)
    print(table.text)
    try WhyFile(scores: scores).write(to: work + "/why.json")
    if writeDocs {
      try WhyPage(table: table, program: of).write()
    }
    if scores.count < months.count { throw ExitCode(2) }
    if table.hasHardFails { throw ExitCode(1) }
  }
}
