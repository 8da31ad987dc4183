import ReportModel
import TestSupport
import Testing

@testable import Loaders

/// Every gateway format by its own sample, and what holds for all of them.
@Suite struct CallFormatTests {
  private let scratchpad: Scratchpad
  init() throws { scratchpad = try Scratchpad() }

  /// A row in words, by column.
  private struct Read: Equatable {
    var time: Instant
    var status: Int
    var timedOut: Bool
    var latency: Int64
    var words: [CallColumn: String]

    init(_ row: CallRow) {
      (time, status, timedOut, latency) = (row.time, row.status, row.timedOutFlag, row.latency)
      let columns: [CallColumn] = [
        .method, .path, .endpoint, .token, .developerID, .userAgent, .requestID, .environment, .region,
      ]
      words = [:]
      for column in columns where !row[column].isEmpty { words[column] = String(decoding: row[column], as: UTF8.self) }
    }
  }

  private func read(
    _ text: String, as format: FileFormat? = nil, name: String = "calls.log"
  ) throws -> (rows: [Read], rejected: [String], summary: CallSummary) {
    let file = try scratchpad.file(name, text, format: format)
    var rows: [Read] = []
    var rejected: [String] = []
    let summary = try CallReader(file: file, zone: .utc).read(
      row: { row, _ in rows.append(Read(row)) }, rejected: { _, reason, _ in rejected.append(reason) })
    return (rows, rejected, summary)
  }

  @Test(arguments: CallFormatCatalog.all)
  func `the sample is told from its content and says what the format promises`(format: CallFormat) throws {
    let (rows, rejected, summary) = try read(format.sample + "\n" + format.sample + "\n")
    #expect(summary.format == format.id && rejected.isEmpty && rows.count == 2 && rows[0] == rows[1])
    let row = try #require(rows.first)
    let numbers: Set<CallColumn> = [.time, .status, .latency]
    #expect(row.words == format.expected.filter { !numbers.contains($0.key) })
    #expect(String(row.status) == format.expected[.status])
    #expect(row.time == format.expected[.time].flatMap { TimeParser.parse($0, zone: .utc) })
    #expect(Month(containing: ZoneTable.utc.day(of: row.time)) == Month(year: 2026, month: 10))
    #expect(summary.columns == Set(format.expected.keys.map(\.name)))
  }

