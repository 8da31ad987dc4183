/// The values of the world's dimensions and how common each is.
enum Dimensions {
  static let endpoints = [
    "POST /v1/charges", "GET /v1/charges/{id}", "POST /v1/refunds", "GET /v1/payouts", "POST /v1/customers",
    "GET /v1/customers/{id}", "GET /v1/balance", "POST /v1/token", "GET /v1/events", "POST /v1/webhooks",
    "GET /v1/invoices", "POST /v1/invoices",
  ]
  static let endpointShares = [0.24, 0.16, 0.05, 0.07, 0.09, 0.1, 0.06, 0.06, 0.06, 0.03, 0.05, 0.03]
  static let sdks = ["python", "node", "java", "go", "ruby", "php"]
  static let sdkShares = [0.4, 0.22, 0.14, 0.1, 0.08, 0.06]
  static let plans = ["free", "starter", "growth", "scale"]
  static let planShares = [0.5, 0.25, 0.18, 0.07]
  static let channels = ["organic", "docs", "paid_search", "partner", "conference", "community", "referral"]
  static let channelShares = [0.3, 0.2, 0.16, 0.12, 0.07, 0.1, 0.05]
  static let regions = ["us-east", "us-west", "eu-west", "ap-south", "sa-east"]
  static let regionShares = [0.4, 0.2, 0.2, 0.12, 0.08]
  static let versions = ["2026-03", "2026-09"]
  static let versionShares = [0.55, 0.45]
  static let countries = ["US", "DE", "IN", "BR", "GB"]
  static let countryShares = [0.4, 0.18, 0.18, 0.12, 0.12]
  static let sizes = ["1-10", "11-50", "51-250", "251+"]
  static let sizeShares = [0.5, 0.3, 0.15, 0.05]
  static let topics = ["authentication", "billing", "payouts", "webhooks", "documentation", "errors"]

  /// About what share of the traffic a value has; what is not listed (a company) counts as one in a hundred.
  static func share(_ key: String, _ value: String) -> Double {
    let (names, shares): ([String], [Double]) =
      switch key {
      case "endpoint": (endpoints, endpointShares)
      case "sdk": (sdks, sdkShares)
      case "plan": (plans, planShares)
      case "channel": (channels, channelShares)
      case "region": (regions, regionShares)
      case "api_version": (versions, versionShares)
      case "country": (countries, countryShares)
      case "company_size": (sizes, sizeShares)
      default: ([], [])
      }
    return names.firstIndex(of: value).map { shares[$0] } ?? 0.01
  }
}
