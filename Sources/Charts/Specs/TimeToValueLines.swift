import ReportModel

/// The marks of one curve of the time to value.
struct TimeToValueLines {
  typealias Curve = ChartData.TimeToValue.Curve

  let x: Scale
  let y: Scale
  let bottom: Double

  /// Level until the next point, then up; from nobody at the left edge to where the curve ends.
  private func steps(_ curve: Curve, _ share: (ChartData.TimeToValue.Point) -> Double?) -> [Drawing.Point] {
    var points = [Drawing.Point(x.from, y(0))]
    var last = 0.0
    for point in curve.points where point.seconds <= curve.end {
      let next = share(point) ?? last
      points += [.init(x(point.seconds), y(last)), .init(x(point.seconds), y(next))]
      last = next
    }
    return points + [.init(x(curve.end), y(last))]
  }

  func curve(_ curve: Curve, _ style: Style, on drawing: inout Drawing) {
    drawing.polyline(steps(curve) { $0.share }, style)
  }

  func band(_ curve: Curve, on drawing: inout Drawing) {
    let outline = steps(curve) { $0.high } + steps(curve) { $0.low }.reversed()
    drawing.path("M" + outline.map(\.path).joined(separator: "L") + "Z", .limits)
  }

  /// A small tick where somebody was watched no longer.
  func censorings(_ curve: Curve, on drawing: inout Drawing) {
    for time in curve.censored where time <= curve.end {
      let place = y(curve.share(at: time))
      drawing.line(.init(x(time), place - 3), .init(x(time), place + 3), .axis)
    }
  }

  /// From the curve down to the axis at the median and the P75 of those who reached it; under the curve there is room.
  func drops(_ curve: Curve, on drawing: inout Drawing) {
    for (name, time, lift) in [("median", curve.median, 8.0), ("P75", curve.p75, 23.0)] {
      guard let time, time <= curve.end, time >= x.domain.lowerBound else { continue }
      drawing.line(.init(x(time), y(curve.share(at: time))), .init(x(time), bottom), .rule)
      let text = "\(name) \(NumberFormat.duration(time))"
      let isNarrow = x(time) + 5 + TextMetrics.width(text, size: Drawing.fontSize, bold: true) > x.to
      drawing.text(text, x: x(time) + (isNarrow ? -5 : 5), y: bottom - lift, isNarrow ? .end : .start, .label1)
    }
  }

  /// The key number: a dot on the curve at 7 days, and the share of those whose 7 days have closed, below the curve
  /// where it is high enough.
  func week(_ time: Double, _ share: Double, _ curve: Curve, on drawing: inout Drawing) {
    guard time <= curve.end else { return }
    let place = y(curve.share(at: time))
    drawing.line(.init(x(time), place), .init(x(time), bottom), .rule)
    drawing.circle(.init(x(time), place), radius: 3.5, .dot1)
    let below = place + 22
    drawing.text(
      "\(NumberFormat.percent(share)) within 7 days", x: x(time) - 8,
      y: below <= bottom - 40 ? below : min(place - 14, bottom - 42), .end, .label1)
  }
}
