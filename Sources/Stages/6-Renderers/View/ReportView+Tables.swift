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
        "rows": .list(rows.prefix(mostRows).map { row($0, definition.columns) }), "count": .text(String(rows.count)),
        "is_one": .flag(rows.count == 1), "is_long": .flag(rows.count >= Self.foldedFrom),
        "is_wide": .flag(definition.columns.count > 4),
        "omitted": omitted > 0 ? .text(NumberFormat.count(omitted)) : .none,
      ])
    }
  }

  private func row(_ row: TableRow, _ columns: [TableDefinition.Column]) -> ViewValue {
    .object([
      "cells": .list(
        columns.enumerated().map { index, column in
          cell(value(row[column.id] ?? .null, column), isNumber: column.unit != nil, isHead: index == 0)
        })
    ])
  }

  /// Columns whose text is a name in its exact letters.
  private static let names: Set<String> = ["endpoint", "page", "company_id"]

  private func value(_ cell: Cell, _ column: TableDefinition.Column) -> ViewValue {
    switch cell {
    case .null: .text(NumberFormat.absent)
    case .flag(let flag): .text(flag ? "yes" : "no")
    case .integer, .number: .text(number(cell.double, column))
    case .text(let text) where text.isEmpty: .text(NumberFormat.absent)
    case .text(let text): Self.names.contains(column.id) ? .name(text) : .text(words(text, column))
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

  /// Days and weeks as people write them.
  private func words(_ text: String, _ column: TableDefinition.Column) -> String {
    switch column.id {
    case "week": DateLabels.longDay(text)
    case "started_at": moment(text)
    default: text
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
