import Foundation

extension PlantedExports {
  /// Fifteen months of one row a paying customer, on the fifth.
  func revenue() -> String {
    var rows = "date,company_id,amount,currency,kind\n"
    for back in (0..<15).reversed() {
      let month = PlantedCalendar.shifted(calendar.year, calendar.month, by: -back)
      let date = String(format: "%04d-%02d-05", month.year, month.month)
      for (index, account) in world.accounts.enumerated() where account.revenue > 0 && account.customer.contains(back) {
        let amount = account.revenue * account.drift[back] * (back == 0 ? effects.revenue(index) : 1)
        rows += "\(date),\(account.id),\(String(format: "%.2f", amount)),USD,subscription\n"
      }
    }
    return rows
  }

  mutating func tickets() -> String {
    var rows = "created_at,ticket_id,developer_id,topic,endpoint,subject\n"
    var number = 0
    func add(_ moment: Double, _ topic: String, _ endpoint: String, _ subject: String, _ developer: String) {
      guard moment < last else { return }
      number += 1
      rows += "\(calendar.time(moment)),t\(number),\(developer),\(topic),\(endpoint),\(subject)\n"
    }
    for day in 0..<calendar.days {
      for _ in 0..<dice.poisson(2.4) {
        let developer = world.developers[dice.below(world.developers.count)]
        let endpoint = dice.chance(0.4) ? Dimensions.endpoints[dice.below(12)] : ""
        add(
          Double(day) * 86_400 + dice.uniform(0...86_399), Dimensions.topics[dice.below(6)], endpoint, "A question",
          developer.id)
      }
    }
    if let more = effects.tickets {
      let start = Double(calendar.day(more.day)) * 86_400 + 54_000
      for _ in 0..<more.count {
        let developer = world.developers[dice.below(world.developers.count)]
        let moment = start + dice.uniform(0...100_000)
        add(moment, "errors", Dimensions.endpoints[more.endpoint], "500 since this afternoon", developer.id)
      }
    }
    return rows
  }

  /// Last quarter's survey and this one's. A respondent who is content is so on all four questions: the noise is mostly
  /// between people.
  mutating func surveys() -> String {
    var rows = "responded_at,documentation,reliability,support,ease,developer_id\n"
    let quarter = calendar.months[3 - (calendar.month - 1) % 3].lowerBound
    let rounds = [
      (max(0, quarter - 90)..<max(1, quarter), 80, 0.0),
      (quarter..<calendar.days, effects.surveyCount, effects.surveyShift),
    ]
    for (days, count, shift) in rounds {
      for _ in 0..<count {
        let moment = dice.uniform(Double(days.lowerBound)...Double(days.upperBound)) * 86_400
        let mood = 7.2 + shift + 1.4 * dice.normal()
        let scores = (0..<4).map { _ in String(Int(min(10, max(1, (mood + 0.8 * dice.normal()).rounded())))) }
        let developer = world.developers[dice.below(world.developers.count)]
        guard moment < last else { continue }
        rows += "\(calendar.time(moment)),\(scores.joined(separator: ",")),\(developer.id)\n"
      }
    }
    return rows
  }

  /// Harmless incidents, and the scenario's own.
  func incidents() -> String {
    var rows = "started_at,resolved_at,impact,title\n"
    func add(_ moment: Double, minutes: Double, _ impact: String, _ title: String) {
      guard moment < last else { return }
      rows += "\(calendar.time(moment)),\(calendar.time(moment + 60 * minutes)),\(impact),\(title)\n"
    }
    for day in [20, 55, calendar.day(19)] {
      add(Double(day) * 86_400 + 36_000, minutes: 25, "minor", "Dashboard slow to load")
    }
    if let incident = effects.incident {
      let moment = Double(calendar.day(incident.day)) * 86_400 + 50_400
      add(moment, minutes: incident.minutes, "critical", "API unavailable")
    }
    return rows
  }

  /// The scenario's own changes among decoys, some with a scope and some without.
  mutating func changes() -> String {
    let columns = ["endpoint", "api_version", "sdk", "plan", "channel", "region", "metric"]
    var rows = "date,title,kind,\(columns.joined(separator: ","))\n"
    func add(_ day: Int, _ title: String, _ kind: String, _ scope: [String: String]) {
      guard Double(day) * 86_400 < last else { return }
      let cells = columns.map { scope[$0] ?? "" }
      rows += "\(calendar.date(day)),\(title),\(kind),\(cells.joined(separator: ","))\n"
    }
    let perMonth = world.profile == .decoys ? 14 : 6 + dice.below(5)
    for (month, days) in calendar.months.enumerated() {
      for number in 0..<perMonth {
        let day = days.lowerBound + dice.below(days.count)
        let kind = ["deploy", "docs", "marketing", "release"][dice.below(4)]
        let scope = decoyScope()
        if !isOwn(scope) { add(day, "Routine \(kind) \(month)-\(number)", kind, scope) }
      }
    }
    for change in effects.changes { add(calendar.day(change.day), change.title, change.kind, change.scope) }
    return rows
  }

  private mutating func decoyScope() -> [String: String] {
    let endpoint = Dimensions.endpoints[dice.below(12)]
    return switch dice.below(5) {
    case 0: [:]
    case 1: ["endpoint": endpoint]
    case 2: ["sdk": Dimensions.sdks[dice.below(6)]]
    case 3: ["channel": Dimensions.channels[dice.below(7)]]
    default: ["region": Dimensions.regions[dice.below(5)]]
    }
  }

  /// A decoy in the planted cause's own scope would be no decoy: nobody could tell it from the cause.
  private func isOwn(_ scope: [String: String]) -> Bool {
    scope.contains { key, value in
      effects.changes.contains { $0.scope[key] == value }
        || scenario.truth.segments?.contains { $0[key] == value } ?? false
    }
  }
}
