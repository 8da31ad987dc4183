import Foundation
package import ReportModel

/// `report.json`: the report itself, from which every other output can be made again.
package struct JSONRenderer: Renderer {
  package static let id = "json"
  private static let file = "report.json"

  package init(templates: TemplateSet, settings: RenderSettings) throws(RenderError) {}

  /// Keys sorted, so that the same report is the same bytes. A number that is none (NaN, infinity) is refused.
  package func render(_ report: Report) throws(RenderError) -> [OutputFile] {
    let tables = try Self.text(report.tables)
    var bare = report
    bare.tables = [:]
    let text = try Self.encoded(bare)
    // The only such line: a break inside a text is escaped, and what lies deeper is indented more.
    guard let place = text.range(of: Data("\n  \"tables\" : {\n\n  }".utf8), options: .backwards) else {
      throw RenderError(file: Self.file, message: "there is no place for the tables")
    }
    // Most of the file is tables, which are copied once.
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count + tables.count + 1)
    bytes += text[..<place.lowerBound]
    bytes += "\n  \"tables\" : ".utf8
    bytes += tables
    bytes += text[place.upperBound...]
    bytes.append(UInt8(ascii: "\n"))
    return [OutputFile(path: Self.file, bytes: bytes)]
  }

  private static func encoded(_ report: Report) throws(RenderError) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      return try encoder.encode(report)
    } catch let EncodingError.invalidValue(value, context) {
      let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
      throw noNumber(value, path)
    } catch {
      throw RenderError(file: file, message: "\(error)")
    }
  }

  /// The tables as they stand one level deep, in the encoder's own writing.
  static func text(_ tables: [String: [TableRow]]) throws(RenderError) -> [UInt8] {
    let cells = tables.values.joined().reduce(0) { $0 + $1.count }
    var json = JSONWriter(depth: 1, room: cells * usualCell)
    try json.object(Array(tables.keys)) { json, table throws(RenderError) in
      let rows = tables[table] ?? []
      try json.list(count: rows.count) { json, place throws(RenderError) in
        if let (column, number) = rows[place].notFinite {
          throw noNumber(number, "tables.\(table).[\(place)].\(column)")
        }
        json.row(rows[place])
      }
    }
    return json.bytes
  }

  /// Bytes that a cell takes with its name.
  private static let usualCell = 40

  private static func noNumber(_ value: Any, _ path: String) -> RenderError {
    RenderError(file: file, message: "\(path): \(value) cannot be written as a number")
  }
}
