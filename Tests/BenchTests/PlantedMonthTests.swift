import Foundation
import Testing

@testable import bench

@Suite struct PlantedMonthTests {
  /// A world small enough for a test.
  private func written(_ scenario: Int, strength: Double = 1, seed: UInt64 = 1) throws -> (
    files: [String: String], truth: Truth
  ) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "planted-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let exports = folder.appending(path: "exports").path
    let month = PlantedMonth(scenario: scenario, strength: strength, seed: seed, profile: "few customers")
    let truth = try month.write(to: exports, truth: folder.appending(path: "truth.json").path)
    var files: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: exports) {
      files[name] = try String(contentsOfFile: exports + "/" + name, encoding: .utf8)
    }
    return (files, truth)
  }

  @Test func `the same seed writes the same bytes, another seed others`() throws {
    let first = try written(2)
    #expect(try written(2).files == first.files)
    #expect(try written(2, seed: 2).files["calls.ndjson"] != first.files["calls.ndjson"])
  }

  @Test func `neighbouring seeds are not one stream shifted`() {
    var (one, two) = (Dice(seed: 1), Dice(seed: 2))
    let first = Set((0..<1_000).map { _ in one.next() })
    #expect((0..<1_000).allSatisfy { _ in !first.contains(two.next()) })
  }

  @Test func `the truth is not among the exports`() throws {
    let month = try written(2)
    #expect(month.truth.event == "Payouts: stricter validation")
    #expect(
      month.files.keys.sorted() == [
        "calls.ndjson", "changes.csv", "companies.csv", "developers.csv", "doc_views.csv", "endpoints.csv",
        "events.csv",
        "incidents.csv", "revenue.csv", "surveys.csv", "throughline.yaml", "tickets.csv", "tokens.csv",
      ])
  }

  @Test func `errors rise on the planted endpoint from the planted day`() throws {
    let calls = try #require(try written(2, strength: 2).files["calls.ndjson"]).split(separator: "\n")
      .filter { $0.contains("\"path\":\"/v1/payouts\"") }
    func rate(_ days: ClosedRange<String>) -> Double {
      let inside = calls.filter { days.contains(String($0.dropFirst(7).prefix(10))) }
      return Double(inside.count { $0.contains("\"status\":4") }) / Double(max(1, inside.count))
    }
    #expect(rate("2026-10-09"..."2026-10-31") > 2 * rate("2026-09-01"..."2026-10-08"))
  }

  @Test func `an export that stops has nothing after its end and misses a file`() throws {
    let files = try written(20).files
    #expect(files["tickets.csv"] == nil)
    for (name, text) in files where name.hasSuffix(".csv") || name.hasSuffix(".ndjson") {
      #expect(!text.contains("2026-10-19T") && !text.contains("2026-10-20T"), "\(name)")
    }
  }

  @Test func `every number has a scenario, and only the traps plant nothing to find`() {
    let world = PlantedWorld(seed: 1, profile: .plain, calendar: .october2026, weekend: 0.6)
    let quiet = (1...20).filter { Scenario.planted($0, strength: 1, world: world).truth.isQuiet }
    #expect(quiet == [6, 11, 19, 20])
    #expect(Scenario.titles.count == 21)
  }
}
