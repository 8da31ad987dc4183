import ReportModel

extension WorkedExample {
  static let onboarding: [WorkedExample] = [
    WorkedExample(
      "signups",
      "The month is half open: of sign-ups at its first moment, on the 14th, and at the first moment of November, two "
        + "count",
      expected: .value(2)
    ) { rows in
      rows.signUp("ada", rows.at(1))
      rows.signUp("bo", rows.at(14, 12))
      rows.signUp("cy", rows.at(32))
    },
    WorkedExample(
      "signups", "Internal and test developers are left out", expected: .value(1)
    ) { rows in
      rows.signUp("ada", rows.at(5))
      rows.signUp("staff", rows.at(5), isInternal: true)
    },
    WorkedExample(
      "signups",
      "The month ends at New York's midnight: a sign-up at 03:59:59Z on 1 November is October's, one at 04:00Z is not",
      zone: .newYork, expected: .value(1)
    ) { rows in
      let midnight = Int64(Civil.day(year: 2026, month: 11, day: 1)) * Duration.day + 4 * Duration.hour
      rows.signUp("ada", midnight - Duration.second)
      rows.signUp("bo", midnight)
    },
    WorkedExample("signups", "Without developers there is no number", expected: .unavailable("developers")) { rows in
      rows.call(nil, rows.at(5))
    },
    WorkedExample(
      "ttfc.median", "Three call after 10, 20 and 60 minutes, a fourth never does: the median of those who did",
      expected: .value(1_200, n: 3)
    ) { callers(&$0, minutes: [10, 20, 60], silent: 1) },
    WorkedExample(
      "ttfc.median", "Two call after 10 and 20 minutes: quantiles interpolate", expected: .value(900, n: 2)
    ) { callers(&$0, minutes: [10, 20]) },
    WorkedExample(
      "ttfc.median",
      "Calls before the sign-up, failed ones and timed-out ones are not the first successful call, the 201 after them "
        + "is",
      expected: .value(1_800, n: 1)
    ) { rows in
      rows.signUp("ada", rows.at(5, 10))
      rows.call("ada", rows.at(5, 9))
      rows.call("ada", rows.at(5, 10, 5), status: 401)
      rows.call("ada", rows.at(5, 10, 10), timedOut: true)
      rows.call("ada", rows.at(5, 10, 30), status: 201)
    },
    WorkedExample(
      "ttfc.median", "A call at the moment of the sign-up counts, after 0 seconds", expected: .value(0, n: 1)
    ) { rows in
      rows.signUp("ada", rows.at(5, 10))
      rows.call("ada", rows.at(5, 10))
    },
    WorkedExample(
      "ttfc.median", "A first call at as_of has not happened", expected: .unavailable("has called")
    ) { rows in
      rows.signUp("ada", rows.at(31, 23))
      rows.call("ada", rows.at(32))
    },
    WorkedExample(
      "ttfc.median", "A later as_of lets the call of 1 November in", asOf: october(39), expected: .value(3_600, n: 1)
    ) { rows in
      rows.signUp("ada", rows.at(31, 23))
      rows.call("ada", rows.at(32))
    },
    WorkedExample(
      "ttfc.median", "A developer_id nobody has gives way to the token, which leads to its developer",
      expected: .value(60, n: 1)
    ) { rows in
      rows.signUp("ada", rows.at(5, 10))
      rows.token("tk", developer: "ada")
      rows.call("unheard-of", rows.at(5, 10, 1), token: "tk")
    },
    WorkedExample(
      "ttfc.median", "Without calls there is no number", expected: .unavailable("needs calls")
    ) { $0.signUp("ada", $0.at(5)) },
    WorkedExample(
      "ttfc.p90", "Eleven call after 10, 20, … 110 minutes: the 10th of them is the 90th percentile",
      expected: .value(6_000, n: 11)
    ) { callers(&$0, minutes: (1...11).map { $0 * 10 }) },
    WorkedExample(
      "ttfc.median_all", "Two of four sign-ups call, after 10 and 20 minutes: S falls to 1/2 with the second",
      expected: .value(1_200, n: 4)
    ) { callers(&$0, minutes: [10, 20], silent: 2) },
    WorkedExample(
      "ttfc.median_all", "Two of five sign-ups ever call: the median is not reached",
      expected: .unavailable("not reached")
    ) { callers(&$0, minutes: [10, 20], silent: 3) },
    WorkedExample(
      "ttfc.median_all",
      "A call after 10 minutes ties with one who was watched for 10 minutes: the call comes first, S is 2/3, and the "
        + "median is the call after 20",
      expected: .value(1_200, n: 3)
    ) { rows in
      callers(&rows, minutes: [10, 20])
      rows.signUp("late", rows.at(31, 23, 50))
    },
    WorkedExample(
      "ttfc.p90_all", "Nine of ten sign-ups call after 1 … 9 minutes: S is 1/10 at the ninth",
      expected: .value(540, n: 10)
    ) { callers(&$0, minutes: Array(1...9), silent: 1) },
    WorkedExample(
      "ttfc.never", "One of four sign-ups has no successful call by as_of", expected: .share(1, of: 4)
    ) { callers(&$0, minutes: [10, 20, 60], silent: 1) },
    WorkedExample(
      "ttfc.never",
      "Last month gets the same follow-up: with as_of on 8 November, of September's two the call of 5 October counts, "
        + "that of 20 October does not",
      asOf: october(39), expected: .previous(0.5)
    ) { rows in
      rows.call(nil, rows.at(-20))
      rows.signUp("ada", rows.at(0))
      rows.call("ada", rows.at(5))
      rows.signUp("bo", rows.at(0))
      rows.call("bo", rows.at(20))
      rows.signUp("cy", rows.at(5))
    },
    WorkedExample(
      "ttfc.never", "Nobody signed up: nothing to divide by", expected: .unavailable("nobody signed up")
    ) { rows in
      rows.signUp("ada", rows.at(-40))
      rows.call("ada", rows.at(5))
    },
    WorkedExample(
      "ttfhw.median",
      "First view at 09:50, sign-up at 10:00, ping at 10:20: half an hour from the first touch; the call at 10:05 was "
        + "no ping",
      configure: { $0.helloWorld = "GET /v1/ping" }, expected: .value(1_800, n: 1)
    ) { rows in
      rows.view("ada", rows.at(5, 9, 50))
      rows.signUp("ada", rows.at(5, 10))
      rows.call("ada", rows.at(5, 10, 5))
      rows.call("ada", rows.at(5, 10, 20), "GET /v1/ping?verbose=1")
    },
    WorkedExample(
      "ttfhw.median", "A call between the first touch and the sign-up counts; any call is the hello world by default",
      expected: .value(600, n: 1)
    ) { rows in
      rows.view("ada", rows.at(5, 9))
      rows.call("ada", rows.at(5, 9, 10))
      rows.signUp("ada", rows.at(5, 10))
    },
    WorkedExample(
      "ttfhw.median", "Without doc_views there is no first touch to count from", expected: .unavailable("doc_views")
    ) { callers(&$0, minutes: [10]) },
    WorkedExample(
      "ttfhw.p90", "Two greet the world 10 and 20 minutes after they signed up: 10 + 0.9 × 10 minutes",
      expected: .value(1_140, n: 2)
    ) { rows in
      rows.has(.docViews)
      callers(&rows, minutes: [10, 20])
    },
  ]

  /// Developers who sign up on the 5th at 10:00 and call successfully so many minutes later; `silent` more never do.
  static func callers(_ rows: inout ExampleMonth, minutes: [Int], silent: Int = 0) {
    for (index, count) in minutes.enumerated() {
      rows.signUp("dev-\(index)", rows.at(5, 10))
      rows.call("dev-\(index)", rows.at(5, 10) + Int64(count) * Duration.minute)
    }
    for index in 0..<silent { rows.signUp("silent-\(index)", rows.at(5, 10)) }
  }

  /// The beginning of a day of October 2026 in UTC, days counted on beyond the month.
  static func october(_ day: Int) -> Instant {
    Int64(Civil.day(year: 2026, month: 10, day: 1) + day - 1) * Duration.day
  }
}
