/// A drawing as SVG, in one of its two skins.
package enum Skin: Sendable {
  /// Inside the page: classes and the page's variables, which follow its light and dark.
  case page
  /// A file of its own: literal colours (some viewers know no variables), a dark block, an opaque background.
  case standalone
}

enum SVG {
  /// Coordinates to a tenth: nobody sees more, and the text is a third shorter.
  static func number(_ value: Double) -> String {
    number(tenths: tenths(value))
  }

  /// A coordinate in tenths; what is no place on any drawing stays at its edge.
  static func tenths(_ value: Double) -> Int {
    value.isFinite ? Int((min(max(value, -1e6), 1e6) * 10).rounded()) : 0
  }

  static func number(tenths: Int) -> String {
    let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
    return (tenths < 0 ? "-" : "") + String(whole) + (rest == 0 ? "" : "." + String(rest))
  }

  /// The whole element, with its name and description for those who do not see it.
  static func document(_ drawing: Drawing, id: String, title: String, description: String, skin: Skin) -> String {
    // A file stands on pages we do not know: it brings its own margin.
    let margin = skin == .page ? 0 : 12.0
    let (width, height) = (number(drawing.width + 2 * margin), number(drawing.height + 2 * margin))
    let corner = number(-margin)
    let size = skin == .page ? "" : " width=\"\(width)\" height=\"\(height)\""
    var text =
      "<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"\(corner) \(corner) \(width) "
      + "\(height)\"\(size)"
    if skin == .page, let columns = drawing.columns {
      text += " data-columns=\"\(number(columns.lowerBound)) \(number(columns.upperBound))\""
    }
    text += " role=\"img\" aria-labelledby=\"\(id)-name \(id)-desc\">\n"
    text += "<title id=\"\(id)-name\">" + escape(title) + "</title>\n"
    text += "<desc id=\"\(id)-desc\">" + escape(description) + "</desc>\n"
    if skin == .standalone {
      text += "<style>" + ChartStyleSheet.standalone + "</style>\n"
      text += "<rect class=\"c-bg\" x=\"\(corner)\" y=\"\(corner)\" width=\"\(width)\" height=\"\(height)\"/>\n"
    }
    text += "<g aria-hidden=\"true\">\n"
    for mark in drawing.marks { text += element(mark) + "\n" }
    return text + "</g>\n</svg>\n"
  }

  static func element(_ mark: Drawing.Mark) -> String {
    switch mark {
    case .rect(let x, let y, let width, let height, let style):
      "<rect class=\"\(style.rawValue)\" x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" "
        + "height=\"\(number(height))\"/>"
    case .path(let path, let style): "<path class=\"\(style.rawValue)\" d=\"\(path)\"/>"
    case .circle(let x, let y, let radius, let style):
      "<circle class=\"\(style.rawValue)\" cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"\(number(radius))\"/>"
    case .text(let text, let x, let y, let anchor, let styles):
      "<text class=\"\(styles.map(\.rawValue).joined(separator: " "))\" x=\"\(number(x))\" "
        + "y=\"\(number(y))\" dy=\".35em\"\(anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\"")>"
        + escape(text) + "</text>"
    }
  }

  private static func escape(_ text: String) -> String { MarkupText.escape(DisplayText.line(text)) }
}

/// The rules behind the classes of the drawings.
package enum ChartStyleSheet {
  /// For the page: the colours as variables `--c-…`, light and dark, and the rules that use them.
  package static let page =
    ":root{" + variables(Palette.light) + "}\n@media (prefers-color-scheme:dark){:root{" + variables(Palette.dark)
    + "}}\n" + ".chart text{font-size:12px}\n"
    + rules { "var(--c-\($0.rawValue))" }.map { ".chart " + $0 }.joined(separator: "\n") + "\n"

  static let standalone =
    "text{font:12px \"DejaVu Sans\",Verdana,system-ui,sans-serif}" + rules(Palette.light).joined()
    + "@media (prefers-color-scheme:dark){" + rules(Palette.dark).joined() + "}"

  private static func rules(_ color: (Palette.Role) -> String) -> [String] {
    Style.allCases.map { ".\($0.rawValue){\($0.declarations(color))}" }
  }

  private static func variables(_ color: (Palette.Role) -> String) -> String {
    Palette.Role.allCases.map { "--c-\($0.rawValue):\(color($0))" }.joined(separator: ";")
  }
}
