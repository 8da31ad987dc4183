import Testing

@testable import Renderers

@Suite struct InlinerTests {
  /// The `style` of the element with the id x, in a page with that sheet.
  private func style(_ sheet: String, _ body: String) throws -> String? {
    let page = try WellFormed.page(
      "<html><head><style data-inline=\"\">\(sheet)</style></head><body>\(body)</body></html>", file: "t")
    try CSSInliner.inline(page, file: "t")
    return page.root.subtree.first { $0["id"] == "x" }?["style"]
  }

  @Test(arguments: [
    // Specificity before order, and the id before any number of classes.
    ("p{color:red} .a{color:blue}", "<p id='x' class='a'/>", "color:blue"),
    (".a{color:blue} p{color:red}", "<p id='x' class='a'/>", "color:blue"),
    ("#x{color:red} .a.b.c{color:blue}", "<p id='x' class='a b c'/>", "color:red"),
    (".a{color:red} .b{color:blue}", "<p id='x' class='a b'/>", "color:blue"),
    // A pseudo-class weighs as a class.
    ("p:first-child{color:blue} body p{color:red}", "<p id='x'/>", "color:blue"),
    // Importance before everything; the attribute before the sheet; the mark itself is gone.
    ("p{color:red !important} #x{color:blue}", "<p id='x'/>", "color:red"),
    ("#x{color:red}", "<p id='x' style='color:blue'/>", "color:blue"),
    ("#x{color:red ! important}", "<p id='x' style='color:blue'/>", "color:red"),
    ("#x{color:red !important}", "<p id='x' style='color:blue!important'/>", "color:blue"),
    // Ascending order, so that a shorthand does not undo what is stronger.
    (".a{margin-top:1px} p{margin:0}", "<p id='x' class='a'/>", "margin:0;margin-top:1px"),
    ("p{margin-top:1px !important} .a{margin:0}", "<p id='x' class='a'/>", "margin:0;margin-top:1px"),
    // Of a list the strongest selector that matches counts.
    ("p,#x{color:red} .a{color:blue}", "<p id='x' class='a'/>", "color:red"),
    // Both of a rule stay: the first is for clients that do not know the second.
    ("p{color:red;color:hotpink}", "<p id='x'/>", "color:red;color:hotpink"),
    ("div > p{color:red}", "<div><span><p id='x'/></span></div>", nil),
    ("div p{color:red}", "<div><span><p id='x'/></span></div>", "color:red"),
    ("div>span>p{color:red}", "<div><span><p id='x'/></span></div>", "color:red"),
    ("[title]{color:red}", "<p id='x' title=''/>", "color:red"),
    ("[title=\"a b\"]{color:red}", "<p id='x' title='a b'/>", "color:red"),
    ("p:last-child{color:red}", "<p id='x'/><p/>", nil),
    ("*{color:red}", "<p id='x'/>", "color:red"),
    ("/* p{} */ p{/* ; */color:red}", "<p id='x'/>", "color:red"),
    ("p{font-family:\"a;b\",serif}", "<p id='x'/>", "font-family:\"a;b\",serif"),
  ])
  func `the cascade is CSS's own`(sheet: String, body: String, style: String?) throws {
    #expect(try self.style(sheet, body) == style)
  }

  @Test(arguments: [
    ("a:hover{color:red}", "1: the selector 'a:hover' cannot be inlined at ':hover'"),
    ("p{color:red}\np + p{color:red}", "2: the selector 'p + p' cannot be inlined at '+'"),
    ("p::before{color:red}", "cannot be inlined"), ("[a^=b]{color:red}", "cannot be inlined"),
    ("p:nth-child(2){color:red}", "cannot be inlined at ':nth-child'"), (",p{color:red}", "cannot be inlined"),
    ("\n\n@media print{p{color:red}}", "3: at-rules cannot be inlined"),
    ("p{color}", "'color' is no declaration"), ("p{color:}", "color has no value"),
    ("p{color:red", "the block of this rule is not closed"), ("p", "a rule without a block"),
    ("/* p", "a comment is opened here and not closed"), ("p{color:'red}", "a string is opened here and not closed"),
  ])
  func `what cannot be inlined is an error with its line`(sheet: String, message: String) {
    let error = #expect(throws: RenderError.self) { try style(sheet, "<p id='x'/>") }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test func `the kept sheet stays as it is, and so do the classes it asks for`() throws {
    let html = try CSSInliner.html(
      """
      <html><head><style data-inline="">.a{color:red}</style><style>@media print{.b > p{color:red}}</style></head>\
      <body class="a bb b"><p class="a"/></body></html>
      """, file: "t")
    #expect(html.contains("<style>@media print{.b > p{color:red}}</style>"))
    #expect(html.contains("<body class=\"b\" style=\"color:red\"><p style=\"color:red\"></p></body>"))
    #expect(!html.contains("data-inline"))
  }
}

@Suite struct HTMLSerialiserTests {
  private func html(_ xml: String) throws -> String { HTMLSerialiser.html(try WellFormed.page(xml, file: "t")) }

  @Test(arguments: [
    ("<p>a<br/>b</p>", "<p>a<br>b</p>"), ("<div/>", "<div></div>"), ("<td></td>", "<td></td>"),
    ("<img src=\"a&amp;b\" alt=\"&quot;&lt;\"/>", "<img src=\"a&amp;b\" alt=\"&quot;&lt;\">"),
    ("<p>é &#128512; &lt;b&gt; &amp;amp;</p>", "<p>&#233; &#128512; &lt;b&gt; &amp;amp;</p>"),
    ("<p>a&#160;b</p>", "<p>a&#160;b</p>"), ("<style>a > b{}</style>", "<style>a > b{}</style>"),
    ("<!DOCTYPE html><html><head/></html>", "<!DOCTYPE html>\n<html><head></head></html>"),
    ("<p><!--[if mso]><b><![endif]-->x</p>", "<p><!--[if mso]><b><![endif]-->x</p>"),
    ("<p title=\"a&#10;b\"/>", "<p title=\"a&#10;b\"></p>"),
    (
      "<p><svg viewBox=\"0 0 1 1\"><path d=\"M0\"/></svg></p>", "<p><svg viewBox=\"0 0 1 1\"><path d=\"M0\"/></svg></p>"
    ),
  ])
  func `XML becomes HTML5 in ASCII`(xml: String, expected: String) throws {
    #expect(try html(xml) == expected + "\n")
  }

  @Test func `no entity is replaced and no file read`() {
    let xml = "<!DOCTYPE p [<!ENTITY f SYSTEM \"file:///etc/hostname\">]><p>&f;</p>"
    let text = (try? html(xml)) ?? ""
    #expect(text.isEmpty || text.hasSuffix("<p></p>\n"))
  }
}
