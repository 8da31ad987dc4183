import ReportModel

/// Folds segments with few people behind them into one row, so that a table names no single customer by its attributes.
enum SmallGroups {
  static let other = "(other)"

  private struct Rule {
    /// Columns that name the segment.
    let labels: [String]
    /// The column that says how many stand behind it; the first of those that are added up.
    let sums: [String]
  }

  /// Tables whose rows part a whole. A count of tickets or tokens is at least one of developers.
  private static let parts: [String: Rule] = [
    "wat_by_channel": watRule, "wat_by_company_size": watRule, "wat_by_plan": watRule, "wat_by_country": watRule,
    "wat_by_sdk": watRule, "wat_by_github_stars": watRule,
    "depth_tiers": Rule(labels: ["tier"], sums: ["developers"]),
    "depth_transitions": Rule(labels: ["from", "to"], sums: ["developers"]),
    "churn_by_tier": Rule(labels: ["tier"], sums: ["developers", "churned"]),
    "tickets_by_topic": Rule(labels: ["topic"], sums: ["tickets", "previous_tickets"]),
    "tickets_by_endpoint": Rule(labels: ["endpoint"], sums: ["tickets", "previous_tickets"]),
  ]
  private static let watRule = Rule(labels: ["segment"], sums: ["wat"])
  /// Tables whose rows overlap: there is no sum to keep, and a row of few is left out.
  private static let overlapping = ["docs_before_success": "developers", "docs_before_abandon": "developers"]

  /// - Parameter smallest: rows of fewer are folded.
  static func folded(_ tables: [String: [TableRow]], smallest: Int) -> [String: [TableRow]] {
    guard smallest > 1 else { return tables }
    var tables = tables
    for (id, rule) in parts { tables[id] = tables[id].map { fold($0, rule, smallest: Double(smallest)) } }
    for (id, column) in overlapping {
      tables[id] = tables[id].map { rows in rows.filter { ($0[column]?.double ?? 0) >= Double(smallest) } }
    }
    return tables
  }

  private static func fold(_ rows: [TableRow], _ rule: Rule, smallest: Double) -> [TableRow] {
    func size(_ row: TableRow) -> Double { row[rule.sums[0]]?.double ?? 0 }
    func isRest(_ row: TableRow) -> Bool { rule.labels.allSatisfy { row[$0]?.text == other } }
    // A row of nobody tells nothing of anybody.
    var folded = Set(rows.indices.filter { isRest(rows[$0]) || size(rows[$0]) > 0 && size(rows[$0]) < smallest })
    guard folded.contains(where: { !isRest(rows[$0]) }) else { return rows }
    // The total less the other rows would give a single small one away: it takes the next with it.
    let bySize = rows.indices.filter { !folded.contains($0) && size(rows[$0]) > 0 }.sorted {
      (size(rows[$0]), $0) < (size(rows[$1]), $1)
    }
    for index in bySize {
      guard folded.count < 2 || folded.reduce(0, { $0 + size(rows[$1]) }) < smallest else { break }
      folded.insert(index)
    }
    var rest = TableRow(rule.labels.map { ($0, .text(other)) })
    for column in rule.sums { rest[column] = sum(folded.sorted().map { rows[$0][column] ?? .null }) }
    return rows.indices.filter { !folded.contains($0) }.map { rows[$0] } + [rest]
  }

  private static func sum(_ cells: [Cell]) -> Cell {
    if cells.allSatisfy({ $0 == .null }) { return .null }
    let integers = cells.compactMap { if case .integer(let value) = $0 { value } else { nil } }
    let rest = cells.count { $0 == .null }
    if integers.count + rest == cells.count { return .integer(integers.reduce(0, +)) }
    return .number(cells.reduce(0) { $0 + ($1.double ?? 0) })
  }
}
