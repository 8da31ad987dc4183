import TestSupport
import ReportModel
import Testing

@testable import Loaders

@Suite struct CallReaderTests {
  let pad: Scratchpad

  init() throws { pad = try Scratchpad() }

  @Test("Every column of the contract is read")
  func columns() throws {
    let names = [
      "ts", "status", "method", "path", "endpoint", "token", "developer_id", "company_id", "api_version", "latency_ms",
      "client_latency_ms", "timed_out", "sdk", "user_agent", "environment", "request_id", "region", "colour",
    ]
    let values = [
      "1790847015123", "200", "POST", "/v1/charges/1", "POST /v1/charges/{id}", "lk_live_1", "d1", "c1", "v1",
      "12.3456",
      "99", "TRUE", "python", "larkspur/1", "live", "r-1", "eu", "red",
    ]
    let csv = names.joined(separator: ",") + "\n" + values.joined(separator: ",") + "\n"
    let json =
      "{" + zip(names, values).reversed().map { "\"\($0)\":\"\($1)\"" }.joined(separator: ", ") + "}\n"
    for (name, text) in [("calls.csv", csv), ("calls.ndjson", json)] {
      let read = CallsRead(try pad.file(name, text))
      let call = try #require(read.calls.first)
      #expect(ZoneTable.iso(call.time) == "2026-10-01T09:30:15.123Z")
      #expect(call.status == 200)
      #expect(call.latency == 12_346)
      #expect(call.clientLatency == 99_000)
      #expect(call.timedOut)
      #expect(
        call.texts == [
          "method": "POST", "path": "/v1/charges/1", "endpoint": "POST /v1/charges/{id}", "token": "lk_live_1",
          "developer_id": "d1", "company_id": "c1", "api_version": "v1", "sdk": "python", "user_agent": "larkspur/1",
          "environment": "live", "request_id": "r-1", "region": "eu",
        ])
      #expect(read.summary.columns == Set(names).subtracting(["colour"]))
      #expect(read.summary.ignoredColumns == ["colour"])
      #expect(read.summary.rows == 1)
      #expect(read.summary.warnings.isEmpty)
    }
  }

  static let rejected: [(row: String, reason: String)] = [
    (#"{"status":200,"method":"GET","path":"/x"}"#, "ts: missing"),
    (#"{"ts":null,"status":200,"method":"GET","path":"/x"}"#, "ts: missing"),
    (#"{"ts":"2026-02-30","status":200,"method":"GET","path":"/x"}"#, "ts: unreadable time"),
    (#"{"ts":{},"status":200,"method":"GET","path":"/x"}"#, "ts: unreadable time"),
    (#"{"ts":"2026-10-01","method":"GET","path":"/x"}"#, "status: missing"),
    (#"{"ts":"2026-10-01","status":"","method":"GET","path":"/x"}"#, "status: missing"),
    (#"{"ts":"2026-10-01","status":"OK","method":"GET","path":"/x"}"#, "status: unreadable"),
    (#"{"ts":"2026-10-01","status":1000,"method":"GET","path":"/x"}"#, "status: unreadable"),
    (#"{"ts":"2026-10-01","status":-1,"method":"GET","path":"/x"}"#, "status: unreadable"),
    (#"{"ts":"2026-10-01","status":200.5,"method":"GET","path":"/x"}"#, "status: unreadable"),
    (#"{"ts":"2026-10-01","status":true,"method":"GET","path":"/x"}"#, "status: unreadable"),
    (#"{"ts":"2026-10-01","status":[200],"method":"GET","path":"/x"}"#, "status: unreadable"),
    (#"{"ts":"2026-10-01","status":200,"method":"GET"}"#, "path: missing"),
    (#"{"ts":"2026-10-01","status":200,"path":"/x"}"#, "method: missing"),
    (#"{"ts":"2026-10-01","status":200,"endpoint":"/x"}"#, "method: missing"),
    (#"{"ts":"2026-10-01","status":200,"method":"G T","path":"/x"}"#, "method: unreadable"),
    (#"{"ts":"2026-10-01","status":200,"method":"GET","path":{"a":1}}"#, "path: unreadable"),
  ]

  @Test("A row without a required field is rejected with its reason", arguments: rejected)
  func rejects(row: String, reason: String) throws {
    let read = CallsRead(try pad.file("calls.ndjson", row))
    #expect(read.calls.isEmpty)
    #expect(read.rejects.map(\.reason) == [reason])
    #expect(read.summary.rejected == [reason: 1])
  }

  static let kept: [(row: String, status: Int)] = [
    (#"{"ts":"2026-10-01","status":200,"endpoint":"POST /v1/x"}"#, 200),
    (#"{"ts":"2026-10-01","status":"000","endpoint":"/v1/x","method":"POST"}"#, 0),
    (#"{"ts":1790847015,"status":0,"path":"/v1/x","method":"POST"}"#, 0),
    (#"{"ts":1790847015.5,"status":"404.0","path":"/v1/x","method":"post"}"#, 404),
    (#"{"ts":"2026-10-01","status":200,"endpoint":"GET /x","path":"/x"}"#, 200),
  ]

  @Test("A row with what is required is kept", arguments: kept)
  func keeps(row: String, status: Int) throws {
    let read = CallsRead(try pad.file("calls.ndjson", row))
    #expect(read.calls.map(\.status) == [status])
  }

  @Test("Unreadable optional fields become empty and are counted by column")
  func warnings() throws {
    let read = CallsRead(
      try pad.file(
        "calls.csv",
        """
        ts,status,endpoint,latency_ms,client_latency_ms,timed_out
        2026-10-01,200,GET /x,fast,-5,maybe
        2026-10-01,200,GET /x,,,
        2026-10-01,200,GET /x,-0.1,7,no
        """))
    #expect(read.calls.map(\.latency) == [-1, -1, -1])
    #expect(read.calls.map(\.clientLatency) == [-1, -1, 7_000])
    #expect(read.calls.map(\.timedOut) == [false, false, false])
    #expect(read.summary.warnings == ["latency_ms": 2, "client_latency_ms": 1, "timed_out": 1])
    let nested = CallsRead(
      try pad.file(
        "n.ndjson", #"{"ts":"2026-10-01","status":200,"endpoint":"GET /x","token":{"id":"t"},"latency_ms":[1]}"#))
    #expect(nested.calls.first?.texts["token"] == nil)
    #expect(nested.summary.warnings == ["token": 1, "latency_ms": 1])
  }

  @Test("No cell of one row shows in the next")
  func noLeaks() throws {
    let read = CallsRead(
      try pad.file(
        "calls.ndjson",
        """
        {"ts":"2026-10-01","status":200,"endpoint":"GET /x","token":"a","latency_ms":5,"timed_out":true,"sdk":"s"}
        {"status":201,"ts":"2026-10-02","endpoint":"GET /y"}
        {"sdk":"t","ts":"2026-10-03","status":"202","endpoint":"GET /z","sdk":null}
        """))
    #expect(
      read.calls.map(\.texts) == [
        ["endpoint": "GET /x", "token": "a", "sdk": "s"], ["endpoint": "GET /y"], ["endpoint": "GET /z"],
      ])
    #expect(read.calls.map(\.latency) == [5_000, -1, -1])
    #expect(read.calls.map(\.timedOut) == [true, false, false])
    #expect(read.calls.map(\.status) == [200, 201, 202])
  }

  @Test(
    "A header without a required column is an error that names it",
    arguments: [
      ("status,endpoint", "ts"), ("ts,endpoint", "status"), ("ts,status,path", "method"),
      ("ts,status", "path (with method) or endpoint"),
    ])
  func missingColumns(header: String, column: String) throws {
    let read = CallsRead(try pad.file("calls.csv", header + "\n"))
    #expect(read.error?.code == .missingColumn)
    #expect(read.error?.detail == "there is no column \(column); found \(header)")
  }

  @Test("Rejected rows show no secret")
  func masking() throws {
    let csv = CallsRead(try pad.file("calls.csv", "ts,status,endpoint,token\nnever,200,GET /x,short\n"))
    #expect(csv.rejects.map(\.excerpt) == ["never,200,GET /x,***"])
    let json = CallsRead(
      try pad.file(
        "calls.ndjson", #"{"ts":"never","token":"short","user_agent":"ada@example.com","path":"/x?api_key=k"}"#))
    #expect(
      json.rejects.map(\.excerpt) == [#"{"ts":"never","token":"***","user_agent":"***","path":"/x?api_key=***"}"#])
    let log = CallsRead(
      try pad.file(
        "calls.log", #"1.2.3.4 - - [10/Oct/2026:13:55:36 +0000] "GET /x?token=k HTTP/1.1" - 0"#, format: .combined))
    #expect(log.rejects.first?.excerpt.contains("token=***") == true)
  }

  @Test("Keys in any order, more keys than are remembered and long keys are read alike")
  func manyKeys() throws {
    var random = SplitMix(state: 5)
    var text = ""
    for index in 0..<300 {
      var members = [
        "\"ts\":\(1_790_847_015 + index)", "\"status\":200", "\"endpoint\":\"GET /x\"", "\"request_id\":\"r\(index)\"",
      ]
      members += (0..<5).map { _ in "\"key\(Int.random(in: 0..<200, using: &random))\":1" }
      members.append("\"\(String(repeating: "long", count: 30))\":1")
      text += "{" + members.shuffled(using: &random).joined(separator: ",") + "}\n"
    }
    let read = CallsRead(try pad.file("calls.ndjson", text))
    #expect(read.calls.map { $0.texts["request_id"] } == (0..<300).map { "r\($0)" })
    #expect(read.summary.ignoredColumns.count > 150)
    #expect(read.summary.columns == ["ts", "status", "endpoint", "request_id"])
  }

  @Test("Progress is told in bytes of the file and ends at its size")
  func progress() throws {
    let row = "{\"ts\":1790847015,\"status\":200,\"endpoint\":\"GET /x\"}\n"
    let bytes = Stored.gzip(Array(String(repeating: row, count: 500).utf8))
    let read = CallsRead(try pad.file("calls.ndjson.gz", bytes), buffering: Buffering(chunk: 4_096, sample: 256))
    #expect(read.calls.count == 500)
    #expect(read.progress == read.progress.sorted())
    #expect(read.progress.count > 3)
    #expect(read.progress.last == bytes.count)
    #expect(read.summary.format == "ndjson.gz")
  }
}
