import Foundation

/// A month of calls with its small tables, the same bytes on every machine for the same shape.
///
/// Rows come in the order of time; few tokens make most of the calls (the cube of a uniform number), as in real logs.
struct CallData {
  enum Format: String, CaseIterable {
    case ndjson, csv, combined

    /// What its files' names end in.
    var suffix: String { self == .combined ? "log" : rawValue }
  }

  var rows: Int
  var tokens = 50_000
  var files = 1
  var format = Format.ndjson
  var isCompressed = false

  /// Folder name, from the shape.
  var name: String { "calls-\(rows)-\(tokens)-\(files)-\(format.rawValue)\(isCompressed ? "-gz" : "")" }

  private static let endpoints = [
    "POST /v1/charges", "GET /v1/charges", "GET /v1/charges/{id}", "POST /v1/refunds", "GET /v1/refunds/{id}",
    "POST /v1/customers", "GET /v1/customers", "GET /v1/customers/{id}", "DELETE /v1/customers/{id}",
    "POST /v1/invoices", "GET /v1/invoices/{id}", "POST /v1/payouts", "GET /v1/payouts", "GET /v1/balance",
    "POST /v1/webhooks", "GET /v1/webhooks", "GET /v1/events", "GET /v1/events/{id}", "POST /v2/charges",
    "GET /v2/charges/{id}", "GET /v1/ping", "POST /v1/tokens", "GET /v1/disputes", "POST /v1/disputes/{id}/close",
  ]
  private static let sdks = ["python", "node", "go", "ruby", "java", "php", "curl"]
  private static let regions = ["us-east-1", "eu-west-1", "ap-south-1"]

  private var developers: Int { max(1, tokens * 2 / 5) }
  private var companies: Int { max(1, tokens / 10) }

  /// Writes the folder unless it is there already; complete or not at all.
  func write(below directory: String) throws -> String {
    let folder = directory + "/" + name
    if FileManager.default.fileExists(atPath: folder) { return folder }
    let draft = folder + ".draft"
    try? FileManager.default.removeItem(atPath: draft)
    try FileManager.default.createDirectory(atPath: draft + "/calls", withIntermediateDirectories: true)
    try writeTables(into: draft)
    let perFile = (rows + files - 1) / files
    for file in 0..<files {
      try writeCalls(file * perFile..<min(rows, (file + 1) * perFile), to: draft + "/calls", number: file)
    }
    try FileManager.default.moveItem(atPath: draft, toPath: folder)
    return folder
  }

  private func writeTables(into folder: String) throws {
    var text = "developer_id,signed_up_at,company_id,plan,sdk\n"
    for developer in 0..<developers {
      let day = developer % 28 + 1
      let month = developer % 20 == 0 ? "10" : "0\(developer % 7 + 2)"
      text += "dev_\(developer),2026-\(month)-\(day < 10 ? "0" : "")\(day)T08:00:00Z,co_\(developer % companies),"
      text += "\(["free", "pro", "scale"][developer % 3]),\(Self.sdks[developer % Self.sdks.count])\n"
    }
    try text.write(toFile: folder + "/developers.csv", atomically: false, encoding: .utf8)
    if format == .combined {
      let rows = Self.endpoints.map { $0.replacingOccurrences(of: " ", with: ",") }
      try ("method,path\n" + rows.joined(separator: "\n") + "\n").write(
        toFile: folder + "/endpoints.csv", atomically: false, encoding: .utf8)
    }
    text = "token,developer_id,company_id\n"
    for token in 0..<tokens {
      text += "tok_\(token),dev_\(token % developers),co_\(token % developers % companies)\n"
    }
    try text.write(toFile: folder + "/tokens.csv", atomically: false, encoding: .utf8)
  }

  private func writeCalls(_ range: Range<Int>, to folder: String, number: Int) throws {
    var digits = String(number)
    while digits.count < 5 { digits = "0" + digits }
    let path = folder + "/calls-" + digits + "." + format.suffix
    var output = CallFile(path: path)
    if format == .csv {
      output.line("ts,request_id,endpoint,status,latency_ms,token,api_version,sdk,environment,region")
    }
    var dice = Dice(seed: UInt64(number) &+ UInt64(rows) &* 31)
    for row in range {
      // October 2026, evenly.
      let milliseconds = row * 2_678_400 / rows * 1_000 + dice.below(1_000)
      let u = dice.uniform()
      let token = Int(u * u * u * Double(tokens))
      let endpoint = Self.endpoints[Int(dice.uniform() * dice.uniform() * Double(Self.endpoints.count))]
      let status = dice.pick([950, 20, 8, 6, 5, 6, 3, 2])
      output.call(
        day: milliseconds / 86_400_000 + 1, milliseconds: milliseconds % 86_400_000, id: dice.next(),
        endpoint: endpoint, status: [200, 201, 404, 401, 422, 429, 500, 504][status],
        latency: Int(20_000 * exp(dice.normal() * 0.8)), token: token, sdk: Self.sdks[token % Self.sdks.count],
        region: Self.regions[token % Self.regions.count], format: format)
    }
    try output.close(compress: isCompressed)
  }
}
