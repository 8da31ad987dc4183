import Foundation

/// Monthly invoices: a fee by plan and the month's billable calls; a few in EUR; a few refunds.
enum Revenue {
  static func rows(_ world: World, _ liveCalls: [[Int]]) -> [[String]] {
    var random = RandomStream(seed: world.options.seed, "revenue")
    let hasLive = liveUse(world)
    var rows: [[String]] = []
    for month in 0..<Timeline.months {
      let last = Timeline.date(Timeline.monthStarts[month + 1] - 1)
      for (index, company) in world.companies.enumerated() where company.plan > 0 && hasLive[index][month] {
        let isEuropean = Words.euroCountries.contains(Words.countries[company.country])
        let isEuro = isEuropean && company.role == .none && index % 2 == 0
        let currency = isEuro ? "EUR" : "USD"
        let factor = isEuro ? 100 / 1.1 : 100
        let plan = plan(company, index, month)
        let fee = Int((Words.monthlyFee[plan] * factor).rounded())
        let usage = Int((Words.callFee[plan] * Double(liveCalls[index][month]) * factor).rounded())
        rows.append([last, company.id, money(fee), currency, "subscription"])
        if usage > 0 { rows.append([last, company.id, money(usage), currency, "usage"]) }
        if random.chance(0.008) {
          let share = random.uniform(0.05, 0.25)
          rows.append([last, company.id, money(Int(Double(fee + usage) * share) + 1), currency, "refund"])
        }
      }
    }
    return rows
  }

  /// The plan in a month: one customer in nine took the larger one on the way.
  private static func plan(_ company: Company, _ index: Int, _ month: Int) -> Int {
    let upgrade = company.plan > 1 && index % 9 == 4 ? 1 + index / 9 % (Timeline.months - 1) : 0
    return month < upgrade ? company.plan - 1 : company.plan
  }

  /// Months in which a customer has a live key in use.
  private static func liveUse(_ world: World) -> [[Bool]] {
    var use = Array(repeating: Array(repeating: false, count: Timeline.months), count: world.companies.count)
    for token in world.tokens where token.isLive && !token.active.isEmpty {
      guard let company = token.company else { continue }
      let last = Timeline.monthOfDay[min(token.active.upperBound, Timeline.days) - 1]
      for month in Timeline.monthOfDay[token.active.lowerBound]...last { use[company][month] = true }
    }
    return use
  }

  private static func money(_ cents: Int) -> String { "\(cents / 100).\(Timeline.twoDigits(cents % 100))" }
}
