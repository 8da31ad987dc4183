package import ReportModel

/// A search for the value moment as a terminal shows it.
package struct ValueMomentText {
  private let search: ValueMomentSearch

  /// Rows of the table that are shown; all are in `--format json`.
  private static let mostRows = 20

  package init(_ search: ValueMomentSearch) { self.search = search }

  package var text: String {
    var blocks = [people]
    if !search.cautions.isEmpty {
      blocks.append("Read with care:\n" + search.cautions.map { "- " + $0 }.joined(separator: "\n"))
    }
    if !search.candidates.isEmpty { blocks.append(table) }
    blocks.append(([search.sentence] + search.explanation.map { $0 }).compactMap(\.self).joined(separator: "\n"))
    if let yaml = search.yaml { blocks.append("To paste into throughline.yaml:\n\n" + yaml.trimmed) }
    if !search.questions.isEmpty {
      let title = search.best == nil ? "What to ask" : "What to ask, since the data do not decide"
      blocks.append("\(title):\n" + search.questions.map { "- " + $0 }.joined(separator: "\n"))
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private var people: String {
    var text =
      "Value moment, data up to \(search.asOf): \(NumberFormat.count(search.retained)) developers stayed (a call 60 or "
      + "more days after sign-up), \(NumberFormat.count(search.churned)) left (signed up 90 days ago or earlier, no call "
      + "after day 60)."
    if search.undecided > 0 { text += " Too early to tell: \(NumberFormat.count(search.undecided))." }
    if search.beforeData > 0 {
      text += " Signed up before the calls begin: \(NumberFormat.count(search.beforeData))."
    }
    return text
  }

  private var table: String {
    var rows = [["", "in the first 24 hours", "stayed", "left", "φ", "95 % interval", "n", "p adj."]]
    for candidate in search.candidates.prefix(Self.mostRows) {
      rows.append([
        "\(candidate.rank)", candidate.label + marks(candidate), NumberFormat.percent(candidate.retainedShare),
        NumberFormat.percent(candidate.churnedShare), number(candidate.phi),
        "\(number(candidate.low)) to \(number(candidate.high))", NumberFormat.count(candidate.doers),
        NumberFormat.probability(candidate.adjustedP),
      ])
    }
    return ColumnText.lines(rows, leading: [1]).joined(separator: "\n") + omitted
  }

  private func marks(_ candidate: ValueMomentSearch.Candidate) -> String {
    (candidate.isConfigured ? " [configured]" : "") + (candidate.sameAs.map { " [= \($0)]" } ?? "")
  }

  private func number(_ value: Double) -> String { NumberFormat.coefficient(value) }

  private var omitted: String {
    let left = search.leftOut
    let parts = [
      ("more in --format json", search.candidates.count - Self.mostRows),
      ("left out, done by fewer than \(ValueMomentSearch.fewest)", left.rare),
      ("left out, done by all", left.universal),
      ("properties left out as ids, amounts or secrets", left.properties),
      ("names or values left out, like secrets or beyond what a configuration can hold", left.unshowable),
    ]
    let shown = parts.filter { $0.1 > 0 }.map { "\($0.0): \(NumberFormat.count($0.1))" }
    return shown.isEmpty ? "" : "\n(" + shown.joined(separator: "; ") + ")"
  }
}

extension String {
  fileprivate var trimmed: String { hasSuffix("\n") ? String(dropLast()) : self }
}

/// Rows of cells in columns for a terminal.
enum ColumnText {
  /// - Parameter leading: columns that are text; all others are set to the right.
  static func lines(_ rows: [[String]], leading: Set<Int>) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return leading.contains(column) ? cell + space : space + cell
      }.joined(separator: "  ")
    }
  }
}
