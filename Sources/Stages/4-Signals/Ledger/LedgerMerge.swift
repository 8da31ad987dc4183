package import ReportModel
import Yams

/// What a month's report has to say to the ledger.
package struct LedgerUpdate: Hashable, Sendable {
  package struct Seen: Hashable, Sendable {
    package var lastSeen: Month
    package var openFor: Int
    /// nil = its signal fires.
    package var quietSince: Month?

    package init(lastSeen: Month, openFor: Int, quietSince: Month?) {
      self.lastSeen = lastSeen
      self.openFor = openFor
      self.quietSince = quietSince
    }
  }

  /// By id.
  package var seen: [String: Seen] = [:]
  /// In the order of the signal table.
  package var added: [LedgerEntry] = []

  package init() {}
}

/// Brings a ledger's text up to date without losing a byte that people wrote.
package enum LedgerMerge {
  /// The new text; the same text where nothing changes.
  ///
  /// What comes out is read again: it must hold what was meant, and every line of the old text.
  package static func merge(
    _ text: String, _ update: LedgerUpdate, file: String, today: Day
  ) throws(LedgerError) -> String {
    let reader = LedgerReader(text: text, file: file, today: today)
    let entries = try reader.entries()
    let known = Set(entries.map(\.id))
    let added = update.added.filter { !known.contains($0.id) }
    var result = LedgerText(text, file: file)
    for (node, entry) in zip(try reader.nodes(), entries) {
      guard let seen = update.seen[entry.id], let mapping = node.mapping, let id = mapping["id"] else { continue }
      if seen.lastSeen != entry.lastSeen { try set("last_seen", "\(seen.lastSeen)", mapping, id, &result) }
      if seen.openFor != entry.openFor { try set("open_for", "\(seen.openFor)", mapping, id, &result) }
      if seen.quietSince != entry.quietSince {
        try set("quiet_since", seen.quietSince?.description ?? "~", mapping, id, &result)
      }
    }
    if !added.isEmpty { try append(added, reader, &result) }
    let merged = result.text
    try verify(merged, entries, added, update, file: file, today: today)
    return merged
  }

  private static func set(
    _ key: String, _ value: String, _ mapping: Node.Mapping, _ id: Node, _ text: inout LedgerText
  ) throws(LedgerError) {
    guard let node = mapping[Node(key)] else { return try text.add(key, value, to: mapping, after: id) }
    guard node.scalar?.string.isEmpty == false else {
      throw LedgerError(
        file: text.file, line: node.mark?.line, column: node.mark?.column,
        problem: "\(key) is the program's to fill; write ~ in its place, or take the line out")
    }
    try text.replace(node, by: value)
  }

  private static func append(_ entries: [LedgerEntry], _ reader: LedgerReader, _ text: inout LedgerText)
    throws(LedgerError)
  {
    let last = text.lines.count
    guard let root = try reader.root()?.mapping, let list = root["actions"] else {
      let head = text.lines.isEmpty ? LedgerWriter.header : [""]
      text.addLines(head + ["actions:"] + entries.flatMap { LedgerWriter.lines($0, indent: 2) }, below: last)
      return
    }
    let dash = try indent(list, &text)
    // The next key of the file begins a part of people's own: what follows the last entry's lines stays after it.
    let key = root.keys.first { $0.scalar?.string == "actions" }?.mark?.line ?? 0
    let next = root.keys.compactMap(\.mark?.line).filter { $0 > key }.min()
    var place = next.map { $0 - 1 } ?? last
    while next != nil, place > 0, isBlankOrComment(text.lines[place - 1]) { place -= 1 }
    text.addLines(entries.flatMap { LedgerWriter.lines($0, indent: dash) }, below: place)
  }

  /// Where the dashes of the list stand.
  private static func indent(_ list: Node, _ text: inout LedgerText) throws(LedgerError) -> Int {
    guard let sequence = list.sequence else {
      // `actions: ~` and the like.
      if let scalar = list.scalar, !scalar.string.isEmpty, let mark = list.mark {
        _ = text.remove(scalar.string, at: mark)
      }
      return 2
    }
    if let mark = list.mark, text.isFlow(mark) {
      if sequence.isEmpty, text.remove("[]", at: mark) { return 2 }
      throw LedgerError(
        file: text.file, line: list.mark?.line, column: list.mark?.column,
        problem: "new actions cannot be added to a list in brackets; write one “- id: …” for each on lines of its own")
    }
    return max(0, (list.mark?.column ?? 3) - 1)
  }

  private static func isBlankOrComment(_ line: String) -> Bool {
    line.first { !$0.isWhitespace }.map { $0 == "#" } ?? true
  }

  private static func verify(
    _ merged: String, _ before: [LedgerEntry], _ added: [LedgerEntry], _ update: LedgerUpdate, file: String, today: Day
  ) throws(LedgerError) {
    func bare(_ entry: LedgerEntry) -> LedgerEntry {
      var entry = entry
      entry.line = 0
      return entry
    }
    let expected =
      before.map { entry -> LedgerEntry in
        var entry = bare(entry)
        guard let seen = update.seen[entry.id] else { return entry }
        entry.lastSeen = seen.lastSeen
        entry.openFor = seen.openFor
        entry.quietSince = seen.quietSince
        return entry
      } + added.map(bare)
    let found = try LedgerReader(text: merged, file: file, today: today).entries().map(bare)
    guard found == expected else {
      throw LedgerError(
        file: file, line: nil, column: nil,
        problem: "new actions cannot be added to a ledger in this form; the file is left as it is")
    }
  }
}
