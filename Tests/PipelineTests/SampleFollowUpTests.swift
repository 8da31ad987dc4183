import Foundation
import ReportModel
import SampleCompany
import Testing

@testable import Pipeline

/// Two months in a row of the sample company, with what its people wrote into the ledger between them.
@Suite("Two months of the sample company")
struct SampleFollowUpTests {
  @Test("one action worked, one did not, one is too early; decided ones rest or go on")
  func verdicts() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sample-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try SampleCompany.write(
      to: folder + "/exports", options: SampleOptions(developers: 1_500, calls: 250_000), progress: nil)
    var options = RunOptions(data: folder + "/exports", now: 0, environment: [:])
    options.out = folder + "/reports"
    options.formats = ["json"]
    options.month = Month(year: 2026, month: 9)
    _ = try ReportPipeline(options).run()
    let ledger = options.out + "/actions.yaml"
    let text = (try? String(contentsOfFile: ledger, encoding: .utf8)) ?? ""
    try Data(SampleLedger.edited(text).utf8).write(to: URL(fileURLWithPath: ledger))
    options.month = Month(year: 2026, month: 10)
    let report = try ReportPipeline(options).run().report

    let verdicts = Dictionary(uniqueKeysWithValues: report.followups.map { ($0.action, $0) })
    let worked = try #require(verdicts["refunds-retry"])
    #expect(worked.verdict == "worked", "\(worked.statement)")
    #expect(verdicts["customers-index"]?.verdict == "did not", "\(verdicts["customers-index"]?.statement ?? "")")
    #expect(verdicts["disputes-evidence"]?.verdict == "too early")
    #expect(verdicts["disputes-evidence"]?.statement.contains("10 of 14 days") == true)

    // The figures of the one that worked, counted again from the rows.
    let before = try timeouts(folder, from: "2026-09-07", to: "2026-10-05")
    let after = try timeouts(folder, from: "2026-10-06", to: "2026-10-27")
    #expect(worked.before == before)
    #expect(worked.after == after)

    let merged = try String(contentsOfFile: ledger, encoding: .utf8)
    #expect(merged.contains("# Ours, from the planning of 30 September."))
    for line in SampleLedger.edited(text).split(separator: "\n")
    where !line.contains("last_seen") && !line.contains("open_for") {
      #expect(merged.contains(line), "\(line)")
    }
  }

  /// Timed-out calls of `POST /v1/refunds` over all of them, by lines of the exports.
  private func timeouts(_ folder: String, from: String, to: String) throws -> Double {
    let insiders = try insiderTokens(folder)
    var all = 0.0
    var out = 0.0
    for name in ["calls-2026-09.ndjson", "calls-2026-10.ndjson"] {
      let text = try String(contentsOfFile: folder + "/exports/calls/" + name, encoding: .utf8)
      for line in text.split(separator: "\n") where line.contains("\"/v1/refunds\"") && line.contains("\"POST\"") {
        let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        guard let time = row["ts"] as? String, time >= from, time < to,
          !insiders.contains(row["token"] as? String ?? "")
        else { continue }
        all += 1
        if [0, 408, 504, 522, 524, 598, 599].contains(row["status"] as? Int ?? -1) { out += 1 }
      }
    }
    return out / all
  }

  private func insiderTokens(_ folder: String) throws -> Set<String> {
    func rows(_ name: String) throws -> [[String]] {
      try String(contentsOfFile: folder + "/exports/" + name, encoding: .utf8).split(separator: "\n").dropFirst().map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
    }
    let insiders = Set(try rows("developers.csv").filter { $0.suffix(2).contains("true") }.map { $0[0] })
    return Set(try rows("tokens.csv").filter { insiders.contains($0[1]) }.map { $0[0] })
  }
}
