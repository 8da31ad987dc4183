import Foundation
package import ReportModel

/// `report.json`: the report itself, from which every other output can be made again.
package struct JSONRenderer: Renderer {
  package static let id = "json"

  package init(templates: TemplateSet, settings: RenderSettings) throws(RenderError) {}

  /// Keys sorted, so that the same report is the same bytes. A number that is none (NaN, infinity) is refused.
  package func render(_ report: Report) throws(RenderError) -> [OutputFile] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      let data = try encoder.encode(report)
      return [OutputFile(path: "report.json", bytes: Array(data) + [UInt8(ascii: "\n")])]
    } catch let EncodingError.invalidValue(value, context) {
      let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
      throw RenderError(file: "report.json", message: "\(path): \(value) cannot be written as a number")
    } catch {
      throw RenderError(file: "report.json", message: "\(error)")
    }
  }
}
