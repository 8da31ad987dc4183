import ReportModel

extension CallFormat {
  /// Kong Gateway's log plugins (`file-log`, `http-log`, `tcp-log` …), all of one serialiser.
  ///
  /// `started_at` is epoch milliseconds, seconds in old releases; `latencies.request` is from the first byte of the
  /// client to the last one back. The credential is the token, the consumer's own id the developer. A 504 with
  /// `source: kong` is Kong's own time-out; any 504 counts as one by the status already.
  static let kong = CallFormat(
    id: "kong", title: "Kong Gateway log plugins", signature: ["latencies.request", "started_at", "response.status"],
    fields: [
      .init(.time, "started_at"), .init(.status, "response.status"), .init(.method, "request.method"),
      .init(.path, "request.uri"), .init(.latency, "latencies.request"), .init(.token, "authenticated_entity.id"),
      .init(.token, "consumer.id"), .init(.developerID, "consumer.custom_id"),
      .init(.developerID, "consumer.username"), .init(.userAgent, "request.headers.user-agent"),
      .init(.requestID, "request.id"),
    ],
    sample: """
      {"request":{"uri":"\\/v1\\/orders\\/7?page=2","method":"GET","id":"9f1c","size":"120","querystring":{"page":"2"},\
      "headers":{"host":"api.example.com","user-agent":"acme-python/4.0"}},"upstream_uri":"/orders/7","tries":[],\
      "latencies":{"kong":2,"proxy":171,"request":173},"response":{"status":200,"size":"982","headers":{}},\
      "consumer":{"id":"c-1","username":"ada","custom_id":"dev_1"},"authenticated_entity":{"id":"cred-9"},\
      "service":{"name":"orders","read_timeout":60000},"client_ip":"192.0.2.7","started_at":1790851500250}
      """,
    expected: [
      .time: "1790851500250", .status: "200", .method: "GET", .path: "/v1/orders/7?page=2", .latency: "173",
      .token: "cred-9", .developerID: "dev_1", .userAgent: "acme-python/4.0", .requestID: "9f1c",
    ])
}
