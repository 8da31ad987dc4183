import Foundation
import ReportModel
import TestSupport
import Testing

@testable import Renderers

@Suite struct TemplateTests {
  /// The error of a run in which one template has been replaced.
  private func error(_ file: String, _ text: String) -> String? {
    do {
      let templates = try TemplateSet.load(overrides: [file: text])
      for type in RendererCatalog.all { _ = try type.init(templates: templates).render(SampleReport.october) }
      _ = try ArchiveRenderer(templates: templates)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func `every file of Templates is built in, and nothing else is`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Templates")
    var files: [String: String] = [:]
    for folder in ["html", "markdown", "email"] {
      for file in try FileManager.default.contentsOfDirectory(
        at: root.appending(path: folder), includingPropertiesForKeys: nil)
      {
        files[file.lastPathComponent] = try String(contentsOf: file, encoding: .utf8)
      }
    }
    #expect(files.keys.sorted() == TemplateSet.builtIn.texts.keys.sorted())
    let stale = files.keys.sorted().filter { files[$0] != TemplateSet.builtIn.texts[$0] }
    #expect(stale.isEmpty, "the build holds older texts of these templates: build once more")
  }

  /// They are not checked at each start, see `TemplateSet.areChecked`.
  @Test func `the built-in templates pass the checks of a user's`() throws {
    let templates = TemplateSet(texts: TemplateSet.builtIn.texts, areChecked: true)
    for type in RendererCatalog.all { _ = try type.init(templates: templates) }
    _ = try ArchiveRenderer(templates: templates)
  }

  @Test(arguments: [
    (
      "email.txt.mustache", "a\n{{headlin}}",
      "email.txt.mustache:2:1: there is no value called headlin here; did you mean headline?"
    ),
    (
      "email.txt.mustache", "{{#actions}}{{#rows}}{{titel}}{{/rows}}{{/actions}}",
      "email.txt.mustache:1:22: there is no value called titel here; did you mean title?"
    ),
    (
      "report.html.mustache", "<p>{{> ritch.html}}</p>",
      "there is no template called ritch.html.mustache; did you mean rich.html.mustache?"
    ),
    ("email.txt.mustache", "{{#changes}}\nx", "email.txt.mustache:1:1: the section changes is not closed"),
    ("email.txt.mustache", "{{/changes}}", "email.txt.mustache:1:1: {{/changes}} closes nothing that is open here"),
    ("email.txt.mustache", "x {{product", "email.txt.mustache:1:3: a tag is opened here and not closed by }}"),
    ("email.txt.mustache", "{{}}", "email.txt.mustache:1:1: a tag without a name"),
    ("email.txt.mustache", "{{lead}}", "lead is a sentence: write {{lead.line}}"),
    ("email.html.mustache", "<p>{{lead}}</p>", "write {{#lead}}{{> rich.html}}{{/lead}}"),
    (
      "report.html.mustache", "<p>{{{product}}}</p>",
      "{{{product}}} is for drawings alone: text is always escaped, write {{product}}"
    ),
    ("report.html.mustache", "<p>{{&product}}</p>", "is for drawings alone"),
    ("report.html.mustache", "<p>{{chart_style}}</p>", "chart_style is a drawing: write {{{chart_style}}}"),
    ("report.html.mustache", "<p>{{changes}}</p>", "changes is not a text: open it with {{#changes}}"),
    ("report.html.mustache", "{{=<% %>=}}", "is not supported here"),
    ("report.html.mustache", "{{> *product}}", "a name is made of"),
    ("rich.html.mustache", "{{> rich.html}}", "includes itself"),
    (
      "report.html.mustache", "<html><body>\n<p>a<br>b</p>\n</body></html>",
      "report.html.mustache:2:14: the template is not well-formed XML"
    ),
    (
      "report.html.mustache", "<p>&nbsp;</p>",
      "report.html.mustache:1:10: the template is not well-formed XML: Entity 'nbsp' not defined"
    ),
    (
      "raport.html.mustache", "x",
      "raport.html.mustache: no template is called so, and none uses it as a partial; did you mean report.html.mustache?"
    ),
  ])
  func `a fault is told with its place and what to do`(file: String, text: String, message: String) {
    let found = error(file, text)
    #expect(found?.contains(message) == true, "\(found ?? "no error")")
  }

  @Test func `a template may be replaced, and bring partials of its own`() throws {
    let templates = try TemplateSet.load(overrides: [
      "email.txt.mustache": "Dear all,\n{{> own.txt}}\n", "own.txt.mustache": "{{product}}: {{headline.line}}\n",
    ])
    let files = try EmailRenderer(templates: templates).render(SampleReport.october)
    let text = try #require(files.first { $0.path == "email.txt" })
    #expect(String(decoding: text.bytes, as: UTF8.self).hasPrefix("Dear all,\nLarkspur Payments API: New developers"))
  }

  @Test func `a template's pieces are the template, and each closes what it opens`() throws {
    for (file, text) in BuiltInTemplates.texts {
      let pieces = TemplatePieces.cut(text, tags: try TemplateTag.scan(text, file: file))
      #expect(pieces.map(\.text).joined() == text)
      for piece in pieces {
        _ = try TemplateTag.scan(piece.text, file: file)
        let before = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(piece.line - 1)
        #expect(text.dropFirst(before.reduce(0) { $0 + $1.count + 1 }).hasPrefix(piece.text))
      }
      #expect(file != "report.html.mustache" || pieces.count > 8)
    }
  }

  @Test func `the specimen has every value`() {
    #expect(holes(Specimen.view, "report") == [])
    #expect(holes(ArchiveView(entries: [Specimen.entry]).root, "archive") == [])
  }

  /// Values that no element of their list has.
  private func holes(_ value: ViewValue, _ path: String) -> [String] {
    switch value {
    case .none: [path]
    case .object(let fields): fields.flatMap { holes($0.value, path + "." + $0.key) }.sorted()
    case .list(let values):
      values.isEmpty ? [path] : holes(TemplateCheck.merged(values), path + "[]")
    default: []
    }
  }

  @Test func `a value with a combining mark behind a quote is escaped all the same`() {
    #expect(Medium(.markup).escape("\"\u{301}<\u{301}") == "&quot;\u{301}&lt;\u{301}")
  }

  @Test func `the nearest name is the one with fewest slips`() {
    #expect(NearestName.hint("prodct", among: ["product", "month"]) == "; did you mean product?")
    #expect(NearestName.hint("zzz", among: ["product", "month"]) == "")
  }
}
