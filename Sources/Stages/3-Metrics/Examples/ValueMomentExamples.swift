import ReportModel

extension WorkedExample {
  static let valueMoment: [WorkedExample] = [
    WorkedExample(
      "ttv.median", "Three reach the value moment after 1, 2 and 4 hours, a fourth does not", configure: firstEvent,
      expected: .value(7_200, n: 3)
    ) { reached(&$0, hours: [1, 2, 4], without: 1) },
    WorkedExample(
      "ttv.median",
      "All conditions must hold: text as text, \">= 0.95\" as a number; 0.949 is too little, an absent property never "
        + "matches",
      configure: {
        $0.valueMoment = .init(
          signal: .event(
            name: "done",
            conditions: [
              .init(property: "live", comparison: .equals("true")),
              .init(property: "confidence", comparison: .greaterOrEqual(0.95)),
            ]))
      }, expected: .value(3_600, n: 1)
    ) { rows in
      for id in ["ada", "bo", "cy", "di"] { rows.signUp(id, rows.at(5, 10)) }
      rows.event("ada", rows.at(5, 10, 30), "done", ["live": "false", "confidence": "1"])
      rows.event("ada", rows.at(5, 11), "done", ["live": "true", "confidence": "0.950"])
      rows.event("bo", rows.at(5, 11), "done", ["live": "true", "confidence": "0.949"])
      rows.event("cy", rows.at(5, 11), "done", ["confidence": "1"])
      rows.event("di", rows.at(5, 11), "other", ["live": "true", "confidence": "1"])
    },
    WorkedExample(
      "ttv.median", "An event before the sign-up is no value moment, the next one is", configure: firstEvent,
      expected: .value(7_200, n: 1)
    ) { rows in
      rows.signUp("ada", rows.at(5, 10))
      rows.event("ada", rows.at(5, 9), "done")
      rows.event("ada", rows.at(5, 12), "done")
    },
    WorkedExample(
      "ttv.median",
      "A call as the value moment is the first successful one of its template, whatever query or trailing slash it has",
      configure: { $0.valueMoment = .init(signal: .call(endpoint: "GET /v1/transcripts/{id}")) },
      expected: .value(1_800, n: 1)
    ) { rows in
      rows.endpoint("GET /v1/transcripts/{id}")
      rows.endpoint("GET /v1/transcripts/latest")
      rows.signUp("ada", rows.at(5, 10))
      rows.call("ada", rows.at(5, 10, 10), "GET /v1/transcripts/latest")
      rows.call("ada", rows.at(5, 10, 20), "GET /v1/transcripts/t1", status: 404)
      rows.call("ada", rows.at(5, 10, 30), "GET /v1/transcripts/t1/?full=1")
    },
    WorkedExample(
      "ttv.median", "Without a value moment there is no number", expected: .unavailable("value_moment")
    ) { callers(&$0, minutes: [10]) },
    WorkedExample(
      "ttv.p75", "Five reach it after 1 … 5 hours: three quarters of the way is the fourth", configure: firstEvent,
      expected: .value(14_400, n: 5)
    ) { reached(&$0, hours: [1, 2, 3, 4, 5]) },
    WorkedExample(
      "ttv.within_7d",
      "Seven days are 604 800 seconds, half open: reached just inside by ada, too late by bo; cy signed up less than 7 "
        + "days before as_of",
      configure: firstEvent, expected: .share(1, of: 2)
    ) { rows in
      rows.signUp("ada", rows.at(5, 10))
      rows.event("ada", rows.at(12, 10) - 1, "done")
      rows.signUp("bo", rows.at(5, 10))
      rows.event("bo", rows.at(12, 10), "done")
      rows.signUp("cy", rows.at(25, 0, 0, 1))
      rows.event("cy", rows.at(25, 1), "done")
    },
    WorkedExample(
      "ttv.within_7d", "A later as_of closes the last windows too", asOf: october(40), configure: firstEvent,
      expected: .share(1, of: 2)
    ) { rows in
      rows.signUp("ada", rows.at(30))
      rows.event("ada", rows.at(33), "done")
      rows.signUp("bo", rows.at(30))
    },
    WorkedExample(
      "ttv.within_7d", "Nobody has had 7 days yet", configure: firstEvent, expected: .unavailable("7 days")
    ) { reached(&$0, hours: [1], day: 28) },
    WorkedExample(
      "ttv.median_retained",
      "Retained is a call on calendar day sign-up + 60 or later, though only 59 days and an hour have passed; one on "
        + "day 59 is not",
      configure: firstEvent, expected: .value(7_200, n: 1)
    ) { rows in
      rows.event(nil, rows.at(Month(year: 2026, month: 7)), "other")
      rows.signUp("ada", rows.at(Month(year: 2026, month: 8), 23))
      rows.event("ada", rows.at(Month(year: 2026, month: 8), day: 2, 1), "done")
      rows.call("ada", rows.at(0))
      rows.signUp("bo", rows.at(Month(year: 2026, month: 8), 23))
      rows.event("bo", rows.at(Month(year: 2026, month: 8), day: 3), "done")
      rows.call("bo", rows.at(0) - 1)
    },
    WorkedExample(
      "ttv.median_retained",
      "Who signed up before the first row of events, or with it, may have reached it unseen and is left out",
      configure: firstEvent, expected: .unavailable("60 days")
    ) { rows in
      rows.signUp("ada", rows.at(Month(year: 2026, month: 7)))
      rows.event("ada", rows.at(Month(year: 2026, month: 7), day: 2), "done")
      rows.call("ada", rows.at(5))
      rows.signUp("bo", rows.at(Month(year: 2026, month: 7), day: 2))
      rows.event("bo", rows.at(Month(year: 2026, month: 7), day: 3), "done")
      rows.call("bo", rows.at(5))
    },
  ]

