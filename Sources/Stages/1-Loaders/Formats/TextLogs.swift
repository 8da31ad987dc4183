import ReportModel

extension CallFormat {
  /// HAProxy's `option httplog`, with or without syslog's words in front. The time is the server's local one without a
  /// zone, so the report's; `Ta` (`Tt` in old releases) is milliseconds. A session the client ended early (`C…`) counts
  /// as 499, one the server let wait (`s…`) as timed out.
  static let haproxy = CallFormat(
    id: "haproxy", title: "HAProxy HTTP log", signature: [],
    fields: [
      .init(.time, "accepted"), .init(.status, "status"), .init(.method, "request"), .init(.path, "request"),
      .init(.latency, "active"),
    ],
    marks: [
      .init("termination", .begins(["C"]), .aborted), .init("termination", .begins(["s"]), .timedOut),
      .init("status", .isOne(of: ["-1"]), .aborted),
    ],
    lines: lines(
      "$client [$accepted] $frontend $backend/$server $receive/$queue/$connect/$response/$active $status $bytes "
        + "$request_cookie $response_cookie $termination $connections $queues \"$request\""),
    sample: """
      Oct  6 12:14:14 lb1 haproxy[14389]: 192.0.2.2:33317 [06/Oct/2026:12:14:14.655] https~ api/srv1 10/0/30/69/109 200 \
      2750 - - ---- 1/1/1/1/0 0/0 {api.example.com} {} "GET /v1/orders/7?x=1 HTTP/1.1"
      """,
    expected: [
      .time: "06/Oct/2026:12:14:14.655", .status: "200", .method: "GET", .path: "/v1/orders/7?x=1", .latency: "109",
    ])

  /// Envoy's default access log, and Istio's, which says more of each connection.
  static let envoyText = CallFormat(
    id: "envoy-text", title: "Envoy and Istio access log as text", signature: [],
    fields: [
      .init(.time, "start_time"), .init(.status, "response_code"), .init(.method, "request"),
      .init(.path, "request"), .init(.latency, "duration"), .init(.userAgent, "user_agent"),
      .init(.requestID, "request_id"),
    ],
    marks: [
      .init("response_flags", .lists(["UT", "SI"]), .timedOut), .init("response_flags", .lists(["DC"]), .aborted),
      .init("response_code", .isOne(of: ["0"]), .aborted),
    ],
    lines: lines(
      "[$start_time] \"$request\" $response_code $response_flags $bytes_received $bytes_sent $duration "
        + "$upstream_service_time \"$x_forwarded_for\" \"$user_agent\" \"$request_id\" \"$authority\" \"$upstream_host\"",
      "[$start_time] \"$request\" $response_code $response_flags $details $connection_details \"$failure\" "
        + "$bytes_received $bytes_sent $duration $upstream_service_time \"$x_forwarded_for\" \"$user_agent\" "
        + "\"$request_id\" \"$authority\" \"$upstream_host\" $rest"),
    sample: """
      [2026-10-01T12:00:00.310Z] "POST /v1/locations HTTP/2" 204 - 154 0 226 100 "192.0.2.28" "acme-java/3.3" \
      "cc21d9b0-1" "api.example.com" "192.0.2.1:80"
      """,
    expected: [
      .time: "2026-10-01T12:00:00.310Z", .status: "204", .method: "POST", .path: "/v1/locations", .latency: "226",
      .userAgent: "acme-java/3.3", .requestID: "cc21d9b0-1",
    ])

  /// Patterns of ours; a test reads each format's sample by them.
  private static func lines(_ texts: String...) -> [LogPattern] { texts.compactMap { try? LogPattern($0) } }
}
