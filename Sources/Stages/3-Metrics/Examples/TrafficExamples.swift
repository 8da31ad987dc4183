import ReportModel

extension WorkedExample {
  static let traffic: [WorkedExample] = [
    WorkedExample(
      "calls.total",
      "Calls of the month's first microsecond and its last count, whoever made them and whatever became of them; those "
        + "before and after do not",
      expected: .value(3)
    ) { rows in
      rows.call(nil, rows.at(1) - 1)
      rows.call(nil, rows.at(1))
      rows.call(nil, rows.at(15), status: 500)
      rows.call(nil, rows.at(32) - 1, environment: "test")
      rows.call(nil, rows.at(32))
    },
    WorkedExample(
      "calls.total", "Calls of internal and test developers are left out, by id and by token", expected: .value(1)
    ) { rows in
      rows.signUp("staff", rows.at(-100), isInternal: true)
      rows.token("tk", developer: "staff")
      rows.call("staff", rows.at(5))
      rows.call(nil, rows.at(5), token: "tk")
      rows.call("customer", rows.at(5))
    },
    WorkedExample("calls.total", "Without calls there is no number", expected: .unavailable("needs calls")) { rows in
      rows.signUp("ada", rows.at(5))
    },
    WorkedExample(
      "calls_by_environment", "Test-environment calls count like others; this table shows them apart",
      expected: .rows([
        ["environment": .text("live"), "calls": .integer(2), "error_rate": .number(0.5)],
        ["environment": .text("test"), "calls": .integer(1), "error_rate": .number(0)],
      ])
    ) { rows in
      rows.call(nil, rows.at(5), environment: "live")
      rows.call(nil, rows.at(5), status: 404, environment: "live")
      rows.call(nil, rows.at(5), environment: "test")
    },
    WorkedExample(
      "calls.per_day", "62 calls on one of October's 31 days are two a day", expected: .value(2)
    ) { rows in
      for second in 0..<62 { rows.call(nil, rows.at(5, 10, 0, second % 60)) }
    },
    WorkedExample(
      "calls.unresolved",
      "An unknown developer_id falls back on the token; one without a token and a token nobody owns lead nowhere",
      expected: .share(2, of: 4)
    ) { rows in
      rows.signUp("ada", rows.at(1))
      rows.token("tk", developer: "ada")
      rows.call("ada", rows.at(5))
      rows.call("gone", rows.at(5), token: "tk")
      rows.call("gone", rows.at(5))
      rows.call(nil, rows.at(5), token: "other")
    },
    WorkedExample(
      "calls.unresolved",
      "A developer who signs up at as_of does not exist in the report: an earlier call is nobody's",
      expected: .share(1, of: 1)
    ) { rows in
      rows.signUp("ada", rows.at(32))
      rows.call("ada", rows.at(5))
    },
    WorkedExample(
      "active_developers", "One call of any outcome makes a developer active, ten do not make two", expected: .value(2)
    ) { rows in
      for id in ["ada", "bo", "cy"] { rows.signUp(id, rows.at(-40)) }
      for hour in 0..<10 { rows.call("ada", rows.at(5, hour)) }
      rows.call("bo", rows.at(31, 23), status: 401)
      rows.call("cy", rows.at(0, 23))
      rows.call("stranger", rows.at(5))
    },
    WorkedExample(
      "active_developers", "Calls that name neither developers nor tokens cannot be given to anybody",
      expected: .unavailable("developer_id")
    ) { rows in
      rows.signUp("ada", rows.at(1))
      rows.call(nil, rows.at(5))
    },
  ]

