import TestSupport
import ReportModel
import Testing

@testable import Loaders

/// Text logs by their server's own pattern.
@Suite struct LogPatternTests {
  private let pad: Scratchpad
  init() throws { pad = try Scratchpad() }

  private func read(
    _ text: String, _ pattern: String, columns: [String: String] = [:], unit: String? = nil
  ) throws -> CallsRead {
    let format = try CallFormat.pattern(pattern, columns: columns, latencyUnit: unit)
    return CallsRead(try pad.file("calls.log", text + "\n", format: .declared(format)))
  }

  private static let combined =
    #"$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent""#

  @Test("The combined pattern gives the rows of the combined scanner, in either server's words")
  func combined() throws {
    var random = SplitMix(state: 3)
    let users = ["-", "ada", "ada lovelace", #"d\x22q"#, "d-1"]
    let agents = ["-", "curl/8", #"a \"b\" c"#, #"x\x22y"#, #"end\\"#, "", "é ü"]
    let requests = [
      "GET /v1/a?x=1 HTTP/1.1", "POST /v1/b HTTP/2.0", #"GET /a\x20b\"c HTTP/1.1"#, "GET /a b HTTP/1.1", "-", "",
      #"\x16\x03\x01"#, "get /x", "OPTIONS * HTTP/1.1", "GET http://h/x HTTP/1.1",
    ]
    let times = ["10/Oct/2026:13:55:36 +0000", "31/Dec/2026:23:59:59 -0730", "10/Oct/2026:13:55:3 +0000"]
    let lines = (0..<800).map { _ -> String in
      let user = users.randomElement(using: &random) ?? "", agent = agents.randomElement(using: &random) ?? ""
      let request = requests.randomElement(using: &random) ?? "", time = times.randomElement(using: &random) ?? ""
      let status = ["200", "404", "-", "499"].randomElement(using: &random) ?? ""
      return
        #"203.0.113.\#(Int.random(in: 0..<255, using: &random)) - \#(user) [\#(time)] "\#(request)" \#(status) 5 "-" "\#(agent)""#
    }
    let text = lines.joined(separator: "\n") + "\n"
    let scanned = CallsRead(try pad.file("calls.log", text, format: .combined))
    let apache = #"%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\""#
    for pattern in [Self.combined, apache] {
      let read = try read(text, pattern)
      #expect(read.calls == scanned.calls && read.calls.count > 80)
      #expect(read.rejects.map(\.line) == scanned.rejects.map(\.line))
      #expect(read.rejects.map(\.reason) == scanned.rejects.map(\.reason))
      #expect(read.summary.columns == scanned.summary.columns)
    }
  }

  @Test("Variables are columns by their names, the others by columns; latencies have their units")
  func columns() throws {
    let line =
      #"1.2.3.4 - ada [2026-10-01T12:00:00+02:00] "GET /v1/a HTTP/1.1" 200 5 "-" "acme/1" 0.012 0.010, 0.001 : 0.3 key-1 t7 eu"#
    let pattern =
      #"$remote_addr - $remote_user [$time_iso8601] "$request" $status $body_bytes_sent "$http_referer" "#
      + #""$http_user_agent" $request_time $upstream_response_time $http_x_api_key $http_x_team $region"#
    var call = try #require(try read(line, pattern).calls.first)
    #expect(call.latency == 12_000 && ZoneTable.iso(call.time) == "2026-10-01T10:00:00Z")
    #expect(
      call.texts == [
        "method": "GET", "path": "/v1/a", "token": "key-1", "developer_id": "ada", "user_agent": "acme/1",
        "region": "eu",
      ])
    call = try #require(
      try read(
        line, pattern,
        columns: [
          "company_id": "$http_x_team", "token": "remote_user", "latency_ms": "http_x_team",
          "request_id": "${http_x_api_key}",
        ]
      ).calls.first)
    #expect(call.texts["company_id"] == "t7" && call.texts["token"] == "ada" && call.texts["developer_id"] == nil)
    #expect(call.texts["request_id"] == "key-1" && call.latency == -1)
    let head = #"%t %m %U%q %>s "#
    let time = "[01/Oct/2026:12:00:00 +0000] GET /v1/a?b=c 200 "
    for (directive, value, micros) in [
      ("%D", "1500", 1_500), ("%T", "2", 2_000_000), ("%{ms}T", "7", 7_000), ("%{us}T", "7", 7),
      ("%{X-Took}i", "3", 3_000),
    ] {
      let read = try read(
        time + value, head + directive, columns: directive.hasSuffix("i") ? ["latency_ms": "%{x-took}i"] : [:])
      #expect(read.calls.first?.latency == Int64(micros), "\(directive)")
      #expect(read.calls.first?.texts == ["method": "GET", "path": "/v1/a?b=c"])
    }
    #expect(try read(time + "9", head + "%D", columns: ["latency_ms": "%D"], unit: "ns").calls.first?.latency == 0)
    #expect(
      try read("1790856000.123 GET /a?b 200", "$msec $request_method $uri$is_args$args $status").calls.first?.texts[
        "path"]
        == "/a?b")
  }

  @Test("A line that does not fit says behind which field, and is lost to no count")
  func rejects() throws {
    let good = #"1790856000.123 200 "GET /a HTTP/1.1" x"#
    let read = try read(
      [good, "nothing", good + " more", #"1790856000.123 200 "GET /a"#, #"1790856000 200 "GET /a" b"c" x"#, "", good]
        .joined(separator: "\n"), #"$msec $status "$request" $x"#)
    #expect(read.calls.map(\.line) == [1, 3, 5, 7])
    #expect(
      read.rejects.map(\.reason) == [
        "not a line of the pattern behind msec", "not a line of the pattern behind request",
      ])
    #expect(read.summary.format == "pattern")
  }

  @Test(
    "Patterns that cannot be followed say what and where",
    arguments: [
      ("", "no field"), ("status", "no field"), ("%t %Q", "%Q at character 4"), ("%t %{a", "%{a at character 4"),
      ("$msec ${status", "${status at character 7"), ("%{%z}t", "%{%z}t at character 1"),
      ("$msec $status", "a pattern without path"), ("$msec $status $uri", "a pattern without method"),
      ("$status $request", "a pattern without ts"), ("%t %r", "a pattern without status"),
      ("$msec$status $request", "nothing between msec and status"), ("$msec\n$status", "a line break"),
      ("%t %{m}T", "%{m}T at character 4"),
    ])
  func errors(pattern: String, found: String) {
    let error = #expect(throws: LogPatternError.self) {
      try CallFormat.pattern(pattern, columns: [:], latencyUnit: nil)
    }
    #expect(error?.found == found)
  }

  @Test("HAProxy: aborted and timed-out sessions, no zone, no syslog in front")
  func haproxy() throws {
    func line(_ status: String, _ termination: String) -> String {
      #"192.0.2.2:33317 [06/Oct/2026:12:14:14.655] http-in api/srv1 10/0/30/69/109 \#(status) 2750 - - \#(termination) 1/1/1/1/0 0/0 "GET /v1/orders HTTP/1.1""#
    }
    let text = [
      line("200", "----"), line("200", "CD--"), line("504", "sH--"), line("-1", "CR--"), "Proxy api started.",
    ]
    let zone = ZoneTable.utc
    let read = CallsRead(try pad.file("calls.log", text.joined(separator: "\n")), zone: zone)
    #expect(read.summary.format == "haproxy" && read.rejects.count == 1)
    #expect(
      read.calls.map(\.status) == [200, 499, 504, 499] && read.calls.map(\.timedOut) == [false, false, true, false])
    #expect(read.calls.first?.latency == 109_000)
  }

  @Test("Istio's longer line is Envoy's format too")
  func istio() throws {
    let line =
      #"[2026-10-01T12:00:00.310Z] "GET /status/418 HTTP/1.1" 418 - via_upstream - "-" 0 135 3 1 "-" "curl/7.73" "84961386-6d84" "httpbin:8000" "10.44.1.27:80" outbound|8000||httpbin.foo 10.44.1.23:37652 10.0.45.184:8000 10.44.1.23:46520 - default"#
    let read = CallsRead(try pad.file("calls.log", line + "\n" + CallFormat.envoyText.sample + "\n"))
    #expect(read.summary.format == "envoy-text" && read.calls.map(\.latency) == [3_000, 226_000])
    #expect(read.calls.first?.texts["request_id"] == "84961386-6d84")
  }

  @Test("Our own patterns can be followed")
  func builtIn() { #expect(CallFormat.haproxy.lines.count == 1 && CallFormat.envoyText.lines.count == 2) }
}
