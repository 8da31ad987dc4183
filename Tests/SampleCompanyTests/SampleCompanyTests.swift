import Foundation
import SampleCompany
import Testing

/// What is promised of the sample: its tables, its size, its sameness, and that the plants are really in it.
@Suite struct SampleCompanyTests {
  @Test func sameOptionsGiveTheSameBytes() throws {
    let options = SampleOptions(seed: 7, developers: 120, calls: 12_000)
    let (one, two) = (try Sample(options), try Sample(options))
    #expect(one.names == two.names)
    for name in one.names { #expect(try one.data(name) == two.data(name), "\(name) differs") }
  }

  @Test func anotherSeedGivesAnotherCompany() throws {
    let one = try Sample(SampleOptions(seed: 1, developers: 120, calls: 12_000))
    let two = try Sample(SampleOptions(seed: 2, developers: 120, calls: 12_000))
    #expect(one.names.filter { !$0.hasPrefix("notes/") } == two.names.filter { !$0.hasPrefix("notes/") })
    for name in ["developers.csv", "tokens.csv", "calls/calls-2026-10.ndjson", "revenue.csv"] {
      #expect(try one.data(name) != two.data(name), "\(name) is the same")
    }
  }

  @Test(arguments: [(1, 1), (3, 50), (40, 1_000)])
  func tinySamplesWork(developers: Int, calls: Int) throws {
    let sample = try Sample(SampleOptions(developers: developers, calls: calls))
    #expect(sample.names.count == 33)
  }

  @Test func everyTableIsThereAndOfTheRightSize() throws {
    var reported = 0
    let sample = try Sample(SampleOptions(developers: 600, calls: 60_000)) { reported = $0 }
    for table in [
      "developers.csv", "companies.csv", "tokens.csv", "events.ndjson", "doc_views.ndjson.gz", "revenue.csv",
      "tickets.csv", "surveys.csv", "incidents.json", "webhooks.ndjson", "changes.csv", "endpoints.csv",
      "throughline.yaml", "calls/calls-2025-09.ndjson", "calls/calls-2026-10.ndjson",
    ] {
      #expect(sample.names.contains(table), "\(table) is missing")
      #expect(try !sample.data(table).isEmpty)
    }
    #expect(sample.names == sample.names.sorted())
    #expect(sample.names.filter { $0.hasPrefix("notes/") }.count >= 5)
    #expect(sample.names.filter { $0.hasPrefix("calls/") }.count == 14)
    let rows = try sample.names.filter { $0.hasPrefix("calls/") }.reduce(0) { try $0 + sample.lines($1).count }
    #expect(abs(rows - 60_000) < 1_800)
    #expect(abs(rows - reported) < 60)
    let signUps = try sample.table("developers.csv").filter {
      $0["signed_up_at", default: ""] >= "2025-09" && $0["is_internal"] == "false" && $0["is_test"] == "false"
    }
    #expect(signUps.count == 600)
  }

  @Test func gzipIsReallyGzip() throws {
    let sample = try Sample(SampleOptions(developers: 60, calls: 2_000))
    #expect(try sample.data("doc_views.ndjson.gz").prefix(4) == Data([0x1f, 0x8b, 8, 0]))
  }

  @Test func payoutsFailOnTheNewVersionOnly() throws {
    let sample = try Sample(SampleOptions(developers: 400, calls: 400_000))
    let isPayouts = { (line: String) in
      line.contains(#""method":"GET","path":"/v1/payouts?"#) || line.contains(#""method":"GET","path":"/v1/payouts""#)
    }
    func rate(_ lines: [String]) -> Double {
      Double(lines.filter { $0.contains(#""status":422"#) }.count) / Double(max(1, lines.count))
    }
    let before = try sample.lines("calls/calls-2026-09.ndjson").filter(isPayouts)
    let after = try sample.lines("calls/calls-2026-10.ndjson").filter(isPayouts)
    #expect(before.count > 400 && after.count > 400)
    #expect(rate(before) < 0.02)
    #expect((0.035...0.09).contains(rate(after)))
    #expect(rate(after.filter { $0.contains(#""api_version":"2026-09""#) }) > 0.09)
    #expect(rate(after.filter { $0.contains(#""api_version":"2026-03""#) }) < 0.025)
  }

  @Test func pythonSignUpsGetSlowAfterTheRelease() throws {
    let sample = try Sample(SampleOptions(developers: 3_000, calls: 60_000))
    let owner = Dictionary(
      try sample.table("tokens.csv").map { ($0["token", default: ""], $0["developer_id", default: ""]) },
      uniquingKeysWith: { first, _ in first })
    let signUps = try sample.table("developers.csv").filter { $0["is_internal"] == "false" && $0["is_test"] == "false" }
    let times = Dictionary(uniqueKeysWithValues: signUps.map { ($0["developer_id", default: ""], $0) })
    var first: [String: Double] = [:]
    for line in try sample.lines("calls/calls-2026-10.ndjson") where line.contains(#""status":20"#) {
      guard let token = Self.field(line, "token"), let developer = owner[token], first[developer] == nil,
        let signedUp = times[developer]?["signed_up_at"], signedUp >= "2026-10",
        let at = Self.field(line, "ts").flatMap(Self.seconds), let start = Self.seconds(signedUp)
      else { continue }
      first[developer] = (at - start) / 60
    }
    func median(_ sdk: (String?) -> Bool, from: String, to: String) -> Double {
      let delays = signUps.filter {
        sdk($0["sdk"]) && $0["signed_up_at", default: ""] >= from && $0["signed_up_at", default: ""] < to
      }.compactMap { first[$0["developer_id", default: ""]] }.sorted()
      return delays.isEmpty ? 0 : delays[delays.count / 2]
    }
    let before = median({ $0 == "python" }, from: "2026-10-01", to: "2026-10-14T09")
    let after = median({ $0 == "python" }, from: "2026-10-14T09", to: "2026-11")
    let others = median({ $0 != "python" }, from: "2026-10-14T09", to: "2026-11")
    #expect((30...70).contains(before))
    #expect((35...75).contains(others))
    #expect(after > 3 * before)
  }

  /// The text of a field of one of our own lines.
  private static func field(_ line: String, _ name: String) -> String? {
    guard let start = line.range(of: "\"\(name)\":\"") else { return nil }
    return String(line[start.upperBound...].prefix { $0 != "\"" })
  }

  /// Seconds of an ISO time within its month: enough for differences between October's times.
  private static func seconds(_ text: String) -> Double? {
    let parts = text.split(whereSeparator: { !$0.isNumber && $0 != "." }).compactMap { Double($0) }
    guard parts.count == 6 else { return nil }
    return ((parts[2] * 24 + parts[3]) * 60 + parts[4]) * 60 + parts[5]
  }
}

/// A sample in a folder of its own, which goes when the sample does.
private final class Sample {
  let names: [String]
  private let folder: URL

  init(_ options: SampleOptions, progress: ((Int) -> Void)? = nil) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("larkspur-" + UUID().uuidString)
    names = try SampleCompany.write(to: folder.path, options: options, progress: progress)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func data(_ name: String) throws -> Data { try Data(contentsOf: folder.appendingPathComponent(name)) }

  func lines(_ name: String) throws -> [String] {
    String(decoding: try data(name), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// The rows of a CSV file without quoted fields.
  func table(_ name: String) throws -> [[String: String]] {
    let rows = try lines(name).map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let header = rows.first ?? []
    return rows.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
  }
}
