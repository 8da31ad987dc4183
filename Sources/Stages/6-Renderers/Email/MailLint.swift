import ReportModel

/// What mail clients do not show, held against the finished mail (caniemail, commit 6b086a3 of 2026-06-29).
///
/// Allow-lists, because the next thing a client drops is not known yet: Gmail drops SVG, `data:` pictures and `var()`,
/// Outlook's Word engine flex, grid, `calc()`, `rem`, `rgba()` and padding outside table cells.
enum MailLint {
  static let elements: Set<String> = [
    "html", "head", "meta", "title", "style", "body", "div", "p", "span", "a", "strong", "em", "b", "i", "code", "br",
    "h1", "h2", "h3", "ul", "ol", "li", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "img", "center", "hr",
  ]
  static let attributes: Set<String> = [
    "lang", "dir", "xmlns", "xmlns:v", "xmlns:o", "charset", "name", "content", "http-equiv", "class", "style", "role",
    "aria-label", "aria-roledescription", "aria-hidden", "align", "valign", "width", "height", "bgcolor", "border",
    "cellpadding", "cellspacing", "colspan", "rowspan", "scope", "href", "src", "alt", "title", "id",
  ]
  static let properties: Set<String> = [
    // Where a client does not know it, a name of three hundred letters widens the mail, and nothing else is lost.
    "overflow-wrap",
    "background-color", "border", "border-top", "border-right", "border-bottom", "border-left", "border-collapse",
    "border-radius", "color", "direction", "display", "font-family", "font-size", "font-style", "font-weight", "height",
    "letter-spacing", "line-height", "margin", "margin-top", "margin-right", "margin-bottom", "margin-left",
    "max-height", "max-width", "min-width", "opacity", "overflow", "padding", "padding-top", "padding-right",
    "padding-bottom", "padding-left", "text-align", "text-decoration", "text-transform", "vertical-align",
    "white-space", "width", "word-break", "word-wrap", "mso-hide", "mso-table-lspace", "mso-table-rspace",
    "-ms-interpolation-mode", "-webkit-text-size-adjust", "-ms-text-size-adjust",
  ]
  /// Parts of a value that some client takes for no value.
  static let dropped = [
    "var(", "calc(", "rgba(", "rgb(", "hsl", "url(", "gradient", "rem", "vw", "vh", "min(", "max(",
    "clamp(",
  ]
  /// Gmail drops all sheets where one is longer.
  static let longestSheet = 16 << 10

  /// Every fault, in the order of the page.
  static func faults(in page: MarkupPage) -> [String] { page.root.subtree.flatMap(faults) }

  /// - Throws: the first fault.
  static func check(_ page: MarkupPage, file: String) throws(RenderError) {
    // A page has hundreds of styles and few different ones.
    var clean: Set<String> = []
    for element in page.root.subtree {
      let style = element["style"].map { element.name + " " + $0 }
      let isClean = style.map(clean.contains) ?? true
      guard let fault = (structureFaults(element) + (isClean ? [] : styleFaults(element))).first else {
        if let style { clean.insert(style) }
        continue
      }
      throw RenderError(file: file, line: element.line, message: fault + " (mail clients do not show it)")
    }
  }

  private static func faults(_ element: MarkupElement) -> [String] { structureFaults(element) + styleFaults(element) }

  private static func structureFaults(_ element: MarkupElement) -> [String] {
    guard elements.contains(element.name) else { return ["<\(element.name)> is no element of a mail"] }
    var faults = element.attributes.compactMap { attributeFault($0.name, $0.value, of: element.name) }
    if element.name == "img" {
      for name in ["width", "alt"] where element[name] == nil { faults.append("<img> without \(name)") }
    }
    if element.name == "style", element.text.utf8.count > longestSheet || !element.text.utf8.allSatisfy({ $0 < 0x80 }) {
      faults.append("a kept style sheet longer than \(longestSheet >> 10) KB, or not in ASCII")
    }
    return faults
  }

  private static func styleFaults(_ element: MarkupElement) -> [String] {
    guard elements.contains(element.name), let style = element["style"] else { return [] }
    return ((try? CSSDeclaration.list(style)) ?? []).compactMap { styleFault($0, of: element.name) }
  }

  private static func attributeFault(_ name: String, _ value: String, of element: String) -> String? {
    guard attributes.contains(name) else { return "\(name) on <\(element)> is no attribute of a mail" }
    let scheme = value.prefix { $0 != ":" }.lowercased()
    switch name {
    case "src" where scheme != "cid": return "src=\"\(value.prefix(40))\": pictures come as parts of the mail (cid:)"
    case "href" where !["https", "http", "mailto"].contains(scheme) && !value.hasPrefix("#"):
      return "href=\"\(value.prefix(40))\": a mail links to https, http or mailto"
    default: return nil
    }
  }

  private static func styleFault(_ declaration: CSSDeclaration, of element: String) -> String? {
    let (property, value) = (declaration.property, declaration.value.lowercased())
    let shown = "\(property):\(declaration.value) on <\(element)>"
    guard properties.contains(property) else { return shown }
    if let part = dropped.first(where: { has($0, in: value) }) { return "\(part) in \(shown)" }
    let isCell = element == "td" || element == "th"
    if property.hasPrefix("padding"), !isCell, value != "0" { return "\(shown): padding is for cells" }
    if property == "max-width", value != "0", element != "table", element != "img" { return shown }
    if property == "display", !["block", "none", "inline", "inline-block"].contains(value) { return shown }
    return nil
  }

  /// Units follow a digit; everything else may stand anywhere outside a font's name.
  private static func has(_ part: String, in value: String) -> Bool {
    guard ["rem", "vw", "vh"].contains(part) else { return value.contains(part) }
    return value.ranges(of: part).contains { range in
      range.lowerBound > value.startIndex && value[value.index(before: range.lowerBound)].isNumber
    }
  }
}
