import Foundation
import Loaders
import ReportModel
package import Signals

/// A bare table for `throughline explain --leaves`: one row a leaf, columns by name.
package struct LeavesFile {
  package enum Kind: Sendable {
    case count(observed: String, expected: String)
    case ratio(numerator: String, denominator: String, baseNumerator: String, baseDenominator: String)

    var columns: [String] {
      switch self {
      case .count(let observed, let expected): [observed, expected]
      case .ratio(let numerator, let denominator, let baseNumerator, let baseDenominator):
        [numerator, denominator, baseNumerator, baseDenominator]
      }
    }
  }

  /// Reads the table and searches it.
  ///
  /// - Throws: `LoadError` where the file cannot be read, `RunError` where a column is missing or a cell is no number.
  package static func explain(
    path: String, dimensions: [String], kind: Kind, depth: Int, most: Int
  ) throws -> LeafReport {
    LeafReport(try table(path: path, dimensions: dimensions, kind: kind), depth: depth, most: most)
  }

  private static func table(path: String, dimensions: [String], kind: Kind) throws -> LeafTable {
    let file = ExportFile(path: path, absolutePath: path, table: .calls)
    var builder: LeafTable.Builder
    switch kind {
    case .count: builder = .init(.additive, dimensions: dimensions)
    case .ratio: builder = .init(.ratio, dimensions: dimensions)
    }
    var problem: RunError?
    var isChecked = false
    _ = try RowReader(file: file).read(
      row: { row in
        guard problem == nil else { return }
        if !isChecked {
          isChecked = true
          problem = missing(dimensions + kind.columns, in: row.columns, path)
          if problem != nil { return }
        }
        let values = dimensions.map { row[$0]?.text ?? "" }
        var numbers: [Double] = []
        for column in kind.columns {
          // An empty cell is a leaf that had nothing there.
          guard let cell = row[column] else {
            numbers.append(0)
            continue
          }
          guard let number = NumberParser.double(cell) else {
            problem = RunError(.data, "\(path):\(row.line): '\(cell.text)' in \(column) is no number")
            return
          }
          numbers.append(number)
        }
        add(values, numbers, kind, to: &builder)
      },
      rejected: { line, reason, _ in problem = problem ?? RunError(.data, "\(path):\(line): \(reason)") })
    if let problem { throw problem }
    guard isChecked else { throw RunError(.data, "\(path): no rows") }
    var table = builder.table()
    // A bare table may hold amounts of anything; nothing says that they are rows.
    table.rowsPerUnit = nil
    return table
  }

  private static func add(_ values: [String], _ numbers: [Double], _ kind: Kind, to builder: inout LeafTable.Builder) {
    switch kind {
    case .count:
      builder.add(
        values, current: Fraction(numbers[0], of: 1), previous: Fraction(numbers[1], of: 1), expected: numbers[1])
    case .ratio:
      builder.add(
        values, current: Fraction(numbers[0], of: numbers[1]), previous: Fraction(numbers[2], of: numbers[3]))
    }
  }

  private static func missing(_ wanted: [String], in columns: [String], _ path: String) -> RunError? {
    guard let name = wanted.first(where: { !columns.contains($0) }) else { return nil }
    return RunError(.data, "\(path): there is no column '\(name)'; columns are \(columns.joined(separator: ", "))")
  }
}
