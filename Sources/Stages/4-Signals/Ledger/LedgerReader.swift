package import ReportModel
import Yams

/// Reads the action ledger. Keys it does not know are people's own and stay; what it knows must make sense.
package struct LedgerReader {
  let text: String
  let file: String
  /// The last day that can have been: something done later is a mistake.
  let today: Day

  package init(text: String, file: String, today: Day) {
    self.text = text
    self.file = file
    self.today = today
  }

  /// The entries in the order of the file; none for an empty one.
  package func entries() throws(LedgerError) -> [LedgerEntry] {
    var result: [LedgerEntry] = []
    var lines: [String: Int] = [:]
    for node in try nodes() {
      let entry = try entry(node)
      if let first = lines[entry.id] {
        throw error(
          node.mapping?["id"] ?? node,
          "the id “\(PlainName.of(entry.id))” stands here a second time (first in line \(first)); keep one of the two")
      }
      lines[entry.id] = entry.line
      result.append(entry)
    }
    return result
  }

  /// The nodes of `actions`.
  func nodes() throws(LedgerError) -> [Node] {
    guard let list = present(try root()?.mapping?["actions"]) else { return [] }
    guard let sequence = list.sequence else { throw error(list, "actions must be a list, one “- id: …” for each") }
    return Array(sequence)
  }

  func root() throws(LedgerError) -> Node? {
    var documents: [Node] = []
    do {
      // Every scalar is read as the text it is, so that nothing is asked of its tag.
      let parser = try Parser(yaml: text, resolver: .basic)
      while let node = try parser.nextRoot() { documents.append(node) }
    } catch let failure as YamlError {
      let place = failure.mark
      throw LedgerError(
        file: file, line: place?.line, column: place?.column,
        problem: "this is no YAML: \(failure.words); the file is left as it is, repair this place and run again")
    } catch {
      throw LedgerError(file: file, line: nil, column: nil, problem: "this is no YAML; the file is left as it is")
    }
    guard documents.count <= 1 else {
      throw error(documents[1], "a second YAML document begins here; keep all actions in one")
    }
    guard let root = present(documents.first) else { return nil }
    guard root.mapping != nil else { throw error(root, "the ledger must be a mapping with the key actions") }
    return root
  }

  private func entry(_ node: Node) throws(LedgerError) -> LedgerEntry {
    guard let mapping = node.mapping else {
      throw error(node, "an action must be a mapping with id, title, since and status")
    }
    func needed(_ key: String) throws(LedgerError) -> Node {
      if let value = present(mapping[Node(key)]) { return value }
      let near = NearestName.of(
        key, among: mapping.keys.compactMap { $0.scalar?.string }.filter { !known.contains($0) })
      throw error(
        mapping[Node(key)] ?? node,
        "this action has no \(key)" + (near.map { "; is “\(PlainName.of($0))” meant to be it?" } ?? ""))
    }
    let idNode = try needed("id")
    let sinceNode = try needed("since")
    let titleNode = try needed("title")
    var entry = LedgerEntry(
      id: try string(idNode, "id"), title: try string(titleNode, "title"),
      signal: try optional(mapping, "signal", string), since: try month(sinceNode, "since"),
      status: try status(try needed("status")))
    entry.line = idNode.mark?.line ?? 0
    entry.proposal = try optional(mapping, "proposal", string)
    entry.owner = try optional(mapping, "owner", string)
    entry.reason = try optional(mapping, "reason", string)
    entry.note = try optional(mapping, "note", string)
    entry.effort = try optional(mapping, "effort", effort)
    entry.lastSeen = try optional(mapping, "last_seen", month) ?? entry.since
    entry.quietSince = try optional(mapping, "quiet_since", month)
    entry.openFor = try optional(mapping, "open_for", count)
    entry.due = try optional(mapping, "due", day)
    entry.doneOn = try optional(mapping, "done_on", day)
    entry.segment = try optional(mapping, "segment", segment) ?? [:]
    entry.expect = try optional(mapping, "expect", expectation)
    try check(entry, mapping)
    return entry
  }

  private var known: Set<String> {
    [
      "id", "title", "signal", "proposal", "segment", "since", "last_seen", "open_for", "quiet_since", "status",
      "owner", "effort", "due", "done_on", "reason", "note", "expect",
    ]
  }

  /// What two keys say against each other.
  private func check(_ entry: LedgerEntry, _ mapping: Node.Mapping) throws(LedgerError) {
    if entry.lastSeen < entry.since, let node = mapping["last_seen"] {
      throw error(node, "last_seen \(entry.lastSeen) lies before since \(entry.since)")
    }
    guard let done = entry.doneOn, let node = mapping["done_on"] else { return }
    if done > today {
      throw error(node, "done_on \(Civil.iso(done)) has not been yet; leave it empty until the action is done")
    }
    if entry.status == .proposed || entry.status == .declined {
      throw error(
        node,
        "done_on stands on an action that is \(entry.status.rawValue); set its status to done, or take the date out")
    }
  }

  func error(_ node: Node, _ problem: String) -> LedgerError {
    LedgerError(file: file, line: node.mark?.line, column: node.mark?.column, problem: problem)
  }
}

