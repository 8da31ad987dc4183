import ReportModel

extension SampleReport {
  static let findings = [
    Finding(
      rank: 1, metric: "ttfc.median", verdict: .worse, statement: "The median time to first call rose.",
      causes: [
        Cause(
          rung: .measured, level: .linked, statement: "Python developers", segment: ["sdk": .one("python")],
          effect: .rate, contribution: 2_130, share: 0.91, began: .init(from: "2026-10-13", to: "2026-10-15"),
          change: [.init(date: "2026-10-14", title: "larkspur-python 4.0", kind: "release")],
          inside: .init(previous: 2_820, value: 15_000, n: 410)),
        Cause(
          rung: .measured, level: .located, statement: "More Python sign-ups", segment: ["sdk": .one("python")],
          effect: .mix, contribution: 72, share: 0.031),
        Cause(
          rung: .reported, level: .arithmetic, statement: "14 of 61 tickets name the token step",
          segment: ["topic": .one("auth")]),
        Cause(
          rung: .measured, level: .arithmetic, statement: "All other SDKs", effect: .broad, contribution: 54,
          share: 0.023),
      ],
      unexplained: 84, related: ["ttfc.median_all"]),
    Finding(
      rank: 2, metric: "error_rate.4xx", verdict: .steady, statement: "Calls to GET /v1/payouts fail more often.",
      causes: [
        Cause(
          rung: .measured, level: .located, statement: "GET /v1/payouts on 2026-09",
          segment: ["endpoint": .one("GET /v1/payouts"), "api_version": .one("2026-09")], effect: .rate,
          contribution: 0.00027, share: 0.27),
        Cause(
          rung: .measured, level: .located, statement: "three companies",
          segment: ["company_id": .many(["c-17", "c-201", "c-88"])], effect: .account, contribution: 0.00043,
          share: 0.43),
      ],
      unexplained: 0.0003),
    Finding(
      rank: 3, metric: "wat", verdict: .better, statement: "Weekly active tokens rose.",
      causes: [
        Cause(rung: .measured, level: .arithmetic, statement: "new tokens", contribution: 1_310, flow: "new"),
        Cause(rung: .measured, level: .arithmetic, statement: "tokens back", contribution: 240, flow: "resurrected"),
        Cause(rung: .measured, level: .arithmetic, statement: "tokens lost", contribution: -840, flow: "lost"),
      ],
      unexplained: 0),
  ]

  static var narrative: Narrative {
    var narrative = Narrative()
    narrative.headline =
      .strong("New developers are getting through the door more slowly, and one SDK explains it.")
      + " The median time to first call rose from 52 min to "
      + .evidence("1 h 31 min", anchor: "metric-ttfc.median")
      + ". Python developers account for 91 % of that rise; it starts on 14 October, the day "
      + .code("larkspur-python 4.0") + " came out."
    narrative.lead =
      "Everything else that moved is within its usual range or good news: weekly active tokens are up "
      + .evidence("6 %", anchor: "metric-wat") + ", and retries on " + .code("POST /v1/charges")
      + " are fixed for good."
    narrative.keyNumbers = keyNumbers
    narrative.caveat =
      .strong("Publish with a caveat.")
      + " Gateway exports for 9 October, 02:00–05:00 UTC, are missing (about 0.4 % of the month’s calls). Call counts "
      + "are not filled in; no finding below depends on them."
    narrative.changes = [
      .strong("Time to first call: 52 min → 1 h 31 min")
        + " (n = 812; of all 1 004 sign-ups, counting the 192 who have not called yet, the median is "
        + .evidence("3 h 05 min", anchor: "metric-ttfc.median_all") + ", from 1 h 40 min).",
      .strong("Calls to ") + .code("GET /v1/payouts") + .strong(" failing with 422: 0.9 % → 6.3 %")
        + " of 412 000 calls. The API-wide error rate hides it (1.9 % → 2.0 %).",
      .strong("Weekly active tokens: 11 770 → 12 480.") + " +1 310 new, +240 back, −840 lost.",
    ]
    narrative.notChanges = [
      "Call volume is down 3.1 %, but October had two more weekend days than September; per comparable day it is up 0.4 %.",
      "Eleven more measures moved less than their own month-to-month noise; they are in the "
        + .evidence("table of all measures", anchor: "all-measures") + ".",
    ]
    narrative.why = why
    narrative.quiet =
      "Checked and quiet: Latency, uptime, webhooks, revenue retention, and ticket topics apart from the one above."
    narrative.timeToValue = [
      RichText([
        .init("38.1 %", .strong, anchor: "metric-ttv.within_7d"),
        .init(" of October’s sign-ups reached the value moment within 7 days."),
      ])
    ]
    narrative.blindSpots = [
      "Latency is the gateway’s clock: DNS, TLS and the last mile are not in it.",
      "Developers whose token maps to no account made " + .evidence("2.3 %", anchor: "metric-calls.unresolved")
        + " of calls and are in no developer measure.",
      "Churn of October’s last 29 days shows in November.",
    ]
    return narrative
  }

