import ReportModel

/// Growth accounting as a sentence: what came, what came back, what went.
struct BridgeWords {
  let view: MonthView
  let opening: String

  /// `+1 310 new, +240 back, −840 lost`.
  var tokens: RichText {
    sentence("wat_growth", amount: "tokens", unit: .count, [("new", "new"), ("resurrected", "back"), ("lost", "lost")])
  }

  var revenue: RichText {
    sentence(
      "revenue_bridge", amount: "amount", unit: .money,
      [
        ("new", "from new customers"), ("reactivation", "from returning ones"), ("expansion", "expansion"),
        ("contraction", "contraction"), ("churn", "churn"),
      ])
  }

  private func sentence(_ table: String, amount: String, unit: MetricUnit, _ parts: [(String, String)]) -> RichText {
    let amounts = view.rows(table).reduce(into: [String: Double]()) { amounts, row in
      if let part = row["part"]?.text, let value = row[amount]?.double { amounts[part] = value }
    }
    let items = parts.compactMap { part, words in
      amounts[part].flatMap { $0 == 0 ? nil : RichText("\(view.formatChange($0, unit)) \(words)") }
    }
    guard !items.isEmpty else { return "" }
    return .of(RichText(opening), view.cited(RichText.joined(items, by: ", ").plain, "table-" + table), ".")
  }
}
