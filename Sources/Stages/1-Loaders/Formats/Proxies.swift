import ReportModel

extension CallFormat {
  /// Traefik's access log in JSON. `Duration` is nanoseconds; headers come as `request_Name` where they are kept.
  static let traefik = CallFormat(
    id: "traefik", title: "Traefik access log", signature: ["DownstreamStatus", "Duration", "RequestMethod"],
    fields: [
      .init(.time, "StartUTC"), .init(.time, "StartLocal"), .init(.status, "DownstreamStatus"),
      .init(.method, "RequestMethod"), .init(.path, "RequestPath"), .init(.latency, "Duration", .nanoseconds),
      .init(.token, "request_X-Api-Key"), .init(.token, "ClientUsername"), .init(.developerID, "ClientUsername"),
      .init(.userAgent, "request_User-Agent"),
    ],
    marks: [.init("DownstreamStatus", .isOne(of: ["0"]), .aborted)],
    sample: """
      {"ClientAddr":"192.0.2.4:50104","ClientUsername":"-","DownstreamStatus":200,"Duration":2581453,"OriginStatus":200,\
      "RequestMethod":"GET","RequestPath":"/v1/orders","RouterName":"orders@docker","StartUTC":"2026-10-01T12:00:00.9Z",\
      "request_User-Agent":"curl/8.1","level":"info","msg":"","time":"2026-10-01T12:00:01Z"}
      """,
    expected: [
      .time: "2026-10-01T12:00:00.9Z", .status: "200", .method: "GET", .path: "/v1/orders", .latency: "2581453",
      .userAgent: "curl/8.1",
    ])

  /// Caddy's access log. `duration` is seconds, `ts` the end of the request; other lines of the same log are passed
  /// over; a status of 0 is a client that left.
  static let caddy = CallFormat(
    id: "caddy", title: "Caddy access log", signature: ["request.method", "request.uri", "duration", "ts"],
    fields: [
      .init(.time, "ts"), .init(.status, "status"), .init(.method, "request.method"), .init(.path, "request.uri"),
      .init(.latency, "duration", .seconds), .init(.token, "request.headers.X-Api-Key"), .init(.token, "user_id"),
      .init(.developerID, "user_id"), .init(.userAgent, "request.headers.User-Agent"),
    ],
    marks: [
      .init("msg", .isNone(of: ["handled request"]), .noCall), .init("status", .isOne(of: ["0"]), .aborted),
    ],
    sample: """
      {"level":"info","ts":1790856000.1250000,"logger":"http.log.access.log0","msg":"handled request",\
      "request":{"remote_ip":"192.0.2.3","proto":"HTTP/2.0","method":"GET","host":"api.example.com","uri":"/v1/me",\
      "headers":{"User-Agent":["acme-go/1.2"],"Authorization":["REDACTED"]}},"user_id":"ada","duration":0.012,\
      "size":120,"status":200}
      """,
    expected: [
      .time: "1790856000.1250000", .status: "200", .method: "GET", .path: "/v1/me", .latency: "0.012", .token: "ada",
      .developerID: "ada", .userAgent: "acme-go/1.2",
    ])

  /// Envoy's and Istio's access log in JSON. Response flags tell a time-out upstream (`UT`, `SI`) and a client that
  /// left (`DC`); no response code was begun where it is 0.
  static let envoy = CallFormat(
    id: "envoy", title: "Envoy and Istio access log", signature: ["start_time", "response_code", "response_flags"],
    fields: [
      .init(.time, "start_time"), .init(.status, "response_code"), .init(.method, "method"), .init(.path, "path"),
      .init(.latency, "duration"), .init(.userAgent, "user_agent"), .init(.requestID, "request_id"),
    ],
    marks: [
      .init("response_flags", .lists(["UT", "SI"]), .timedOut), .init("response_flags", .lists(["DC"]), .aborted),
      .init("response_code", .isOne(of: ["0"]), .aborted),
    ],
    sample: """
      {"start_time":"2026-10-01T12:00:00.125Z","method":"GET","path":"/v1/status?x=1","protocol":"HTTP/1.1",\
      "response_code":200,"response_flags":"-","duration":4,"upstream_service_time":"4","bytes_sent":135,\
      "user_agent":"acme-java/3.3","request_id":"8496-1","route_name":"default"}
      """,
    expected: [
      .time: "2026-10-01T12:00:00.125Z", .status: "200", .method: "GET", .path: "/v1/status?x=1", .latency: "4",
      .userAgent: "acme-java/3.3", .requestID: "8496-1",
    ])

  /// Tyk's traffic log as its pump writes it. `api_key` is the raw key unless Tyk hashes it: a token like any other
  /// here, kept in no output.
  static let tyk = CallFormat(
    id: "tyk", title: "Tyk traffic log", signature: ["response_code", "api_id", "raw_path"],
    fields: [
      .init(.time, "timestamp"), .init(.status, "response_code"), .init(.method, "method"), .init(.path, "raw_path"),
      .init(.path, "path"), .init(.latency, "latency.total"), .init(.latency, "request_time"),
      .init(.token, "api_key"), .init(.developerID, "alias"), .init(.userAgent, "user_agent"),
    ],
    sample: """
      {"method":"GET","path":"/v1/quotes","raw_path":"/v1/quotes/7","user_agent":"acme-ruby/0.9","response_code":200,\
      "api_key":"k-1","timestamp":"2026-10-01T12:00:00Z","api_version":"Not Versioned","api_name":"Quotes",\
      "api_id":"q1","request_time":31,"latency":{"total":31,"upstream":29},"alias":""}
      """,
    expected: [
      .time: "2026-10-01T12:00:00Z", .status: "200", .method: "GET", .path: "/v1/quotes/7", .latency: "31",
      .token: "k-1", .userAgent: "acme-ruby/0.9",
    ])
}