// MARK: - Values

extension LedgerReader {
  /// nil for a key that is not there, is empty, or is `~`.
  private func present(_ node: Node?) -> Node? {
    guard let node else { return nil }
    if let scalar = node.scalar,
      scalar.string.isEmpty || scalar.style == .plain && ["~", "null"].contains(scalar.string)
    {
      return nil
    }
    return node
  }

  private func optional<Value>(
    _ mapping: Node.Mapping, _ key: String, _ read: (Node, String) throws(LedgerError) -> Value
  ) throws(LedgerError) -> Value? {
    guard let node = present(mapping[Node(key)]) else { return nil }
    return try read(node, key)
  }

  private func string(_ node: Node, _ what: String) throws(LedgerError) -> String {
    guard let scalar = node.scalar, scalar.string.contains(where: { !$0.isWhitespace }) else {
      throw error(node, "\(what) must be a text")
    }
    return scalar.string
  }

  private func status(_ node: Node) throws(LedgerError) -> ActionStatus {
    let name = try string(node, "status")
    if let status = ActionStatus(rawValue: name) { return status }
    let names = ActionStatus.allCases.map(\.rawValue)
    let near = NearestName.of(name, among: names).map { "; did you mean “\($0)”?" }
    throw error(
      node, "the status “\(PlainName.of(name))” is not known" + (near ?? "; expected " + names.joined(separator: ", ")))
  }

  private func month(_ node: Node, _ what: String) throws(LedgerError) -> Month {
    if let month = Month(try string(node, what)) { return month }
    throw error(node, "\(what) must be a month such as 2026-10")
  }

  private func day(_ node: Node, _ what: String) throws(LedgerError) -> Day {
    let text = try string(node, what)
    if let day = Civil.day(iso: text) { return day }
    throw error(node, "\(what) “\(PlainName.of(text, limit: 30))” is no date; expected one such as 2026-10-12")
  }

  private func number(_ node: Node, _ what: String) throws(LedgerError) -> Double {
    if let text = node.scalar?.string, let value = Double(text), value.isFinite { return value }
    throw error(node, "\(what) must be a number")
  }

  private func effort(_ node: Node, _ what: String) throws(LedgerError) -> Double {
    let value = try number(node, what)
    if value > 0 { return value }
    throw error(node, "effort must be over 0 person-weeks")
  }

  private func count(_ node: Node, _ what: String) throws(LedgerError) -> Int {
    if let value = Int(try string(node, what)), value >= 1 { return value }
    throw error(node, "\(what) must be a whole number of months")
  }

  private func segment(_ node: Node, _ what: String) throws(LedgerError) -> [String: String] {
    guard let mapping = node.mapping else { throw error(node, "\(what) must be a mapping such as {endpoint: …}") }
    var result: [String: String] = [:]
    for (key, value) in mapping { result[try string(key, "a key of \(what)")] = try string(value, what) }
    return result
  }

  private func expectation(_ node: Node, _ what: String) throws(LedgerError) -> Action.Expectation {
    guard let mapping = node.mapping else { throw error(node, "expect must be a mapping") }
    guard let metric = present(mapping["metric"]), let direction = present(mapping["direction"]),
      let by = present(mapping["by"])
    else { throw error(node, "expect needs metric, direction and by") }
    let way = try string(direction, "direction")
    guard way == "up" || way == "down" else { throw error(direction, "direction must be up or down") }
    return Action.Expectation(
      metric: try string(metric, "metric"), direction: way, by: try month(by, "by"),
      target: try optional(mapping, "target", number), segment: try optional(mapping, "segment", segment),
      value: try optional(mapping, "value", number))
  }
}

extension YamlError {
  fileprivate var mark: Mark? {
    switch self {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark
    case .duplicatedKeysInMapping(_, let context): context.mark
    default: nil
    }
  }

  fileprivate var words: String {
    switch self {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
    case .reader(let problem, _, _, _): problem
    case .duplicatedKeysInMapping(let duplicates, _):
      "a key stands twice in one mapping: " + duplicates.sorted().joined(separator: ", ")
    default: "it cannot be read"
    }
  }
}
