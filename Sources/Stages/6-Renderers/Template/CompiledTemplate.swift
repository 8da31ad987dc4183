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
    for (file, found) in tags.sorted(by: { $0.key < $1.key }) {
      parsed.merge(try Self.parse(templates.texts[file] ?? "", file: file, tags: found)) { first, _ in first }
    }
    guard let root = parsed[Self.name(entry)] else {
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

  private static func name(_ file: String) -> String { String(file.dropLast(TemplateSet.suffix.count)) }

  /// A template and its pieces, whose names no tag of a user's can have.
  private static func parse(
    _ text: String, file: String, tags: [TemplateTag]
  ) throws(RenderError) -> [String: MustacheTemplate] {
    let name = name(file)
    let pieces = TemplatePieces.cut(text.hasSuffix("\n") ? String(text.dropLast()) : text, tags: tags)
    if pieces.count == 1 { return [name: try parse(pieces[0], file: file)] }
    var parsed: [String: MustacheTemplate] = [:]
    for (number, piece) in pieces.enumerated() { parsed["\(name)/\(number)"] = try parse(piece, file: file) }
    let whole = pieces.indices.map { "{{> \(name)/\($0)}}" }.joined(separator: "\n")
    parsed[name] = try parse(TemplatePieces.Piece(text: whole, line: 1), file: file)
    return parsed
  }

  /// Values are escaped before they come here (see `Medium`), so the library is told to leave text as it is.
  private static func parse(_ piece: TemplatePieces.Piece, file: String) throws(RenderError) -> MustacheTemplate {
    do {
      return try MustacheTemplate(string: "{{% CONTENT_TYPE: TEXT}}\n" + piece.text)
    } catch let error as MustacheTemplate.ParserError {
      throw RenderError(
        file: file, line: piece.line + max(0, error.context.lineNumber - 2), column: error.context.columnNumber,
        message: "\(error.error) in: \(error.context.line)")
    } catch {
      throw RenderError(file: file, message: "\(error)")
    }
  }

  func render(_ view: ViewValue, medium: Medium) -> String {
    root.render(medium.resolve(view), library: library) + "\n"
  }
}
