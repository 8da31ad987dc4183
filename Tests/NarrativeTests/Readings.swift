/// The synthetic months as a reader meets them; sections apart by blank lines.
enum Readings {
  static let worse = """
    New developers take longer to get to their first call, and nearly all of the rise comes from one SDK. The \
    median time to first call rose from 52 min to 1 h 31 min.
    Developers using the Python SDK account for +35.5 min (91 %) of it; the rise began between 13 and 15 October \
    and coincides with “larkspur-python 4.0” (release, 14 October). Better: weekly active tokens (11 770 → 12 \
    480). Hidden under the total: the error rate on GET /v1/payouts (0.9 % → 6.3 %). Of the eleven other measures \
    that can be compared, eight held steady, one moved within its usual range and for two the data cannot tell.

    Time to first call, median | 1 h 31 min n = 812 | 52 min | worse — beyond its usual range (38–66 min), the \
    highest of 7 months; 3 h 05 min counting those yet to call
    Reached the value moment in 7 days | 41.2 % of 694 | 46.0 % | down — 95 % interval of the change −9.9 to +0.3 \
    points: likely, not certain
    Weekly active tokens | 12 480 | 11 770 | better — beyond its usual range, the highest of 7 months
    Server errors | 0.06 % of 81.2 M | 0.07 % | steady, within target (0.1 %)
    Net revenue retention | 108 % | 109 % | steady, healthy

    Publish with a caveat. Gateway exports for 9 October, 02:00–05:00 UTC, are missing (about 0.4 % of the month’s \
    calls).

    Time to first call, median: 52 min → 1 h 31 min (n = 812; over all 1 004 sign-ups, counting the 192 yet to \
    call, the median is 3 h 05 min, from 1 h 40 min).
    Failed calls on GET /v1/payouts: 0.9 % → 6.3 % of 412 000 calls. The figure for the whole API hides it (1.9 % \
    → 2.0 %).
    Weekly active tokens: 11 770 → 12 480. The last week against four weeks before: +1 310 new, +240 back, −840 \
    lost.

    Call volume is up 3.2 %, but October had one more weekend day than September; per comparable day it is up 0.4 \
    %.
    Nine more measures moved no more than their month-to-month noise, or too little to matter; they are in the \
    table of all measures.
    Likely moved, but not certain: the share of sign-ups that reached the value moment in 7 days (46.0 % → 41.2 %; \
    95 % interval of the change −9.9 to +0.3 points).

    1. Time to first call, median
      measured: The rise is +39 min. Developers using the Python SDK account for +35.5 min (91 %): their own \
    median went from 47 min to 4 h 10 min. The rest is a changed share of developers using the Python SDK (+1.2 \
    min, 3 %), a move across the board (+54 s, 2 %) and +1.4 min (4 %) that stays unexplained.
      measured: 63 % of the Python sign-ups after the 14th met a 401 on POST /v1/token before their first success; \
    before, 8 %.
      coincides: The rise began between 13 and 15 October and coincides with “larkspur-python 4.0” (release, 14 \
    October), the only entry of the change list that matches it: likely connected, not proven.
      reported: 14 of 61 tickets in the month name the token step.
      reported: An interview note of 20 October: “I gave up at the token step”.
      unknown: Whether the September redesign of the quickstart plays a part: Python and Node share that page, and \
    Node did not move.
    2. Failed calls on GET /v1/payouts
      measured: Calls to GET /v1/payouts: their own rate went from 0.9 % to 6.3 %; in the total that is +0.03 \
    points. Elsewhere, nothing moved beyond the usual range. The other +0.07 points stays unexplained.
      measured: 96 % of the added failures come from three companies on API version 2026-09.
      reported: No ticket names it yet.
    3. Weekly active tokens
      measured: The rise is +710. Tokens from the partner channel account for +520 (73 %). Elsewhere, nothing \
    moved beyond the usual range. The other +190 (27 %) stays unexplained.

    Checked and quiet: latency, uptime and large customers. Not checked: documentation score (needs surveys); \
    webhooks (needs webhooks).

    Latency. The gateway's clock: DNS, TLS and the last mile are not in it.
    2.3 % of the calls lead to no known developer: they count in traffic and reliability, and in no measure of \
    developers.
    31 internal or test developers are left out everywhere.
    192 of October’s 1 004 sign-ups have not called yet: the median time to first call leaves them out, the median \
    over all sign-ups counts them as still waiting.
    310 of the 1 004 sign-ups have not had their whole window yet and are not in the share of sign-ups that \
    reached the value moment in 7 days.
    Developers who fell silent in October’s last 29 days show as churn in November at the earliest.
    A 504 stands in both server errors and timeouts, and once in the error rate.
    Revenue in EUR is left out: no rate to USD is configured.
    Small samples, shown but never a reason to act: support tickets per 100 active developers (n = 12).
    Not computed: the developer experience score and the documentation score (needs surveys).
    Not computed: the share of webhooks delivered within 30 s (needs webhooks).
    """

