import ReportModel

extension SyntheticMonths {
  /// Two good findings: an endpoint repaired for everyone, and revenue of named customers.
  static var better: Report {
    var report = empty()
    report.metrics = [
      metric(
        "error_rate.5xx", .reliability, .fraction, 0.0005, from: 0.0031, good: "down", .better, of: 41_000_000,
        because: "beyond its usual range", target: 0.001, history: [0.003, 0.0028, 0.0033, 0.0029, 0.0031]),
      metric("revenue.total", .business, .money, 254_300, from: 231_000, good: "up", .better),
      metric("nrr", .business, .fraction, 1.22, from: 1.19, good: "up", .steady, band: "excellent"),
      metric("waic", .adoption, .count, 412, from: 409, good: "up", .steady),
      metric("uptime", .reliability, .fraction, 0.9998, from: 0.9997, good: "up", .steady, target: 0.9995),
      metric("latency.p95", .reliability, .milliseconds, 280, from: 276, good: "down", .steady, n: 41_000_000),
    ]
    report.findings = [
      Finding(
        rank: 1, metric: "error_rate.5xx", verdict: .better, statement: "",
        causes: [
          Cause(
            rung: .coincides, level: .reverted, statement: "", segment: ["endpoint": .one("POST /v1/charges")],
            effect: .rate, contribution: -0.0026, share: 1, began: .init(from: "2026-10-05", to: "2026-10-05"),
            change: [
              .init(date: "2026-10-05", title: "retry-safe charges", kind: "deploy"),
              .init(date: "2026-10-19", title: "connection pool resized", kind: "deploy"),
            ])
        ]),
      Finding(
        rank: 2, metric: "revenue.total", verdict: .better, statement: "",
        causes: [
          Cause(
            rung: .measured, level: .arithmetic, statement: "", segment: ["company_id": .many(["c-7", "c-8"])],
            effect: .account, contribution: 18_000, share: 0.7725),
          Cause(
            rung: .measured, level: .arithmetic, statement: "", segment: ["plan": .one("free")], effect: .left,
            contribution: -1_200, share: -0.0515),
        ], unexplained: 6_500),
    ]
    report.tables["revenue_bridge"] = [
      ["part": .text("before"), "amount": .number(231_000)], ["part": .text("new"), "amount": .number(4_000)],
      ["part": .text("expansion"), "amount": .number(21_000)], ["part": .text("contraction"), "amount": .number(-500)],
      ["part": .text("churn"), "amount": .number(-1_200)], ["part": .text("reactivation"), "amount": .number(0)],
      ["part": .text("now"), "amount": .number(254_300)],
    ]
    report.tables["calls_by_company"] = [
      ["company_id": .text("c-7"), "company": .text("Acme")], ["company_id": .text("c-8"), "company": .text("Globex")],
    ]
    return report
  }

  static var quiet: Report {
    var report = empty()
    report.metrics = [
      metric(
        "ttfc.median", .onboarding, .seconds, 3_180, from: 3_120, good: "down", .steady, n: 790, band: "good",
        target: 3_600),
      metric("activation.rate", .onboarding, .fraction, 0.45, from: 0.46, good: "up", .unclear, of: 640),
      metric("wat", .adoption, .count, 11_800, from: 11_770, good: "up", .steady),
      metric("endpoint_coverage.share", .adoption, .fraction, 0.125, from: 0.125, good: "up", .steady, n: 5_120),
      metric(
        "error_rate.5xx", .reliability, .fraction, 0.0014, from: 0.0014, good: "down", .steady, of: 81_200_000,
        target: 0.001),
    ]
    report.signals = [
      signal("low_endpoint_coverage", fired: true), signal("latency_creeping"), signal("timeouts"),
      signal("wat_falling", metrics: ["wat"]),
    ]
    return report
  }

  /// The first month: nothing before it.
  static var baseline: Report {
    var report = empty()
    report.metrics = [
      metric("ttfc.median", .onboarding, .seconds, 7_380, good: "down", n: 790, band: "needs work", target: 3_600),
      metric("signups", .onboarding, .count, 790, good: "up"),
      metric("wat", .adoption, .count, 11_770, good: "up"),
      metric("error_rate.5xx", .reliability, .fraction, 0.0007, good: "down", of: 81_200_000, target: 0.001),
      missing("nrr", .business, "needs `revenue`"),
    ]
    return report
  }

  static var refused: Report {
    var report = empty(
      .refuse, reasons: ["calls: no file was found", "developers.csv: 12 % of its rows could not be read"])
    report.metrics = [
      missing("wat", .adoption, "needs `calls`"), metric("signups", .onboarding, .count, 40, good: "up"),
    ]
    return report
  }

  /// Three sign-ups: everything is too few to tell.
  static var tiny: Report {
    var report = empty()
    report.metrics = [
      small(
        metric(
          "ttfc.median", .onboarding, .seconds, 1_200, from: 600, good: "down", n: 1, previousN: 2,
          interval: [-900, 2_100])),
      missing("ttfc.median_all", .onboarding, "not reached: fewer than 50 % of the sign-ups have called"),
      small(metric("ttfc.never", .onboarding, .fraction, 2.0 / 3, from: 0.5, good: "down", of: 3)),
      metric("signups", .onboarding, .count, 3, from: 4, good: "up"),
      metric("wat", .adoption, .count, 1, from: 0, good: "up"),
    ]
    report.exclusions = Exclusions(developers: 1)
    return report
  }

  /// Nothing but a folder with the wrong files.
  static var unmeasured: Report {
    var report = empty(.caveat, reasons: ["no calls were found"])
    report.metrics = ["wat", "waic", "calls.total", "active_developers", "error_rate.5xx", "uptime"].map {
      missing($0, .adoption, $0 == "uptime" ? "needs `incidents`" : "needs `calls`")
    }
    report.signals = [
      signal("wat_falling", unavailable: "needs `calls`"), signal("timeouts", unavailable: "needs `calls`"),
      signal("uptime_below_target", unavailable: "needs `incidents`"),
    ]
    return report
  }

  /// Names that would break a line or a page.
  static var hostile: Report {
    var report = worse
    report.findings[0].causes[0].segment = ["sdk": .one("<script>\r\n| **x** |")]
    report.findings[0].causes[2].change = [.init(date: "2026-10-14", title: "a\n\n# b `c`", kind: "re\tlease")]
    return report
  }
}
