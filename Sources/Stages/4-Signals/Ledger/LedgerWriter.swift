import ReportModel

/// New entries of the ledger as lines of YAML.
enum LedgerWriter {
  static let header = [
    "# The action ledger. `throughline report` adds actions and keeps last_seen, open_for and quiet_since up to date;",
    "# everything else is yours and is never changed: edit values, add comments and keys of your own, change the order.",
    "#",
    "#   status    proposed, accepted, declined (say why under reason), done (say when under done_on)",
    "#   owner     who does it; due: until when; effort: person-weeks, where you know better than the table",
    "#   done_on   the day it took effect, such as 2026-10-12; from then on the report measures what became of it",
    "#   note      anything the report should say with it",
    "#",
    "# An action of your own needs id, title, since, status and, to be followed up, expect and done_on.",
    "",
  ]

  static func lines(_ entry: LedgerEntry, indent: Int) -> [String] {
    let space = String(repeating: " ", count: indent)
    var fields: [(String, String)] = [("id", plain(entry.id)), ("title", quoted(entry.title))]
    if let signal = entry.signal { fields.append(("signal", plain(signal))) }
    if let proposal = entry.proposal, proposal != entry.title { fields.append(("proposal", quoted(proposal))) }
    if !entry.segment.isEmpty { fields.append(("segment", mapping(entry.segment))) }
    fields += [
      ("since", "\(entry.since)"), ("last_seen", "\(entry.lastSeen)"), ("open_for", "\(entry.openFor ?? 1)"),
      ("status", entry.status.rawValue), ("owner", entry.owner.map(quoted) ?? ""), ("effort", ""), ("due", ""),
      ("done_on", ""),
      ("reason", ""), ("note", ""),
    ]
    if let expect = entry.expect { fields.append(("expect", expectation(expect))) }
    return fields.enumerated().map { index, field in
      space + (index == 0 ? "- " : "  ") + field.0 + ":" + (field.1.isEmpty ? "" : " " + field.1)
    }
  }

  private static func expectation(_ expect: Action.Expectation) -> String {
    var fields = ["metric: \(plain(expect.metric))", "direction: \(expect.direction)", "by: \(expect.by)"]
    if let target = expect.target { fields.append("target: \(target)") }
    if let value = expect.value { fields.append("value: \(value)") }
    if let segment = expect.segment { fields.append("segment: " + mapping(segment)) }
    return "{" + fields.joined(separator: ", ") + "}"
  }

  private static func mapping(_ segment: [String: String]) -> String {
    "{" + segment.sorted { $0.key < $1.key }.map { "\(plain($0.key)): \(quoted($0.value))" }.joined(separator: ", ")
      + "}"
  }

  /// A word that needs no quotes, in quotes where it does.
  private static func plain(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".": true
      default: false
      }
    }
    let isWord = text.unicodeScalars.first.map { ("a"..."z").contains($0) || ("A"..."Z").contains($0) } ?? false
    return isPlain && (isWord || text.count > 8) && !["true", "false", "null", "yes", "no", "on", "off"].contains(text)
      ? text : quoted(text)
  }

  /// A double-quoted scalar; what could break a line is escaped.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        if isControl || scalar == "\u{2028}" || scalar == "\u{2029}" || scalar == "\u{FEFF}" {
          let hex = String(scalar.value, radix: 16, uppercase: true)
          result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
