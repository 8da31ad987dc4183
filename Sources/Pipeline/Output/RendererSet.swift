import Foundation
import ReportModel
import Renderers

/// The renderers of a run, with their templates read and checked before the long work begins.
struct RendererSet {
  private let renderers: [any Renderer]
  let templates: TemplateSet

  init(options: RunOptions) throws {
    let overrides = try options.templates.map(Self.overrides) ?? [:]
    do {
      templates = try TemplateSet.load(overrides: overrides)
      // `report.json` is the report: it is always written, and first.
      let wanted = ["json"] + (options.formats ?? RendererCatalog.ids).filter { $0 != "json" }
      var renderers: [any Renderer] = []
      for id in wanted {
        guard let type = RendererCatalog.renderer(id) else { continue }
        renderers.append(try type.init(templates: templates))
      }
      self.renderers = renderers
    } catch {
      throw RunError(.configuration, "\(error)")
    }
  }

  func render(_ report: Report) throws -> [OutputFile] { try renderers.flatMap { try $0.render(report) } }

  /// Templates of a folder that bear the name of a built-in one; another name is a mistake.
  private static func overrides(_ folder: String) throws -> [String: String] {
    var overrides: [String: String] = [:]
    guard let names = FileManager.default.enumerator(atPath: folder) else {
      throw RunError(.configuration, "--templates: there is no folder \(folder)")
    }
    for case let path as String in names where path.hasSuffix(".mustache") {
      let name = String(path.split(separator: "/").last ?? "")
      guard TemplateSet.names.contains(name) else {
        throw RunError(
          .configuration,
          "\(folder)/\(path): there is no template of this name; expected one of \(TemplateSet.names.joined(separator: ", "))"
        )
      }
      guard let bytes = FileManager.default.contents(atPath: folder + "/" + path) else {
        throw RunError(.configuration, "\(folder)/\(path): cannot be read")
      }
      overrides[name] = String(decoding: bytes, as: UTF8.self)
    }
    return overrides
  }
}
