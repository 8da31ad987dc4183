import ReportModel

extension TableBuilder {
  static let bridgeParts = ["before", "new", "expansion", "contraction", "churn", "reactivation", "now"]

  /// Last month's revenue to this month's by company; the parts add up exactly.
  func revenueBridge() -> [TableRow]? {
    guard world.exports.present.contains(.revenue) else { return nil }
    let before = previous.revenue
    let now = month.revenue
    var parts: [String: Double] = ["before": previous.revenueTotal, "now": month.revenueTotal]
    for company in Set(before.keys).union(now.keys).sorted() {
      let (then, current) = (before[company] ?? 0, now[company] ?? 0)
      let part: String
      if then <= 0, current > 0 {
        part = hadRevenue(company, before: previous.month) ? "reactivation" : "new"
      } else if then > 0, current <= 0 {
        part = "churn"
      } else {
        part = current > then ? "expansion" : "contraction"
      }
      parts[part, default: 0] += current - then
    }
    return Self.bridgeParts.map { ["part": .text($0), "amount": .number(parts[$0] ?? 0)] }
  }

  private func hadRevenue(_ company: String, before month: Month) -> Bool {
    world.revenue.contains { $0.key < month && ($0.value[company] ?? 0) > 0 }
  }

  static let churnGroups = tierNames + ["never past the first call"]

  func churnByTier() -> [TableRow]? {
    guard world.callsUnresolvable == nil else { return nil }
    var groups: [String: (developers: Int, churned: Int)] = [:]
    for member in month.churnBase {
      let group = month.churnGroup(member.developer)
      groups[group, default: (0, 0)].developers += 1
      if member.counts { groups[group, default: (0, 0)].churned += 1 }
    }
    let names = Self.churnGroups + (groups["inactive"] == nil ? [] : ["inactive"])
    return names.map { name in
      let group = groups[name] ?? (0, 0)
      return ["tier": .text(name), "developers": .integer(group.developers), "churned": .integer(group.churned)]
    }
  }

  func tickets(_ column: String, _ value: KeyPath<TicketRecord, String?>) -> [TableRow]? {
    guard world.exports.present.contains(.tickets) else { return nil }
    var counts: [String: (now: Int, before: Int)] = [:]
    for ticket in month.tickets { counts[ticket[keyPath: value] ?? "(none)", default: (0, 0)].now += 1 }
    for ticket in previous.tickets { counts[ticket[keyPath: value] ?? "(none)", default: (0, 0)].before += 1 }
    if column == "endpoint", counts.keys.allSatisfy({ $0 == "(none)" }) { return nil }
    return counts.sorted { ($1.value.now, $0.key) < ($0.value.now, $1.key) }.filter { $0.value.now > 0 }.map {
      name, count in
      [column: .text(name), "tickets": .integer(count.now), "previous_tickets": .integer(count.before)]
    }
  }
}
