import ReportModel

extension WorkedExample {
  static let satisfaction: [WorkedExample] = [
    WorkedExample(
      "dxs.average",
      "8, 6, 7 and 7 are a score of 7; a 10 for documentation alone is a score of 10; a response without a score is "
        + "left out",
      expected: .value(8.5, n: 2)
    ) { rows in
      rows.survey(rows.at(5), [8, 6, 7, 7])
      rows.survey(rows.at(6), [10])
      rows.survey(rows.at(7), [])
    },
    WorkedExample(
      "dxs.average",
      "The quarter up to as_of: for November, responses of October and of November so far, not those of September or "
        + "December",
      month: Month(year: 2026, month: 11), expected: .value(6, n: 2)
    ) { rows in
      rows.survey(rows.at(-31), [1])
      rows.survey(rows.at(-30), [5])
      rows.survey(rows.at(30, 23), [7])
      rows.survey(rows.at(31), [1])
    },
    WorkedExample(
      "dxs.average", "A later as_of lets October's report see the quarter's later responses", asOf: october(36),
      expected: .value(7, n: 2)
    ) { rows in
      rows.survey(rows.at(5), [6])
      rows.survey(rows.at(35), [8])
      rows.survey(rows.at(36), [1])
    },
    WorkedExample(
      "dxs.average", "Previous is the whole quarter before, July to September", expected: .previous(6)
    ) { rows in
      rows.survey(rows.at(Month(year: 2026, month: 7)) - 1, [1])
      rows.survey(rows.at(Month(year: 2026, month: 7)), [4])
      rows.survey(rows.at(0, 23), [8])
      rows.survey(rows.at(1), [10])
    },
    WorkedExample(
      "dxs.average", "Responses without a developer count, those of internal developers do not",
      expected: .value(4, n: 1)
    ) { rows in
      rows.signUp("staff", rows.at(-100), isInternal: true)
      rows.survey(rows.at(5), [4])
      rows.survey(rows.at(5), [10], developer: "staff")
    },
    WorkedExample(
      "dxs.average", "Nobody answered this quarter", expected: .unavailable("no survey response")
    ) { $0.survey($0.at(0), [8]) },
    WorkedExample("dxs.total", "Four times the average of 8.5", expected: .value(34, n: 2)) { rows in
      rows.survey(rows.at(5), [8, 6, 7, 7])
      rows.survey(rows.at(6), [10])
    },
    WorkedExample("dxs.documentation", "Of those who rated it: 8 and 10", expected: .value(9, n: 2)) { ratings(&$0) },
    WorkedExample("dxs.reliability", "Of those who rated it: 6", expected: .value(6, n: 1)) { ratings(&$0) },
    WorkedExample("dxs.support", "Of those who rated it: 7 and 4", expected: .value(5.5, n: 2)) { ratings(&$0) },
    WorkedExample("dxs.ease", "Of those who rated it: 3", expected: .value(3, n: 1)) { ratings(&$0) },
    WorkedExample("dxs.ease", "Without surveys there is no number", expected: .unavailable("surveys")) { rows in
      rows.call(nil, rows.at(5))
    },
    WorkedExample(
      "ticket_ratio",
      "Two tickets of the month, one of them nobody's, on four active developers; an internal developer's does not "
        + "count",
      expected: .share(2, of: 4, scale: 100)
    ) { tickets(&$0) },
    WorkedExample(
      "ticket_ratio", "Nobody was active: nothing to divide by", expected: .unavailable("no developer called")
    ) { rows in
      rows.ticket(rows.at(5))
      rows.signUp("ada", rows.at(-40))
      rows.call("ada", rows.at(-20))
    },
    WorkedExample(
      "tickets_by_topic", "The same tickets by topic, beside last month's",
      expected: .rows([
        ["topic": .text("(none)"), "tickets": .integer(1), "previous_tickets": .integer(0)],
        ["topic": .text("auth"), "tickets": .integer(1), "previous_tickets": .integer(1)],
      ])
    ) { tickets(&$0) },
  ]

  private static func ratings(_ rows: inout ExampleMonth) {
    rows.survey(rows.at(5), [8, 6, 7, 3])
    rows.survey(rows.at(6), [10, nil, 4])
  }

  private static func tickets(_ rows: inout ExampleMonth) {
    for id in ["ada", "bo", "cy", "di"] {
      rows.signUp(id, rows.at(-40))
      rows.call(id, rows.at(5))
    }
    rows.signUp("staff", rows.at(-40), isInternal: true)
    rows.ticket(rows.at(1), developer: "ada", topic: "auth")
    rows.ticket(rows.at(31, 23))
    rows.ticket(rows.at(5), developer: "staff", topic: "auth")
    rows.ticket(rows.at(0, 23), developer: "bo", topic: "auth")
    rows.ticket(rows.at(32), developer: "bo", topic: "auth")
  }
}
