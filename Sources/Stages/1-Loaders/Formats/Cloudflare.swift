import ReportModel

extension CallFormat {
  /// Cloudflare Logpush, data set `http_requests`.
  ///
  /// The start is RFC 3339, epoch seconds or nanoseconds, as the job is set. The time to the first byte is the only
  /// latency that is fine enough with every setting. Sub-requests of a Worker are calls of its own making.
  static let cloudflare = CallFormat(
    id: "cloudflare", title: "Cloudflare Logpush, HTTP requests",
    signature: ["EdgeStartTimestamp", "EdgeResponseStatus", "ClientRequestMethod"],
    fields: [
      .init(.time, "EdgeStartTimestamp"), .init(.status, "EdgeResponseStatus"),
      .init(.method, "ClientRequestMethod"), .init(.path, "ClientRequestURI"), .init(.path, "ClientRequestPath"),
      .init(.latency, "EdgeTimeToFirstByteMs"), .init(.latency, "OriginResponseDurationMs"),
      .init(.token, "RequestHeaders.x-api-key"), .init(.userAgent, "ClientRequestUserAgent"),
      .init(.requestID, "RayID"), .init(.region, "EdgeColoCode"),
    ],
    marks: [
      .init("WorkerSubrequest", .isOne(of: ["true"]), .noCall),
      .init("EdgeResponseStatus", .isOne(of: ["0"]), .aborted),
    ],
    sample: """
      {"RayID":"7d1a2b","ClientIP":"192.0.2.9","ClientRequestHost":"api.example.com","ClientRequestMethod":"POST",\
      "ClientRequestURI":"/v1/charges?expand=1","EdgeStartTimestamp":1790856000123000000,"EdgeResponseStatus":201,\
      "EdgeTimeToFirstByteMs":42,"ClientRequestUserAgent":"acme-node/2.1","EdgeColoCode":"FRA","WorkerSubrequest":false}
      """,
    expected: [
      .time: "1790856000123000000", .status: "201", .method: "POST", .path: "/v1/charges?expand=1", .latency: "42",
      .userAgent: "acme-node/2.1", .requestID: "7d1a2b", .region: "FRA",
    ])
}
