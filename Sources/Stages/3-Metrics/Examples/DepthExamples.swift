import ReportModel

extension WorkedExample {
  static let coverage: [WorkedExample] = [
    WorkedExample(
      "endpoint_coverage.median",
      "ada succeeds on one endpoint and fails on another, bo succeeds on two and on a deprecated one, which counts "
        + "nowhere: the median of 1 and 2",
      expected: .value(1.5, n: 2)
    ) { users(&$0) },
    WorkedExample(
      "endpoint_coverage.share", "The median of 1.5 over the three endpoints that are not deprecated",
      expected: .share(1.5, of: 3)
    ) { users(&$0) },
    WorkedExample(
      "endpoint_coverage.share",
      "Without a catalogue a call of any outcome on the 90 days up to the month's end makes an endpoint seen: 3 "
        + "August is the first of them",
      expected: .share(1, of: 3)
    ) { rows in
      rows.signUp("ada", rows.at(-200))
      rows.call("ada", rows.at(-58) - 1, "GET /v1/too-old")
      rows.call("ada", rows.at(-58), "GET /v1/seen", status: 500)
      rows.call(nil, rows.at(-30), "POST /v1/seen")
      rows.call("ada", rows.at(5), "GET /v1/used")
    },
    WorkedExample(
      "endpoint_coverage.median", "Nobody was active", expected: .unavailable("no developer called")
    ) { rows in
      rows.signUp("ada", rows.at(-40))
      rows.call("ada", rows.at(-20))
    },
    WorkedExample(
      "endpoints.unused",
      "Of four endpoints one succeeds, one only fails, one is a literal that hides behind no parameter, one is "
        + "deprecated",
      expected: .value(2)
    ) { rows in
      rows.endpoint("GET /v1/users/{id}")
      rows.endpoint("GET /v1/users/me")
      rows.endpoint("POST /v1/users")
      rows.endpoint("DELETE /v1/users", deprecated: true)
      rows.call(nil, rows.at(5), "GET /v1/users/me/")
      rows.call(nil, rows.at(5), "POST /v1/users", status: 422)
    },
    WorkedExample(
      "endpoints.unused", "Without a catalogue nobody knows what is unused", expected: .unavailable("endpoints")
    ) { $0.call(nil, $0.at(5)) },
    WorkedExample(
      "endpoints_unused", "They are named", expected: .rows([["endpoint": .text("GET /v1/a/{id}")]])
    ) { rows in
      rows.endpoint("GET /v1/a")
      rows.endpoint("GET /v1/a/{id}")
      rows.call(nil, rows.at(5), "GET /v1/a?page=2#top")
    },
  ]

  static let depth: [WorkedExample] = [
    WorkedExample(
      "depth.median",
      "9 calls of a reference of 99 make V = ½ whatever became of them, 2 of 4 endpoints C = ½, 1 of 2 tags F = ½: "
        + "100 × (0.5·½ + 0.3·½ + 0.2·½)",
      configure: { $0.depth.callsReference = 99 }, expected: .value(50, n: 1)
    ) { rows in
      rows.endpoint("GET /v1/a", tag: "first")
      rows.endpoint("GET /v1/b", tag: "first")
      rows.endpoint("GET /v1/c", tag: "second")
      rows.endpoint("GET /v1/d", tag: "second")
      rows.signUp("ada", rows.at(-40))
      rows.call("ada", rows.at(5), "GET /v1/a")
      rows.call("ada", rows.at(5), "GET /v1/b")
      for hour in 0..<7 { rows.call("ada", rows.at(6, hour), "GET /v1/c", status: 500) }
    },
    WorkedExample(
      "depth.median",
      "Without tags the feature is the first segment after the version: 1 of 2; the 99 calls of a reference of 99 "
        + "fill V, more would not",
      configure: { $0.depth.callsReference = 99 }, expected: .value(50 + 15 + 10, n: 1)
    ) { rows in
      rows.endpoint("GET /v1/things/{id}")
      rows.endpoint("GET /v1/users")
      rows.signUp("ada", rows.at(-40))
      for index in 0..<200 { rows.call("ada", rows.at(5, 0, index % 60), "GET /v1/things/\(index)") }
    },
    WorkedExample(
      "depth.experimenting",
      "By volume alone 1 and 8 calls of a reference of 9 999 are depths of 7.5 and 23.9, 9 are 25",
      configure: { volumeOnly(&$0, reference: 9_999) }, expected: .value(2)
    ) { callers(&$0, [1, 8, 9]) },
    WorkedExample(
      "depth.building", "A depth of exactly 25 is building: a cut belongs to the tier above it",
      configure: { volumeOnly(&$0, reference: 9_999) }, expected: .value(1)
    ) { callers(&$0, [1, 8, 9]) },
    WorkedExample(
      "depth.scaling", "Of 998 and 999 calls of a reference of 99 999 the latter are a depth of exactly 60",
      configure: { volumeOnly(&$0, reference: 99_999) }, expected: .value(1)
    ) { callers(&$0, [998, 999]) },
    WorkedExample(
      "depth_transitions", "Who was inactive in September and who is now; nobody who was in neither month stands here",
      configure: { volumeOnly(&$0, reference: 99_999) },
      expected: .rows([
        moved("experimenting", "experimenting", 1), moved("experimenting", "inactive", 1),
        moved("inactive", "experimenting", 1),
      ])
    ) { rows in
      for id in ["stays", "leaves", "comes", "sleeps"] { rows.signUp(id, rows.at(-100)) }
      for id in ["stays", "leaves"] { rows.call(id, rows.at(-5)) }
      for id in ["stays", "comes"] { rows.call(id, rows.at(5)) }
    },
  ]

  /// Two developers on a catalogue of three endpoints and a deprecated one.
  private static func users(_ rows: inout ExampleMonth) {
    for name in ["GET /v1/a", "GET /v1/b", "GET /v1/c"] { rows.endpoint(name) }
    rows.endpoint("GET /v1/old", deprecated: true)
    for id in ["ada", "bo"] { rows.signUp(id, rows.at(-40)) }
    rows.call("ada", rows.at(5), "GET /v1/a")
    rows.call("ada", rows.at(6), "GET /v1/a")
    rows.call("ada", rows.at(5), "GET /v1/b", status: 404)
    for name in ["a", "b", "old"] { rows.call("bo", rows.at(5), "GET /v1/\(name)") }
  }

  /// Depth is V alone: 100 × log10(1 + calls) ÷ log10(1 + reference).
  @Sendable private static func volumeOnly(_ configuration: inout ReportConfiguration, reference: Double) {
    (configuration.depth.volumeWeight, configuration.depth.coverageWeight) = (1, 0)
    configuration.depth.featureWeight = 0
    configuration.depth.callsReference = reference
  }

  /// A developer for each number of calls, made second after second.
  private static func callers(_ rows: inout ExampleMonth, _ counts: [Int]) {
    for (index, count) in counts.enumerated() {
      rows.signUp("dev-\(index)", rows.at(-40))
      for second in 0..<count { rows.call("dev-\(index)", rows.at(5) + Int64(second) * Duration.second) }
    }
  }

  private static func moved(_ from: String, _ to: String, _ developers: Int) -> TableRow {
    ["from": .text(from), "to": .text(to), "developers": .integer(developers)]
  }
}