  @Test
  func `objects of two units, of no call and damaged ones are read in their order`() throws {
    let format = CallFormat(
      id: "two-units", title: "two units", signature: [],
      fields: [
        CallFormat.Field(.time, "t"), CallFormat.Field(.status, "s"), CallFormat.Field(.endpoint, "e"),
        CallFormat.Field(.latency, "in.ms"), CallFormat.Field(.latency, "in.seconds", .seconds),
      ],
      marks: [CallFormat.Mark("kind", .isOne(of: ["log"]), .noCall)], sample: "", expected: [:])
    var random = SplitMix(state: 32)
    var text = ""
    var (latencies, faults): ([Int64], Int) = ([], 0)
    for _ in 0..<500 {
      let call = #"{"t":"2026-10-01T00:00:00Z","s":200,"e":"GET /a""#
      switch Int.random(in: 0..<9, using: &random) {
      case 0: text += call + #","kind":"log","in":{"seconds":3}}"#
      case 1: text += call.dropLast(12) + "]"
      case 2: text += call.replacing("200", with: "x")
      case 3: text += call.replacing("/a", with: "\\/a") + #","in":{"ms":4}}"#
      case 4: text += call + #","in":{"seconds":0.5}}"#
      case 5: text += call + "}"
      default: text += call + #","in":{"ms":"12.5","more":[1]}}"#
      }
      text += "\n"
    }
    for line in text.split(separator: "\n") where !line.contains("log") {
      guard line.hasSuffix("}"), !line.contains(":x") else {
        faults += 1
        continue
      }
      latencies.append(
        line.contains("12.5") ? 12_500 : line.contains("0.5") ? 500_000 : line.contains(#""ms":4"#) ? 4_000 : -1)
    }
    let (rows, rejected, _) = try read(text, as: .declared(format))
    #expect(rows.map(\.latency) == latencies)
    #expect(rejected.count == faults)
    #expect(rows.allSatisfy { $0.words == [.endpoint: "GET /a"] })
  }

  /// Microseconds of each sample's latency: the unit belongs to the format.
  @Test(arguments: [
    ("kong", 173_000), ("aws-api-gateway", 86_000), ("cloudflare", 42_000), ("traefik", 2_581), ("caddy", 12_000),
    ("envoy", 4_000), ("tyk", 31_000), ("haproxy", 109_000), ("envoy-text", 226_000),
  ])
  func `a latency has its format's unit`(id: String, microseconds: Int64) throws {
    #expect(try read(try #require(CallFormatCatalog.format(id)).sample).rows.first?.latency == microseconds)
  }

  @Test func `an array, gzip's neighbours and a printed object are the same rows`() throws {
    let sample = CallFormat.kong.sample
    let rows = try read(sample).rows
    #expect(try read("[\(sample),\n\(sample)]", name: "calls.json").rows == rows + rows)
    #expect(try read("  " + sample.replacing(",", with: ",\n  "), name: "calls.json").rows == rows)
  }

  @Test func `what a gateway knows about an outcome is taken over`() throws {
    func envoy(_ code: Int, _ flags: String) throws -> Read? {
      let text = CallFormat.envoy.sample.replacing("\"response_code\":200", with: "\"response_code\":\(code)")
      return try read(text.replacing("\"response_flags\":\"-\"", with: "\"response_flags\":\"\(flags)\"")).rows.first
    }
    #expect(try envoy(504, "UT,URX")?.timedOut == true && envoy(503, "UF")?.timedOut == false)
    #expect(try envoy(0, "-")?.status == 499 && envoy(200, "DC")?.status == 499 && envoy(503, "UH")?.status == 503)
  }

  @Test func `lines about something else are passed over and counted`() throws {
    let other = #"{"level":"error","ts":1790856001,"logger":"http.log.error","msg":"dial tcp: refused"}"#
    let (rows, rejected, summary) = try read([other, CallFormat.caddy.sample, other].joined(separator: "\n"))
    #expect(rows.count == 1 && rejected.isEmpty && summary.rows == 1)
    #expect(summary.warnings == ["lines that are no calls": 2])
  }

  @Test func `the first member with a value wins, wherever it stands`() throws {
    let sample = CallFormat.kong.sample
    #expect(
      try read(sample.replacing("\"custom_id\":\"dev_1\"", with: "\"custom_id\":null")).rows.first?.words[.developerID]
        == "ada")
    let turned = #"{"consumer":{"username":"ada","custom_id":"dev_2"},"#
    #expect(
      try read(
        sample.replacing("{\"request\":", with: turned + "\"request\":").replacing(
          #""consumer":{"id":"c-1","username":"ada","custom_id":"dev_1"},"#, with: "")
      ).rows.first?.words[.developerID] == "dev_2")
    let route = CallFormat.apiGateway.sample.replacing(
      "\"resourcePath\":\"/v1/pets/{petId}\"", with: "\"routeKey\":\"$default\",\"path\":\"/v1/pets/7\"")
    let words = try #require(try read(route).rows.first).words
    #expect(words[.endpoint] == nil && words[.path] == "/v1/pets/7")
  }

  @Test func `damage is a rejected row, not a crash`() throws {
    var random = SplitMix(state: 11)
    for format in CallFormatCatalog.all {
      for _ in 0..<200 {
        var bytes = Array(format.sample.utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 1...255, using: &random)
        }
        bytes.removeLast(Int.random(in: 0..<bytes.count / 2, using: &random))
        let text = format.sample + "\n" + String(decoding: bytes, as: UTF8.self) + "\n" + format.sample
        let (rows, _, summary) = try read(text, as: .declared(format))
        #expect(rows.first == (try read(format.sample).rows.first) && summary.rows == rows.count)
      }
    }
  }

  @Test func `a file of another kind under a gateway's name is refused with what was found`() throws {
    let error = #expect(throws: LoadError.self) { try read("a,b\n1,2\n", as: .declared(.kong)) }
    #expect(error.map { "\($0)" }?.contains("expected Kong Gateway log plugins in JSON") == true)
  }

  @Test func `a mapping reads anybody's JSON and CSV, and says which columns it still wants`() throws {
    let format = CallFormat.mapped(
      ["ts": "time", "status": "response.code", "method": "verb", "path": "uri", "latency_ms": "took"],
      latencyUnit: "s")
    let json =
      #"{"time":"2026-10-01T00:00:00Z","response":{"code":201},"verb":"PUT","uri":"/a","took":0.25,"token":"t"}"#
    let rows = try read(json, as: .declared(format), name: "a.json").rows
    #expect(rows.first?.latency == 250_000 && rows.first?.status == 201)
    #expect(rows.first?.words == [.method: "PUT", .path: "/a", .token: "t"])
    let csv = "time,response.code,verb,uri,took,token\n2026-10-01T00:00:00Z,201,PUT,/a,0.25,t\n"
    let (cells, _, summary) = try read(csv, as: .declared(format), name: "a.csv")
    #expect(cells == rows && summary.format == "csv" && summary.columns.contains("latency_ms"))
    let error = #expect(throws: LoadError.self) {
      try read(csv.replacing("response.code", with: "code"), as: .declared(format), name: "b.csv")
    }
    #expect(error.map { "\($0)" }?.contains("there is no column status") == true)
    #expect(CallFormat.mapped(["ts": "a"], latencyUnit: nil) != CallFormat.mapped(["ts": "b"], latencyUnit: nil))
  }

  @Test func `the reference page is what the catalogue says`() {
    let difference = Golden.difference(
      CallFormatReference.markdown, from: "formats.md", folder: "../../../docs/reference")
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test func `plain calls are not taken for a gateway's`() throws {
    let plain =
      #"{"ts":"2026-10-01T00:00:00Z","status":200,"method":"GET","path":"/v1/a","latency_ms":2,"region":"eu"}"#
    #expect(try read(plain).summary.format == "ndjson")
  }
}
