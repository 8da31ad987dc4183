/// What the company's people wrote into the action ledger after the report of September 2026.
///
/// They decided on two proposals and added three actions of their own, each of which is one of October's changes: one of
/// them worked, one did nothing, one was done too late in the month to tell (see `Story` and `Changes`).
package enum SampleLedger {
  /// The ledger as the report left it, with their edits.
  package static func edited(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    set("2026-09-revenue-1", "status", "declined", in: &lines)
    set("2026-09-revenue-1", "reason", "The price list for 2027 is out already.", in: &lines)
    set("2026-09-revenue-2", "status", "accepted  # Growth, 2 October", in: &lines)
    set("2026-09-revenue-2", "due", "2026-11-15", in: &lines)
    while lines.last == "" { lines.removeLast() }
    let whole = lines.isEmpty ? ["actions:"] : lines
    return (whole + own).joined(separator: "\n") + "\n"
  }

  private static func set(_ id: String, _ key: String, _ value: String, in lines: inout [String]) {
    guard let start = lines.firstIndex(where: { $0.hasSuffix("- id: " + id) }),
      let line = lines[start...].firstIndex(where: { $0.hasPrefix("    \(key):") })
    else { return }
    lines[line] = "    \(key): \(value)"
  }

  private static let own = [
    "",
    "  # Ours, from the planning of 30 September.",
    "  - id: refunds-retry",
    "    title: \"Bound the retry of POST /v1/refunds against the ledger\"",
    "    since: 2026-09",
    "    status: done",
    "    owner: Payments",
    "    done_on: 2026-10-05",
    "    expect: {metric: timeout_rate, segment: {endpoint: \"POST /v1/refunds\"}, direction: down, by: 2026-11, "
      + "target: 0.01}",
    "  - id: customers-index",
    "    title: \"Index customers by external reference\"",
    "    since: 2026-09",
    "    status: done",
    "    owner: Platform",
    "    done_on: 2026-10-06",
    "    expect: {metric: latency.p50, segment: {endpoint: \"POST /v1/customers\"}, direction: down, by: 2026-11}",
    "  - id: disputes-evidence",
    "    title: \"New evidence fields for disputes\"",
    "    since: 2026-09",
    "    status: done",
    "    owner: Payments",
    "    done_on: 2026-10-21",
    "    expect: {metric: error_rate.4xx, segment: {endpoint: \"GET /v1/disputes/{dispute_id}\"}, direction: down, "
      + "by: 2026-12}",
  ]
}
