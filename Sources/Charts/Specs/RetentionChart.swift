package import ReportModel

/// Who still calls, day by day after sign-up, with and without something done in the first 24 hours.
package struct RetentionChart {
  private let retention: ValueMomentSearch.Retention

  private static let id = "value-moment-retention"
  private static let title = "Retention with and without it"
  private static let plot = (top: 12.0, bottom: 244.0, left: 48.0)
  private static let height = 284.0
  /// A share of fewer is not shown.
  private static let few = 10

  package init(_ retention: ValueMomentSearch.Retention) { self.retention = retention }

  package var chart: Chart {
    let rest = min(retention.withCount, retention.withoutCount)
    guard rest >= Self.few, retention.days.count == retention.with.count,
      retention.with.count == retention.without.count,
      let last = retention.days.last, last > 0
    else {
      return Chart(id: Self.id, title: Self.title, missing: "No chart: too few developers on one of the two sides.")
    }
    return Chart(
      id: Self.id, title: Self.title, finding: finding, reading: reading, table: table, drawing: drawing(last: last))
  }

  private var label: String { DisplayText.line(retention.label) }
  private func with(_ index: Int) -> Double { Double(retention.with[index]) / Double(retention.withCount) }
  private func without(_ index: Int) -> Double { Double(retention.without[index]) / Double(retention.withoutCount) }

  private var finding: String {
    let end = retention.days.count - 1
    return "\(NumberFormat.percent(with(end))) of those with “\(label)” in their first 24 hours still called on day "
      + "\(retention.days[end]), and \(NumberFormat.percent(without(end))) of the others."
  }

  private var reading: String {
    "Developers who signed up at least 90 days ago: share with a call on that day after sign-up or later; "
      + "\(NumberFormat.count(retention.withCount)) with it, \(NumberFormat.count(retention.withoutCount)) without. Who "
      + "does it is not assigned: association, not a cause."
  }

  private var table: ChartTable {
    ChartTable(
      headers: ["Day after sign-up", "With", "Without"],
      rows: retention.days.indices.filter { retention.days[$0] % 10 == 0 || $0 == 0 }.map {
        [String(retention.days[$0]), NumberFormat.percent(with($0)), NumberFormat.percent(without($0))]
      })
  }

  private func drawing(last: Int) -> Drawing {
    var drawing = Drawing(height: Self.height)
    let (top, bottom, left) = Self.plot
    let end = retention.days.count - 1
    let highest = max(with(0), without(0))
    let limit = Ticks.top(highest, count: 4)
    let y = Scale.linear(0...limit, from: bottom, to: top)
    var labels = EndLabels()
    labels.add("with it " + NumberFormat.percent(with(end)), at: y(with(end)), .label1)
    labels.add("without " + NumberFormat.percent(without(end)), at: y(without(end)), .label2)
    let right = drawing.width - labels.width
    let x = Scale.linear(0...Double(last), from: left, to: right)
    for tick in Ticks.linear(0, limit, count: 4) {
      drawing.line(.init(left, y(tick)), .init(right, y(tick)), tick == 0 ? .axis : .grid)
      drawing.text(NumberFormat.percent(tick, decimals: 0), x: left - 8, y: y(tick), .end, .muted)
    }
    for day in stride(from: 0, through: last, by: 10) {
      drawing.text(String(day), x: x(Double(day)), y: bottom + 16, .middle, .muted)
    }
    drawing.text("days after sign-up", x: (left + right) / 2, y: bottom + 32, .middle, .muted)
    drawing.polyline(steps(x, y, share: without), .line2)
    drawing.polyline(steps(x, y, share: with), .line1)
    labels.draw(on: &drawing, x: right, bounds: (top + 4)...(bottom - 4))
    return drawing
  }

  /// Level until the next day, then down.
  private func steps(_ x: Scale, _ y: Scale, share: (Int) -> Double) -> [Drawing.Point?] {
    retention.days.indices.flatMap { index -> [Drawing.Point] in
      let point = Drawing.Point(x(Double(retention.days[index])), y(share(index)))
      return index == 0 ? [point] : [.init(point.x, y(share(index - 1))), point]
    }
  }
}
