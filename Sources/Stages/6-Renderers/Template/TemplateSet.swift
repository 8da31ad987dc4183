import ReportModel

/// The templates of a run: those built in, with a user's own in their place.
package struct TemplateSet: Sendable {
  /// File name → text.
  let texts: [String: String]
  /// Whether they are checked before they are used: a user's at each start, those built in by the tests.
  let areChecked: Bool

  package static let builtIn = TemplateSet(texts: BuiltInTemplates.texts, areChecked: false)

  /// The built-in templates as files, by name.
  package static var files: [(name: String, text: String)] {
    builtIn.texts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Names of the files that can be replaced, sorted.
  package static var names: [String] { builtIn.texts.keys.sorted() }

  /// The built-in templates with some replaced, or partials added.
  ///
  /// - Parameter overrides: file name (such as `report.html.mustache`) → text.
  /// - Throws: where a file is neither a template of ours nor used by one.
  package static func load(overrides: [String: String]) throws(RenderError) -> TemplateSet {
    let texts = builtIn.texts.merging(overrides) { _, own in own }
    for name in overrides.keys.sorted() where builtIn.texts[name] == nil {
      let isUsed = texts.contains { other, text in other != name && partials(of: text, file: other).contains(name) }
      guard !isUsed else { continue }
      let hint = NearestName.hint(name, among: names)
      throw RenderError(file: name, message: "no template is called so, and none uses it as a partial" + hint)
    }
    return TemplateSet(texts: texts, areChecked: !overrides.isEmpty)
  }

  /// Files that a template asks for; one that cannot be read asks for none, and is told of when it is used.
  private static func partials(of text: String, file: String) -> [String] {
    let tags = (try? TemplateTag.scan(text, file: file)) ?? []
    return tags.filter { $0.kind == .partial }.map { $0.name + suffix }
  }

  static let suffix = ".mustache"
}
