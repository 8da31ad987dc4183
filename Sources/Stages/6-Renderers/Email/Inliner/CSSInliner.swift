/// Writes a page's style sheets into `style` attributes, because many mail clients drop or cut the sheets.
///
/// `<style data-inline="">` is inlined and taken out; any other `<style>` stays as it is, for what only a sheet can say
/// (media queries, dark mode). The cascade is CSS's own (CSS Cascading 3, section 6): importance, then the `style`
/// attribute over the sheet, then specificity, then order. Declarations are written in ascending order, so that a
/// shorthand never undoes a stronger longhand, and without `!important`, which would beat the kept media rules.
package enum CSSInliner {
  /// A page written as XML, with its sheets inlined, as HTML.
  package static func html(_ xml: String, file: String) throws(RenderError) -> String {
    let page = try WellFormed.page(xml, file: file)
    try inline(page, file: file)
    return HTMLSerialiser.html(page)
  }

  static func inline(_ page: MarkupPage, file: String) throws(RenderError) {
    do throws(CSSFlaw) {
      try inline(page)
    } catch {
      throw RenderError(file: file, line: error.line, message: error.message)
    }
  }

  /// - Throws: `CSSFlaw` with the line of the page.
  static func inline(_ page: MarkupPage) throws(CSSFlaw) {
    let elements = page.root.subtree
    var rules: [CSSSheet.Rule] = []
    for style in elements where style.name == "style" && style["data-inline"] != nil {
      do throws(CSSFlaw) {
        rules += try CSSSheet(style.text).rules
      } catch {
        throw CSSFlaw(line: style.line + error.line - 1, message: error.message)
      }
      style.parent?.remove(style)
    }
    let body = elements.filter { !isOutside($0) }
    for element in body { try apply(rules, to: element) }
    let sheets = elements.filter { $0.name == "style" && $0["data-inline"] == nil }.map(\.text)
    // Outlook's own sheet stands in a conditional comment.
    let kept = (sheets + elements.flatMap(\.comments)).joined(separator: " ")
    let wanted = classes(in: kept)
    for element in body { dropClasses(of: element, unless: wanted) }
  }

  /// Nothing is shown of the head.
  private static func isOutside(_ element: MarkupElement) -> Bool {
    element.name == "head" || element.parent.map(isOutside) ?? false
  }

  /// A declaration with what decides over it.
  private struct Weighed {
    var declaration: CSSDeclaration
    var isInline: Bool
    var specificity: CSSSelector.Specificity
    /// The rule it comes from.
    var rule: Int

    var rank: (Int, Int, CSSSelector.Specificity, Int) {
      (declaration.isImportant ? 1 : 0, isInline ? 1 : 0, specificity, rule)
    }
  }

  private static func apply(_ rules: [CSSSheet.Rule], to element: MarkupElement) throws(CSSFlaw) {
    var found: [Weighed] = []
    for (index, rule) in rules.enumerated() {
      // Of a list of selectors the strongest that matches counts.
      guard let specificity = rule.selectors.filter({ $0.matches(element) }).map(\.specificity).max() else { continue }
      found += rule.declarations.map {
        Weighed(declaration: $0, isInline: false, specificity: specificity, rule: index)
      }
    }
    if let style = element["style"] {
      do throws(CSSFlaw) {
        found += try CSSDeclaration.list(style).map {
          Weighed(declaration: $0, isInline: true, specificity: .init(), rule: rules.count)
        }
      } catch {
        throw CSSFlaw(line: element.line, message: "the style of <\(element.name)>: \(error.message)")
      }
    }
    guard !found.isEmpty else { return }
    let sorted = found.enumerated().sorted { left, right in
      if left.element.rank != right.element.rank { return left.element.rank < right.element.rank }
      return left.offset < right.offset
    }.map(\.element)
    element["style"] = text(sorted)
  }

  /// The same property of another rule is left out where a stronger one stands behind it; within a rule both stay,
  /// because the first is then meant for clients that do not know the second.
  private static func text(_ sorted: [Weighed]) -> String {
    var lastRule: [String: Int] = [:]
    for weighed in sorted { lastRule[weighed.declaration.property] = weighed.rule }
    return sorted.filter { lastRule[$0.declaration.property] == $0.rule }
      .map { $0.declaration.property + ":" + $0.declaration.value }.joined(separator: ";")
  }

  /// A class nobody asks for any more is only weight.
  private static func dropClasses(of element: MarkupElement, unless wanted: Set<Substring>) {
    guard element["class"] != nil else { return }
    let classes = element.classes.filter(wanted.contains)
    element["class"] = classes.isEmpty ? nil : classes.joined(separator: " ")
  }

  /// Every name behind a dot.
  private static func classes(in sheet: String) -> Set<Substring> {
    Set(
      sheet.split(separator: ".", omittingEmptySubsequences: false).dropFirst().map { text in
        text.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
      })
  }
}
