import ReportModel
import TestSupport
import Testing

@testable import Loaders

@Suite struct CombinedTests {
  let pad: Scratchpad

  init() throws { pad = try Scratchpad() }

  private func call(_ line: String) throws -> CallSeen? {
    let read = CallsRead(try pad.file("calls.log", line + "\n"))
    #expect(read.error == nil)
    #expect(read.rejects.isEmpty)
    #expect(read.summary.format == "combined")
    return read.calls.first
  }

  private let head = #"203.0.113.9 - ada [10/Oct/2026:13:55:36 +0000] "#

  @Test("A combined line is a call")
  func combined() throws {
    let call = try #require(
      try call(head + #""POST /v1/charges?x=1 HTTP/1.1" 201 512 "https://r.example/" "larkspur-python/2.1""#))
    #expect(ZoneTable.iso(call.time) == "2026-10-10T13:55:36Z")
    #expect(call.status == 201)
    #expect(call.latency == -1)
    #expect(
      call.texts == [
        "method": "POST", "path": "/v1/charges?x=1", "developer_id": "ada", "token": "ada",
        "user_agent": "larkspur-python/2.1",
      ])
  }

  @Test("Lines of any units and faults are read in their order")
  func mixed() throws {
    var random = SplitMix(state: 31)
    var text = ""
    var (latencies, faults): ([Int64], [Int]) = ([], [])
    for line in 1...500 {
      let (tail, latency) = Self.tails.randomElement(using: &random) ?? ("", -1)
      let agent = Bool.random(using: &random) ? "curl" : #"cu\x72l"#
      switch Int.random(in: 0..<20, using: &random) {
      case 0:
        text += "no line\n"
        faults.append(line)
      case 1: text += "\n"
      case 2:
        text += head + #""GET /a HTTP/1.1" - 512 "-" "x""# + tail + "\n"
        faults.append(line)
      default:
        text += head + #""GET /a HTTP/1.1" 200 512 "-" "# + "\"\(agent)\"" + tail + "\n"
        latencies.append(latency)
      }
    }
    let read = CallsRead(try pad.file("calls.log", text))
    #expect(read.calls.map(\.latency) == latencies)
    #expect(read.calls.allSatisfy { $0.texts["user_agent"] == "curl" })
    #expect(read.rejects.map(\.line) == faults)
  }

  static let tails: [(tail: String, latency: Int64)] = [
    ("", -1), (" 0.012", 12_000), (" rt=0.012 uct=\"0.001\" urt=0.010", 12_000), (" request_time=1.5", 1_500_000),
    (" \"10.0.0.1, 10.0.0.2\" rt=0.003", 3_000), (" \"10.0.0.1\" 0.250 0.240", 250_000), (" 17", -1), (" rt=-", -1),
    (" 5 \"router\" \"http://10.0.0.2\" 7ms", 7_000), (" rt=\"0.5\"", 500_000), (" \"unclosed", -1),
    (" x= =y a=b=c", -1),
  ]

  @Test("The request time is found in the tail", arguments: tails)
  func requestTime(tail: String, latency: Int64) throws {
    let call = try #require(try call(head + #""GET /v1/ping HTTP/1.1" 200 2 "-" "curl/8""# + tail))
    #expect(call.latency == latency)
    #expect(call.texts["user_agent"] == "curl/8")
  }

  @Test("Common format, virtual hosts, names with blanks, IPv6")
  func variants() throws {
    let request = #" [10/Oct/2026:13:55:36 +0200] "GET /v1/ping HTTP/1.1" 200 -"#
    for (head, user) in [
      ("203.0.113.9 - -", nil), ("203.0.113.9 - ada", "ada"), ("api.example.com:443 203.0.113.9 - ada", "ada"),
      ("api.example.com 2001:db8::1 - ada", "ada"), ("2001:db8::1 - ada lovelace", "ada lovelace"),
      ("host ident -", nil),
      ("api.example.com:80 203.0.113.9 - -", nil),
    ] {
      let call = try #require(try call(head + request))
      #expect(call.texts["developer_id"] == user, "\(head)")
      #expect(ZoneTable.iso(call.time) == "2026-10-10T11:55:36Z")
    }
    #expect(try call(head + #""GET /v1/ping HTTP/1.1" 200 2 0.004"#)?.latency == 4_000)
  }

  @Test("Escapes are resolved where they stand for text")
  func escapes() throws {
    let call = try #require(
      try call(head + #""GET /v1/a\x22b\"c HTTP/1.1" 200 2 "-" "x \"y\" \\ \xC3\xA9""#))
    #expect(call.texts["path"] == #"/v1/a"b"c"#)
    #expect(call.texts["user_agent"] == #"x "y" \ é"#)
    let binary = try #require(try self.call(head + #""GET /v1/\xFF HTTP/1.1" 200 2 "-" "\xE9t\xE9""#))
    #expect(binary.texts["path"] == #"/v1/\xFF"#)
  }

  @Test("Requests that are none, and lines that are none, are rejected")
  func rejects() throws {
    let good = head + #""GET /v1/ping HTTP/1.1" 200 2 "-" "-""#
    let read = CallsRead(
      try pad.file(
        "calls.log",
        [
          good, head + #""-" 400 0 "-" "-""#, head + #""\x16\x03\x01" 400 0 "-" "-""#, head + #""" 400 0"#,
          head + #""GET /v1/ping HTTP/1.1" - 2 "-" "-""#, "nonsense", head + #""GET /v1/ping HTTP/1.1"#,
          #"203.0.113.9 - - [32/Oct/2026:13:55:36 +0000] "GET /v1/ping HTTP/1.1" 200 2"#,
          head + #""GET /v1/ping HTTP/1.1" 2000 2"#,
          head + #""GET HTTP/1.1" 200 2"#, good,
        ].joined(separator: "\n")))
    #expect(read.calls.map(\.line) == [1, 11])
    #expect(
      read.rejects.map(\.reason) == [
        "request: unreadable", "request: unreadable", "request: unreadable", "status: missing",
        "not an access log line",
        "not an access log line", "ts: unreadable time", "not an access log line", "request: unreadable",
      ])
    #expect(read.summary.columns == ["ts", "status", "method", "path", "developer_id", "token"])
    #expect(read.summary.rows == 2)
    #expect(read.summary.rejectedRows == 9)
  }

  @Test("Rows of an access log are rows under the contract's names")
  func rows() throws {
    let read = RowsRead(try pad.file("x.log", head + #""GET /v1/ping HTTP/1.1" 200 2 "-" "curl/8""#))
    #expect(
      read.texts == [
        [
          "ts": "10/Oct/2026:13:55:36 +0000", "developer_id": "ada", "method": "GET", "path": "/v1/ping",
          "status": "200",
          "user_agent": "curl/8",
        ]
      ])
  }

  @Test("Text in no known format is an error that says so")
  func unknown() throws {
    let read = RowsRead(try pad.file("x.log", "once upon a time\nthere was\n"))
    #expect(read.error?.code == .unknownFormat)
    #expect(read.error?.description.contains("once upon a time") == true)
  }
}
