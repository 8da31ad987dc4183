import Dispatch
import Foundation

/// Runs the program on months, a few at a time.
struct WhyRunner {
  let binary: String
  let work: String
  let keep: Bool

  func run(_ months: [PlantedMonth], jobs: Int) -> [(month: PlantedMonth, score: WhyScore)] {
    let results = Results(count: months.count)
    let queue = DispatchQueue(label: "why", attributes: .concurrent)
    let slots = DispatchSemaphore(value: max(1, jobs))
    let group = DispatchGroup()
    for (index, month) in months.enumerated() {
      slots.wait()
      queue.async(group: group) {
        defer { slots.signal() }
        do {
          results.set(index, try score(month))
        } catch {
          FileHandle.standardError.write(Data("\(month.name): \(error)\n".utf8))
        }
      }
    }
    group.wait()
    return zip(months, results.all).compactMap { month, score in score.map { (month, $0) } }
  }

  private func score(_ month: PlantedMonth) throws -> WhyScore {
    let folder = work + "/" + month.name
    let truth = try month.write(to: folder + "/exports")
    defer { if !keep { try? FileManager.default.removeItem(atPath: folder) } }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: binary)
    process.arguments = [
      "report", folder + "/exports", "--month", "2026-10", "--out", folder + "/reports", "--format", "json", "--quiet",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/reports/2026-10/report.json"))
    let report = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    return WhyScore(report: report, truth: truth)
  }

  /// Scores by position; one lock, since they come from several threads.
  private final class Results: @unchecked Sendable {
    private var scores: [WhyScore?]
    private let lock = NSLock()

    init(count: Int) { scores = [WhyScore?](repeating: nil, count: count) }

    func set(_ index: Int, _ score: WhyScore) { lock.withLock { scores[index] = score } }
    var all: [WhyScore?] { lock.withLock { scores } }
  }
}
