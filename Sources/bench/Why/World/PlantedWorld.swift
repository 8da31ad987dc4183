import Foundation

/// What a month is generated from: who there is, and how they behave when nothing happens.
///
/// Nothing here is shared with the engine that is measured.
struct PlantedWorld {
  struct Account {
    var id: String
    var plan: Int
    var size: Int
    var region: Int
    /// Calls a day of each of its developers.
    var weight: Double
    /// How prone its calls are to client errors.
    var clumsiness: Double
    /// Revenue a month, in the months (counted back from the report's) it is a customer.
    var revenue: Double
    var customer: ClosedRange<Int>
    /// Variation of its own from month to month, counted back from the report's.
    var drift: [Double]
  }

  struct Developer {
    var id: String
    var account: Int
    /// Seconds since the export's first midnight.
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
    /// In 0 ..< 1: which sleepers stay asleep first.
    var depthOfSleep: Double
  }

  var dice: Dice
  let profile: NullProfile
  let calendar: PlantedCalendar
  /// Calls of a weekend day, in those of a weekday.
  let weekend: Double
  var accounts: [Account] = []
  var developers: [Developer] = []
  /// Who signed up before the export begins and does not call in it: nothing but rows of the developers' table, without
  /// which sign-ups would seem to have grown from month to month.
  var formerDevelopers: [Developer] = []
  var noise: TrafficNoise

  init(seed: UInt64, profile: NullProfile, calendar: PlantedCalendar, weekend: Double) {
    dice = Dice(seed: seed)
    self.profile = profile
    self.calendar = calendar
    self.weekend = weekend
    noise = TrafficNoise(calendar: calendar, profile: profile, dice: &dice)
    makeAccounts()
    makeDevelopers()
  }

  private func pareto(_ dice: inout Dice, _ exponent: Double, most: Double) -> Double {
    min(most, pow(1 - dice.uniform(), -1 / exponent))
  }

  private mutating func makeAccounts() {
    let isFew = profile == .fewCustomers
    for index in 0..<(isFew ? 60 : 600) {
      let plan = dice.pick(Dimensions.planShares)
      // Smaller customers come and go; that one of the largest left by chance would be news, not noise.
      let isLarge = plan == 3
      let began = isLarge ? 60 : dice.below(60)
      let left = isLarge ? 0 : max(0, began - Int(-log(1 - dice.uniform()) * 70))
      let revenue = [0, 49, 299, 1_500][plan] * (isLarge ? pareto(&dice, 1.8, most: 8) : dice.uniform(0.7...1.6))
      accounts.append(
        Account(
          id: String(format: "acc_%03d", index), plan: plan, size: dice.pick(Dimensions.sizeShares),
          region: dice.pick(Dimensions.regionShares), weight: pareto(&dice, isFew ? 1.1 : 1.6, most: 60),
          clumsiness: exp(0.4 * dice.normal() - 0.08), revenue: revenue, customer: left...began,
          drift: (0..<18).map { _ in 1 + 0.04 * dice.normal() }))
    }
  }

  /// A steady state: sign-ups at one pace since long before the export begins, of whom some still call in it.
  private mutating func makeDevelopers() {
    let perDay = profile == .fewCustomers ? 9.0 : 28
    var index = 0
    for day in -320..<calendar.days {
      for _ in 0..<dice.poisson(perDay) {
        let channel = dice.pick(Dimensions.channelShares)
        let made = developer(index, signUp: (Double(day) + dice.uniform()) * 86_400, channel: channel)
        guard day >= 0 || made.firstCall != nil && Double(day) + made.life > -70 else {
          formerDevelopers.append(made)
          formerDevelopers[formerDevelopers.count - 1].id = String(format: "old_%05d", formerDevelopers.count)
          continue
        }
        developers.append(made)
        index += 1
      }
    }
  }

  /// A developer of the quiet world; time to first call is log-normal about an hour.
  mutating func developer(_ index: Int, signUp: Double, channel: Int) -> Developer {
    let isNever = dice.chance(0.22)
    let life = -log(1 - dice.uniform()) * 50
    let gap = dice.chance(0.7) ? dice.uniform(5...40) : nil
    return Developer(
      id: String(format: "dev_%05d", index), account: dice.below(accounts.count), signUp: signUp, channel: channel,
      sdk: dice.pick(Dimensions.sdkShares), country: dice.pick(Dimensions.countryShares),
      version: dice.pick(Dimensions.versionShares), firstCall: isNever ? nil : exp(log(3_600) + 1.5 * dice.normal()),
      value: dice.chance(0.65) ? exp(log(7_200) + 1.4 * dice.normal()) : nil, life: 3 + life + (gap == nil ? 0 : 30),
      gap: gap.map { $0...($0 + 30) }, depthOfSleep: dice.uniform())
  }
}

/// Kinds of noise in which nothing happens.
enum NullProfile: String, CaseIterable {
  /// 4 % daily noise, 1 % growth a month.
  case plain
  /// 4 % growth a month.
  case growth
  /// Weekends at a third of a weekday, and a month of another length.
  case weekendShift = "weekend shift"
  /// 60 customers, of whom a few make most calls.
  case fewCustomers = "few customers"
  /// Fourteen dated changes a month that did nothing.
  case decoys
}
