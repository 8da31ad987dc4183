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
      let renderer = try #require(Self.renderers[id]).get()
      for file in try renderer.render(report) {
        files[file.path] = String(decoding: file.bytes, as: UTF8.self)
      }
    }
    self.files = files
  }

  func file(_ path: String) throws -> String { try #require(files[path], "no \(path) was made") }

  private static let renderers = Dictionary(
    uniqueKeysWithValues: RendererCatalog.all.map { type in
      (type.id, Result { () throws -> any Renderer in try type.init(templates: .builtIn) })
    })

  static let october = Result { try Rendered(SampleReport.october) }
}

extension String {
  /// How often each element opens, drawings left out: what a chart labels depends on how wide its names are.
  var elements: [String: Int] {
    var counts: [String: Int] = [:]
    var isDrawing = false
    for tag in tags {
      let name = tag.prefix { $0.isASCIILetterOrDigit }
      if name.elementsEqual("svg".utf8) { isDrawing = true }
      if !isDrawing { counts[String(decoding: name, as: UTF8.self), default: 0] += 1 }
      if tag.starts(with: "/svg".utf8) { isDrawing = false }
    }
    return counts
  }

  /// Names of all attributes of all elements.
  var attributeNames: Set<String> {
    var names: Set<[UInt8]> = []
    for tag in tags {
      let parts = tag.drop { $0.isASCIILetterOrDigit }.split(
        separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
      // Every second part is a value; before it stands a name and a sign of equality.
      for part in stride(from: 0, to: parts.count - 1, by: 2) { names.insert(parts[part].filter { $0 != 0x20 }) }
    }
    return Set(names.map { String(decoding: $0, as: UTF8.self) })
  }

  /// What stands between `<` and `>`.
  private var tags: [ArraySlice<UInt8>] {
    Array(utf8).split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false).dropFirst().compactMap { part in
      guard let first = part.first, first == UInt8(ascii: "/") || first.isASCIILetterOrDigit else { return nil }
      return part.firstIndex(of: UInt8(ascii: ">")).map { part[..<$0] }
    }
  }

  /// Values of an attribute, in order.
  func attribute(_ name: String) -> [String] {
    components(separatedBy: " \(name)=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
  }

  var withPlainSpaces: String { String(map { $0 == "\u{A0}" || $0 == "\u{202F}" ? " " : $0 }) }
}

extension UInt8 {
  fileprivate var isASCIILetterOrDigit: Bool {
    (0x61...0x7A).contains(self) || (0x41...0x5A).contains(self) || (0x30...0x39).contains(self)
  }
}

/// The sample with a text of somebody's malice wherever a report holds free text.
enum Hostile {
  static let texts = [
    "<script>alert(1)</script>", "| a | b |\r\n|---|---|\n| c |", "`code` ``more`` \\`",
    "\" onmouseover=\"alert(1)\" x='",
    "\u{202E}txt.exe\u{2066} \u{0}\u{1B}[31m", String(repeating: "W", count: 300), "👩‍👩‍👧 😀 \u{301}", "=cmd|' /C calc'!A0",
    "[x](javascript:alert(1)) ![y](http://evil.example/z.png) <http://evil.example>",
    "</style></td></table><!-- ]]> &amp; &#x3c;",
    "<\u{301}img src=x onerror=alert(1)> \"\u{301}", "{{product}} {{{chart_style}}} {{> report.css}}",
    "# - 1. > * _ ~ $ @everyone #1",
  ]

  /// Keys whose texts are words of the format itself.
  private static let fixed: Set<String> = [
    "schema", "month", "unit", "family", "verdict", "level", "rung", "effect", "style", "good", "by", "flow",
    "cohort",
  ]

  /// All outputs of the sample with that text, and with a harmless one in the same places.
  static func rendered(_ text: String) throws -> Rendered { try #require(cache[text]).get() }
  static func harmless() throws -> Rendered { try rendered("x") }

  private static let cache = Dictionary(
    uniqueKeysWithValues: (texts + ["x"]).map { text in (text, Result { try Rendered(report(text)) }) })

  private static let sample = Result {
    try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(SampleReport.october))
  }

  static func report(_ text: String) throws -> Report {
    let bent = bend(try sample.get(), key: "", text)
    return try JSONDecoder().decode(Report.self, from: JSONEncoder().encode(bent))
  }

  private static func bend(_ value: JSONValue, key: String, _ text: String) -> JSONValue {
    switch value {
    case .string: fixed.contains(key) ? value : .string(text)
    case .array(let values): .array(values.map { bend($0, key: key, text) })
    case .object(let fields):
      .object(
        Dictionary(
          fields.map { name, field in (renames(key) ? text : name, bend(field, key: name, text)) }
        ) { first, _ in first })
    default: value
    }
  }

  /// Objects whose keys come from an export.
  private static func renames(_ key: String) -> Bool { ["reasons", "warnings", "scope", "segment"].contains(key) }
}
