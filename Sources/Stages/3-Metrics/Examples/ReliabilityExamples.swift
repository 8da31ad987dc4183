import ReportModel

extension WorkedExample {
  static let errors: [WorkedExample] = [
    WorkedExample(
      "error_rate.4xx", "Of ten calls 400, 404 and 429 are client errors; the 499 is in the total only",
      expected: .share(3, of: 10)
    ) { calls(&$0, tenStatuses) },
    WorkedExample(
      "error_rate.4xx", "A 408 is a client error and a timeout", expected: .share(1, of: 2)
    ) { calls(&$0, [200, 408]) },
    WorkedExample(
      "error_rate.4xx", "No call in the month is no rate of zero", expected: .unavailable("no calls")
    ) { $0.call(nil, $0.at(0)) },
    WorkedExample(
      "error_rate.5xx", "Of ten calls 500 and 504 are server errors", expected: .share(2, of: 10)
    ) { calls(&$0, tenStatuses) },
    WorkedExample(
      "error_rate.429", "Of ten calls one was rate limited", expected: .share(1, of: 10)
    ) { calls(&$0, tenStatuses) },
    WorkedExample(
      "error_rate.total",
      "400, 404, 429, 500 and 504, which is a server error and a timeout and still one call",
      expected: .share(5, of: 10)
    ) { calls(&$0, tenStatuses) },
    WorkedExample(
      "error_rate.total", "A status of 0 and a 200 that was flagged as timed out are errors, 101 and 304 are not",
      expected: .share(2, of: 4)
    ) { rows in
      calls(&rows, [0, 101, 304])
      rows.call(nil, rows.at(5), timedOut: true)
    },
    WorkedExample(
      "timeout_rate",
      "408, 504, 522, 524, 598, 599, 0 and a flagged 200 timed out; a 503 did not, and a 499 never does, flagged or "
        + "not",
      expected: .share(8, of: 10)
    ) { rows in
      calls(&rows, [408, 504, 522, 524, 598, 599, 0, 503])
      rows.call(nil, rows.at(5), timedOut: true)
      rows.call(nil, rows.at(5), status: 499, timedOut: true)
    },
    WorkedExample(
      "timeout_rate", "With timeout_statuses: [503] a 504 is a server error only",
      configure: { $0.timeoutStatuses = [503] }, expected: .share(1, of: 2)
    ) { calls(&$0, [503, 504]) },
    WorkedExample(
      "aborted_rate", "Of ten calls one was given up by its client", expected: .share(1, of: 10)
    ) { calls(&$0, tenStatuses) },
    WorkedExample(
      "endpoints",
      "Global hides local: 30 calls and five times the rate of the whole API are named, 29 calls are not enough",
      expected: .rows(
        [
          endpoint("GET /v1/quiet", 941, 0, false), endpoint("GET /v1/few", 29, 29, false),
          endpoint("GET /v1/bad", 30, 15, true),
        ].sorted { ($1["errors_5xx"]?.double ?? 0) < ($0["errors_5xx"]?.double ?? 0) })
    ) { rows in
      for second in 0..<941 { rows.call(nil, rows.at(5, 0, 0, second), "GET /v1/quiet") }
      for second in 0..<29 { rows.call(nil, rows.at(5, 0, 0, second), "GET /v1/few", status: 500) }
      for second in 0..<30 {
        rows.call(nil, rows.at(5, 0, 0, second), "GET /v1/bad", status: second < 15 ? 500 : 200)
      }
    },
  ]

