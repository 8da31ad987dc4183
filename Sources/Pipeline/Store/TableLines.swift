import Foundation
import Loaders
import Rollup

/// Integer tables as NDJSON: one object a row, every column in it, null where there is nothing.
enum TableLines {
  static func bytes(_ table: IntegerTable, names: [NameKind: [String]]) -> [UInt8] {
    var bytes: [UInt8] = []
    let leads = table.columns.map { Array("\"\($0.name)\":".utf8) }
    let texts = table.columns.map { column in
      column.key.map { (names[$0] ?? []).map { Array(quoted($0).utf8) } }
    }
    for row in 0..<table.rowCount {
      bytes.append(UInt8(ascii: "{"))
      for column in table.columns.indices {
        let cell = table[row, column]
        if column > 0 { bytes.append(UInt8(ascii: ",")) }
        bytes += leads[column]
        if cell == IntegerTable.null {
          bytes += Array("null".utf8)
        } else if let text = texts[column] {
          bytes += text[Int(cell)]
        } else {
          bytes += Array(String(cell).utf8)
        }
      }
      bytes += [UInt8(ascii: "}"), 0x0A]
    }
    return bytes
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Columns may stand in any order; all must be there.
  static func read(
    _ path: String, into empty: IntegerTable, names: inout [NameKind: NameList]
  ) throws -> IntegerTable {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw RunError(.data, "\(path): cannot be read; a rollup needs all of its tables")
    }
    var table = empty
    // A name often stands in many rows one after the other.
    var last = table.columns.map { _ in (text: "", number: Int64(-1)) }
    var lines = FlatLines(columns: table.columns.map(\.name))
    try data.withUnsafeBytes { bytes in
      try lines.read(bytes) { line, isObject, cells in
        guard isObject else { throw RunError(.data, "\(path):\(line): expected a JSON object") }
        for (column, cell) in cells.enumerated() {
          switch (cell, table.columns[column].key) {
          case (.text(let text), let kind?):
            if last[column].number < 0 || !text.elementsEqual(last[column].text.utf8) {
              let name = String(decoding: text, as: UTF8.self)
              last[column] = (name, names[kind, default: NameList()].number(name))
            }
            table.cells.append(last[column].number)
          case (.integer(let value), nil): table.cells.append(value)
          case (.null, nil): table.cells.append(IntegerTable.null)
          case (_, let kind):
            let expected = kind == nil ? "an integer or null" : "a string"
            throw RunError(.data, "\(path):\(line): \(table.columns[column].name): expected \(expected)")
          }
        }
      }
    }
    return table
  }
}
