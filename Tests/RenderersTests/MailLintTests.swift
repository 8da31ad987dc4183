import TestSupport
import Testing

@testable import Renderers

@Suite struct MailLintTests {
  @Test(arguments: [
    ("<svg/>", "<svg> is no element of a mail"), ("<picture/>", "<picture>"), ("<section/>", "<section>"),
    ("<img src='data:image/png;base64,AA' width='1' alt=''/>", "pictures come as parts of the mail"),
    ("<img src='https://x.example/a.png' width='1' alt=''/>", "pictures come as parts of the mail"),
    ("<img src='cid:a' alt=''/>", "<img> without width"), ("<img src='cid:a' width='1'/>", "<img> without alt"),
    ("<img src='cid:a' width='1' alt='' srcset='b'/>", "srcset"), ("<p onclick='x'/>", "onclick"),
    ("<a href='javascript:x'/>", "a mail links to"), ("<p style='color:var(--x)'/>", "var("),
    ("<p style='width:calc(1px + 1px)'/>", "calc("), ("<p style='font-size:1.5rem'/>", "rem"),
    ("<p style='color:rgba(0,0,0,.5)'/>", "rgba("), ("<p style='display:flex'/>", "display:flex"),
    ("<p style='display:grid'/>", "display:grid"), ("<p style='position:absolute'/>", "position:absolute"),
    ("<p style='padding:4px'/>", "padding is for cells"), ("<p style='background-color:url(x)'/>", "url("),
    ("<div style='max-width:3px'/>", "max-width:3px"),
  ])
  func `what a client drops is refused`(element: String, message: String) throws {
    let page = try WellFormed.page("<html><body>\(element)</body></html>", file: "t")
    let faults = MailLint.faults(in: page)
    #expect(faults.contains { $0.contains(message) }, "\(faults)")
    #expect(throws: RenderError.self) { try MailLint.check(page, file: "t") }
  }

  @Test(arguments: [
    "<td style='padding:1px'/>", "<p style='padding:0;margin:0'/>", "<p style='font-family:Premier,Flexo'/>",
    "<a href='mailto:a@b.example'/>", "<img src='cid:a' width='1' alt=''/>",
  ])
  func `what clients show is not`(element: String) throws {
    let page = try WellFormed.page("<html><body>\(element)</body></html>", file: "t")
    #expect(MailLint.faults(in: page) == [])
  }

  @Test func `a template with what clients drop fails before a report is made`() throws {
    let text = TemplateSet.builtIn.texts["email.css.mustache"] ?? ""
    let templates = try TemplateSet.load(overrides: ["email.css.mustache": text + "h2{display:flex}\n"])
    let error = #expect(throws: RenderError.self) { try EmailRenderer(templates: templates) }
    #expect(error?.description.contains("display:flex on <h2> (mail clients do not show it)") == true)
    let hover = try TemplateSet.load(overrides: ["email.css.mustache": text + "a:hover{color:red}\n"])
    let second = #expect(throws: RenderError.self) { try EmailRenderer(templates: hover) }
    #expect(second?.description.contains("the selector 'a:hover' cannot be inlined") == true)
  }
}
