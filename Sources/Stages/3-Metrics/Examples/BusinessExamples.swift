import ReportModel

extension WorkedExample {
  static let revenue: [WorkedExample] = [
    WorkedExample(
      "revenue.total",
      "100 + 200, less a refund of 50, and EUR 100 at 1.1; GBP 70 have no rate and are left out; September and "
        + "November are other months",
      configure: { $0.rates = ["EUR": 1.1] }, expected: .value(360)
    ) { rows in
      rows.revenue("acme", rows.at(1), 100)
      rows.revenue("birch", rows.at(31, 23), 200, currency: "USD")
      rows.refund("acme", rows.at(7), 50)
      rows.revenue("birch", rows.at(8), 100, currency: "EUR")
      rows.revenue("birch", rows.at(8), 70, currency: "GBP")
      rows.revenue("acme", rows.at(0), 1_000)
      rows.revenue("acme", rows.at(32), 1_000)
    },
    WorkedExample(
      "revenue.total", "Currency codes are compared without regard to case", configure: { $0.currency = "eur" },
      expected: .value(30)
    ) { rows in
      rows.revenue("acme", rows.at(5), 10, currency: "EUR")
      rows.revenue("acme", rows.at(5), 20)
    },
    WorkedExample("revenue.total", "Without revenue there is no number", expected: .unavailable("revenue")) { rows in
      rows.call(nil, rows.at(5))
    },
    WorkedExample(
      "revenue_per_developer", "300 over four active developers", expected: .share(300, of: 4)
    ) { rows in
      rows.revenue("acme", rows.at(5), 300)
      for id in ["ada", "bo", "cy", "di", "asleep"] { rows.signUp(id, rows.at(-40)) }
      for id in ["ada", "bo", "cy", "di"] { rows.call(id, rows.at(5)) }
    },
    WorkedExample(
      "revenue_per_developer", "Nobody called: nothing to divide by", expected: .unavailable("no developer called")
    ) { rows in
      rows.revenue("acme", rows.at(5), 300)
      rows.signUp("ada", rows.at(-40))
      rows.call("ada", rows.at(-20))
    },
    WorkedExample(
      "revenue_bridge",
      "From 330 in September to 260: one new, one more, one less (a refund of somebody who paid nothing too), one "
        + "gone, one back after a month without",
      expected: .rows([
        part("before", 330), part("new", 50), part("expansion", 20), part("contraction", -40), part("churn", -130),
        part("reactivation", 30), part("now", 260),
      ])
    ) { rows in
      let (august, september) = (rows.at(Month(year: 2026, month: 8)), rows.at(0))
      rows.revenue("back", august, 40)
      rows.revenue("back", rows.at(5), 30)
      rows.revenue("more", september, 100)
      rows.revenue("more", rows.at(5), 120)
      rows.revenue("less", september, 100)
      rows.revenue("less", rows.at(5), 70)
      rows.revenue("gone", september, 130)
      rows.revenue("fresh", rows.at(5), 50)
      rows.refund("nothing", rows.at(5), 10)
    },
  ]

  static let retention: [WorkedExample] = [
    WorkedExample(
      "nrr",
      "Of a year ago acme paid 100 and now 150, birch 100 and now nothing; cedar's were refunded then and fir is new: "
        + "neither is in the base",
      expected: .share(150, of: 200)
    ) { customers(&$0) },
    WorkedExample(
      "nrr", "A refund makes birch's October −20: it counts as it is", expected: .share(130, of: 200)
    ) { rows in
      customers(&rows)
      rows.refund("birch", rows.at(5), 20)
    },
    WorkedExample(
      "nrr", "The first row lies in November 2025: that is twelve months, not thirteen",
      expected: .unavailable("October 2025")
    ) { rows in
      rows.revenue("acme", rows.at(Month(year: 2025, month: 11)), 100)
      rows.revenue("acme", rows.at(5), 100)
    },
    WorkedExample(
      "nrr", "Revenue reaches back, but nobody paid in October 2025", expected: .unavailable("no customer had revenue")
    ) { rows in
      rows.revenue("acme", rows.at(Month(year: 2025, month: 9)), 100)
      rows.revenue("acme", rows.at(5), 100)
    },
    WorkedExample(
      "grr", "Nobody counts for more than a year ago, nor for less than nothing: 100 of acme's 150, 0 of birch's −20",
      expected: .share(100, of: 200)
    ) { rows in
      customers(&rows)
      rows.refund("birch", rows.at(5), 20)
    },
    WorkedExample(
      "nrr.3m", "Against July: 150 now of the 120 that acme paid then", expected: .share(150, of: 120)
    ) { customers(&$0) },
  ]

  /// October 2025, July 2026 and October 2026 of a few customers.
  private static func customers(_ rows: inout ExampleMonth) {
    let then = rows.at(Month(year: 2025, month: 10), day: 31, 23)
    rows.revenue("acme", then, 100)
    rows.revenue("birch", then, 100)
    rows.revenue("cedar", then, 80)
    rows.refund("cedar", then, 80)
    rows.revenue("acme", rows.at(Month(year: 2026, month: 7)), 120)
    rows.revenue("acme", rows.at(5), 150)
    rows.revenue("cedar", rows.at(5), 40)
    rows.revenue("fir", rows.at(5), 500)
  }

  private static func part(_ name: String, _ amount: Double) -> TableRow {
    ["part": .text(name), "amount": .number(amount)]
  }
}