  static let better = """
    A smaller share of calls ends in a server error, and all of the fall comes from one endpoint. The server error \
    rate fell from 0.31 % to 0.05 %.
    Calls to POST /v1/charges account for −0.26 points (100 %) of it; the fall began on 5 October. Better: revenue \
    (231 000 USD → 254 300 USD). The four other measures that can be compared held steady.

    Weekly active companies | 412 | 409 | steady
    Server errors | 0.05 % of 41.0 M | 0.31 % | better — beyond its usual range, the lowest of 6 months
    Net revenue retention | 122 % | 119 % | steady, excellent
    Uptime | 99.98 % | 99.97 % | steady, within target (99.95 %)
    P95 latency | 280 ms n = 41.0 M | 276 ms | steady

    Server errors: 0.31 % → 0.05 % of 41.0 M calls.
    Revenue: 231 000 USD → 254 300 USD. +4 000 USD from new customers, +21 000 USD expansion, −500 USD \
    contraction, −1 200 USD churn.

    Four more measures moved no more than their month-to-month noise, or too little to matter; they are in the \
    table of all measures.

    1. Server errors
      measured: The fall is −0.26 points. Calls to POST /v1/charges account for −0.26 points (100 %). Elsewhere, \
    nothing moved beyond the usual range.
      coincides: The fall began on 5 October with “retry-safe charges” (deploy, 5 October) and ended with \
    “connection pool resized” (deploy, 19 October): caused by the former.
    2. Revenue
      measured: The rise is +23 300 USD. Acme and Globex account for +18 000 USD (77 %). The other \
    +6 500 USD (28 %) stays unexplained. Against it went customers on the free plan, gone this month (−1 200 USD).
    """

  static let quiet = """
    A quiet month: none of the five measures that can be compared with September shows a change beyond the usual \
    range. Where things stand: the median time to first call is 53 min, the activation rate is 45.0 % and weekly \
    active tokens are 11 800.
    Off target: the server error rate at 0.14 % (target 0.1 %). Flagged all the same: endpoint coverage. For one \
    measure the data cannot tell a change from chance.

    Time to first call, median | 53 min n = 790 | 52 min | steady, within target (1 h)
    Activation rate | 45.0 % of 640 | 46.0 % | down — the data cannot tell a change from chance
    Weekly active tokens | 11 800 | 11 770 | steady
    Server errors | 0.14 % of 81.2 M | 0.14 % | steady, off target (0.1 %)
    Endpoint coverage | 12.5 % | 12.5 % | steady

    Four measures moved no more than their month-to-month noise, or too little to matter; they are in the table of \
    all measures.

    Checked and quiet: latency, timeouts and weekly active tokens.
    """

  static let baseline = """
    A baseline month: there is nothing before it to compare with. The report gives levels, not changes: the median \
    time to first call is 2 h 03 min, weekly active tokens are 11 770 and the server error rate is 0.07 %.
    Off target: the median time to first call at 2 h 03 min (target 1 h).

    Time to first call, median | 2 h 03 min n = 790 | — | off target (1 h)
    Weekly active tokens | 11 770 | — | no September to compare with
    Server errors | 0.07 % of 81.2 M | — | within target (0.1 %)
    Sign-ups | 790 | — | no September to compare with

    Not computed: net revenue retention (needs revenue).
    """

  static let refused = """
    The data do not carry a report for October 2026. Calls: no file was found.
    Nothing is concluded from them. What could be read, and what was left out, is listed below.

    Do not publish. Calls: no file was found. developers.csv: 12 % of its rows could not be read.

    Not computed: weekly active tokens (needs calls).
    """

  static let tiny = """
    Too few data to tell: none of the four measures that can be compared with September can be judged. Where \
    things stand: the median time to first call is 20 min, weekly active tokens are 1 and sign-ups are 3.

    Time to first call, median | 20 min n = 1 | 10 min | up — 95 % interval of the change −15 to +35 min: could be \
    chance, small sample; over all sign-ups no median is reached yet
    Weekly active tokens | 1 | 0 | up — the data cannot tell a change from chance
    Sign-ups | 3 | 4 | down — the data cannot tell a change from chance
    Sign-ups without a first call | 66.7 % of 3 | 50.0 % | up — the data cannot tell a change from chance, small \
    sample

    One internal or test developer is left out everywhere.
    Small samples, shown but never a reason to act: the median time to first call (n = 1) and the share of \
    sign-ups without a first call (n = 3).
    Not computed: the median time to first call over all sign-ups (not reached: fewer than 50 % of the sign-ups \
    have called).
    """

  static let unmeasured = """
    Nothing could be measured in October 2026. What is missing, and what it would unlock, stands at the end.

    Publish with a caveat. No calls were found.

    Not checked: weekly active tokens and timeouts (needs calls); uptime (needs incidents).

    Not computed: weekly active tokens, weekly active companies, call volume, active developers and one more \
    measure (needs calls).
    Not computed: uptime (needs incidents).
    """
}
