import ReportModel

/// Net revenue retention and churn, month by month, on one axis of months.
struct BusinessChart {
  let report: Report
  typealias Row = ChartData.BusinessMonth

  private static let id = "nrr-churn"
  private static let title = "Net revenue retention and churn by month"
  /// Bands of `nrr` (metrics.md, "Business").
  private static let rules: [(limit: Double, name: String)] = [(1, "shrinking < 100 %"), (1.2, "excellent > 120 %")]
  private static let retention = 26.0...148.0
  private static let churn = 196.0...270.0

  var chart: Chart {
    let rows = report.charts.business ?? []
    guard rows.contains(where: { $0.nrr != nil || $0.churn != nil }) else {
      return Chart(
        id: Self.id, title: Self.title, missing: report.missingData("retention and churn", ["nrr", "churn.rate"]))
    }
    return Chart(
      id: Self.id, title: Self.title, finding: finding(rows), reading: Self.reading, table: table(rows),
      drawing: drawing(rows))
  }

  private static let reading =
    "Above, this month’s revenue of the customers of a year ago, as a share of their revenue then; 100 % is the line "
    + "between growing and shrinking without new customers. Below, the share of active developers that stopped calling."

  private func finding(_ rows: [Row]) -> String {
    var parts: [String] = []
    if let last = rows.last(where: { $0.nrr != nil }) {
      parts.append("net revenue retention was \(NumberFormat.percent(last.nrr)) in \(last.month.name)")
    }
    if let last = rows.last(where: { $0.churn != nil }) {
      parts.append("churn was \(NumberFormat.percent(last.churn)) in \(last.month.name)")
    }
    let text = parts.joined(separator: "; ")
    return text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  private func table(_ rows: [Row]) -> ChartTable {
    ChartTable(
      headers: ["Month", "Net revenue retention", "Churn", "Revenue"],
      rows: rows.map {
        [
          $0.month.name, NumberFormat.percent($0.nrr), NumberFormat.percent($0.churn),
          NumberFormat.money($0.revenue, currency: DisplayText.line(report.currency)),
        ]
      })
  }

  // MARK: - Drawing

  private func drawing(_ rows: [Row]) -> Drawing {
    var drawing = Drawing(height: 308)
    var above = EndLabels()
    let y = retentionScale(rows)
    for rule in Self.rules where y.domain.contains(rule.limit) { above.add(rule.name, at: y(rule.limit), .muted) }
    if let last = rows.compactMap(\.nrr).last { above.add(NumberFormat.percent(last), at: y(last), .label1) }
    let right = drawing.width - max(above.width, 60)
    let left = left(rows)
    let step = (right - left) / Double(rows.count)
    drawing.columns = left...right
    func x(_ index: Int) -> Double { left + step * (Double(index) + 0.5) }

    if let index = rows.lastIndex(where: { $0.month == report.month }) {
      for panel in [Self.retention, Self.churn] {
        drawing.rect(
          x: x(index) - step / 2, y: panel.lowerBound, width: step, height: panel.upperBound - panel.lowerBound, .month)
      }
    }
    drawing.text("Net revenue retention", x: 0, y: 9, .start, .strong)
    if rows.contains(where: { $0.nrr != nil }) {
      retention(rows, y: y, span: left...right, x: x, on: &drawing)
      above.draw(on: &drawing, x: right, bounds: (Self.retention.lowerBound + 4)...(Self.retention.upperBound - 4))
    } else {
      note(report.missingData("retention", ["nrr"]), x: left, in: Self.retention, on: &drawing)
    }
    drawing.text("Churn of developers", x: 0, y: Self.churn.lowerBound - 18, .start, .strong)
    if rows.contains(where: { $0.churn != nil }) {
      churn(rows, step: step, span: left...right, x: x, on: &drawing)
    } else {
      note(report.missingData("churn", ["churn.rate"]), x: left, in: Self.churn, on: &drawing)
    }
    months(rows, step: step, x: x, on: &drawing)
    return drawing
  }

  /// Room for the widest label of the axis.
  private func left(_ rows: [Row]) -> Double {
    let y = retentionScale(rows).domain
    let labels = Ticks.linear(y.lowerBound, y.upperBound, count: 4).map(Self.axis)
    return max(52, 14 + (labels.map { TextMetrics.width($0, size: Drawing.fontSize) }.max() ?? 0))
  }

  private func retentionScale(_ rows: [Row]) -> Scale {
    let values = rows.compactMap(\.nrr) + [1]
    let (low, high) = (values.min() ?? 1, values.max() ?? 1)
    let pad = max(0.02, (high - low) * 0.15)
    return .linear(max(0, low - pad)...(high + pad), from: Self.retention.upperBound, to: Self.retention.lowerBound)
  }

  private func retention(
    _ rows: [Row], y: Scale, span: ClosedRange<Double>, x: (Int) -> Double, on drawing: inout Drawing
  ) {
    let (left, right) = (span.lowerBound, span.upperBound)
    for tick in Ticks.linear(y.domain.lowerBound, y.domain.upperBound, count: 4) {
      let isRule = Self.rules.contains { abs($0.limit - tick) < 1e-9 }
      if !isRule { drawing.line(.init(left, y(tick)), .init(right, y(tick)), .grid) }
      drawing.text(Self.axis(tick), x: left - 8, y: y(tick), .end, .muted)
    }
    for rule in Self.rules where y.domain.contains(rule.limit) {
      drawing.line(.init(left, y(rule.limit)), .init(right, y(rule.limit)), rule.limit == 1 ? .axis : .rule)
    }
    let points = rows.enumerated().map { index, row in row.nrr.map { Drawing.Point(x(index), y($0)) } }
    let none = rows.map { _ in false }
    Trace(points: points, isOpen: none, isHollow: none).draw(on: &drawing, .line1, .open1, .dot1, .hollow1)
  }

  private func churn(
    _ rows: [Row], step: Double, span: ClosedRange<Double>, x: (Int) -> Double, on drawing: inout Drawing
  ) {
    let (left, right) = (span.lowerBound, span.upperBound)
    let top = Ticks.top(rows.compactMap(\.churn).max() ?? 0, count: 2)
    let y = Scale.linear(0...top, from: Self.churn.upperBound, to: Self.churn.lowerBound)
    for tick in Ticks.linear(0, top, count: 2) {
      drawing.line(.init(left, y(tick)), .init(right, y(tick)), tick == 0 ? .axis : .grid)
      drawing.text(Self.axis(tick), x: left - 8, y: y(tick), .end, .muted)
    }
    let width = min(28, step * 0.6)
    for (index, row) in rows.enumerated() {
      guard let churn = row.churn else {
        drawing.rect(x: x(index) - width / 2, y: y(0) - 10, width: width, height: 10, .noData)
        continue
      }
      drawing.rect(
        x: x(index) - width / 2, y: y(churn), width: width, height: y(0) - y(churn),
        row.month == report.month ? .fill2 : .neutral1)
    }
    if let last = rows.compactMap(\.churn).last {
      let place = min(y(last), Self.churn.upperBound - 4)
      drawing.text(NumberFormat.percent(last), x: right + 12, y: place, .start, .label2)
    }
  }

  private func months(_ rows: [Row], step: Double, x: (Int) -> Double, on drawing: inout Drawing) {
    let names = rows.map { DateLabels.shortMonth($0.month.month) }
    let shown = DateLabels.shown(names, spacing: step)
    var year: Int?
    for index in shown {
      drawing.text(names[index], x: x(index), y: 286, .middle, .muted)
      guard rows[index].month.year != year else { continue }
      year = rows[index].month.year
      drawing.text(String(rows[index].month.year), x: x(index), y: 299, .middle, .muted)
    }
  }

  private func note(_ text: String, x: Double, in panel: ClosedRange<Double>, on drawing: inout Drawing) {
    let fitted = TextMetrics.fitted(text, width: drawing.width - x, size: Drawing.fontSize)
    drawing.text(fitted, x: x, y: (panel.lowerBound + panel.upperBound) / 2, .start, .muted)
  }

  private static func axis(_ value: Double) -> String {
    NumberFormat.percent(value, decimals: abs(value * 100 - (value * 100).rounded()) < 1e-6 ? 0 : 1)
  }
}
