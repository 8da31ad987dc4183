/// What a chart consists of, before it has a skin: marks with a style each, in the order they are painted.
struct Drawing: Sendable {
  static let standardWidth = 720.0
  static let fontSize = 12.0

  var width = Drawing.standardWidth
  var height: Double
  /// Where the rows of the chart's table lie side by side, for the page's tooltips; nil where they do not.
  var columns: ClosedRange<Double>?
  private(set) var marks: [Mark] = []

  enum Mark: Sendable {
    case rect(x: Double, y: Double, width: Double, height: Double, Style)
    case path(String, Style)
    case circle(x: Double, y: Double, radius: Double, Style)
    case text(String, x: Double, y: Double, Anchor, [Style])
  }

  enum Anchor: String, Sendable { case start, middle, end }

  init(height: Double) { self.height = height }

  /// Negative sizes are drawn as nothing.
  mutating func rect(x: Double, y: Double, width: Double, height: Double, _ style: Style) {
    guard width > 0, height > 0 else { return }
    marks.append(.rect(x: x, y: y, width: width, height: height, style))
  }

  mutating func line(_ from: Point, _ to: Point, _ style: Style) {
    marks.append(.path("M" + from.path + (from.y == to.y ? "H" + SVG.number(to.x) : "L" + to.path), style))
  }

  /// A line through the points that are there; a nil is a gap, a point with gaps on both sides a dot.
  mutating func polyline(_ points: [Point?], _ style: Style) {
    var path = ""
    for run in points.split(separator: nil) {
      let run = run.compactMap(\.self)
      guard run.count > 1 else { continue }
      path += "M" + run.map(\.path).joined(separator: "L")
    }
    if !path.isEmpty { marks.append(.path(path, style)) }
  }

  mutating func path(_ path: String, _ style: Style) {
    if !path.isEmpty { marks.append(.path(path, style)) }
  }

  mutating func circle(_ center: Point, radius: Double, _ style: Style) {
    marks.append(.circle(x: center.x, y: center.y, radius: radius, style))
  }

  /// Text with its vertical middle at `y`.
  mutating func text(_ text: String, x: Double, y: Double, _ anchor: Anchor = .start, _ styles: Style...) {
    marks.append(.text(text, x: x, y: y, anchor, styles.isEmpty ? [.text] : styles))
  }

  mutating func text(_ text: String, x: Double, y: Double, styles: [Style]) {
    marks.append(.text(text, x: x, y: y, .start, styles))
  }

  struct Point: Hashable, Sendable {
    var x: Double
    var y: Double

    init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }

    var path: String { SVG.number(x) + " " + SVG.number(y) }
  }
}
