import Foundation
import ReportModel

@testable import Pipeline

/// A small company's exports in a temporary folder: three call files over three months, made from a seed.
final class StoreFixture {
  let folder: URL
  private var state: UInt64 = 41

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write("throughline.yaml", "product: Fixture\n")
    try write("developers.csv", developers(40))
    try write("tokens.csv", tokens(40))
    try write("companies.csv", "company_id,name\n" + (0..<6).map { "c\($0),Firm \($0)\n" }.joined())
    try write("endpoints.csv", "method,path\nGET,/v1/things/{id}\nPOST,/v1/things\nGET,/v1/ping\n")
    for (name, month, days) in Self.months { try write(name, calls(month: month, days: days, rows: 1_500)) }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  static let months = [
    ("calls-2026-08.ndjson", "2026-08", 31), ("calls-2026-09.ndjson", "2026-09", 30),
    ("calls-2026-10.ndjson", "2026-10", 31),
  ]

  var path: String { folder.path }
  var statePath: String { folder.path + "/.throughline" }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  func developers(_ count: Int) -> String {
    "developer_id,signed_up_at,company_id,plan,email\n"
      + (0..<count).map { index in
        let (month, day) = (8 + index % 3, 1 + index * 7 % 27)
        return "d\(index),2026-\(Self.two(month))-\(Self.two(day))T09:00:00Z,c\(index % 6),"
          + "\(index % 2 == 0 ? "free" : "pro"),person\(index)@example.com\n"
      }.joined()
  }

  func tokens(_ count: Int) -> String {
    "token,developer_id\n" + (0..<count).map { "sk_live_secret\($0)abcdef,d\($0)\n" }.joined()
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  func calls(month: String, days: Int, rows: Int, prefix: String = "") -> String {
    let paths = [("GET", "/v1/things/17"), ("POST", "/v1/things"), ("GET", "/v1/ping"), ("GET", "/v1/unlisted")]
    return (0..<rows).map { row in
      let (method, path) = paths[next(paths.count)]
      let status = [200, 200, 200, 200, 404, 500, 429, 401, 504][next(9)]
      // Some developers and tokens that are in no table yet.
      let who = next(48)
      let identity = next(2) == 0 ? #""developer_id":"d\#(who)""# : #""token":"sk_live_secret\#(who)abcdef""#
      let time = "\(month)-\(Self.two(1 + next(days)))T\(Self.two(next(24))):\(Self.two(next(60))):00Z"
      return #"{"ts":"\#(time)","status":\#(status),"method":"\#(method)","path":"\#(path)",\#(identity),"#
        + #""latency_ms":\#(1 + next(900)),"sdk":"\#(["go", "python"][next(2)])","region":"\#(["eu", "us"][next(2)])","#
        + #""request_id":"\#(prefix)\#(month)-\#(row)"}"#
    }.joined(separator: "\n") + "\n"
  }

  /// Every file of the month's report.
  func report(_ choice: StateChoice, month: String = "2026-10", configuration: String? = nil) throws -> [String: Data] {
    let out = folder.path + "/reports"
    try? FileManager.default.removeItem(atPath: out)
    var options = RunOptions(data: path, now: 1_800_000_000_000_000, environment: [:])
    options.month = Month(month)
    options.out = out
    options.state = choice
    options.configuration = configuration
    let spy = ReadingSpy()
    let outcome = try ReportPipeline(options).run(progress: spy)
    readings = spy.readings
    summary = spy.summary
    // Whether the machine can draw pictures for the mail is not the store's matter.
    notes = outcome.notes.filter { !$0.hasPrefix("email.eml") }
    let base = out + "/" + month
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: base).sorted() {
      files[name] = FileManager.default.contents(atPath: base + "/" + name)
    }
    return files
  }

  /// All that a report is made of where calls are concerned, without the work of making one: the rows of all tables,
  /// sorted, with tokens unnamed, because each store names them in its own way.
  func counted(_ choice: StateChoice) throws -> [String] {
    var options = RunOptions(data: path, now: 1_800_000_000_000_000, environment: [:])
    options.month = Month("2026-10")
    options.state = choice
    let spy = ReadingSpy()
    let month = try MonthInput(options)
    let result = try month.calls.read(month.callFiles, progress: spy)
    (readings, notes) = (spy.readings, result.notes)
    let lines = try RollupFolder.files(result, input: month.calls).flatMap { file -> [String] in
      guard file.path.hasSuffix(".ndjson") else { return [] }
      return file.bytes.split(separator: UInt8(ascii: "\n")).map { file.path + " " + Self.unnamed($0) }
    }
    return lines.sorted() + result.summaries.map { "\($0)" }
  }

  /// A line with `#` for every quoted text of sixteen hexadecimal digits or more, perhaps behind `sha256:`.
  private static func unnamed(_ line: some Collection<UInt8>) -> String {
    let parts = line.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false).map { part -> String in
      let text = String(decoding: part, as: UTF8.self)
      let digits = text.hasPrefix("sha256:") ? text.utf8.dropFirst(7) : text.utf8[...]
      let isName = digits.count >= 16 && digits.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x61 < 6 }
      return isName ? "#" : text
    }
    return parts.joined(separator: "\"")
  }

  /// How often calls were read in the last run: files, or passes over all.
  private(set) var readings = 0
  /// What it said of its calls.
  private(set) var summary = ""
  /// What the last run said beside its report.
  private(set) var notes: [String] = []

  func hide(_ name: String) throws {
    try FileManager.default.moveItem(
      at: folder.appendingPathComponent(name), to: folder.appendingPathComponent("." + name))
  }

  func show(_ name: String) throws {
    try FileManager.default.moveItem(
      at: folder.appendingPathComponent("." + name), to: folder.appendingPathComponent(name))
  }

  func storedFiles() throws -> [StoredFile] { try CallStore(folder: StateFolder(statePath)).files() }
}

/// Counts how often calls are read.
private final class ReadingSpy: ProgressReporter {
  var readings = 0
  func begin(_ stage: String, bytes: Int) { if stage.hasPrefix("reading calls") { readings += 1 } }
  func advance(bytes: Int, rows: Int) {}
  func finish(_ summary: String) {}
  var summary = ""
  func finishCalls(_ summary: String) { self.summary = summary }
}
