import Foundation
import Loaders
import ReportModel
import Testing

@testable import Pipeline

/// Any number of workers gives the bytes that one gives.
@Suite("Reading calls with several workers")
struct IngestTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("ingest-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Some files of seeded calls without a catalogue, each over several blocks, with bad rows among them.
  private func write(rows: Int, repeating: Bool) throws {
    var state: UInt64 = 5
    func below(_ limit: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % limit
    }
    var people = "developer_id,signed_up_at,company_id\n"
    for index in 0..<50 {
      people += "d\(index),2026-\(index % 2 == 0 ? "10" : "08")-1\(index % 10)T00:00:00Z,c\(index % 7)\n"
    }
    try Data(people.utf8).write(to: folder.appendingPathComponent("developers.csv"))
    for file in 0..<3 {
      var text = ""
      for row in 0..<rows {
        if below(500) == 0 { text += "broken\n" }
        let day = 1 + row * 30 / rows
        text +=
          "{\"ts\":\"2026-10-\(day < 10 ? "0" : "")\(day)T0\(below(10)):00:00Z\",\"status\":\([200, 404, 500][Int(below(3))])"
        text += ",\"method\":\"GET\",\"path\":\"/v1/p\(below(90))x/\(below(9_000))\",\"latency_ms\":\(below(900))"
        text += ",\"developer_id\":\"d\(below(50))\",\"token\":\"t\(below(400))\""
        text += ",\"request_id\":\"\(repeating ? below(20_000) : UInt64(file * rows + row))\"}\n"
      }
      try Data(text.utf8).write(to: folder.appendingPathComponent("calls-\(file).ndjson"))
    }
  }

  private func report(workers: Int) throws -> (json: Data, rejects: Data?) {
    var options = RunOptions(data: folder.path, now: 0, environment: [:])
    options.month = Month(year: 2026, month: 10)
    options.out = folder.appendingPathComponent("out-\(workers)").path
    options.formats = ["json"]
    options.workers = workers
    let outcome = try ReportPipeline(options).run()
    let main = URL(fileURLWithPath: outcome.mainFile)
    let rejects = main.deletingLastPathComponent().appendingPathComponent("rejects.ndjson")
    return (try Data(contentsOf: main), try? Data(contentsOf: rejects))
  }

  @Test("One, two and three workers write one report", arguments: [false, true])
  func agree(repeating: Bool) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    // Over the size up to which a file is one worker's.
    try write(rows: 34_000, repeating: repeating)
    let one = try report(workers: 1)
    #expect(one.rejects != nil)
    for workers in [2, 3] {
      let several = try report(workers: workers)
      #expect(several.json == one.json)
      #expect(several.rejects == one.rejects)
    }
  }
}
