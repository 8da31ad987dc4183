import Foundation
import ReportModel
import Renderers

/// The renderers of a run, with their templates read and checked before the long work begins.
struct RendererSet {
  private let renderers: [any Renderer]
  private let privacy: ReportConfiguration.Privacy
  private let environment: [String: String]
  private let hasOwnTemplates: Bool
  let templates: TemplateSet
  /// On the configured look, for standard error.
  private let notes: [String]

  init(options: RunOptions, configuration: ReportConfiguration) throws {
    let overrides = try options.templates.map(Self.overrides) ?? [:]
    let (settings, notes) = try Appearance.settings(configuration, options: options)
    (privacy, environment, hasOwnTemplates) = (configuration.privacy, options.environment, !overrides.isEmpty)
    self.notes = notes + Self.notes(configuration.privacy)
    do {
      templates = try TemplateSet.load(overrides: overrides)
      // `report.json` is the report: it is always written, and first.
      let wanted = ["json"] + (options.formats ?? RendererCatalog.ids).filter { $0 != "json" }
      // A template of one's own is checked even where its format is not wanted today.
      var made: [String: any Renderer] = [:]
      for type in RendererCatalog.all where wanted.contains(type.id) || !overrides.isEmpty {
        made[type.id] = try type.init(templates: templates, settings: settings)
      }
      renderers = wanted.compactMap { made[$0] }
      if !overrides.isEmpty { _ = try ArchiveRenderer(templates: templates) }
    } catch {
      throw RunError(.configuration, "\(error)")
    }
  }

  /// What came of a report.
  struct Rendering {
    var files: [OutputFile] = []
    /// For standard error.
    var notes: [String]
    /// As `report.json` tells it.
    var report: Report
  }

  /// How an output tells of companies.
  private struct Telling: Hashable {
    var naming: ReportConfiguration.Privacy.Naming
    var keepsIDs: Bool
  }

  /// Each output of the report, told as its privacy allows.
  func render(_ report: Report, companies: CompanyNames) throws -> Rendering {
    var report = report
    report.tables = SmallGroups.folded(report.tables, smallest: privacy.smallestGroup)
    var rendering = Rendering(notes: notes, report: report)
    // Outputs that tell the same share one telling.
    var tellings: [Telling: Report] = [:]
    for renderer in renderers {
      let id = type(of: renderer).id
      let isJSON = id == JSONRenderer.id
      // Where companies are named, their ids may stand anywhere.
      let naming = privacy.naming(id)
      let telling = Telling(naming: naming, keepsIDs: isJSON && naming != .name)
      let told =
        try tellings[telling]
        ?? ReportNaming(companies: companies, naming: naming, keepsIDs: telling.keepsIDs).apply(to: report)
      tellings[telling] = told
      if isJSON { rendering.report = told }
      do {
        let rendered = try render(told, with: renderer)
        rendering.files += rendered.files
        rendering.notes += rendered.notes
      } catch {
        // A page of ours that is wrong is a bug of ours; one of the user's templates is not.
        if hasOwnTemplates { throw RunError(.configuration, "\(error)") }
        throw error
      }
    }
    return rendering
  }

  private func render(
    _ report: Report, with renderer: any Renderer
  ) throws(RenderError) -> (files: [OutputFile], notes: [String]) {
    guard let mail = renderer as? EmailRenderer else { return (try renderer.render(report), []) }
    let (pictures, remarks) = pictures(mail.drawings(of: report))
    let rendered = try mail.render(report, pictures: pictures)
    return (rendered.files, remarks + rendered.notes)
  }

  private func pictures(_ drawings: [(id: String, svg: String)]) -> ([String: [UInt8]], [String]) {
    guard !drawings.isEmpty else { return ([:], []) }
    guard let rasteriser = Rasteriser(environment: environment) else {
      return ([:], ["email.eml: without charts, because there is no \(Rasteriser.program) (Debian: librsvg2-bin)"])
    }
    return rasteriser.pictures(of: drawings)
  }

  private static func notes(_ privacy: ReportConfiguration.Privacy) -> [String] {
    guard privacy.key == nil, privacy.names.values.contains(.code) else { return [] }
    return ["privacy: codes without a key can be found out by whoever knows the companies' ids; set privacy.key"]
  }

  /// Bytes of a template that can be meant.
  private static let longestTemplate = 1 << 20

  /// The templates of a folder and of those below it, by file name.
  private static func overrides(_ folder: String) throws -> [String: String] {
    var overrides: [String: String] = [:]
    guard let names = FileManager.default.enumerator(atPath: folder) else {
      throw RunError(.configuration, "--templates: there is no folder \(folder)")
    }
    for case let path as String in names where path.hasSuffix(".mustache") {
      let name = String(path.split(separator: "/").last ?? "")
      guard overrides[name] == nil else {
        throw RunError(.configuration, "\(folder)/\(path): a second template of this name")
      }
      guard let bytes = FileManager.default.contents(atPath: folder + "/" + path) else {
        throw RunError(.configuration, "\(folder)/\(path): cannot be read")
      }
      guard bytes.count <= longestTemplate else {
        throw RunError(.configuration, "\(folder)/\(path): longer than a template can be (1 MB)")
      }
      overrides[name] = String(decoding: bytes, as: UTF8.self)
    }
    return overrides
  }
}
