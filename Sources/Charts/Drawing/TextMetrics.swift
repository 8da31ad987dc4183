/// Widths of text without a font at hand, measured for DejaVu Sans.
///
/// DejaVu is the widest face that readers commonly have, so what is laid out for it fits every other.
enum TextMetrics {
  /// Advances of U+0020–U+007E in thousandths of the font size.
  private static let ascii: [Double] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
  ]

  /// Signs that the charts write themselves.
  private static let signs: [Unicode.Scalar: Double] = [
    "\u{A0}": 318, "\u{202F}": 200, "\u{2009}": 200, "·": 318, "–": 500, "’": 318, "“": 518, "”": 518,
  ]

  /// Wider than any glyph of the bold face against the plain one, but for a few capitals.
  private static let boldFactor = 1.2

  /// Width in the units of `size`; scalars that are not in the table count as wide as they get.
  static func width(_ text: String, size: Double, bold: Bool = false) -> Double {
    var thousandths = 0.0
    for scalar in text.unicodeScalars { thousandths += advance(scalar) }
    return thousandths / 1000 * size * (bold ? boldFactor : 1)
  }

  private static func advance(_ scalar: Unicode.Scalar) -> Double {
    let value = Int(scalar.value)
    if (0x20...0x7E).contains(value) { return ascii[value - 0x20] }
    if let known = signs[scalar] { return known }
    if value < 0x250 { return 1000 }
    return value < 0x2E80 ? 1180 : 1300
  }

  /// The text, or its two ends with an ellipsis between them: the end of an endpoint's name tells as much as its head.
  static func fitted(_ text: String, width limit: Double, size: Double, bold: Bool = false) -> String {
    if width(text, size: size, bold: bold) <= limit { return text }
    let characters = Array(text)
    var (kept, removed) = (0, characters.count)
    while kept < removed {
      let middle = (kept + removed + 1) / 2
      if width(shortened(characters, to: middle), size: size, bold: bold) <= limit {
        kept = middle
      } else {
        removed = middle - 1
      }
    }
    return shortened(characters, to: kept)
  }

  private static func shortened(_ characters: [Character], to count: Int) -> String {
    let head = (count + 1) / 2
    return String(characters.prefix(head)) + "…" + String(characters.suffix(count - head))
  }
}