  static let firstSession: [WorkedExample] = [
    WorkedExample(
      "ttv.first_session",
      "A pause of 30 minutes ends the session: the event after 25 + 25 minutes is in it, one after 30 minutes of "
        + "nothing is not",
      configure: firstEvent, expected: .share(1, of: 2)
    ) { rows in
      rows.signUp("ada", rows.at(5, 10))
      rows.call("ada", rows.at(5, 10, 25), status: 401)
      rows.event("ada", rows.at(5, 10, 50), "done")
      rows.signUp("bo", rows.at(5, 10))
      rows.event("bo", rows.at(5, 10, 30), "done")
    },
    WorkedExample(
      "ttv.first_session", "Documentation views keep a session going; the denominator is the whole cohort",
      configure: firstEvent, expected: .share(1, of: 3)
    ) { rows in
      rows.signUp("ada", rows.at(5, 10))
      rows.view("ada", rows.at(5, 10, 29))
      rows.view("ada", rows.at(5, 10, 58))
      rows.event("ada", rows.at(5, 11, 27), "done")
      rows.signUp("bo", rows.at(31, 23))
      rows.signUp("cy", rows.at(5, 10))
    },
    WorkedExample(
      "ttv.first_session",
      "A session without a pause lasts 24 hours at most: reached after 23 h 59 min is in it, after 24 h is not",
      configure: firstEvent, expected: .share(1, of: 2)
    ) { rows in
      for id in ["ada", "bo"] {
        rows.signUp(id, rows.at(5, 10))
        for step in 1...49 { rows.call(id, rows.at(5, 10) + Int64(step * 29) * Duration.minute, status: 404) }
      }
      rows.event("ada", rows.at(6, 9, 59), "done")
      rows.event("bo", rows.at(6, 10), "done")
    },
    WorkedExample(
      "ttv.return_without",
      "Of three whose session ended on the 5th, one calls on the 12th, the seventh day; one on the 13th; one only "
        + "later on the 5th and looks at a page on the 6th",
      configure: firstEvent, expected: .share(1, of: 3)
    ) { rows in
      rows.has(.events)
      for id in ["ada", "bo", "cy"] { rows.signUp(id, rows.at(5, 10)) }
      rows.call("ada", rows.at(12, 23, 59), status: 500)
      rows.call("bo", rows.at(13))
      rows.call("cy", rows.at(5, 20))
      rows.view("cy", rows.at(6))
    },
    WorkedExample(
      "ttv.return_without",
      "The seventh day after a session on the 24th ends with as_of, after one on the 25th it does not",
      configure: firstEvent, expected: .share(1, of: 1)
    ) { rows in
      rows.has(.calls)
      rows.signUp("ada", rows.at(24, 10))
      rows.event("ada", rows.at(31), "other")
      rows.signUp("bo", rows.at(25, 10))
      rows.event("bo", rows.at(31), "other")
    },
  ]

  /// Developers who sign up at 10:00 and reach the value moment so many hours later; some more never do.
  static func reached(_ rows: inout ExampleMonth, hours: [Int], without: Int = 0, day: Int = 5) {
    rows.has(.calls)
    for (index, count) in hours.enumerated() {
      rows.signUp("dev-\(index)", rows.at(day, 10))
      rows.event("dev-\(index)", rows.at(day, 10 + count), "done")
    }
    for index in 0..<without { rows.signUp("none-\(index)", rows.at(day, 10)) }
  }
}
