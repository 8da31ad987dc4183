import Foundation
import ReportModel
import Testing

/// A dictionary is the oracle.
@Suite struct TableRowTests {
  @Test func `cells stand under their columns, in the order of these`() {
    var (row, naive): (TableRow, [String: Cell]) = ([:], [:])
    let columns = ["b", "a", "company_id", "company", "é", "e\u{301}", "Z", ""]
    for (step, column) in (columns + columns.reversed() + columns).enumerated() {
      let cell: Cell? = step % 5 == 3 ? nil : .integer(step)
      row[column] = cell
      naive[column] = cell
      #expect(row.columns == naive.keys.sorted())
      for column in columns { #expect(row[column] == naive[column]) }
    }
    #expect(row == TableRow(naive.map { ($0, $1) }) && row.count == naive.count)
  }

  @Test func `a literal may name its columns in any order`() {
    let row: TableRow = ["share": .flag(true), "calls": .integer(2), "p": .null]
    #expect(row == ["calls": .integer(2), "p": .null, "share": .flag(true)] && row.columns == ["calls", "p", "share"])
  }

  @Test func `it is written and read as an object`() throws {
    let row: TableRow = ["b": .text("x"), "a": .number(0.25), "c": .flag(true), "d": .null]
    let decoded = try JSONDecoder().decode(TableRow.self, from: JSONEncoder().encode(row))
    #expect(decoded == row)
  }

  @Test func `texts are replaced where something else is said`() {
    let row: TableRow = ["a": .text("x"), "b": .text("y"), "c": .integer(1)]
    #expect(row.mapTexts { $0 == "a" ? $1 + "!" : nil } == ["a": .text("x!"), "b": .text("y"), "c": .integer(1)])
  }

  @Test func `a number that is none is found`() {
    #expect(([:] as TableRow).notFinite == nil && (["a": .number(1)] as TableRow).notFinite == nil)
    #expect((["a": .number(1), "b": .number(.infinity)] as TableRow).notFinite?.column == "b")
  }
}
