import ReportModel

extension WorkedExample {
  static let webhooks: [WorkedExample] = [
    WorkedExample(
      "webhook.within_30s",
      "Delivered a microsecond before 30 s is within, at 30 s and never is not; one triggered 29 s before as_of has "
        + "had no 30 s yet",
      expected: .share(1, of: 3)
    ) { rows in
      rows.webhook(rows.at(5), delay: 29.999_999)
      rows.webhook(rows.at(5), delay: 30)
      rows.webhook(rows.at(5), delay: nil)
      rows.webhook(rows.at(32) - 29 * Duration.second, delay: 1)
      rows.webhook(rows.at(0), delay: 1)
    },
    WorkedExample(
      "webhook.within_30s", "Without webhooks there is no number", expected: .unavailable("webhooks")
    ) { $0.call(nil, $0.at(5)) },
    WorkedExample(
      "webhook.p95", "Of delays of 10 and 20 s, and one never delivered: 10 + 0.95 × 10", expected: .value(19.5, n: 2)
    ) { rows in
      rows.webhook(rows.at(5), delay: 10)
      rows.webhook(rows.at(5), delay: 20)
      rows.webhook(rows.at(5), delay: nil)
    },
    WorkedExample(
      "webhook.p95", "Nothing was delivered", expected: .unavailable("no webhook was delivered")
    ) { $0.webhook($0.at(5), delay: nil) },
  ]

  static let uptime: [WorkedExample] = [
    WorkedExample(
      "uptime",
      "A critical incident from 10 to 12 and a major one from 11 to 13 are three hours down; a minor one, maintenance "
        + "and one without an impact are none",
      expected: .share(31 * 86_400 - 3 * 3_600, of: 31 * 86_400)
    ) { rows in
      rows.incident(rows.at(5, 10), rows.at(5, 12))
      rows.incident(rows.at(5, 11), rows.at(5, 13), "major")
      rows.incident(rows.at(6), rows.at(7), "minor")
      rows.incident(rows.at(8), rows.at(9), "maintenance")
      rows.incident(rows.at(10), rows.at(11), nil)
    },
    WorkedExample(
      "uptime",
      "Incidents are clipped to the month, counted in seconds, and last to as_of while open: 6 h + 90 s + 12 h",
      expected: .share(31 * 86_400 - 18 * 3_600 - 90, of: 31 * 86_400)
    ) { rows in
      rows.incident(rows.at(0, 12), rows.at(1, 6))
      rows.incident(rows.at(5), rows.at(5, 0, 1, 30))
      rows.incident(rows.at(31, 12), nil)
    },
    WorkedExample(
      "uptime", "An open incident lies inside a longer one: its hours count once", asOf: october(35),
      expected: .share(21 * 86_400, of: 31 * 86_400)
    ) { rows in
      rows.incident(rows.at(22), nil)
      rows.incident(rows.at(25), rows.at(26), "major")
    },
    WorkedExample(
      "uptime", "March 2026 has 743 hours in New York: 7.43 hours down are a hundredth of it",
      month: Month(year: 2026, month: 3), zone: .newYork,
      expected: .share(743 * 3_600 - 26_748, of: 743 * 3_600)
    ) { $0.incident($0.at(20), $0.at(20) + 26_748 * Duration.second) },
    WorkedExample(
      "uptime", "A month without incidents in an export that has the table is up throughout",
      expected: .share(31 * 86_400, of: 31 * 86_400)
    ) { $0.has(.incidents) },
    WorkedExample(
      "uptime", "Without incidents there is no number", expected: .unavailable("incidents")
    ) { $0.call(nil, $0.at(5)) },
    WorkedExample(
      "uptime.trailing_12m", "4.38 hours down in November 2025 are the whole budget of a year: 99.95 %",
      expected: .share(365 * 86_400 - 15_768, of: 365 * 86_400)
    ) { rows in
      let start = rows.at(Month(year: 2025, month: 11), day: 30)
      rows.incident(start, start + 15_768 * Duration.second)
    },
    WorkedExample(
      "uptime.trailing_12m", "The first incident of the export is of December 2025: it does not reach back far enough",
      expected: .unavailable("twelve months")
    ) { rows in
      let start = rows.at(Month(year: 2025, month: 12))
      rows.incident(start, start + Duration.hour)
    },
  ]
}
