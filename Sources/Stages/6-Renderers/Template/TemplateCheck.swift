import ReportModel

/// Holds every name of the templates against what a report offers, before a run and in branches a run may not take.
///
/// Mustache leaves out what it does not know; here an unknown name is an error with its place.
struct TemplateCheck {
  /// Tags of the templates that the entry needs.
  let tags: [String: [TemplateTag]]
  /// Names of all templates there are.
  let names: [String]
  let kind: Medium.Kind

  /// Deeper than any sensible nesting of partials; found in a partial that includes itself.
  private static let deepest = 16

  /// - Parameter view: a report in which every list has an element and every value is there.
  func check(entry: String, view: ViewValue) throws(RenderError) {
    try check(file: entry, stack: [view], depth: 0, from: nil)
  }

  private func check(
    file: String, stack: [ViewValue], depth: Int, from tag: (TemplateTag, file: String)?
  ) throws(RenderError) {
    guard let tags = tags[file] else {
      let hint = NearestName.hint(file, among: names.sorted())
      throw error(tag, file: file, "there is no template called \(file)" + hint)
    }
    guard depth < Self.deepest else {
      throw error(tag, file: file, "the partial \(file) includes itself")
    }
    var stacks = [stack]
    for tag in tags {
      let scope = stacks[stacks.count - 1]
      switch tag.kind {
      case .comment: continue
      case .partial:
        try check(file: tag.name + TemplateSet.suffix, stack: scope, depth: depth + 1, from: (tag, file))
      case .value, .rawValue: try checkValue(tag, in: scope, file: file)
      case .section:
        stacks.append(scope + (try entered(tag, in: scope, file: file)))
      case .inverted:
        _ = try resolve(tag, in: scope, file: file)
        stacks.append(scope)
      case .end: stacks.removeLast()
      }
    }
  }

  /// What a section puts on the stack.
  private func entered(_ tag: TemplateTag, in stack: [ViewValue], file: String) throws(RenderError) -> [ViewValue] {
    let value = try resolve(tag, in: stack, file: file)
    switch value {
    case .flag: return []
    case .list(let values): return [Self.merged(values)]
    default: return [value]
    }
  }

  /// One element with every value that any of them has.
  static func merged(_ values: [ViewValue]) -> ViewValue {
    values.reduce(.none) { merged, value in
      switch (merged, value) {
      case (.object(let known), .object(let more)):
        .object(
          known.merging(more) { old, new in
            if case .none = old { new } else { old }
          })
      case (.none, _): value
      default: merged
      }
    }
  }

  private func checkValue(_ tag: TemplateTag, in stack: [ViewValue], file: String) throws(RenderError) {
    let value = try resolve(tag, in: stack, file: file)
    switch (value, tag.kind) {
    case (.trusted, .value):
      throw error((tag, file), file: file, "\(tag.name) is a drawing: write {{{\(tag.name)}}}")
    case (.trusted, _): return
    case (.text, .rawValue), (.name, .rawValue):
      throw error(
        (tag, file), file: file,
        "{{{\(tag.name)}}} is for drawings alone: text is always escaped, write {{\(tag.name)}}")
    case (.text, _), (.name, _): return
    case (.rich, _):
      let parts = kind == .markup ? "{{#\(tag.name)}}{{> rich.html}}{{/\(tag.name)}}" : "{{\(tag.name).line}}"
      throw error((tag, file), file: file, "\(tag.name) is a sentence: write \(parts)")
    case (.list, _), (.object, _), (.flag, _), (.none, _):
      throw error((tag, file), file: file, "\(tag.name) is not a text: open it with {{#\(tag.name)}}")
    }
  }

  private func resolve(_ tag: TemplateTag, in stack: [ViewValue], file: String) throws(RenderError) -> ViewValue {
    if tag.name == "." { return stack.last ?? .none }
    let path = tag.name.split(separator: ".").map(String.init)
    guard let first = path.first, var value = stack.reversed().lazy.compactMap({ fields($0)[first] }).first else {
      let known = Set(stack.flatMap { fields($0).keys }).sorted()
      throw error(
        (tag, file), file: file, "there is no value called \(tag.name) here" + NearestName.hint(tag.name, among: known))
    }
    for part in path.dropFirst() {
      guard let next = fields(value)[part] else {
        throw error(
          (tag, file), file: file,
          "\(tag.name): there is no \(part)" + NearestName.hint(part, among: fields(value).keys.sorted()))
      }
      value = next
    }
    return value
  }

  private func fields(_ value: ViewValue) -> [String: ViewValue] {
    switch value {
    case .object(let fields): fields
    case .rich: Medium.sentenceKeys[kind] ?? [:]
    default: [:]
    }
  }

  private func error(_ tag: (TemplateTag, file: String)?, file: String, _ message: String) -> RenderError {
    RenderError(file: tag?.file ?? file, line: tag?.0.line ?? 0, column: tag?.0.column ?? 0, message: message)
  }
}
