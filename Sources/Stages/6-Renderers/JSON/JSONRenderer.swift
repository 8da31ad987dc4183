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
    var text = try Self.encoded(bare)
    // The only such line: a break inside a text is escaped, and what lies deeper is indented more.
    guard let place = text.range(of: Data("\n  \"tables\" : {\n\n  }".utf8)) else {
      throw RenderError(file: Self.file, message: "there is no place for the tables")
    }
    text.replaceSubrange(place, with: Array("\n  \"tables\" : ".utf8) + tables)
    return [OutputFile(path: Self.file, bytes: Array(text) + [UInt8(ascii: "\n")])]
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
    var json = JSONWriter(depth: 1)
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

  private static func noNumber(_ value: Any, _ path: String) -> RenderError {
    RenderError(file: file, message: "\(path): \(value) cannot be written as a number")
  }
}
