import Dispatch
import Foundation

/// A month and what its report was worth.
struct ScoredMonth: Codable {
  var month: PlantedMonth
  var score: WhyScore
}

/// Runs the program on months, a few at a time. The truth stays out of the folder that the report reads.
struct WhyRunner {
  let binary: String
  let work: String
  let keep: Bool

  /// In the order of the months; one whose report failed is told on standard error and left out.
  func run(_ months: [PlantedMonth], jobs: Int) -> [ScoredMonth] {
    let results = Results(count: months.count)
    let queue = DispatchQueue(label: "why", attributes: .concurrent)
    let slots = DispatchSemaphore(value: max(1, jobs))
    let group = DispatchGroup()
    for (index, month) in months.enumerated() {
      slots.wait()
      queue.async(group: group) {
        defer { slots.signal() }
        do {
          let score = try score(month)
          results.set(index, ScoredMonth(month: month, score: score))
          tell(
            "\(month.name): \(month.scenario == 0 ? "\(score.changed.count) changed" : score.isTop ? "found" : "missed")"
          )
        } catch {
          tell("\(month.name): \(error)")
        }
      }
    }
    group.wait()
    return results.all
  }

  /// One line a month as it ends: a long run shows where it is.
  private func tell(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

  private func score(_ month: PlantedMonth) throws -> WhyScore {
    let folder = work + "/" + month.name
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { if !keep { try? FileManager.default.removeItem(atPath: folder) } }
    let truth = try month.write(to: folder + "/exports", truth: folder + "/truth.json")
    let data = try report(month, folder, out: folder + "/reports")
    var score = WhyScore(try JSONDecoder().decode(ReportFile.self, from: data), truth: truth)
    // Two runs on a sample: the first seed of a scenario and of a noise profile.
    if month.seed == 1 && month.strength == 1 || month.seed == 1_000 {
      let again = try report(month, folder, out: folder + "/again")
      if again != data { score.hardFails.append("two runs differ") }
    }
    return score
  }

  private func report(_ month: PlantedMonth, _ folder: String, out: String) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: binary)
    process.arguments = [
      "report", folder + "/exports", "--month", month.calendar.label, "--out", out, "--format", "json", "--quiet",
      "--no-state",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return try Data(contentsOf: URL(fileURLWithPath: "\(out)/\(month.calendar.label)/report.json"))
  }

  /// Scores by position; one lock, since they come from several threads.
  private final class Results: @unchecked Sendable {
    private var scores: [ScoredMonth?]
    private let lock = NSLock()

    init(count: Int) { scores = [ScoredMonth?](repeating: nil, count: count) }

    func set(_ index: Int, _ score: ScoredMonth) { lock.withLock { scores[index] = score } }
    var all: [ScoredMonth] { lock.withLock { scores.compactMap { $0 } } }
  }
}