  private static let keyNumbers: [Narrative.KeyNumber] = [
    .init(
      metric: "ttfc.median", label: "Time to first call, median", current: "1 h 31 min", detail: "n = 812",
      previous: "52 min", comment: "beyond its usual range (38–66 min)", verdict: .worse),
    .init(
      metric: "ttv.within_7d", label: "Reached the value moment in 7 days", current: "41.2 %", detail: "of 694",
      previous: "46.0 %", comment: "95 % interval of the change −9.9 to +0.3 points: likely, not certain",
      verdict: .unclear),
    .init(
      metric: "wat", label: "Weekly active tokens", current: "12 480", detail: nil, previous: "11 770",
      comment: "fifth rise in a row", verdict: .better),
    .init(
      metric: "error_rate.5xx", label: "Server errors", current: "0.06 %", detail: "of 81.2 M", previous: "0.07 %",
      comment: "within target (0.1 %)", verdict: .steady),
    .init(
      metric: "nrr", label: "Net revenue retention", current: "108 %", detail: nil, previous: "109 %",
      comment: "healthy",
      verdict: .steady),
  ]

  private static let why: [Narrative.Why] = [
    .init(
      finding: 1, title: "Time to first call",
      points: [
        .init(
          rung: .measured,
          text: "The rise is +39 min. Developers using the Python SDK contribute " + .strong("+35.5 min (91 %)")
            + ": their own median went from 47 min to 4 h 10 min. A larger share of Python sign-ups adds +1.2 min; all other "
            + "SDKs together +0.9 min; 1.4 min (4 %) stays unexplained."),
        .init(
          rung: .coincides,
          text: "The daily median shifts between 13 and 15 October. " + .code("larkspur-python 4.0")
            + " (new OAuth flow) was released on 14 October. Nothing else on the change list falls in that window."),
        .init(
          rung: .reported,
          text: "14 of 61 tickets in the month name the token step (“the quickstart still shows " + .code("api_key=")
            + "”); two of three interview notes do."),
        .init(
          rung: .unknown,
          text:
            "Whether the September redesign of the quickstart plays a part: Python and Node share that page, and Node "
            + "did not move."),
      ]),
    .init(
      finding: 2, title: "422 on " + .code("GET /v1/payouts"),
      points: [
        .init(
          rung: .measured,
          text: "96 % of the added failures come from three companies on API version 2026-09, all with an empty "
            + .code("currency") + "."),
        .init(rung: .coincides, text: "The field became required in 2026-09."),
      ]),
    .init(
      finding: 3, title: "Weekly active tokens",
      points: [
        .init(
          rung: .measured,
          text:
            "The partner channel brings 58 % of the new tokens with 19 % of the sign-ups; paid search brings 44 % of the "
            + "sign-ups and 9 % of the tokens.")
      ]),
  ]
}
