import ReportModel

extension WorkedExample {
  static let churn: [WorkedExample] = [
    WorkedExample(
      "churn.rate",
      "Last calls on 1 and 30 September have their 30th silent day on 1 and 30 October: gone both",
      expected: .share(2, of: 2)
    ) { rows in
      silent(&rows, ["ada": [-29], "bo": [0]])
    },
    WorkedExample(
      "churn.rate",
      "The base called in September's 30 days: a call on 31 August makes no base. A last call on 1 October is gone on "
        + "the 31st, one on 2 October only in November",
      expected: .share(1, of: 2)
    ) { rows in
      silent(&rows, ["ada": [-15, 1], "bo": [-15, 2], "cy": [-30]])
    },
    WorkedExample(
      "churn.rate",
      "Thirty days of silence count even if they come back: from 5 September to 6 October there are 30, to 5 October "
        + "29",
      expected: .share(1, of: 2)
    ) { rows in
      silent(&rows, ["ada": [-25, 6], "bo": [-25, 5]])
    },
    WorkedExample(
      "churn.rate", "Days are the zone's: 03:59Z on 2 October is 1 October in New York, thirty days before the 31st",
      zone: .newYork, expected: .share(1, of: 2)
    ) { rows in
      let night = Int64(Civil.day(year: 2026, month: 10, day: 2)) * Duration.day + 4 * Duration.hour
      silent(&rows, ["ada": [0], "bo": [0]])
      rows.call("ada", night - 1, status: 500)
      rows.call("bo", night, status: 500)
    },
    WorkedExample(
      "churn.rate", "Nobody called in September", expected: .unavailable("30 days before the month")
    ) { silent(&$0, ["ada": [5]]) },
    WorkedExample(
      "churn_by_tier",
      "One success or none ever stands apart, however many calls failed; the others by their tier of September",
      expected: .rows([
        tier("experimenting", 2, 1), tier("building", 0, 0), tier("scaling", 0, 0),
        tier("never past the first call", 2, 2),
      ])
    ) { rows in
      // A catalogue, so that one endpoint of four is little depth.
      for name in ["a", "b", "c", "d"] { rows.endpoint("GET /v1/\(name)") }
      for id in ["once", "failing", "left", "stayed"] { rows.signUp(id, rows.at(-100)) }
      rows.call("once", rows.at(-5), "GET /v1/a")
      for hour in 0..<5 { rows.call("failing", rows.at(-5, hour), "GET /v1/a", status: 403) }
      for hour in 0..<2 { rows.call("left", rows.at(-5, hour), "GET /v1/a") }
      rows.call("stayed", rows.at(-5), "GET /v1/a")
      rows.call("stayed", rows.at(5), "GET /v1/a")
    },
  ]

  /// Developers with a successful call at noon of each of their days.
  private static func silent(_ rows: inout ExampleMonth, _ days: [String: [Int]]) {
    for (id, days) in days.sorted(by: { $0.key < $1.key }) {
      rows.signUp(id, rows.at(-100))
      for day in days { rows.call(id, rows.at(day, 12)) }
    }
  }

  private static func tier(_ name: String, _ developers: Int, _ churned: Int) -> TableRow {
    ["tier": .text(name), "developers": .integer(developers), "churned": .integer(churned)]
  }
}
