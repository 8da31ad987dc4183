import ReportModel

/// Where a cause lies, in words: `Python SDK`, `GET /v1/payouts, API version 2026-09`.
enum SegmentWords {
  private static let dimensions = [
    "api_version": "API version ", "plan": "plan ", "channel": "channel ", "region": "region ",
    "country": "country ", "company_size": "company size ", "github_stars": "GitHub stars ", "topic": "topic ",
    "tier": "tier ", "status": "status ", "endpoint": "",
  ]

  /// - Parameter names: company id → name; an id without one stays.
  static func label(_ cause: Cause, names: [String: String]) -> String {
    let parts = cause.segment.sorted { $0.key < $1.key }.map { key, value in
      if key == "company_id" { return list(value.values.map { names[$0] ?? "company " + $0 }) }
      if key == "sdk" {
        return list(value.values.map { DisplayName.value($0, of: key) }) + (value.values.count == 1 ? " SDK" : " SDKs")
      }
      return (dimensions[key] ?? key + " ") + list(value.values)
    }
    let flow = cause.flow.map { [flows[$0] ?? $0] } ?? []
    if !parts.isEmpty || !flow.isEmpty { return (flow + parts).joined(separator: ", ") }
    return switch cause.effect {
    case .broad: "Across the board"
    case .calendar: "The calendar"
    case .mix: "Shares of the groups"
    default: cause.statement
    }
  }

  private static func list(_ values: [String]) -> String {
    if values.count > 3 { return values.prefix(3).joined(separator: ", ") + " and \(values.count - 3) more" }
    return values.joined(separator: ", ")
  }

  private static let flows = ["new": "New", "resurrected": "Returned", "retained": "Retained", "lost": "Lost"]

  /// What happened inside, in words; of what came or went its name says it.
  static func effect(_ cause: Cause) -> String {
    guard cause.flow == nil else { return "" }
    return switch cause.effect {
    case .rate: "changed inside"
    case .mix: "share of the whole"
    case .volume: "volume"
    case .entered: "new this month"
    case .left: "gone this month"
    case .account: "named accounts"
    case .broad: "all alike"
    case .calendar: "weekdays and length of the month"
    case nil: ""
    }
  }
}
