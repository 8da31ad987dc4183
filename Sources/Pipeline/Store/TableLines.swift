import Foundation
import Rollup

/// Integer tables as NDJSON: one object a row, every column in it, null where there is nothing.
enum TableLines {
  static func bytes(_ table: IntegerTable) -> [UInt8] {
    var bytes: [UInt8] = []
    let names = table.columns.map { Array("\"\($0.name)\":".utf8) }
    let strings = table.strings.map { Array(quoted($0).utf8) }
    table.forEachRow { row in
      bytes.append(UInt8(ascii: "{"))
      for (column, cell) in row.enumerated() {
        if column > 0 { bytes.append(UInt8(ascii: ",")) }
        bytes += names[column]
        if cell == IntegerTable.null {
          bytes += Array("null".utf8)
        } else if table.columns[column].isKey {
          bytes += strings[Int(cell)]
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
  static func read(_ path: String, into empty: IntegerTable) throws -> IntegerTable {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw RunError(.data, "\(path): cannot be read; a rollup needs all of its tables")
    }
    var table = empty
    for (number, line) in data.split(separator: 0x0A).enumerated() {
      let object = try? JSONSerialization.jsonObject(with: line) as? [String: Any]
      guard let object else { throw RunError(.data, "\(path):\(number + 1): expected a JSON object") }
      var row: [Int64] = []
      for column in table.columns {
        switch object[column.name] {
        case let text as String where column.isKey: row.append(table.key(text))
        case let value as NSNumber where !column.isKey: row.append(value.int64Value)
        case is NSNull where !column.isKey: row.append(IntegerTable.null)
        default:
          let expected = column.isKey ? "a string" : "an integer or null"
          throw RunError(.data, "\(path):\(number + 1): \(column.name): expected \(expected)")
        }
      }
      table.append(row: row)
    }
    return table
  }
}
