/// One line of the API's catalogue, and how it behaves.
struct Endpoint: Sendable {
  /// Which part of the product an endpoint belongs to; a customer uses some of them.
  struct Features: OptionSet, Sendable {
    let rawValue: Int
    static let core = Features(rawValue: 1)
    static let refunds = Features(rawValue: 2)
    static let payouts = Features(rawValue: 4)
    static let customers = Features(rawValue: 8)
    static let subscriptions = Features(rawValue: 16)
    static let events = Features(rawValue: 32)
    static let disputes = Features(rawValue: 64)
    static let sources = Features(rawValue: 128)
  }

  let method: String
  /// Path up to the identifier.
  let path: String
  /// Prefix of the identifier (`ch_`), empty where the path has none.
  var idPrefix = ""
  /// Name of the identifier in the template, empty where the path has none.
  var idName = ""
  /// Path or query after the identifier.
  var suffix = ""
  /// Query of a list call.
  var query = ""
  let tag: String
  let owner: String
  var deprecated = false
  /// Relative share of calls among customers that use its feature; 0 = nobody calls it.
  let weight: Double
  var feature: Features = .core
  let medianMs: Double
  var sigma = 0.5
  /// Its own usual errors, besides those that every endpoint has.
  var errors: [(status: Int, rate: Double)] = []

  var template: String { idName.isEmpty ? path : "\(path){\(idName)}\(suffix)" }
  var name: String { "\(method) \(template)" }
  var isRetrieval: Bool { method == "GET" }
}

/// The twenty-six endpoints of the Larkspur Payments API.
enum Catalogue {
  static let token = 0
  static let ping = 1
  static let createCharge = 2
  static let getCharge = 3
  static let listCharges = 4
  static let createRefund = 6
  static let listPayouts = 8
  static let createCustomer = 11
  static let getCustomer = 12

  /// Errors of every endpoint: status and rate.
  static let commonErrors: [(status: Int, rate: Double)] = [
    (401, 0.0025), (400, 0.005), (404, 0.003), (422, 0.002), (429, 0.001), (403, 0.0006),
    (500, 0.00022), (502, 0.00010), (503, 0.00008), (504, 0.00006),
  ]

