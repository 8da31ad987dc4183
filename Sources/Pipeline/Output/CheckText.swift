package import ReportModel
import Loaders
import Rollup

/// What `throughline check` prints: what was found, what each file was taken for, what is bad and what is missing.
package struct CheckText {
  let loaded: LoadedMonth
  /// Metrics that cannot be computed, with what would unlock them.
  let unavailable: [MetricResult]

  package init(loaded: LoadedMonth, metrics: [MetricResult]) {
    self.loaded = loaded
    unavailable = metrics.filter { $0.value == nil }
  }

  package func text() -> String {
    var parts = [files()]
    parts.append(contentsOf: [problems(), unread(), coverage()].compactMap { $0 } + [locked(), verdict()])
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func files() -> String {
    var rows = [["FILE", "TABLE", "FORMAT", "ROWS", "REJECTED"]]
    for source in loaded.sources {
      rows.append([
        source.file, source.table, source.failure == nil ? source.format : "unreadable", String(source.rows),
        String(source.rejected),
      ])
    }
    return Columns.aligned(rows, right: [3, 4])
  }

  private func problems() -> String? {
    var lines: [String] = []
    for source in loaded.sources {
      if let failure = source.failure { lines.append("  \(failure)") }
      for (reason, count) in source.reasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
        lines.append("  \(source.file): \(count) row\(count == 1 ? "" : "s") left out: \(reason)")
      }
      for (column, count) in source.warnings.sorted(by: { $0.key < $1.key }) {
        lines.append("  \(source.file): \(column) unreadable in \(count) row\(count == 1 ? "" : "s"), taken as empty")
      }
      if !source.ignoredColumns.isEmpty {
        lines.append("  \(source.file): columns not used: \(source.ignoredColumns.joined(separator: ", "))")
      }
    }
    return lines.isEmpty ? nil : "Rows and columns\n" + lines.joined(separator: "\n")
  }

  private func unread() -> String? {
    let names = loaded.folder.unrecognised
    guard !names.isEmpty else { return nil }
    return "Files not recognised (name them like a table, or under sources in throughline.yaml)\n"
      + names.map { "  \($0)" }.joined(separator: "\n")
  }

  private func coverage() -> String? {
    guard let rollup = loaded.rollup else { return nil }
    let totals = rollup.totals
    guard totals.rows > 0 else { return nil }
    let zone = loaded.window.zone
    let unresolved = rollup.unresolved(days: loaded.window.month.days)
    var lines = [
      "  \(totals.rows) calls from \(Civil.iso(zone.day(of: totals.earliest))) to "
        + "\(Civil.iso(zone.day(of: totals.latest))), \(unresolved.all) in \(loaded.window.month.name)"
    ]
    if unresolved.unresolved > 0 {
      let share = Double(unresolved.unresolved) / Double(unresolved.all)
      lines.append("  \(DataCheck.percent(share)) of the month's calls lead to no developer")
    }
    if totals.duplicates > 0 { lines.append("  \(totals.duplicates) repeated a request_id and count once") }
    if totals.internalCalls > 0 {
      lines.append("  \(totals.internalCalls) of internal and test developers are left out")
    }
    if totals.afterAsOf > 0 { lines.append("  \(totals.afterAsOf) lie at or after as_of and are ignored") }
    lines.append(
      "  \(rollup.visibleEndpoints.count - 1) endpoints \(rollup.catalogue.isEmpty ? "learned" : "in the catalogue or named by the export")"
    )
    return "Calls\n" + lines.joined(separator: "\n")
  }

  private func locked() -> String {
    guard !unavailable.isEmpty else { return "Every metric can be computed." }
    var byReason: [String: [String]] = [:]
    for metric in unavailable { byReason[metric.reason ?? "", default: []].append(metric.id) }
    let lines = byReason.sorted { $0.key < $1.key }.map { "  \($0.key)\n    → \($0.value.joined(separator: ", "))" }
    return "Not available, and what would unlock it\n" + lines.joined(separator: "\n")
  }

  private func verdict() -> String {
    let word =
      switch loaded.verdict.level {
      case .publish: "publish"
      case .caveat: "publish with a caveat"
      case .refuse: "refuse"
      }
    let reasons = loaded.verdict.reasons.map { "\n  \($0)." }.joined()
    return "Verdict for \(loaded.window.month.name): \(word)" + reasons
  }
}

/// Text in columns, for terminals.
enum Columns {
  /// Pads each column to its widest cell; the columns of `right` are set to the right.
  static func aligned(_ rows: [[String]], right: Set<Int> = []) -> String {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, text in
        let padding = String(repeating: " ", count: widths[column] - text.count)
        return right.contains(column) ? padding + text : text + padding
      }
      var line = cells.joined(separator: "  ")
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
