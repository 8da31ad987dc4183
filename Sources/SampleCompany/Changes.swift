/// What the company changed: the causes of October's findings among decoys.
enum Changes {
  static let header = "date,title,kind,url,endpoint,api_version,sdk,plan,channel,region,company_id,metric"

  /// The rows of `changes.csv`, in order of time.
  static var rows: [[String]] {
    (earlier + planted + decoys).sorted { $0.at < $1.at }.map { change in
      var scope = [String: String](minimumCapacity: 8)
      if let (key, value) = change.scope { scope[key] = value }
      let keys = ["endpoint", "api_version", "sdk", "plan", "channel", "region", "company_id", "metric"]
      return [Timeline.iso(change.at).replacingMilliseconds, change.title, change.kind, url(change)]
        + keys.map { scope[$0] ?? "" }
    }
  }

  private struct Change {
    let at: Int
    let title: String
    let kind: String
    var scope: (String, String)?

    init(_ at: Int, _ title: String, _ kind: String, _ scope: (String, String)? = nil) {
      self.at = at
      self.title = title
      self.kind = kind
      self.scope = scope
    }
  }

  private static func url(_ change: Change) -> String {
    let slug = change.title.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" }
    let date = Timeline.date(Timeline.dayOf(change.at))
    return "https://larkspur.example/changes/\(date)-\(String(slug.prefix(32)))"
  }

  private static let planted = [
    Change(Story.refundsFix, "Refunds: bounded retry against the ledger", "deploy", ("endpoint", "POST /v1/refunds")),
    Change(
      Story.partnerProgramme, "Partner programme: a live key for each customer", "marketing",
      ("channel", "partner")),
    Change(
      Story.payoutsDeploy, "Payouts: stricter request validation", "deploy", ("endpoint", "GET /v1/payouts")),
    Change(
      Story.campaign, "Paid search campaign “Payments in a day”", "marketing", ("channel", "paid_search")),
    Change(Story.pythonRelease, "larkspur-python 4.0 (new OAuth flow)", "release", ("sdk", "python")),
  ]

  /// October's changes that did nothing measurable.
  private static let decoys = [
    Change(Timeline.moment(2026, 10, 2, 11), "Quickstart: clearer wording in step 2", "docs", ("sdk", "node")),
    Change(
      Timeline.moment(2026, 10, 6, 15), "Customers: index on external references", "deploy",
      ("endpoint", "POST /v1/customers")),
    Change(Timeline.moment(2026, 10, 9, 10), "larkspur-ruby 3.2", "release", ("sdk", "ruby")),
    Change(
      Timeline.moment(2026, 10, 13, 16), "Balance: cache for read replicas", "deploy", ("endpoint", "GET /v1/balance")),
    Change(
      Timeline.moment(2026, 10, 14, 13), "Enterprise price list 2027 announced", "pricing", ("plan", "enterprise")),
    Change(
      Timeline.moment(2026, 10, 15, 9), "New load balancer in Singapore", "deploy", ("region", "ap-southeast-1")),
    Change(Timeline.moment(2026, 10, 16, 8), "Booth at the Fintech Forum", "marketing", ("channel", "conference")),
    Change(
      Timeline.moment(2026, 10, 21, 9), "Disputes: new evidence fields", "deploy",
      ("endpoint", "GET /v1/disputes/{dispute_id}")),
    Change(
      Timeline.moment(2026, 10, 22, 12), "Sources end on 2027-06-30", "deprecation", ("endpoint", "POST /v1/sources")),
    Change(Timeline.moment(2026, 10, 27, 14), "Status page in new colours", "docs", ("metric", "dxs.documentation")),
  ]

  private static let earlier = [
    Change(Timeline.moment(2025, 9, 23, 10), "larkspur-go 2.0", "release", ("sdk", "go")),
    Change(Timeline.moment(2025, 10, 28, 9), "Error reference rewritten", "docs"),
    Change(
      Timeline.moment(2025, 11, 18, 10), "Charges: idempotency keys", "deploy", ("endpoint", "POST /v1/charges")),
    Change(Timeline.moment(2025, 12, 9, 15), "larkspur-node 6.1", "release", ("sdk", "node")),
    Change(Timeline.moment(2026, 1, 13, 9), "Growth plan: 14-day trial", "pricing", ("plan", "growth")),
    Change(Timeline.moment(2026, 2, 10, 13), "Capacity in Frankfurt doubled", "deploy", ("region", "eu-west-1")),
    Change(Timeline.moment(2026, 3, 2, 10), "API version 2026-03", "release", ("api_version", "2026-03")),
    Change(Timeline.moment(2026, 4, 21, 9), "Spring campaign", "marketing", ("channel", "paid_search")),
    Change(Timeline.moment(2026, 5, 12, 11), "larkspur-java 5.0", "release", ("sdk", "java")),
    Change(Timeline.moment(2026, 6, 16, 10), "Sources deprecated", "deprecation", ("endpoint", "POST /v1/sources")),
    Change(Timeline.moment(2026, 7, 7, 14), "Webhooks: faster first retry", "deploy", ("metric", "webhook.p95")),
    Change(Timeline.moment(2026, 8, 18, 9), "Partner handbook", "docs", ("channel", "partner")),
    Change(Timeline.moment(2026, 9, 1, 10), "API version 2026-09", "release", ("api_version", "2026-09")),
    Change(Timeline.moment(2026, 9, 15, 12), "Quickstart redesigned", "docs"),
  ]
}

extension String {
  /// `2026-10-14T09:00:00Z` from `2026-10-14T09:00:00.000Z`.
  fileprivate var replacingMilliseconds: String { hasSuffix(".000Z") ? dropLast(5) + "Z" : self }
}
