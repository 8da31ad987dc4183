import ReportModel

extension SampleReport {
  static var tables: [String: [TableRow]] {
    var tables: [String: [TableRow]] = [:]
    tables["funnel"] = (charts.funnel ?? []).suffix(4).map {
      [
        "week": .text($0.week), "signed_up": .integer($0.signedUp), "first_call": .integer($0.firstCall),
        "activated": .integer($0.activated), "scaling": .integer($0.scaling),
      ]
    }
    tables["friction"] = [
      friction("Signed up → viewed the quickstart", 1_004, 61, 240, nil),
      friction("Viewed the quickstart → first call", 943, 131, 3_000, "401 on POST /v1/token"),
      friction("First call → transaction.success", 812, 349, 7_400, "/docs/webhooks"),
    ]
    tables["time_to_value"] = [
      [
        "group": .text("October 2026"), "developers": .integer(812), "reached": .integer(332),
        "within_7d": .number(0.381), "median_s": .number(151_200), "p75_s": .number(510_000), "median_all_s": .null,
        "first_session": .number(0.16), "return_without": .number(0.31),
      ]
    ]
    tables["value_retention"] = [
      [
        "group": .text("reached it within 7 days"), "developers": .integer(2_041), "stayed": .integer(1_310),
        "share": .number(0.642), "low": .number(0.621), "high": .number(0.662),
      ]
    ]
    tables["friction_segments"] = [
      [
        "step": .text("First call → transaction.success"), "dimension": .text("sdk"), "segment": .text("python"),
        "entered": .integer(290), "left": .integer(160), "share_left": .number(0.552), "others_left": .number(0.362),
        "p": .number(0.000_04),
      ]
    ]
    tables["value_moment_candidates"] = [
      [
        "candidate": .text("transaction.success with mode = test"), "retained_share": .number(0.71),
        "churned_share": .number(0.18), "phi": .number(0.5), "phi_low": .number(0.47), "phi_high": .number(0.53),
        "doers": .integer(1_204), "p": .number(0), "same_as": .null, "configured": .flag(true),
      ]
    ]
    tables["docs_before_success"] = [
      page("/docs/quickstart", 610, 0.75, 0.21), page("/docs/auth", 402, 0.495, -0.06),
    ]
    tables["wat_growth"] = [
      ("before", 11_770), ("new", 1_310), ("retained", 10_930), ("resurrected", 240), ("lost", -840), ("now", 12_480),
    ]
    .map { ["part": .text($0.0), "tokens": .integer($0.1)] }
    tables["wat_by_sdk"] = [("python", 4_410.25), ("node", 3_990), ("(unknown)", 2_210.5), ("go", 1_869.25)]
      .map { ["segment": .text($0.0), "wat": .number($0.1)] }
    tables["depth_tiers"] = [("experimenting", 2_204), ("building", 2_110), ("scaling", 806)]
      .map { ["tier": .text($0.0), "developers": .integer($0.1)] }
    tables["calls_by_company"] = (1...64).map { index in
      [
        "company_id": .text("c-\(index)"), "company": index == 3 ? .null : .text("Company \(index)"),
        "calls": .integer(9_000_000 / index), "previous_calls": .integer(8_700_000 / index),
        "share": .number(0.11 / Double(index)), "error_rate": .number(0.002 * Double(index % 9)),
        "rate_limited": .integer(index % 4 * 120),
      ]
    }
    tables["endpoints"] = (charts.errorHeatmap?.rows ?? []).map(endpoint)
    tables["incidents"] = [
      [
        "started_at": .text("2026-10-21T09:12:00Z"), "impact": .text("major"),
        "title": .text("Elevated errors on payouts"),
        "minutes": .number(9.5), "counts": .flag(true),
      ]
    ]
    tables["revenue_bridge"] = [
      ("before", 405_900.0), ("new", 11_200), ("expansion", 9_140.5), ("contraction", -6_020), ("churn", -9_300),
      ("reactivation", 1_479.5), ("now", 412_400),
    ].map { ["part": .text($0.0), "amount": .number($0.1)] }
    tables["tickets_by_topic"] = [("auth", 14, 3), ("payouts", 11, 12)].map {
      ["topic": .text($0.0), "tickets": .integer($0.1), "previous_tickets": .integer($0.2)]
    }
    tables["churn_by_tier"] = []
    return tables
  }

  private static func friction(_ step: String, _ entered: Int, _ left: Int, _ seconds: Double, _ last: String?)
    -> TableRow
  {
    [
      "step": .text(step), "entered": .integer(entered), "left": .integer(left),
      "share_left": .number(Double(left) / Double(entered)), "median_s": .number(seconds), "last_met": Cell(last),
    ]
  }

  private static func page(_ page: String, _ developers: Int, _ share: Double, _ difference: Double) -> TableRow {
    [
      "page": .text(page), "developers": .integer(developers), "share": .number(share),
      "difference": .number(difference),
    ]
  }

  private static func endpoint(_ row: ChartData.ErrorHeatmap.Row) -> TableRow {
    func sum(_ values: [Int?]) -> Int { values.reduce(0) { $0 + ($1 ?? 0) } }
    let (calls, errors) = (sum(row.calls), sum(row.errors4xx) + sum(row.errors5xx))
    return [
      "endpoint": .text(row.endpoint), "calls": .integer(calls), "errors_4xx": .integer(sum(row.errors4xx)),
      "errors_5xx": .integer(sum(row.errors5xx)), "timeouts": .integer(sum(row.timeouts)),
      "error_rate": .number(Double(errors) / Double(max(1, calls))),
      "previous_error_rate": row.endpoint.hasSuffix("verify_micro_deposits") ? .null : .number(0.011),
      "rate_limited": .integer(4),
      "aborted": .integer(12), "p50_ms": .number(41.3), "p95_ms": .number(182), "p99_ms": .number(1_240),
      "hidden": .flag(row.endpoint == "GET /v1/payouts"),
    ]
  }
}
