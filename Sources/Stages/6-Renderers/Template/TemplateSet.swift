/// The templates of a run: those built in, with a user's own in their place.
package struct TemplateSet: Sendable {
  /// File name → text.
  let texts: [String: String]

  package static let builtIn = TemplateSet(texts: BuiltInTemplates.texts)

  /// Names of the files that can be replaced, sorted.
  package static var names: [String] { builtIn.texts.keys.sorted() }

  /// The built-in templates with some replaced, or partials added.
  ///
  /// - Parameter overrides: file name (such as `report.html.mustache`) → text.
  /// - Throws: where a file is neither a template of ours nor used by one.
  package static func load(overrides: [String: String]) throws(RenderError) -> TemplateSet {
    let texts = builtIn.texts.merging(overrides) { _, own in own }
    for name in overrides.keys.sorted() where builtIn.texts[name] == nil {
      var isUsed = false
      for (other, text) in texts where other != name {
        isUsed = isUsed || (try? TemplateTag.scan(text, file: other))?.contains { $0.kind == .partial && $0.name + suffix == name } == true
      }
      guard !isUsed else { continue }
      throw RenderError(
        file: name,
        message: "no template is called so, and none uses it as a partial" + NearestName.hint(name, among: builtIn.texts.keys))
    }
    return TemplateSet(texts: texts)
  }

  static let suffix = ".mustache"
}
