import ReportModel

extension WorkedExample {
  static let funnel: [WorkedExample] = [
    WorkedExample(
      "funnel",
      "Weeks belong to the month of their Sunday: sign-ups of 28 September stand in October's first week, those of 26 "
        + "October in none; each stage requires the one before",
      configure: {
        firstEvent(&$0)
        $0.scalingCallsPer7Days = 3
      },
      expected: .rows([
        funnelWeek("2026-09-28", 1, 1, 1, 1), funnelWeek("2026-10-05", 4, 3, 1, 0),
        funnelWeek("2026-10-12", 0, 0, 0, 0), funnelWeek("2026-10-19", 0, 0, 0, 0),
      ])
    ) { rows in
      rows.signUp("ada", rows.at(-2))
      rows.event("ada", rows.at(-1), "done")
      // Three successes on days 2, 5 and 8: the 8th is the seventh day after the 2nd is counted.
      for day in [2, 5, 8] { rows.call("ada", rows.at(day)) }
      for id in ["bo", "cy", "di", "ed"] { rows.signUp(id, rows.at(5)) }
      // Activated, but the third success comes on an eighth day.
      rows.event("bo", rows.at(6), "done")
      for day in [6, 7, 13] { rows.call("bo", rows.at(day)) }
      // Scaling by calls, but never activated.
      for hour in 1...3 { rows.call("cy", rows.at(6, hour)) }
      // Activated too late.
      rows.call("di", rows.at(6))
      rows.event("di", rows.at(12), "done")
      // The value moment without a successful call.
      rows.event("ed", rows.at(6), "done")
      rows.signUp("fi", rows.at(26))
    },
    WorkedExample(
      "docs_before_success",
      "Pages of the 24 hours before the first successful call, by share of those who made one",
      expected: .rows([
        ["page": .text("/docs/auth"), "developers": .integer(2), "share": .number(1), "difference": .number(0)],
        ["page": .text("/docs/sdk"), "developers": .integer(1), "share": .number(0.5), "difference": .number(0.5)],
      ])
    ) { readers(&$0) },
    WorkedExample(
      "docs_before_abandon", "Pages viewed by sign-ups without a successful call in 7 days",
      expected: .rows([
        ["page": .text("/docs/auth"), "developers": .integer(1), "share": .number(1), "difference": .number(0)],
        ["page": .text("/pricing"), "developers": .integer(1), "share": .number(1), "difference": .number(1)],
      ])
    ) { readers(&$0) },
    WorkedExample(
      "friction", "Of four sign-ups one never calls, one calls without success, one stops there, one arrives",
      configure: firstEvent,
      expected: .rows([
        frictionStep("signed up → made a first call", 4, 1, 3_600),
        frictionStep("made a first call → made a successful call", 3, 1, 600),
        frictionStep("made a successful call → reached the value moment", 2, 1, 1_800),
      ])
    ) { rows in
      for id in ["ada", "bo", "cy", "di"] { rows.signUp(id, rows.at(5, 10)) }
      for id in ["ada", "bo", "cy"] { rows.call(id, rows.at(5, 11), status: 401) }
      for id in ["ada", "bo"] { rows.call(id, rows.at(5, 11, 10)) }
      rows.event("ada", rows.at(5, 11, 40), "done")
    },
  ]

  private static func funnelWeek(
    _ monday: String, _ signedUp: Int, _ called: Int, _ activated: Int, _ scaling: Int
  ) -> TableRow {
    [
      "week": .text(monday), "signed_up": .integer(signedUp), "first_call": .integer(called),
      "activated": .integer(activated), "scaling": .integer(scaling),
    ]
  }

  private static func frictionStep(_ step: String, _ entered: Int, _ left: Int, _ median: Double) -> TableRow {
    [
      "step": .text(step), "entered": .integer(entered), "left": .integer(left),
      "share_left": .number(Double(left) / Double(entered)), "median_s": .number(median),
    ]
  }

  /// Two who got there and one who did not, with the pages they read.
  private static func readers(_ rows: inout ExampleMonth) {
    for id in ["ada", "bo", "cy"] { rows.signUp(id, rows.at(5, 10)) }
    rows.view("ada", rows.at(5, 11), "/docs/auth")
    rows.view("ada", rows.at(5, 11, 1), "/docs/auth")
    rows.view("ada", rows.at(5, 11, 2), "/docs/sdk")
    rows.call("ada", rows.at(5, 12))
    rows.view("bo", rows.at(5, 9), "/pricing")
    rows.view("bo", rows.at(6, 11), "/docs/auth")
    rows.call("bo", rows.at(6, 12))
    rows.view("cy", rows.at(5, 9), "/docs/auth")
    rows.view("cy", rows.at(12, 9), "/pricing")
    rows.view("cy", rows.at(12, 10), "/docs/late")
  }
}
