package import ReportModel

/// `index.html`: one page that needs nothing beside it, and asks the net for nothing.
package struct HTMLRenderer: Renderer {
  package static let id = "html"
  private static let template = "report.html.mustache"
  private static let mostRows = 50
  private let template: CompiledTemplate
  private let settings: RenderSettings
  private let script: PageScript

  package init(templates: TemplateSet, settings: RenderSettings) throws(RenderError) {
    self.settings = settings
    script = try PageScript(templates: templates)
    template = try CompiledTemplate(
      Self.template, templates: templates, kind: .markup, view: script.added(to: Specimen.view))
  }

  package func render(_ report: Report) throws(RenderError) -> [OutputFile] {
    let view = ReportView(report: report, mostRows: Self.mostRows, settings: settings)
    let page = template.render(script.added(to: view.root), medium: Medium(.markup, anchors: view.anchors))
    try WellFormed.check(page, file: "index.html")
    return [OutputFile(path: "index.html", text: page)]
  }
}
