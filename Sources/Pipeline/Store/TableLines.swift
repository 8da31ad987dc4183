import Foundation
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
    for (number, line) in data.split(separator: 0x0A).enumerated() {
      let object = try? JSONSerialization.jsonObject(with: line) as? [String: Any]
      guard let object else { throw RunError(.data, "\(path):\(number + 1): expected a JSON object") }
      for column in table.columns {
        switch (object[column.name], column.key) {
        case (let text as String, let kind?): table.cells.append(names[kind, default: NameList()].number(text))
        case (let value as NSNumber, nil): table.cells.append(value.int64Value)
        case (is NSNull, nil): table.cells.append(IntegerTable.null)
        case (_, let kind):
          let expected = kind == nil ? "an integer or null" : "a string"
          throw RunError(.data, "\(path):\(number + 1): \(column.name): expected \(expected)")
        }
      }
    }
    return table
  }
}
