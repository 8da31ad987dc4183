import ArgumentParser
import Foundation

/// Bare tables with planted causes: whether `explain --leaves` names them.
struct LeavesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leaves", abstract: "Tables with planted causes against explain --leaves (docs/leaves-benchmark.md).",
    discussion: "Example: bench leaves --seeds 100")

  @Option(help: "Tables of each kind.") var seeds = 100
  @Option(help: "The first seed; develop on others than those that are published.") var firstSeed: UInt64 = 1
  @Option(help: "The program.") var binary = ".build/release/throughline"
  @Option(help: "Working folder.") var work = ".build/bench/leaves"
  @Flag(help: "Also a line for each number of dimensions and elements.") var groups = false
  @Flag(help: "Keep the tables.") var keep = false

  func run() throws {
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    print("| tables | n | F1 | precision | recall | top-1 | recall@3 | CPU |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for kind in PlantedLeaves.Kind.allCases {
      var score = LeavesScore()
      var grouped: [String: LeavesScore] = [:]
      var runs = MeasuredRuns()
      for seed in firstSeed..<(firstSeed + UInt64(max(1, seeds))) {
        let table = PlantedLeaves.make(kind, seed: seed)
        let file = "\(work)/\(kind.rawValue.replacingOccurrences(of: " ", with: "-"))-\(seed).csv"
        try Data(table.csv.utf8).write(to: URL(fileURLWithPath: file))
        defer { if !keep { try? FileManager.default.removeItem(atPath: file) } }
        let run = try MeasuredRun([binary] + table.arguments(file: file, most: kind == .mixedSums ? 9 : 3))
        runs.add(run)
        let answer = try JSONDecoder().decode(LeavesAnswer.self, from: Data(run.output.utf8))
        score.add(answer, table)
        grouped[table.group, default: LeavesScore()].add(answer, table)
      }
      print(line(kind.rawValue, score) + String(format: " %.0f ms |", 1_000 * runs.cpu))
      if groups {
        for (name, score) in grouped.sorted(by: { $0.key < $1.key }) { print(line("– " + name, score) + " |") }
      }
      guard score.unbalanced == 0 else { throw BenchError("\(score.unbalanced) answers do not add up") }
    }
  }

  private func line(_ name: String, _ score: LeavesScore) -> String {
    let figures = [score.f1, score.precision, score.recall, score.top, score.recallAtThree]
    return "| \(name) | \(score.tables) | " + figures.map { String(format: "%.3f", $0) }.joined(separator: " | ") + " |"
  }
}
