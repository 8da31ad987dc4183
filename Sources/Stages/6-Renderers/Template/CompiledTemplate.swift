import Mustache

/// A template with its partials, parsed and checked: rendering it cannot fail.
struct CompiledTemplate: Sendable {
  private let library: MustacheLibrary
  private let root: MustacheTemplate

  /// - Parameters:
  ///   - entry: file name of the template, such as `report.html.mustache`.
  ///   - view: a report in which every list has an element and every value is there, for the checks.
  init(
    _ entry: String, templates: TemplateSet, kind: Medium.Kind, view: @autoclosure () -> ViewValue
  ) throws(RenderError) {
    var tags: [String: [TemplateTag]] = [:]
    var parsed: [String: MustacheTemplate] = [:]
    var waiting = [entry]
    while let file = waiting.popLast() {
      guard tags[file] == nil, let text = templates.texts[file] else { continue }
      let found = try TemplateTag.scan(text, file: file)
      tags[file] = found
      waiting += found.filter { $0.kind == .partial }.map { $0.name + TemplateSet.suffix }
    }
    if templates.areChecked {
      try TemplateCheck(tags: tags, names: Array(templates.texts.keys), kind: kind).check(entry: entry, view: view())
    }
    for file in tags.keys.sorted() {
      parsed[String(file.dropLast(TemplateSet.suffix.count))] = try Self.parse(templates.texts[file] ?? "", file: file)
    }
    guard let root = parsed[String(entry.dropLast(TemplateSet.suffix.count))] else {
      throw RenderError(file: entry, message: "there is no template called \(entry)")
    }
    self.root = root
    library = MustacheLibrary(templates: parsed)
    // A malformed page is told of before the long work, with the place in its template.
    if templates.areChecked, kind == .markup,
      let flaw = MarkupReader.firstFlaw(in: render(view(), medium: Medium(kind)))
    {
      throw TemplateFlaw.located(flaw, entry: entry, files: tags.keys.sorted(), texts: templates.texts)
    }
  }

  /// Values are escaped before they come here (see `Medium`), so the library is told to leave text as it is.
  private static func parse(_ text: String, file: String) throws(RenderError) -> MustacheTemplate {
    let body = text.hasSuffix("\n") ? String(text.dropLast()) : text
    do {
      return try MustacheTemplate(string: "{{% CONTENT_TYPE: TEXT}}\n" + body)
    } catch let error as MustacheTemplate.ParserError {
      throw RenderError(
        file: file, line: max(1, error.context.lineNumber - 1), column: error.context.columnNumber,
        message: "\(error.error) in: \(error.context.line)")
    } catch {
      throw RenderError(file: file, message: "\(error)")
    }
  }

  func render(_ view: ViewValue, medium: Medium) -> String {
    root.render(medium.resolve(view), library: library) + "\n"
  }
}
