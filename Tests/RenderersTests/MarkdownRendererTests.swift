import ReportModel
import TestSupport
import Testing

@testable import Renderers

@Suite struct MarkdownRendererTests {
  @Test func `the golden holds`() throws {
    let text = try Rendered.october.get().file("report.md")
    let difference = Golden.difference(text, from: "report.md")
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test func `every chart that is linked is a file, and the other way round`() throws {
    let rendered = try Rendered(SampleReport.october, formats: ["md"])
    let linked = try rendered.file("report.md").matches(of: /\]\((charts\/[^)]*)\)/).map { String($0.1) }
    #expect(linked.sorted() == rendered.files.keys.filter { $0 != "report.md" }.sorted())
    #expect(linked.count == 10)
  }

  /// Bars that no escape hides, by line of a table.
  private func bars(_ line: Substring) -> Int { line.count { $0 == "|" } }

  @Test(arguments: Hostile.texts)
  func `a hostile text keeps every table's rows and columns`(text: String) throws {
    let shape = { (text: String) in
      text.split(separator: "\n", omittingEmptySubsequences: false).map {
        $0.hasPrefix("|") ? bars($0) : $0.isEmpty ? -1 : 0
      }
    }
    let isSame = try shape(Hostile.rendered(text).file("report.md")) == shape(Hostile.harmless().file("report.md"))
    #expect(isSame)
  }

  @Test(arguments: [
    ("a|b", "a&#124;b"), ("<b>&", "&#60;b&#62;&#38;"), ("x_y _z_", "x_y &#95;z&#95;"), ("1. one", "1&#46; one"),
    ("0.06 %", "0.06 %"), ("- a", "&#45; a"), ("−0.1", "−0.1"), ("+1.2", "+1.2"), ("www.a.b", "www&#46;a.b"),
    ("http://a", "http&#58;//a"),
    ("02:00–05:00", "02:00–05:00"), ("12:00:00", "12:00:00"), (":smile:", "&#58;smile:"),
    (":100:", "&#58;100:"),
    ("@all #1", "&#64;all &#35;1"), ("{{x}}", "&#123;{x}}"), ("GET /v1/{id}", "GET /v1/{id}"), (" x ", "&#32;x&#32;"),
    ("``", "&#96;&#96;"), ("[a](b)", "&#91;a&#93;(b)"),
    ("*a* ~b~ $c$ \\d", "&#42;a&#42; &#126;b&#126; &#36;c&#36; &#92;d"),
  ])
  func `text is escaped where it means something, and readable elsewhere`(text: String, escaped: String) {
    #expect(MarkdownText.escape(text) == escaped)
  }

  @Test(arguments: [
    ("GET /v1/a", "`GET /v1/a`"), ("a`b", "<code>a&#96;b</code>"), ("a|b", "<code>a&#124;b</code>"),
    (" a", "<code>&#32;a</code>"),
    ("", ""), ("a\\", "<code>a&#92;</code>"),
  ])
  func `a name survives backticks and bars`(name: String, code: String) {
    #expect(MarkdownText.code(name) == code)
  }

  @Test func `marks open and close, whatever stands beside them`() {
    let sentence = { MarkdownText.sentence($0, anchors: ["all-measures"]) }
    #expect(sentence(.strong("a ") + "b") == "**a** b")
    #expect(sentence("x" + .strong("(a)") + "y") == "x<strong>(a)</strong>y")
    #expect(sentence("x" + .strong("(a)") + ".") == "x<strong>(a)</strong>.")
    #expect(sentence("x " + .strong("+1 (a)") + ".") == "x **+1 (a)**.")
    #expect(sentence(.code("x") + .strong(":") + " y") == "`x`: y")
    #expect(sentence(RichText([.init("+1 h", .strong, anchor: "all-measures")])) == "[**+1 h**](#all-measures)")
    #expect(sentence("see http:" + RichText("//a.b")) == "see http&#58;//a.b")
    #expect(sentence(.strong("a") + .strong("b")) == "**a**<strong>b</strong>")
    #expect(sentence(.code("a") + .code("b")) == "`a`<code>b</code>")
    #expect(sentence("Look!" + .evidence("here", anchor: "all-measures")) == "Look&#33;[here](#all-measures)")
    #expect(sentence(.evidence("here", anchor: "nowhere")) == "here")
    #expect(sentence("    a" + .emphasis(" b ") + "- c") == "a *b* - c")
  }
}
