package import ReportModel

/// `email.html` and `email.txt`: the report as a mail client shows it, readable with images off.
package struct EmailRenderer: Renderer {
  package static let id = "email"
  private static let page = "email.html.mustache"
  private static let text = "email.txt.mustache"
  /// Columns of the text part.
  private static let width = 76
  private let page: CompiledTemplate
  private let text: CompiledTemplate

  package init(templates: TemplateSet) throws(RenderError) {
    page = try CompiledTemplate(Self.page, templates: templates, kind: .markup, view: Specimen.view)
    text = try CompiledTemplate(Self.text, templates: templates, kind: .plain, view: Specimen.view)
  }

  package func render(_ report: Report) throws(RenderError) -> [OutputFile] {
    let view = ReportView(report: report, mostRows: 0).root
    let html = Self.ascii(page.render(view, medium: Medium(.markup)))
    try WellFormed.check(html, file: "email.html")
    let plain = PlainText.wrapped(text.render(view, medium: Medium(.plain)), width: Self.width)
    return [OutputFile(path: "email.html", text: html), OutputFile(path: "email.txt", text: plain)]
  }

  /// Everything beyond ASCII as numeric references, which no charset on the way can spoil.
  static func ascii(_ html: String) -> String {
    var result = ""
    result.reserveCapacity(html.utf8.count)
    for scalar in html.unicodeScalars {
      if scalar.isASCII { result.unicodeScalars.append(scalar) } else { result += "&#\(scalar.value);" }
    }
    return result
  }
}
