import ReportModel
import Yams

/// Reads a signal table; every key that is not known is an error with its line.
struct SignalTableReader {
  let text: String
  let file: String
  let metricIDs: [String]

  func rows(over base: [SignalRow]) throws(SignalTableError) -> [SignalRow] {
    guard let root = try compose() else { return base }
    let top = try fields(root, known: ["signals"], of: "the table")
    guard let list = top["signals"] else { return base }
    var rows = base
    var seen: Set<String> = []
    for node in try sequence(list, "signals") {
      let keys = try fields(
        node, known: ["id", "short", "title", "when", "fire", "actions", "enabled"], of: "a signal")
      guard let idNode = keys["id"] else { throw error(node, "a signal without an id") }
      let id = try string(idNode, "id")
      guard seen.insert(id).inserted else { throw error(idNode, "the signal “\(id)” stands here a second time") }
      let index = rows.firstIndex { $0.id == id }
      if let enabled = keys["enabled"], try !bool(enabled, "enabled") {
        guard let index else { throw error(idNode, unknown("signal", id, rows.map(\.id))) }
        rows.remove(at: index)
        continue
      }
      let row = try row(id, keys, node, over: index.map { rows[$0] })
      if let index { rows[index] = row } else { rows.append(row) }
    }
    return rows
  }

  private func row(
    _ id: String, _ keys: [String: Node], _ node: Node, over base: SignalRow?
  ) throws(SignalTableError) -> SignalRow {
    guard let title = try keys["title"].map({ (n) throws(SignalTableError) in try string(n, "title") }) ?? base?.title
    else { throw error(node, "the signal “\(id)” has no title") }
    let conditions = ConditionReader(table: self)
    guard
      let condition = try keys["fire"].map({ (n) throws(SignalTableError) in try conditions.read(n) })
        ?? base?.condition
    else { throw error(node, "the signal “\(id)” has no fire: it would never do anything") }
    return SignalRow(
      id: id,
      short: try keys["short"].map { (n) throws(SignalTableError) in try string(n, "short") } ?? base?.short
        ?? String(id.prefix { $0 != "_" }),
      title: title,
      when: try keys["when"].map { (n) throws(SignalTableError) in try string(n, "when") } ?? base?.when ?? title,
      condition: condition,
      actions: try keys["actions"].map { (n) throws(SignalTableError) in try actions(n) } ?? base?.actions ?? [])
  }

  private func actions(_ node: Node) throws(SignalTableError) -> [SignalAction] {
    var result: [SignalAction] = []
    for item in try sequence(node, "actions") {
      let keys = try fields(item, known: ["title", "owner", "impact", "effort", "expect"], of: "an action")
      guard let title = keys["title"] else { throw error(item, "an action without a title") }
      let effort = try keys["effort"].map { (n) throws(SignalTableError) in try number(n, "effort") } ?? 1
      guard effort > 0 else { throw error(keys["effort"] ?? item, "effort must be over 0 person-weeks") }
      let impact = try keys["impact"].map { (n) throws(SignalTableError) in try number(n, "impact") } ?? 1
      guard impact > 0 else { throw error(keys["impact"] ?? item, "impact must be over 0") }
      result.append(
        SignalAction(
          title: try string(title, "title"),
          owner: try keys["owner"].map { (n) throws(SignalTableError) in try string(n, "owner") }, impact: impact,
          effort: effort, expect: try keys["expect"].map { (n) throws(SignalTableError) in try expectation(n) }))
    }
    return result
  }

  private func expectation(_ node: Node) throws(SignalTableError) -> SignalAction.Expectation {
    let keys = try fields(node, known: ["metric", "direction", "within_months", "target"], of: "expect")
    guard let metric = keys["metric"], let direction = keys["direction"] else {
      throw error(node, "expect needs metric and direction")
    }
    let months = try keys["within_months"].map { (n) throws(SignalTableError) in try number(n, "within_months") } ?? 2
    guard months >= 1, months <= 24, months == months.rounded() else {
      throw error(keys["within_months"] ?? node, "within_months must be a whole number from 1 to 24")
    }
    return SignalAction.Expectation(
      metric: try metricID(metric), direction: try oneOf(["up", "down"], direction, "direction"),
      withinMonths: Int(months),
      target: try keys["target"].map { (n) throws(SignalTableError) in try number(n, "target") })
  }

  private func compose() throws(SignalTableError) -> Node? {
    do {
      // Every scalar is read as the text it is, so that nothing is asked of its tag.
      return try Yams.compose(yaml: text, .basic)
    } catch let failure as YamlError {
      throw SignalTableError(file: file, line: failure.place, problem: failure.problem)
    } catch {
      throw SignalTableError(file: file, line: nil, problem: "this is no YAML")
    }
  }
}

// MARK: - Nodes

extension SignalTableReader {
  func fields(_ node: Node, known: [String], of what: String) throws(SignalTableError) -> [String: Node] {
    guard let mapping = node.mapping else { throw error(node, "\(what) must be a mapping") }
    var result: [String: Node] = [:]
    for (key, value) in mapping {
      let name = try string(key, "a key")
      guard known.contains(name) else { throw error(key, unknown("key", name, known)) }
      result[name] = value
    }
    return result
  }

  func sequence(_ node: Node, _ what: String) throws(SignalTableError) -> [Node] {
    guard let sequence = node.sequence else { throw error(node, "\(what) must be a list") }
    return Array(sequence)
  }

  func string(_ node: Node, _ what: String) throws(SignalTableError) -> String {
    guard let scalar = node.scalar, !scalar.string.isEmpty else { throw error(node, "\(what) must be a text") }
    return scalar.string
  }

  func number(_ node: Node, _ what: String) throws(SignalTableError) -> Double {
    guard let text = node.scalar?.string, let value = Double(text), value.isFinite else {
      throw error(node, "\(what) must be a number")
    }
    return value
  }

  func bool(_ node: Node, _ what: String) throws(SignalTableError) -> Bool {
    switch node.scalar?.string {
    case "true": return true
    case "false": return false
    default: throw error(node, "\(what) must be true or false")
    }
  }

  func oneOf(_ names: [String], _ node: Node, _ what: String) throws(SignalTableError) -> String {
    let name = try string(node, what)
    guard names.contains(name) else { throw error(node, unknown(what, name, names)) }
    return name
  }

  func metricID(_ node: Node) throws(SignalTableError) -> String { try oneOf(metricIDs, node, "metric") }

  func error(_ node: Node, _ problem: String) -> SignalTableError {
    SignalTableError(file: file, line: node.mark?.line, problem: problem)
  }

  func unknown(_ what: String, _ name: String, _ known: [String]) -> String {
    let near = NearestName.of(name, among: known).map { "; did you mean “\($0)”?" }
    return "unknown \(what) “\(PlainName.of(name))”" + (near ?? "; known: " + known.prefix(12).joined(separator: ", "))
  }
}

extension YamlError {
  fileprivate var place: Int? {
    switch self {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
    case .duplicatedKeysInMapping(_, let context): context.mark.line
    default: nil
    }
  }

  fileprivate var problem: String {
    switch self {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _):
      "this is no YAML: " + problem
    case .duplicatedKeysInMapping: "a key stands here a second time"
    default: "this is no YAML"
    }
  }
}
