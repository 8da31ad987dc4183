package import ReportModel

/// Makes the files of one format from a finished report; a pure function of the report and the templates.
package protocol Renderer: Sendable {
  /// What `--format` calls it.
  static var id: String { get }
  /// Reads and checks the templates it needs.
  init(templates: TemplateSet, settings: RenderSettings) throws(RenderError)
  /// Paths are below the month's folder.
  func render(_ report: Report) throws(RenderError) -> [OutputFile]
}

extension Renderer {
  package init(templates: TemplateSet) throws(RenderError) { try self.init(templates: templates, settings: .init()) }
}

/// Every format, in the order of `--format`'s default.
package enum RendererCatalog {
  package static let all: [any Renderer.Type] = [
    HTMLRenderer.self, MarkdownRenderer.self, EmailRenderer.self, JSONRenderer.self,
  ]

  package static var ids: [String] { all.map { $0.id } }

  package static func renderer(_ id: String) -> (any Renderer.Type)? { all.first { $0.id == id } }
}
