import ReportModel
import Yams

/// Reads the conditions of the signal table.
struct ConditionReader {
  let table: SignalTableReader

  private static let tests = [
    "verdict", "moved", "below", "above", "misses_target", "crosses", "running", "times",
  ]

  func read(_ node: Node) throws(SignalTableError) -> SignalCondition {
    guard let mapping = node.mapping, !mapping.isEmpty else { throw table.error(node, "a condition must be a mapping") }
    let names = mapping.keys.compactMap { $0.scalar?.string }
    if names.contains("metric") { return try metric(node) }
    if names.contains("check") { return try check(node) }
    let keys = try table.fields(node, known: ["all", "any", "not", "metric", "check"], of: "a condition")
    guard keys.count == 1, let (name, value) = keys.first else {
      throw table.error(node, "a condition has one of all, any, not, metric, check")
    }
    if name == "not" { return .not(try read(value)) }
    var parts: [SignalCondition] = []
    for part in try table.sequence(value, name) { parts.append(try read(part)) }
    guard !parts.isEmpty else { throw table.error(value, "\(name) must list at least one condition") }
    return name == "all" ? .all(parts) : .any(parts)
  }

  private func metric(_ node: Node) throws(SignalTableError) -> SignalCondition {
    let keys = try table.fields(node, known: ["metric", "segment"] + ConditionReader.tests, of: "a metric's condition")
    guard let name = keys["metric"] else { throw table.error(node, "a condition without its metric") }
    let id = try table.metricID(name)
    var tests: [SignalCondition.MetricTest] = []
    for key in ConditionReader.tests {
      if let value = keys[key] { tests.append(try test(key, value)) }
    }
    guard !tests.isEmpty else {
      throw table.error(node, "“\(id)” needs a test: " + ConditionReader.tests.joined(separator: ", "))
    }
    return .metric(
      id, tests, segment: try keys["segment"].map { (n) throws(SignalTableError) in try segment(n) } ?? [:])
  }

  private func segment(_ node: Node) throws(SignalTableError) -> [String: String] {
    guard let mapping = node.mapping, !mapping.isEmpty else {
      throw table.error(node, "segment must be a mapping such as {sdk: python}")
    }
    var result: [String: String] = [:]
    for (key, value) in mapping {
      result[try table.oneOf(SegmentDimensions.all, key, "dimension")] = try table.string(value, "segment")
    }
    return result
  }

  private func test(_ key: String, _ node: Node) throws(SignalTableError) -> SignalCondition.MetricTest {
    switch key {
    case "verdict": return .verdict(try verdicts(node))
    case "moved": return .moved(isUp: try table.oneOf(["up", "down"], node, "moved") == "up")
    case "below": return .below(try table.number(node, key))
    case "above": return .above(try table.number(node, key))
    case "misses_target":
      guard try table.bool(node, key) else { throw table.error(node, "misses_target can only be true") }
      return .missesTarget
    case "crosses": return .crosses(try numbers(node, key))
    case "running": return try running(node)
    default: return try times(node)
    }
  }

  private func verdicts(_ node: Node) throws(SignalTableError) -> [MetricVerdict] {
    var result: [MetricVerdict] = []
    let known: [MetricVerdict] = [.worse, .better, .steady, .unclear]
    for item in node.sequence.map({ Array($0) }) ?? [node] {
      let name = try table.oneOf(known.map(\.rawValue), item, "verdict")
      result += known.filter { $0.rawValue == name }
    }
    return result
  }

  private func numbers(_ node: Node, _ what: String) throws(SignalTableError) -> [Double] {
    var result: [Double] = []
    for item in try table.sequence(node, what) { result.append(try table.number(item, what)) }
    return result
  }

  private func running(_ node: Node) throws(SignalTableError) -> SignalCondition.MetricTest {
    let keys = try table.fields(node, known: ["direction", "months", "by"], of: "running")
    guard let direction = keys["direction"], let monthsNode = keys["months"] else {
      throw table.error(node, "running needs direction and months")
    }
    let months = try table.number(monthsNode, "months")
    guard months >= 2, months <= 12, months == months.rounded() else {
      throw table.error(monthsNode, "months must be a whole number from 2 to 12")
    }
    return .running(
      isUp: try table.oneOf(["up", "down"], direction, "direction") == "up", months: Int(months),
      by: try keys["by"].map { (n) throws(SignalTableError) in try table.number(n, "by") } ?? 0)
  }

  private func times(_ node: Node) throws(SignalTableError) -> SignalCondition.MetricTest {
    let keys = try table.fields(node, known: ["of", "above"], of: "times")
    guard let other = keys["of"], let above = keys["above"] else {
      throw table.error(node, "times needs of and above")
    }
    return .times(of: try table.metricID(other), above: try table.number(above, "above"))
  }

  private static let parameters: [String: [String]] = [
    "endpoint_errors": ["server_target", "error_target"], "ticket_topic_spike": ["least", "times"],
    "company_fading": ["top", "by"], "rate_limited_company": ["share", "rate"], "churn_by_tier": ["tiers"],
    "first_call_within_day": [], "first_callers_not_up": [],
  ]

  private func check(_ node: Node) throws(SignalTableError) -> SignalCondition {
    guard let nameNode = node.mapping?["check"] else { throw table.error(node, "a condition without its check") }
    let name = try table.oneOf(ConditionReader.parameters.keys.sorted(), nameNode, "check")
    let keys = try table.fields(node, known: ["check"] + (ConditionReader.parameters[name] ?? []), of: name)
    func number(_ key: String, _ fallback: Double) throws(SignalTableError) -> Double {
      guard let value = keys[key] else { return fallback }
      return try table.number(value, key)
    }
    switch name {
    case "endpoint_errors":
      return .check(
        .endpointErrors(
          serverTarget: try number("server_target", 0.001), errorTarget: try number("error_target", 0.05)))
    case "ticket_topic_spike":
      return .check(.ticketTopicSpike(least: try number("least", 10), times: try number("times", 1.5)))
    case "company_fading":
      let top = try number("top", 10)
      guard top >= 1, top <= 20, top == top.rounded() else {
        throw table.error(keys["top"] ?? node, "top must be a whole number from 1 to 20")
      }
      return .check(.companyFading(top: Int(top), by: try number("by", 0.2)))
    case "rate_limited_company":
      return .check(.rateLimitedCompany(share: try number("share", 0.3), rate: try number("rate", 0.01)))
    case "churn_by_tier":
      guard let tiers = keys["tiers"] else { throw table.error(node, "churn_by_tier needs tiers") }
      var names: [String] = []
      for tier in try table.sequence(tiers, "tiers") {
        names.append(
          try table.oneOf(["experimenting", "building", "scaling", "never past the first call"], tier, "tier"))
      }
      return .check(.churnByTier(names))
    case "first_call_within_day": return .check(.firstCallWithinDay)
    default: return .check(.firstCallersNotUp)
    }
  }
}