  static let endpoints: [Endpoint] = [
    Endpoint(
      method: "POST", path: "/v1/token", tag: "auth", owner: "Identity", weight: 4, medianMs: 95,
      errors: [(401, 0.008)]),
    Endpoint(method: "GET", path: "/v1/ping", tag: "platform", owner: "Platform", weight: 2, medianMs: 18),
    Endpoint(
      method: "POST", path: "/v1/charges", tag: "charges", owner: "Payments", weight: 24, medianMs: 310, sigma: 0.55,
      errors: [(402, 0.062), (409, 0.002)]),
    Endpoint(
      method: "GET", path: "/v1/charges/", idPrefix: "ch_", idName: "charge_id", tag: "charges", owner: "Payments",
      weight: 20, medianMs: 42, errors: [(404, 0.012)]),
    Endpoint(
      method: "GET", path: "/v1/charges", query: "?limit=50", tag: "charges", owner: "Payments", weight: 6,
      medianMs: 72),
    Endpoint(
      method: "POST", path: "/v1/charges/", idPrefix: "ch_", idName: "charge_id", suffix: "/capture", tag: "charges",
      owner: "Payments", weight: 4, medianMs: 260, errors: [(409, 0.015)]),
    Endpoint(
      method: "POST", path: "/v1/refunds", tag: "refunds", owner: "Payments", weight: 3.2, feature: .refunds,
      medianMs: 420, sigma: 0.6, errors: [(422, 0.006)]),
    Endpoint(
      method: "GET", path: "/v1/refunds/", idPrefix: "re_", idName: "refund_id", tag: "refunds", owner: "Payments",
      weight: 2, feature: .refunds, medianMs: 44, errors: [(404, 0.008)]),
    Endpoint(
      method: "GET", path: "/v1/payouts", query: "?limit=20&currency=EUR", tag: "payouts", owner: "Payouts",
      weight: 2.9, feature: .payouts, medianMs: 85, errors: [(422, 0.007)]),
    Endpoint(
      method: "POST", path: "/v1/payouts", tag: "payouts", owner: "Payouts", weight: 1, feature: .payouts,
      medianMs: 380, errors: [(402, 0.01)]),
    Endpoint(
      method: "GET", path: "/v1/payouts/", idPrefix: "po_", idName: "payout_id", tag: "payouts", owner: "Payouts",
      weight: 1.5, feature: .payouts, medianMs: 48),
    Endpoint(
      method: "POST", path: "/v1/customers", tag: "customers", owner: "Accounts", weight: 6, feature: .customers,
      medianMs: 150, errors: [(409, 0.006)]),
    Endpoint(
      method: "GET", path: "/v1/customers/", idPrefix: "cus_", idName: "customer_id", tag: "customers",
      owner: "Accounts", weight: 8, feature: .customers, medianMs: 38, errors: [(404, 0.01)]),
    Endpoint(
      method: "PATCH", path: "/v1/customers/", idPrefix: "cus_", idName: "customer_id", tag: "customers",
      owner: "Accounts", weight: 1.5, feature: .customers, medianMs: 140),
    Endpoint(
      method: "GET", path: "/v1/balance", tag: "balance", owner: "Payouts", weight: 3, feature: .payouts, medianMs: 55),
    Endpoint(
      method: "GET", path: "/v1/events", query: "?limit=100", tag: "events", owner: "Platform", weight: 4,
      feature: .events, medianMs: 88),
    Endpoint(
      method: "POST", path: "/v1/webhook_endpoints", tag: "webhooks", owner: "Platform", weight: 0.15,
      feature: .events, medianMs: 120),
    Endpoint(
      method: "GET", path: "/v1/webhook_endpoints/", idPrefix: "we_", idName: "webhook_endpoint_id", tag: "webhooks",
      owner: "Platform", weight: 0.3, feature: .events, medianMs: 36),
    Endpoint(
      method: "POST", path: "/v1/subscriptions", tag: "subscriptions", owner: "Billing", weight: 1.5,
      feature: .subscriptions, medianMs: 290, errors: [(402, 0.02)]),
    Endpoint(
      method: "GET", path: "/v1/subscriptions/", idPrefix: "sub_", idName: "subscription_id", tag: "subscriptions",
      owner: "Billing", weight: 2.5, feature: .subscriptions, medianMs: 46),
    Endpoint(
      method: "DELETE", path: "/v1/subscriptions/", idPrefix: "sub_", idName: "subscription_id",
      tag: "subscriptions", owner: "Billing", weight: 0.3, feature: .subscriptions, medianMs: 130),
    Endpoint(
      method: "GET", path: "/v1/disputes/", idPrefix: "dp_", idName: "dispute_id", tag: "disputes", owner: "Risk",
      weight: 0.5, feature: .disputes, medianMs: 52),
    Endpoint(
      method: "POST", path: "/v1/disputes/", idPrefix: "dp_", idName: "dispute_id", suffix: "/evidence",
      tag: "disputes", owner: "Risk", weight: 0, medianMs: 240),
    Endpoint(method: "GET", path: "/v1/exchange_rates", tag: "balance", owner: "Payouts", weight: 0, medianMs: 30),
    Endpoint(
      method: "POST", path: "/v1/sources", tag: "sources", owner: "Payments", deprecated: true, weight: 0.6,
      feature: .sources, medianMs: 180),
    Endpoint(
      method: "GET", path: "/v1/sources/", idPrefix: "src_", idName: "source_id", tag: "sources", owner: "Payments",
      deprecated: true, weight: 0.9, feature: .sources, medianMs: 50),
  ]

  /// Parts of the product that customers use together, the fullest first.
  static let profiles: [Endpoint.Features] = [
    [.core, .refunds, .payouts, .customers, .subscriptions, .events, .disputes],
    [.core, .refunds, .payouts, .customers, .events],
    [.core, .refunds, .payouts, .customers, .subscriptions, .events, .sources],
    [.core, .refunds, .payouts, .customers, .disputes],
    [.core, .refunds, .payouts, .customers],
    [.core, .refunds, .customers, .events],
    [.core, .customers, .subscriptions],
    [.core, .customers],
    [.core, .refunds],
    [.core],
  ]

  /// The rows of `endpoints.csv`.
  static var rows: [[String]] {
    endpoints.map {
      [
        $0.method, $0.template, $0.isRetrieval ? "retrieval" : "processing", $0.tag, $0.deprecated ? "true" : "false",
        $0.owner,
      ]
    }
  }
}
