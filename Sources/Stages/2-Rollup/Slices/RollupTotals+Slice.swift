extension RollupTotals {
  /// As rows of `SliceTable.totals`; null = no row was counted.
  var named: [(name: String, value: Int64)] {
    [
      ("rows", Int64(rows)), ("duplicates", Int64(duplicates)), ("after_as_of", Int64(afterAsOf)),
      ("internal_calls", Int64(internalCalls)), ("with_developer", Int64(withDeveloper)),
      ("with_token", Int64(withToken)), ("earliest", earliest == .max ? IntegerTable.null : earliest),
      ("latest", latest),
    ]
  }

  mutating func set(_ name: String, _ value: Int64) {
    guard value != IntegerTable.null else { return }
    switch name {
    case "rows": rows = Int(value)
    case "duplicates": duplicates = Int(value)
    case "after_as_of": afterAsOf = Int(value)
    case "internal_calls": internalCalls = Int(value)
    case "with_developer": withDeveloper = Int(value)
    case "with_token": withToken = Int(value)
    case "earliest": earliest = value
    case "latest": latest = value
    default: break
    }
  }
}
