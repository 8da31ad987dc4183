import ReportModel

/// The reference page of the signals, derived from the table so that it cannot go stale.
package enum SignalReference {
  package static func markdown(_ table: SignalTable) -> String {
    var lines = [
      "# Signals", "",
      "What the report watches, when it speaks up and what it then proposes. Derived from `Templates/signals.yaml`, "
        + "whose head defines the words of a condition; a `signals.yaml` of your own beside the exports can override "
        + "rows, add some, or drop them. Impact moves a step up where the metric stands at twice its target or worse, "
        + "and a step down where the target is met; the effort written into the action ledger goes before the table's.",
      "",
      "| Signal | Fires when | Looks at |", "|---|---|---|",
    ]
    lines += table.rows.map { row in
      "| [`\(escaped(row.id))`](#\(anchor(row.id))) | \(escaped(row.when)) | "
        + row.metrics.map { "`\(escaped($0))`" }.joined(separator: ", ") + " |"
    }
    for row in table.rows {
      lines += ["", "## \(escaped(row.id))", "", "\(escaped(row.title)). \(escaped(row.when))", ""]
      lines += row.actions.map(action)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func action(_ action: SignalAction) -> String {
    var line = "- \(escaped(ActionTitle(subject: nil, segment: nil).text(action.title)))"
    var details: [String] = []
    if let owner = action.owner { details.append(escaped(owner)) }
    details.append("impact \(plain(action.impact)), effort \(plain(action.effort)) person-weeks")
    if let expect = action.expect {
      let target = expect.target.map { " to \(plain($0))" } ?? ""
      details.append("expects `\(expect.metric)` \(expect.direction)\(target) within \(expect.withinMonths) months")
    }
    line += " (" + details.joined(separator: "; ") + ")"
    return line
  }

  private static func plain(_ number: Double) -> String { NumberFormat.number(number) }

  /// A user's titles may hold what Markdown would read.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in PlainName.of(text, limit: 400) {
      if "\\|<>*[]".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }

  private static func anchor(_ id: String) -> String { String(id.lowercased().filter { $0 != " " && $0 != ")" }) }
}
