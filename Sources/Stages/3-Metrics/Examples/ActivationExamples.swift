import ReportModel

extension WorkedExample {
  static let activation: [WorkedExample] = [
    WorkedExample(
      "doc_completion.rate",
      "A success one microsecond inside the 24 hours after the first quickstart view completes it, one at 24 hours "
        + "does not, nor does one before the view",
      expected: .share(1, of: 3)
    ) { rows in
      for id in ["ada", "bo", "cy"] {
        rows.signUp(id, rows.at(2))
        rows.view(id, rows.at(5, 10), "/docs/quickstart")
      }
      rows.call("ada", rows.at(6, 10) - 1)
      rows.call("bo", rows.at(6, 10))
      rows.call("cy", rows.at(5, 9))
    },
    WorkedExample(
      "doc_completion.rate",
      "The first view of any quickstart page in all history decides: ada read one in September and is not October's",
      expected: .share(1, of: 1)
    ) { rows in
      rows.signUp("ada", rows.at(-10))
      rows.view("ada", rows.at(-5), "/docs/getting-started/php")
      rows.view("ada", rows.at(5), "/docs/quickstart")
      rows.signUp("bo", rows.at(-10))
      rows.view("bo", rows.at(5, 10), "/docs/quickstart")
      rows.call("bo", rows.at(5, 11))
    },
    WorkedExample(
      "doc_completion.rate",
      "A view exactly 24 hours before as_of has had its time, one a second later has not",
      expected: .share(0, of: 1)
    ) { rows in
      rows.signUp("ada", rows.at(5))
      rows.view("ada", rows.at(31), "/docs/quickstart")
      rows.signUp("bo", rows.at(5))
      rows.view("bo", rows.at(31, 0, 0, 1), "/docs/quickstart")
      rows.call("bo", rows.at(31, 1))
    },
    WorkedExample(
      "doc_completion.rate", "Configured pages match exactly: /start/php is not /start",
      configure: { $0.quickstart = ["/start"] }, expected: .share(0, of: 1)
    ) { rows in
      rows.signUp("ada", rows.at(5))
      rows.view("ada", rows.at(5, 10), "/start")
      rows.signUp("bo", rows.at(5))
      rows.view("bo", rows.at(5, 10), "/start/php")
      rows.view("bo", rows.at(5, 10), "/docs/quickstart")
      rows.call("bo", rows.at(5, 11))
    },
    WorkedExample(
      "doc_completion.rate", "Views without a developer and those of internal developers are in no developer metric",
      expected: .unavailable("no developer's first quickstart view")
    ) { rows in
      callers(&rows, minutes: [10])
      rows.signUp("staff", rows.at(1), isInternal: true)
      rows.view("staff", rows.at(5), "/docs/quickstart")
      rows.view(nil, rows.at(5), "/docs/quickstart")
      rows.view("stranger", rows.at(5), "/docs/quickstart")
    },
    WorkedExample(
      "doc_completion.rate", "Without doc_views there is no number", expected: .unavailable("doc_views")
    ) { callers(&$0, minutes: [10]) },
    WorkedExample(
      "activation.rate",
      "Of windows of seven days, ada reaches the milestone a microsecond before hers ends and bo as his does; cy's "
        + "closes with as_of, di's a second later and is left out",
      configure: firstEvent, expected: .share(1, of: 3)
    ) { rows in
      rows.has(.calls)
      rows.signUp("ada", rows.at(5))
      rows.event("ada", rows.at(12) - 1, "done")
      rows.signUp("bo", rows.at(5))
      rows.event("bo", rows.at(12), "done")
      rows.signUp("cy", rows.at(25))
      rows.signUp("di", rows.at(25, 0, 0, 1))
      rows.event("di", rows.at(26), "done")
    },
    WorkedExample(
      "activation.rate", "The third message has to fall inside the window, and only those after sign-up are counted",
      configure: { $0.activation.milestone = .reached(.event(name: "message", conditions: []), count: 3) },
      expected: .share(1, of: 3)
    ) { rows in
      for id in ["ada", "bo", "cy"] { rows.signUp(id, rows.at(5)) }
      for day in [5, 6, 11] { rows.event("ada", rows.at(day, 1), "message") }
      for day in [5, 6] { rows.event("bo", rows.at(day, 1), "message") }
      rows.event("bo", rows.at(12), "message")
      for day in [4, 5, 6] { rows.event("cy", rows.at(day, 1), "message") }
    },
    WorkedExample(
      "activation.rate", "A count alone counts successful calls of anything; cy's second comes as the window ends",
      configure: { $0.activation.milestone = .reached(.anyCall, count: 2) }, expected: .share(1, of: 3)
    ) { rows in
      for id in ["ada", "bo", "cy"] { rows.signUp(id, rows.at(5)) }
      rows.call("cy", rows.at(5))
      rows.call("cy", rows.at(12))
      rows.call("ada", rows.at(5, 1), "GET /v1/things")
      rows.call("ada", rows.at(6, 1), "POST /v1/things", status: 201)
      rows.call("bo", rows.at(5, 1))
      rows.call("bo", rows.at(5, 2), status: 500)
      rows.call("bo", rows.at(4))
    },
    WorkedExample(
      "activation.rate", "A configured call counts successes of that endpoint only, inside a window of 14 days",
      configure: {
        $0.activation.milestone = .reached(.call(endpoint: "POST /v1/charges"), count: 1)
        $0.activation.withinDays = 14
      }, expected: .share(1, of: 2)
    ) { rows in
      for id in ["ada", "bo"] { rows.signUp(id, rows.at(5)) }
      rows.call("ada", rows.at(18), "POST /v1/charges/")
      rows.call("bo", rows.at(6), "GET /v1/charges")
    },
    WorkedExample(
      "activation.rate", "Nobody has had seven days yet", configure: firstEvent, expected: .unavailable("has closed")
    ) { rows in
      rows.has(.calls)
      rows.has(.events)
      rows.signUp("ada", rows.at(30))
    },
    WorkedExample(
      "activation.rate", "Without a value moment or a milestone there is nothing to reach",
      expected: .unavailable("value_moment")
    ) { callers(&$0, minutes: [10]) },
    WorkedExample(
      "activation.rate", "An event is configured, but the export has no events", configure: firstEvent,
      expected: .unavailable("needs events")
    ) { callers(&$0, minutes: [10]) },
  ]

  /// The value moment is the event `done`.
  @Sendable static func firstEvent(_ configuration: inout ReportConfiguration) {
    configuration.valueMoment = .init(signal: .event(name: "done", conditions: []))
  }
}
