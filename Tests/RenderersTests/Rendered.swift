import Foundation
import ReportModel
import TestSupport
import Testing

@testable import Renderers

/// The outputs of a report, by path.
struct Rendered {
  let files: [String: String]

  init(_ report: Report, formats: [String] = RendererCatalog.ids) throws {
    var files: [String: String] = [:]
    for id in formats {
      let type = try #require(RendererCatalog.renderer(id))
      for file in try type.init(templates: .builtIn).render(report) {
        files[file.path] = String(decoding: file.bytes, as: UTF8.self)
      }
    }
    self.files = files
  }

  func file(_ path: String) throws -> String { try #require(files[path], "no \(path) was made") }

  static let october = Result { try Rendered(SampleReport.october) }
}

extension String {
  /// How often each element opens.
  var elements: [String: Int] {
    var counts: [String: Int] = [:]
    for match in matches(of: /<([a-zA-Z][a-zA-Z0-9]*)/) { counts[String(match.1), default: 0] += 1 }
    return counts
  }

  /// Values of an attribute, in order.
  func attribute(_ name: String) -> [String] {
    components(separatedBy: " \(name)=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
  }

  var withPlainSpaces: String { String(map { $0 == "\u{A0}" || $0 == "\u{202F}" ? " " : $0 }) }
}

/// The sample with a text of somebody's malice wherever a report holds free text.
enum Hostile {
  static let texts = [
    "<script>alert(1)</script>", "| a | b |\r\n|---|---|\n| c |", "`code` ``more`` \\`", "\" onmouseover=\"alert(1)\" x='",
    "\u{202E}txt.exe\u{2066} \u{0}\u{1B}[31m", String(repeating: "W", count: 300), "👩‍👩‍👧 😀 \u{301}", "=cmd|' /C calc'!A0",
    "[x](javascript:alert(1)) ![y](http://evil.example/z.png) <http://evil.example>", "</style></td></table><!-- ]]> &amp; &#x3c;",
    "<\u{301}img src=x onerror=alert(1)> \"\u{301}", "{{product}} {{{chart_style}}} {{> report.css}}", "# - 1. > * _ ~ $ @everyone #1",
  ]

  /// Keys whose texts are words of the format itself.
  private static let fixed: Set<String> = [
    "schema", "month", "unit", "family", "verdict", "level", "rung", "effect", "style", "good", "by", "flow",
  ]

  static func report(_ text: String) throws -> Report {
    let data = try JSONEncoder().encode(SampleReport.october)
    let bent = bend(try JSONDecoder().decode(JSONValue.self, from: data), key: "", text)
    return try JSONDecoder().decode(Report.self, from: JSONEncoder().encode(bent))
  }

  private static func bend(_ value: JSONValue, key: String, _ text: String) -> JSONValue {
    switch value {
    case .string: fixed.contains(key) ? value : .string(text)
    case .array(let values): .array(values.map { bend($0, key: key, text) })
    case .object(let fields):
      .object(
        Dictionary(
          fields.map { name, field in (renames(key) ? text : name, bend(field, key: name, text)) }) { first, _ in first })
    default: value
    }
  }

  /// Objects whose keys come from an export.
  private static func renames(_ key: String) -> Bool { ["reasons", "warnings", "scope", "segment"].contains(key) }
}