  static let activeTokens: [WorkedExample] = [
    WorkedExample(
      "wat",
      "October's weeks end on the Sundays 4, 11, 18 and 25: with 1, 2, 1 and 0 tokens active the mean is 1; the calls "
        + "of 26 October belong to November",
      expected: .value(1)
    ) { rows in
      rows.call(nil, rows.at(-2), token: "a")
      rows.call(nil, rows.at(5), token: "a")
      rows.call(nil, rows.at(11, 23), token: "b")
      rows.call(nil, rows.at(5, 1), token: "a")
      rows.call(nil, rows.at(12), token: "c")
      rows.call(nil, rows.at(26), token: "d")
    },
    WorkedExample(
      "wat",
      "401 is no sign of life, 403, 500 and a timeout are; a token nobody owns counts, one of an internal developer "
        + "does not, whoever calls "
        + "with it: three tokens in one of four weeks",
      expected: .value(0.75)
    ) { rows in
      rows.signUp("staff", rows.at(-100), isInternal: true)
      rows.token("inside", developer: "staff")
      rows.call(nil, rows.at(5), status: 401, token: "refused")
      rows.call(nil, rows.at(5), status: 403, token: "a")
      rows.call(nil, rows.at(5), status: 500, token: "b")
      rows.call(nil, rows.at(5), timedOut: true, token: "c")
      rows.call(nil, rows.at(5), token: "inside")
      rows.signUp("ada", rows.at(1))
      rows.call("ada", rows.at(5), token: "inside")
    },
    WorkedExample(
      "wat", "Without a token column there is no number", expected: .unavailable("token")
    ) { rows in
      rows.call(nil, rows.at(5), company: "acme")
    },
    WorkedExample(
      "wat.last_week", "The last complete week of October is that of 19–25", expected: .value(2)
    ) { rows in
      rows.call(nil, rows.at(18, 23), token: "a")
      rows.call(nil, rows.at(19), token: "b")
      rows.call(nil, rows.at(25, 23), token: "c")
      rows.call(nil, rows.at(26), token: "d")
    },
    WorkedExample(
      "wat.last_week", "Weeks are New York's: 03:59Z on Monday the 26th is still Sunday there", zone: .newYork,
      expected: .value(1)
    ) { rows in
      let monday = Int64(Civil.day(year: 2026, month: 10, day: 26)) * Duration.day
      rows.call(nil, monday + 4 * Duration.hour - 1, token: "a")
      rows.call(nil, monday + 4 * Duration.hour, token: "b")
    },
    WorkedExample(
      "waic",
      "The company of a call is the call's own, else its token's, else its developer's: three companies in one of four "
        + "weeks; 401 does not count",
      expected: .value(0.75)
    ) { rows in
      rows.signUp("ada", rows.at(1), company: "of-developer")
      rows.token("tk", developer: "ada", company: "of-token")
      rows.call("ada", rows.at(5), token: "tk", company: "of-call")
      rows.call("ada", rows.at(5), token: "tk")
      rows.call("ada", rows.at(5))
      rows.call("ada", rows.at(5), status: 401, company: "refused")
    },
    WorkedExample(
      "waic", "Without a token column companies are still counted", expected: .value(0.25)
    ) { rows in
      rows.call(nil, rows.at(5), company: "acme")
      rows.call(nil, rows.at(6), company: "acme")
    },
    WorkedExample(
      "waic", "Nothing in the export names a company", expected: .unavailable("company_id")
    ) { $0.call(nil, $0.at(5), token: "a") },
    WorkedExample(
      "waic.last_week", "Two companies in the week of 19–25 October", expected: .value(2)
    ) { rows in
      rows.call(nil, rows.at(5), company: "early")
      rows.call(nil, rows.at(19), company: "acme")
      rows.call(nil, rows.at(25), company: "birch")
    },
    WorkedExample(
      "wat_growth",
      "Last week against that of 21 September: a in both, b lost, c back from before, d new, e new too, for its calls "
        + "came in between; 2 + 2 + 1 − 1 = 4",
      expected: .rows([
        growth("before", 2), growth("new", 2), growth("retained", 1), growth("resurrected", 1), growth("lost", -1),
        growth("now", 4),
      ])
    ) { rows in
      for token in ["a", "b"] { rows.call(nil, rows.at(-8), token: token) }
      rows.call(nil, rows.at(-10), token: "c")
      rows.call(nil, rows.at(5), token: "e")
      for token in ["a", "c", "d", "e"] { rows.call(nil, rows.at(20), token: token) }
    },
    WorkedExample(
      "wat_by_channel", "By the channel of the token's owner; without one it is unknown, so that the rows add up",
      expected: .rows([
        ["segment": .text("(unknown)"), "wat": .number(0.5)], ["segment": .text("search"), "wat": .number(0.25)],
      ])
    ) { rows in
      rows.signUp("ada", rows.at(1), channel: "search")
      rows.signUp("bo", rows.at(1))
      rows.token("a", developer: "ada")
      rows.token("b", developer: "bo")
      for token in ["a", "b", "nobody's"] { rows.call(nil, rows.at(5), token: token) }
    },
    WorkedExample(
      "wat_by_github_stars", "Owners with 0, 1, 9, 10, 999 and 1000 stars, each a token in one of four weeks",
      expected: .rows(
        [stars("100–999", 0.25), stars("1–9", 0.5), stars("0", 0.25), stars("10–99", 0.25), stars("1000+", 0.25)]
          .sorted {
            ($1["wat"]?.double ?? 0, $0["segment"]?.text ?? "") < ($0["wat"]?.double ?? 0, $1["segment"]?.text ?? "")
          })
    ) { rows in
      for count in [0, 1, 9, 10, 999, 1_000] {
        rows.signUp("dev-\(count)", rows.at(1), stars: count)
        rows.token("tk-\(count)", developer: "dev-\(count)")
        rows.call(nil, rows.at(5), token: "tk-\(count)")
      }
    },
  ]

  private static func stars(_ band: String, _ tokens: Double) -> TableRow {
    ["segment": .text(band), "wat": .number(tokens)]
  }

  private static func growth(_ part: String, _ tokens: Int) -> TableRow {
    ["part": .text(part), "tokens": .integer(tokens)]
  }
}
