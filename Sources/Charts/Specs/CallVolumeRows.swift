import ReportModel

/// The rows under the stack: one endpoint each, on its own scale.
struct CallVolumeRows {
  let report: Report
  let volume: ChartData.CallVolume
  let fills: [Style]

  private static let name = 16.0
  private static let spark = 282.0...448.0
  private static let calls = 536.0
  private static let change = 634.0
  private static let share = 716.0

  func draw(on drawing: inout Drawing, top: Double) {
    drawing.text("Endpoint", x: Self.name, y: top, .start, .muted)
    drawing.text("Day by day, own scale", x: Self.spark.lowerBound, y: top, .start, .muted)
    drawing.text("Calls", x: Self.calls, y: top, .end, .muted)
    drawing.text("On " + report.month.previous.shortName, x: Self.change, y: top, .end, .muted)
    drawing.text("Share", x: Self.share, y: top, .end, .muted)
    let total = volume.series.reduce(0) { $0 + $1.monthTotal }
    for (index, series) in volume.series.enumerated() {
      let y = top + CallVolumeChart.rowHeight * Double(index + 1)
      drawing.line(.init(0, y - 11), .init(drawing.width, y - 11), .grid)
      drawing.rect(x: 0, y: y - 5, width: 10, height: 10, fills[index])
      let name = TextMetrics.fitted(
        DisplayText.line(series.name), width: Self.spark.lowerBound - Self.name - 14, size: Drawing.fontSize)
      drawing.text(name, x: Self.name, y: y)
      line(series, y: y, on: &drawing)
      drawing.text(NumberFormat.count(series.monthTotal), x: Self.calls, y: y, .end)
      drawing.text(change(series), x: Self.change, y: y, .end)
      let share = total > 0 ? Double(series.monthTotal) / Double(total) : nil
      drawing.text(NumberFormat.percent(share), x: Self.share, y: y, .end)
    }
  }

  private func change(_ series: CallVolumeChart.Series) -> String {
    guard let previous = series.previousTotal else { return NumberFormat.absent }
    if previous == 0 { return series.monthTotal > 0 ? "new" : NumberFormat.absent }
    return NumberFormat.relativeChange(Double(series.monthTotal) / Double(previous) - 1)
  }

  private func line(_ series: CallVolumeChart.Series, y: Double, on drawing: inout Drawing) {
    let values = volume.days.indices.map { (series.calls[checked: $0] ?? nil).map(Double.init) }
    let known = values.compactMap(\.self)
    guard let low = known.min(), let high = known.max() else { return }
    let scale = Scale.linear(low...high, from: y + 7, to: y - 7)
    let width = Self.spark.upperBound - Self.spark.lowerBound
    let step = width / Double(max(1, values.count - 1))
    let points = values.enumerated().map { index, value in
      value.map { Drawing.Point(Self.spark.lowerBound + step * Double(index), scale($0)) }
    }
    drawing.polyline(points, .spark)
    if let last = points.last(where: { $0 != nil }) ?? nil { drawing.circle(last, radius: 2, .dot1) }
  }
}
