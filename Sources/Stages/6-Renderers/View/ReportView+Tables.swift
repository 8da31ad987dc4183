import Charts
import ReportModel

/// The tables of `TableCatalog` that the report has, and its sources.
extension ReportView {
  /// From this many rows on a table is folded.
  private static let foldedFrom = 9

  var shownTables: [TableDefinition] {
    TableCatalog.all.filter { report.tables[$0.id]?.isEmpty == false }
  }

  var tables: [ViewValue] {
    shownTables.map { definition in
      let rows = report.tables[definition.id] ?? []
      let omitted = rows.count - mostRows
      return .object([
        "id": .text(definition.id), "anchor": .text(Anchor.table(definition.id)), "title": .text(definition.title),
        "family": .text(definition.family.title),
        "headers": .list(definition.columns.map { column($0.title, isNumber: $0.unit != nil) }),
        "rows": .list(rows.prefix(mostRows).map { row($0, definition) }), "count": .text(String(rows.count)),
        "is_one": .flag(rows.count == 1), "is_long": .flag(rows.count >= Self.foldedFrom),
        "is_wide": .flag(definition.columns.count > 4),
        "omitted": omitted > 0 ? .text(NumberFormat.count(omitted)) : .none,
      ])
    }
  }

  private func row(_ row: TableRow, _ table: TableDefinition) -> ViewValue {
    .object([
      "cells": .list(
        table.columns.enumerated().map { index, column in
          cell(
            value(row[column.id] ?? .null, column, of: row, in: table), isNumber: column.unit != nil, isHead: index == 0
          )
        })
    ])
  }

  /// Columns whose text is a name in its exact letters.
  private static let names: Set<String> = ["endpoint", "page", "company_id"]

  private func value(
    _ cell: Cell, _ column: TableDefinition.Column, of row: TableRow, in table: TableDefinition
  ) -> ViewValue {
    switch cell {
    case .null: .text(NumberFormat.absent)
    case .flag(let flag): .text(flag ? "yes" : "no")
    case .integer, .number: .text(number(cell.double, column))
    case .text(let text) where text.isEmpty: .text(NumberFormat.absent)
    case .text(let text):
      Self.names.contains(column.id) ? .name(text) : .text(words(text, column, of: row, in: table))
    }
  }

  /// A difference of shares reads in points, whatever its column says; coefficients and probabilities read alike in
  /// every table.
  private func number(_ value: Double?, _ column: TableDefinition.Column) -> String {
    if column.id == "difference" { return NumberFormat.points(value) }
    if column.id == "p" { return NumberFormat.probability(value) }
    if column.id.hasPrefix("phi") { return NumberFormat.coefficient(value) }
    return column.unit.map { format(value, $0) } ?? NumberFormat.number(value)
  }

  /// Days, weeks and names as people write them.
  private func words(
    _ text: String, _ column: TableDefinition.Column, of row: TableRow, in table: TableDefinition
  ) -> String {
    switch column.id {
    case "segment":
      // Which dimension its values are of says a column beside it, or the table's name.
      return DisplayName.value(text, of: row["dimension"]?.text ?? String(table.id.trimmingPrefix("wat_by_")))
    case "dimension": return DisplayName.dimension(text)
    case "week": return DateLabels.longDay(text)
    case "started_at": return moment(text)
    default: return text
    }
  }

  /// `21 October, 09:12 UTC`.
  private func moment(_ iso: String) -> String {
    guard iso.count >= 17, iso.hasSuffix("Z"), Civil.day(iso: String(iso.prefix(10))) != nil else { return iso }
    return DateLabels.longDay(String(iso.prefix(10))) + ", " + iso.dropFirst(11).prefix(5) + " UTC"
  }

  var sources: ViewValue {
    .rows(
      report.sources.map { source in
        .object([
          "file": .name(source.file), "table": .text(source.table), "format": .text(source.format),
          "rows": .text(NumberFormat.count(source.rows)), "rejected": .text(NumberFormat.count(source.rejected)),
          "remarks": .rows(remarks(source).map { .text($0) }), "is_failed": .flag(source.failure != nil),
        ])
      })
  }

  /// `status: missing (12), ts: unreadable time (3)`, most first.
  private func counted(_ counts: [String: Int]) -> String {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key) (\(NumberFormat.count($0.value)))" }.joined(separator: ", ")
  }

  private func remarks(_ source: SourceSummary) -> [String] {
    var remarks = source.failure.map { ["not read: " + $0] } ?? []
    if !source.reasons.isEmpty { remarks.append("rejected: " + counted(source.reasons)) }
    if !source.warnings.isEmpty { remarks.append("unreadable: " + counted(source.warnings)) }
    if !source.ignoredColumns.isEmpty { remarks.append("not used: " + source.ignoredColumns.joined(separator: ", ")) }
    return remarks
  }
}
