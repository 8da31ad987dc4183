import ReportModel
import Rollup

extension MetricCatalog {
  static let business: [MetricDefinition] = [
    MetricDefinition(
      "revenue.total", .business, "Revenue", .money, good: .up,
      formula: "revenue in the month in the report currency, refunds negative",
      floor: ChangeFloor(relative: 0.03, absolute: 0), headline: true, note: leftOut
    ) { month in
      guard month.world.exports.present.contains(.revenue) else { return .unavailable("needs revenue") }
      return .total(
        month.revenueTotal, basis: .accounts(month.accounts(against: month.month.previous), .total))
    },
    MetricDefinition(
      "revenue_per_developer", .business, "Revenue per active developer", .money, good: .up,
      formula: "revenue ÷ active developers", floor: ChangeFloor(relative: 0.05, absolute: 0), story: "revenue"
    ) { month in
      guard month.world.exports.present.contains(.revenue) else { return .unavailable("needs revenue") }
      if let missing = month.world.callsUnresolvable { return .unavailable(missing) }
      return .ratio(
        month.revenueTotal, of: Double(month.active.count), orBecause: "no developer called in the month")
    },
    retention("nrr", "Net revenue retention", 12, isNet: true, headline: true),
    retention("grr", "Gross revenue retention", 12, isNet: false, headline: false),
    retention("nrr.3m", "Net revenue retention against three months ago", 3, isNet: true, headline: false),
    MetricDefinition(
      "churn.rate", .business, "Developer churn", .fraction, good: .down,
      formula: "of developers with a call in the 30 days before the month: share that then made no call for 30 "
        + "consecutive days, the 30th within the month", floor: .share, headline: true,
      segments: DeveloperDimensions.all
    ) { month in
      if let missing = month.world.callsUnresolvable { return .unavailable(missing) }
      return .share(month.churnBase, orBecause: "no developer called in the 30 days before the month")
    },
  ]

  private static func retention(
    _ id: String, _ title: String, _ months: Int, isNet: Bool, headline: Bool
  ) -> MetricDefinition {
    MetricDefinition(
      id, .business, title, .fraction, good: .up,
      formula: (isNet ? "revenue now" : "Σ min(now, then)")
        + " of customers that had revenue \(months == 12 ? "in the same month a year ago" : "three months ago") ÷ "
        + "their revenue then", target: isNet && months == 12 ? 1 : nil,
      bands: isNet && months == 12
        ? .init([(1, "shrinking"), (1.2.nextUp, "healthy")], last: "excellent") : nil,
      floor: ChangeFloor(relative: 0, absolute: 0.01), headline: headline, story: "nrr"
    ) { month in
      guard month.world.exports.present.contains(.revenue) else { return .unavailable("needs revenue") }
      return month.retention(months: months, isNet: isNet)
    }
  }

  @Sendable private static func leftOut(_ month: MonthFacts) -> String? {
    let codes = month.world.currenciesLeftOut.keys.sorted()
    return codes.isEmpty
      ? nil : "Left out for want of a rate in throughline.yaml: \(codes.joined(separator: ", "))."
  }
}

extension MonthFacts {
  /// Net revenue of the month by company.
  var revenue: [String: Double] { world.revenue[month] ?? [:] }

  var revenueTotal: Double { revenue.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value } }

  func accounts(against other: Month) -> [AccountAmounts] {
    let before = world.revenue[other] ?? [:]
    return Set(before.keys).union(revenue.keys).sorted().map {
      AccountAmounts(account: $0, now: revenue[$0] ?? 0, before: before[$0] ?? 0)
    }
  }

  func retention(months: Int, isNet: Bool) -> Measurement {
    let then = month.advanced(by: -months)
    guard let first = world.firstRevenueMonth, first <= then else {
      return .unavailable("needs revenue back to \(then.name)")
    }
    let paying = (world.revenue[then] ?? [:]).filter { $0.value > 0 }
    let base = paying.sorted { $0.key < $1.key }
    let sum = base.reduce(0) { $0 + $1.value }
    let now = base.reduce(0) { total, account in
      let amount = revenue[account.key] ?? 0
      return total + (isNet ? amount : min(max(amount, 0), account.value))
    }
    // The month before, for the test: the same accounts a month earlier over their base a month earlier.
    let earlier = world.revenue[month.previous] ?? [:]
    let earlierBase = (world.revenue[then.previous] ?? [:]).filter { $0.value > 0 }
    let accounts = Set(paying.keys).union(earlierBase.keys).sorted().map { account in
      AccountAmounts(
        account: account, now: paying[account] == nil ? 0 : revenue[account] ?? 0,
        before: earlierBase[account] == nil ? 0 : earlier[account] ?? 0,
        nowBase: paying[account] ?? 0, beforeBase: earlierBase[account] ?? 0)
    }
    var result = Measurement.ratio(
      now, of: sum, orBecause: "no customer had revenue in \(then.name)",
      basis: isNet ? .accounts(accounts, .ratio) : .none)
    result.n = result.value == nil ? nil : base.count
    return result
  }

  func findChurnBase() -> [(developer: Int, counts: Bool)] {
    guard let rollup else { return [] }
    let days = days
    let first = days.lowerBound
    return people.compactMap { developer in
      // Most of those who are no part of it are told by one sum.
      guard rollup.calls(developer: developer, days: first - 30..<first) > 0 else { return nil }
      var (earliest, last) = (Day.max, Day.min)
      var isGone = false
      rollup.forEachActiveDay(of: developer, in: first - 30..<days.upperBound) { day in
        if earliest == .max { earliest = day } else { isGone = isGone || day > last + 30 && days.contains(last + 30) }
        last = day
      }
      return earliest < first ? (developer, isGone || days.contains(last + 30)) : nil
    }
  }

  /// Tier of the previous month, or the group of its own of those who never got past their first call.
  func churnGroup(_ developer: Int) -> String {
    guard let rollup else { return "inactive" }
    if known(rollup.facts[developer].secondSuccess) == nil { return "never past the first call" }
    return previousTiers[developer] ?? "inactive"
  }
}
