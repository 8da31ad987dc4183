import Charts
package import ReportModel

/// `report.md` in GitHub's Markdown, with its charts as files beside it.
package struct MarkdownRenderer: Renderer {
  package static let id = "md"
  private static let template = "report.md.mustache"
  private static let mostRows = 20
  private let template: CompiledTemplate
  private let settings: RenderSettings

  package init(templates: TemplateSet, settings: RenderSettings) throws(RenderError) {
    self.settings = settings
    template = try CompiledTemplate(
      Self.template, templates: templates, kind: .markdown, view: Specimen.view)
  }

  package func render(_ report: Report) throws(RenderError) -> [OutputFile] {
    let view = ReportView(report: report, mostRows: Self.mostRows, settings: settings)
    let text = template.render(view.root, medium: Medium(.markdown, anchors: view.anchors))
    var files = [OutputFile(path: "report.md", text: MarkdownText.tidied(text))]
    // A chart goes with the section that shows it.
    let charts = settings.hidden.contains(.charts) ? [] : view.charts
    let bridges = settings.hidden.contains(.why) ? [] : view.bridges.sorted { $0.key < $1.key }.map(\.value)
    for chart in charts + bridges {
      guard let svg = chart.svg(.standalone) else { continue }
      let path = "charts/\(chart.id).svg"
      try WellFormed.check(svg, file: path)
      files.append(OutputFile(path: path, text: svg))
    }
    return files
  }
}
