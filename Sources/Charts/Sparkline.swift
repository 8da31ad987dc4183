package import ReportModel

/// A metric's months as a small line, in the manner of an XmR chart.
package enum Sparkline {
  private static let width = 128.0
  private static let height = 28.0

  /// The line for the page, or nil where there are fewer than two months.
  ///
  /// With eight earlier months or more a band shows the natural limits of those months, mean ± 2.66 × the mean moving
  /// range (Wheeler, *Understanding Variation*, 1993); months outside it get a dot; this month's has
  /// the colour of its verdict.
  package static func svg(_ metric: MetricResult, month: Month, currency: String) -> String? {
    let points = months(metric, month: month)
    guard points.count > 1, let first = points.first else { return nil }
    let earlier = points.filter { $0.month < month }.map(\.value)
    let limits = earlier.count >= 8 ? naturalLimits(earlier) : nil
    let bounds = points.map(\.value) + (limits.map { [$0.lowerBound, $0.upperBound] } ?? [])
    let y = Scale.linear((bounds.min() ?? 0)...(bounds.max() ?? 0), from: height - 4, to: 4)
    let span = Double(max(1, month.distance(from: first.month)))
    let x = { (at: Month) in 4 + (width - 10) * Double(at.distance(from: first.month)) / span }

    var drawing = Drawing(height: height)
    if let limits {
      drawing.rect(
        x: 0, y: y(limits.upperBound), width: width,
        height: max(1, y(limits.lowerBound) - y(limits.upperBound)), .limits)
    }
    let known = Dictionary(points.map { ($0.month, $0.value) }) { first, _ in first }
    let line = (0...Int(span)).map { offset in
      let at = first.month.advanced(by: offset)
      return known[at].map { Drawing.Point(x(at), y($0)) }
    }
    drawing.polyline(line, .spark)
    // Months outside the limits of their own time: what the line alone would let pass.
    for point in points where point.month < month && limits?.contains(point.value) == false {
      drawing.circle(.init(x(point.month), y(point.value)), radius: 2, .dot)
    }
    if let value = metric.value {
      let dot: Style =
        switch metric.verdict {
        case .worse: .dot2
        case .better: .dot1
        case .steady, .unclear, .unavailable: .dot
        }
      drawing.circle(.init(x(month), y(value)), radius: 3, dot)
    }
    let marks = drawing.marks.map(SVG.element).joined()
    let (w, h) = (SVG.number(width), SVG.number(height))
    let name = DisplayText.line(label(points, limits: limits, unit: metric.unit, currency: currency))
    return "<svg class=\"chart spark\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(w) \(h)\" width=\"\(w)\" "
      + "height=\"\(h)\" role=\"img\" aria-label=\"\(MarkupText.escape(name))\">"
      + "<g aria-hidden=\"true\">\(marks)</g></svg>"
  }

  /// The months as block characters, oldest first, `·` for a month without a value; nil under two months.
  package static func text(_ metric: MetricResult, month: Month) -> String? {
    let points = months(metric, month: month)
    guard points.count > 1, let first = points.first?.month, let low = points.map(\.value).min(),
      let high = points.map(\.value).max()
    else { return nil }
    let blocks = Array("▁▂▃▄▅▆▇█")
    let known = Dictionary(points.map { ($0.month, $0.value) }) { first, _ in first }
    return String(
      (0...month.distance(from: first)).map { offset -> Character in
        guard let value = known[first.advanced(by: offset)] else { return "·" }
        guard high > low else { return "▄" }
        return blocks[min(7, Int((value - low) / (high - low) * 8))]
      })
  }

  /// Natural process limits; nil where the months do not vary.
  static func naturalLimits(_ values: [Double]) -> ClosedRange<Double>? {
    let ranges = zip(values, values.dropFirst()).map { abs($0 - $1) }
    let mean = values.reduce(0, +) / Double(values.count)
    let reach = 2.66 * ranges.reduce(0, +) / Double(max(1, ranges.count))
    return reach > 0 ? (mean - reach)...(mean + reach) : nil
  }

  /// The last thirteen months with a finite value, oldest first, this one last.
  private static func months(_ metric: MetricResult, month: Month) -> [MetricResult.HistoryPoint] {
    let oldest = month.advanced(by: -12)
    var points = metric.history.filter { $0.month >= oldest && $0.month < month && $0.value.isFinite }
    points.sort { $0.month < $1.month }
    if let value = metric.value, value.isFinite { points.append(.init(month: month, value: value)) }
    return points
  }

  private static func label(
    _ points: [MetricResult.HistoryPoint], limits: ClosedRange<Double>?, unit: MetricUnit, currency: String
  ) -> String {
    let values = points.map(\.value)
    func words(_ value: Double?) -> String { NumberFormat.value(value, unit: unit, currency: currency) }
    var text = "\(points.count) months, from \(words(values.min())) to \(words(values.max()))"
    if limits == nil, points.count < 9 { text += "; too few for a usual range" }
    if let limits { text += "; usual range \(words(limits.lowerBound)) to \(words(limits.upperBound))" }
    return text
  }
}