  static let latency: [WorkedExample] = [
    WorkedExample(
      "latency.p50", "Of 100, 200, 300, 400 and 500 ms the middle one, within 1 %", expected: .near(300, n: 5)
    ) { latencies(&$0, [100, 200, 300, 400, 500]) },
    WorkedExample(
      "latency.p50", "Timed-out and aborted calls are in, calls without a latency are not",
      expected: .near(30_000, n: 3)
    ) { rows in
      rows.call(nil, rows.at(5), latency: 100)
      rows.call(nil, rows.at(5), status: 504, latency: 30_000)
      rows.call(nil, rows.at(5), status: 499, latency: 60_000)
      rows.call(nil, rows.at(5))
    },
    WorkedExample(
      "latency.p50",
      "Where the client's clock is given it serves alone: the call of 200 ms on the gateway's clock is left out",
      expected: .near(500, n: 1)
    ) { rows in
      rows.call(nil, rows.at(5), latency: 100, clientLatency: 500)
      rows.call(nil, rows.at(5), latency: 200)
    },
    WorkedExample(
      "latency.p50", "The export has no latencies", expected: .unavailable("latency_ms")
    ) { $0.call(nil, $0.at(5)) },
    WorkedExample(
      "latency.p95", "Of 1 … 100 ms the 95.05th, within 1 %", expected: .near(95.05, n: 100)
    ) { latencies(&$0, (1...100).map(Double.init)) },
    WorkedExample(
      "latency.p99", "Of 1 … 100 ms the 99.01th, within 1 %", expected: .near(99.01, n: 100)
    ) { latencies(&$0, (1...100).map(Double.init)) },
    WorkedExample(
      "latency.retrieval.p50",
      "GET and HEAD retrieve, and so does a POST whose class in the catalogue says so: the median of 10, 20 and 30 ms",
      expected: .near(20, n: 3)
    ) { classes(&$0) },
    WorkedExample(
      "latency.retrieval.p95", "The 95th percentile of 10, 20 and 30 ms is 29", expected: .near(29, n: 3)
    ) { classes(&$0) },
    WorkedExample(
      "latency.retrieval.p99", "The 99th percentile of 10, 20 and 30 ms is 29.8", expected: .near(29.8, n: 3)
    ) { classes(&$0) },
    WorkedExample(
      "latency.processing.p50",
      "Everything else processes, a GET of that class too: the median of 100, 200 and 300 ms",
      expected: .near(200, n: 3)
    ) { classes(&$0) },
    WorkedExample(
      "latency.processing.p95", "The 95th percentile of 100, 200 and 300 ms is 290", expected: .near(290, n: 3)
    ) { classes(&$0) },
    WorkedExample(
      "latency.processing.p99", "The 99th percentile of 100, 200 and 300 ms is 298", expected: .near(298, n: 3)
    ) { classes(&$0) },
  ]

  private static let tenStatuses = [200, 201, 204, 302, 400, 404, 429, 499, 500, 504]

  private static func calls(_ rows: inout ExampleMonth, _ statuses: [Int]) {
    for status in statuses { rows.call(nil, rows.at(5), status: status) }
  }

  private static func latencies(_ rows: inout ExampleMonth, _ milliseconds: [Double]) {
    for latency in milliseconds { rows.call(nil, rows.at(5), latency: latency) }
  }

  private static func classes(_ rows: inout ExampleMonth) {
    rows.endpoint("GET /v1/things/{id}")
    rows.endpoint("HEAD /v1/things/{id}")
    rows.endpoint("POST /v1/search", class: "retrieval")
    rows.endpoint("POST /v1/things")
    rows.endpoint("GET /v1/export", class: "processing")
    rows.call(nil, rows.at(5), "GET /v1/things/1", latency: 10)
    rows.call(nil, rows.at(5), "HEAD /v1/things/1", latency: 20)
    rows.call(nil, rows.at(5), "POST /v1/search", latency: 30)
    rows.call(nil, rows.at(5), "POST /v1/things", latency: 100)
    rows.call(nil, rows.at(5), "GET /v1/export", latency: 200)
    rows.call(nil, rows.at(5), "DELETE /not/in/the/catalogue", latency: 300)
  }

  private static func endpoint(_ name: String, _ calls: Int, _ errors: Int, _ hidden: Bool) -> TableRow {
    [
      "endpoint": .text(name), "calls": .integer(calls), "errors_4xx": .integer(0), "errors_5xx": .integer(errors),
      "timeouts": .integer(0), "error_rate": .number(Double(errors) / Double(calls)), "hidden": .flag(hidden),
    ]
  }
}
