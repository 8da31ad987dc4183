import Foundation

/// The built `throughline`, run as its users run it.
enum Binary {
  struct Result {
    var status: Int32
    var output: String
    var error: String
  }

  /// Beside the test bundle.
  static var path: String {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("throughline")
      .path
  }

  static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // Files, not pipes: a pipe that nobody empties while the program writes would stop it.
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let output = folder.appendingPathComponent("out")
    let error = folder.appendingPathComponent("err")
    for place in [output, error] { _ = FileManager.default.createFile(atPath: place.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: error)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      error: try String(contentsOf: error, encoding: .utf8))
  }
}

/// A folder of its own for one test, removed with it.
final class Workspace {
  let root: URL
  var data: String { root.appendingPathComponent("exports").path }
  var out: String { root.appendingPathComponent("reports").path }

  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent("throughline-" + UUID().uuidString)
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

  func write(_ name: String, _ bytes: Data) throws {
    let place = URL(fileURLWithPath: data).appendingPathComponent(name)
    try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: place)
  }

  /// A report on October 2026, or what became of it.
  func report(_ more: [String] = [], environment: [String: String] = [:]) throws -> Binary.Result {
    try Binary.run(["report", data, "--month", "2026-10", "--out", out] + more, environment: environment)
  }

  /// Every file below the month's folder, by path.
  func outputs() throws -> [String: Data] {
    var files: [String: Data] = [:]
    let base = out
    guard let names = FileManager.default.enumerator(atPath: base) else { return files }
    for case let name as String in names {
      var isDirectory: ObjCBool = false
      let path = base + "/" + name
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue else {
        continue
      }
      files[name] = FileManager.default.contents(atPath: path)
    }
    return files
  }

  func json() throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: out + "/2026-10/report.json"))
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }
}

/// A small company, the same every time: two months of calls by twelve developers.
struct SmallCompany {
  var developers = 12
  var callsPerDay = 24

  static let token = "lk_live_9f8e7d6c5b4a39281706"
  static let email = "ada.lovelace@example.com"

  func developersCSV() -> String {
    var text = "developer_id,signed_up_at,company_id,channel,sdk,plan,email\n"
    for index in 0..<developers {
      let day = index % 2 == 0 ? "2026-09-\(10 + index)" : "2026-10-\(10 + index)"
      text += "d\(index),\(day)T09:00:00Z,c\(index % 3),organic,python,free,\(index == 0 ? SmallCompany.email : "")\n"
    }
    return text
  }

  func tokensCSV() -> String {
    var text = "token,developer_id,company_id\n"
    for index in 0..<developers { text += "\(SmallCompany.token)\(index),d\(index),c\(index % 3)\n" }
    return text
  }

  /// Rows of calls from 1 September to 31 October 2026, oldest first.
  func calls() -> [String] {
    var rows: [String] = []
    for day in 0..<61 {
      let date = day < 30 ? "2026-09-" + pad(day + 1) : "2026-10-" + pad(day - 29)
      for index in 0..<callsPerDay {
        let status = index % 12 == 7 ? 500 : index % 6 == 5 ? 404 : 200
        rows.append(
          #"{"ts":"\#(date)T\#(pad(index % 24)):15:00Z","method":"GET","path":"/v1/things/\#(day * 31 + index)","status":\#(status),"#
            + #""token":"\#(SmallCompany.token)\#(index % developers)","latency_ms":\#(10 + index),"request_id":"r\#(day)-\#(index)"}"#
        )
      }
    }
    return rows
  }

  private func pad(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }

  func write(to workspace: Workspace, calls rows: [String]? = nil) throws {
    try workspace.write("developers.csv", developersCSV())
    try workspace.write("tokens.csv", tokensCSV())
    try workspace.write("calls.ndjson", (rows ?? calls()).joined(separator: "\n") + "\n")
  }
}
