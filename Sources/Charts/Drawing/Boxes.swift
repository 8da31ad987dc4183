/// Many boxes that do not overlap, one path for each style: a third of the size of as many elements.
struct Boxes {
  private var paths: [Style: String] = [:]

  mutating func add(x: Double, y: Double, width: Double, height: Double, _ style: Style) {
    guard width > 0, height > 0 else { return }
    // Both corners are rounded, not the size, so that neighbours keep their distance.
    let (left, top) = (SVG.tenths(x), SVG.tenths(y))
    let (right, bottom) = (SVG.tenths(x + width), SVG.tenths(y + height))
    let (across, down) = (SVG.number(tenths: right - left), SVG.number(tenths: bottom - top))
    paths[style, default: ""] +=
      "M\(SVG.number(tenths: left)) \(SVG.number(tenths: top))h\(across)v\(down)h-\(across)z"
  }

  /// In the order of the styles.
  func draw(on drawing: inout Drawing) {
    for style in Style.allCases {
      if let path = paths[style] { drawing.path(path, style) }
    }
  }
}
