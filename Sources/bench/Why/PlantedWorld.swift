import Foundation

/// What a month is generated from: who there is, and how they behave when nothing happens.
///
/// Nothing here is shared with the engine that is measured.
struct PlantedWorld {
  static let endpoints = [
    "POST /v1/charges", "GET /v1/charges/{id}", "POST /v1/refunds", "GET /v1/payouts", "POST /v1/customers",
    "GET /v1/customers/{id}", "GET /v1/balance", "POST /v1/token", "GET /v1/events", "POST /v1/webhooks",
    "GET /v1/invoices", "POST /v1/invoices",
  ]
  static let sdks = ["python", "node", "java", "go", "ruby", "php"]
  static let plans = ["free", "starter", "growth", "scale"]
  static let channels = ["organic", "docs", "paid_search", "partner", "conference", "community", "referral"]
  static let regions = ["us-east", "us-west", "eu-west", "ap-south", "sa-east"]
  static let versions = ["2026-03", "2026-09"]
  static let countries = ["US", "DE", "IN", "BR", "GB"]
  static let sizes = ["1-10", "11-50", "51-250", "251+"]
  static let topics = ["authentication", "billing", "payouts", "webhooks", "documentation", "errors"]

  struct Account {
    var id: String
    var plan: Int
    var size: Int
    var region: Int
    /// Calls a day of each of its developers.
    var weight: Double
    /// Revenue a month.
    var revenue: Double
    /// Slow variation of its own from month to month.
    var drift: [Double]
  }

  struct Developer {
    var id: String
    var account: Int
    /// Seconds since the first day of the export.
    var signUp: Double
    var channel: Int
    var sdk: Int
    var country: Int
    var version: Int
    /// Seconds to the first success; nil = never.
    var firstCall: Double?
    /// Seconds from the first success to the value moment; nil = never.
    var value: Double?
    /// Days it stays after its first call, and a gap in which it sleeps.
    var life: Double
    var gap: ClosedRange<Double>?
  }

  /// First day of the export: 1 July 2026; the report's month is October.
  static let firstDay = 20_635
  static let october = 92..<123
  static let days = 123

  var dice: Dice
  var profile: NullProfile
  var accounts: [Account] = []
  var developers: [Developer] = []
  /// Common factor of each day.
  var dayFactor: [Double] = []
  /// Share of calls of each endpoint, a factor of its own by day.
  var endpointWeight: [Double] = []
  var endpointFactor: [[Double]] = []
  var clientErrors: [Double] = []
  var serverErrors: [Double] = []

  init(seed: UInt64, profile: NullProfile) {
    dice = Dice(seed: seed)
    self.profile = profile
    makeAccounts()
    makeDevelopers()
    makeTraffic()
  }

  private mutating func makeAccounts() {
    let count = profile == .fewCustomers ? 60 : 600
    for index in 0..<count {
      let pareto = pow(1 - dice.uniform(), -1 / (profile == .fewCustomers ? 1.1 : 1.6))
      let plan = dice.pick([0.5, 0.25, 0.18, 0.07])
      accounts.append(
        Account(
          id: String(format: "acc_%03d", index), plan: plan, size: dice.pick([0.5, 0.3, 0.15, 0.05]),
          region: dice.pick([0.4, 0.2, 0.2, 0.12, 0.08]), weight: min(pareto, 60),
          revenue: [0, 49, 299, 1_500][plan] * dice.uniform(0.7...1.6),
          drift: (0..<18).map { _ in 1 + 0.04 * dice.normal() }))
    }
  }

  private mutating func makeDevelopers() {
    // A steady state: sign-ups at one pace since long before the export begins, of whom those still matter that had
    // not left by then.
    let perDay = profile == .fewCustomers ? 7.0 : 22
    var index = 0
    for day in -320..<Self.days {
      for _ in 0..<dice.poisson(perDay) {
        let channel = dice.pick([0.3, 0.2, 0.16, 0.12, 0.07, 0.1, 0.05])
        let developer = developer(index, signUp: (Double(day) + dice.uniform()) * 86_400, channel: channel)
        guard day >= 0 || developer.firstCall != nil && Double(day) + developer.life > -70 else { continue }
        developers.append(developer)
        index += 1
      }
    }
  }

  mutating func developer(_ index: Int, signUp: Double, channel: Int) -> Developer {
    let never = dice.chance(0.22)
    let life = -log(1 - dice.uniform()) * 70
    let gap = dice.chance(0.5) ? dice.uniform(8...40) : nil
    return Developer(
      id: String(format: "dev_%05d", index), account: dice.below(accounts.count), signUp: signUp, channel: channel,
      sdk: dice.pick([0.3, 0.26, 0.16, 0.12, 0.09, 0.07]), country: dice.pick([0.4, 0.18, 0.18, 0.12, 0.12]),
      version: dice.chance(0.45) ? 1 : 0, firstCall: never ? nil : exp(log(3_600) + 1.5 * dice.normal()),
      value: dice.chance(0.65) ? exp(log(7_200) + 1.4 * dice.normal()) : nil, life: 3 + life + (gap == nil ? 0 : 60),
      gap: gap.map { $0...($0 + 40) })
  }

  private mutating func makeTraffic() {
    let noise = profile == .plain ? 0.04 : 0.06
    var state = 0.0
    let growth = profile == .growth ? 0.04 : 0.01
    for day in 0..<Self.days {
      state = 0.5 * state + noise * dice.normal()
      let weekday = (Self.firstDay + day + 3) % 7
      let weekend = profile == .weekendShift ? 0.35 : 0.6
      let profileOfDay = weekday >= 5 ? weekend : 1
      dayFactor.append(profileOfDay * exp(state) * pow(1 + growth, Double(day) / 30))
    }
    endpointWeight = [0.24, 0.16, 0.05, 0.07, 0.09, 0.1, 0.06, 0.06, 0.06, 0.03, 0.05, 0.03]
    for _ in Self.endpoints {
      var state = 0.0
      endpointFactor.append(
        (0..<Self.days).map { _ in
          state = 0.6 * state + 0.03 * dice.normal()
          return exp(state)
        })
      clientErrors.append(dice.uniform(0.008...0.03))
      serverErrors.append(dice.uniform(0.000_3...0.000_9))
    }
  }
}

/// Kinds of noise in which nothing happens.
enum NullProfile: String, CaseIterable {
  case plain, growth
  case weekendShift = "weekend shift"
  case fewCustomers = "few customers"
  case decoys
}
