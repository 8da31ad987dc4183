import ReportModel

/// Error rate by endpoint and day: a panel for 4xx, one for 5xx, one for timeouts where there are any.
struct ErrorHeatmapChart {
  let report: Report
  typealias Row = ChartData.ErrorHeatmap.Row

  private static let id = "error-rates"
  private static let title = "Error rate by endpoint and day"
  /// Rows a panel shows; the rest stands in the table of endpoints.
  static let most = 12

  struct Panel: Sendable {
    let name: String
    let column: String
    let errors: any KeyPath<Row, [Int?]> & Sendable
  }

  static let panels = [
    Panel(name: "4xx, the caller’s errors", column: "4xx", errors: \.errors4xx),
    Panel(name: "5xx, our errors", column: "5xx", errors: \.errors5xx),
    Panel(name: "Timeouts", column: "Timeouts", errors: \.timeouts),
  ]

  var chart: Chart {
    guard let map = report.charts.errorHeatmap, !map.days.isEmpty else {
      return Chart(
        id: Self.id, title: Self.title,
        missing: report.missingData("the error rates", ["error_rate.total", "error_rate.4xx", "error_rate.5xx"]))
    }
    guard map.rows.contains(where: { row in Self.panels.contains { Self.sum(row[keyPath: $0.errors]) > 0 } }) else {
      return Chart(id: Self.id, title: Self.title, missing: "No call failed in \(report.month.name).")
    }
    return Chart(
      id: Self.id, title: Self.title, finding: finding(map), reading: Self.reading, table: table(map),
      drawing: HeatmapDrawing(map: map, marks: marks).drawing, marks: marks.key(report.month.days))
  }

  private var marks: EventMarks { EventMarks(report: report) }

  private static let reading =
    "Share of an endpoint’s calls that failed on a day, in six steps; worst endpoint first in each panel. A small "
    + "square rests on fewer than 100 calls, a stroke is a day without calls, a dashed frame a day without data."

  /// The endpoint with most errors of the panel in which most went wrong for us: 5xx where there are any to speak of.
  private func finding(_ map: ChartData.ErrorHeatmap) -> String {
    let worst = map.rows.compactMap { row -> (row: Row, panel: Panel, errors: Int, rate: Double)? in
      let calls = Self.sum(row.calls)
      guard calls > 0 else { return nil }
      return Self.panels.map { (row, $0, Self.sum(row[keyPath: $0.errors])) }
        .max { $0.2 < $1.2 }.map { ($0.0, $0.1, $0.2, Double($0.2) / Double(calls)) }
    }.max { ($0.errors, $1.row.endpoint) < ($1.errors, $0.row.endpoint) }
    guard let worst else { return "Errors by endpoint and day." }
    let kind = worst.panel.column == "Timeouts" ? "timed out" : "were answered \(worst.panel.column)"
    return "Most errors fall on \(DisplayText.line(worst.row.endpoint)): \(NumberFormat.percent(worst.rate)) of its "
      + "\(NumberFormat.count(Self.sum(worst.row.calls))) calls \(kind)."
  }

  private func table(_ map: ChartData.ErrorHeatmap) -> ChartTable {
    ChartTable(
      headers: ["Endpoint", "Calls", "4xx", "5xx", "Timeouts", "Worst day"],
      rows: map.rows.map { row in
        let worst = HeatmapDrawing.worstDay(row, days: map.days) { day in
          Self.panels.reduce(0) { $0 + ((row[keyPath: $1.errors][checked: day] ?? nil) ?? 0) }
        }
        return [DisplayText.line(row.endpoint), NumberFormat.count(Self.sum(row.calls))]
          + Self.panels.map { NumberFormat.count(Self.sum(row[keyPath: $0.errors])) }
          + [worst.map { DateLabels.day(map.days[$0.day]) } ?? NumberFormat.absent]
      })
  }

  static func sum(_ values: [Int?]) -> Int { values.reduce(0) { $0 + ($1 ?? 0) } }
}

/// The panels, one under the other.
struct HeatmapDrawing {
  let map: ChartData.ErrorHeatmap
  let marks: EventMarks
  private typealias Row = ErrorHeatmapChart.Row

  private static let rowHeight = 18.0
  private static let left = 214.0
  private static let right = 552.0
  private static let rate = 606.0
  private static let worst = 720.0
  private static let legendHeight = 40.0
  private static let marksHeight = 28.0
  /// Lower ends of the steps after the first; the first ends at the target for server errors.
  private static let steps: [(from: Double, label: String)] = [
    (0.001, "0.1"), (0.005, "0.5"), (0.01, "1"), (0.05, "5"), (0.15, "15\u{202F}%"),
  ]
  private static let fills: [Style] = [.heat0, .heat1, .heat2, .heat3, .heat4, .heat5]

  var drawing: Drawing {
    let panels = ErrorHeatmapChart.panels.map { panel in (panel, rows(panel)) }
      .filter { !$0.1.isEmpty || $0.0.column != "Timeouts" }
    let first = Self.legendHeight + (columns.isEmpty ? 0 : Self.marksHeight)
    let height = panels.reduce(first) { $0 + panelHeight($1.1) }
    var drawing = Drawing(height: height)
    legend(on: &drawing)
    let row = Self.legendHeight + 8
    marks.draw(on: &drawing, y: row, bottom: row + 16, bounds: Self.left...Self.right) { columns[$0].map(edge) }
    var top = first
    for (panel, rows) in panels {
      draw(panel, rows: rows, top: top, on: &drawing)
      top += panelHeight(rows)
    }
    return drawing
  }

  /// Day → column, of the days with a mark.
  private var columns: [Day: Int] {
    let places = Dictionary(map.days.enumerated().map { ($1, $0) }) { first, _ in first }
    let days = Set(marks.marks.map(\.day))
    return Dictionary(uniqueKeysWithValues: days.compactMap { day in places[Civil.iso(day)].map { (day, $0) } })
  }

  /// Left edge of a day's column: a rule in its middle would hide the day it points at.
  private func edge(_ column: Int) -> Double {
    Self.left + (Self.right - Self.left) / Double(map.days.count) * Double(column) - 0.5
  }

  private func rows(_ panel: ErrorHeatmapChart.Panel) -> [Row] {
    map.rows.map { ($0, ErrorHeatmapChart.sum($0[keyPath: panel.errors])) }.filter { $0.1 > 0 }
      .sorted { ($1.1, $0.0.endpoint) < ($0.1, $1.0.endpoint) }.map(\.0)
  }

  private func panelHeight(_ rows: [Row]) -> Double {
    let shown = min(rows.count, ErrorHeatmapChart.most)
    return 58 + Self.rowHeight * Double(max(1, shown)) + (rows.count > shown ? 18 : 0)
  }

  private func legend(on drawing: inout Drawing) {
    let width = 36.0
    let start = drawing.width - width * Double(Self.fills.count) - 4
    drawing.text("Share of calls that failed", x: start - 12, y: 8, .end, .muted)
    for (index, fill) in Self.fills.enumerated() {
      drawing.rect(x: start + width * Double(index), y: 2, width: width - 1, height: 12, fill)
    }
    for (index, step) in Self.steps.enumerated() {
      drawing.text(step.label, x: start + width * Double(index + 1), y: 23, .middle, .muted)
    }
  }

  private func draw(_ panel: ErrorHeatmapChart.Panel, rows: [Row], top: Double, on drawing: inout Drawing) {
    let y = top + 12
    drawing.text(panel.name, x: 0, y: y, .start, .strong)
    guard !rows.isEmpty else {
      drawing.text("None in the month.", x: 0, y: y + 24, .start, .muted)
      return
    }
    drawing.text("Month", x: Self.rate, y: y, .end, .muted)
    drawing.text("Worst day", x: Self.worst, y: y, .end, .muted)
    let step = (Self.right - Self.left) / Double(map.days.count)
    for (index, iso) in map.days.enumerated() {
      guard let day = Civil.day(iso: iso), Civil.weekday(day) == 0 || map.days.count == 1 else { continue }
      drawing.text(DateLabels.day(iso), x: Self.left + step * (Double(index) + 0.5), y: y, .middle, .muted)
    }
    var cells = Boxes()
    for (index, row) in rows.prefix(ErrorHeatmapChart.most).enumerated() {
      let place = y + 16 + Self.rowHeight * Double(index)
      draw(row, panel: panel, y: place, on: &drawing)
      self.cells(row, errors: row[keyPath: panel.errors], y: place, step: step, cells: &cells, on: &drawing)
    }
    cells.draw(on: &drawing)
    let shown = Double(min(rows.count, ErrorHeatmapChart.most))
    for column in columns.values.sorted() {
      drawing.line(
        .init(edge(column), y + 12), .init(edge(column), y + 16 + Self.rowHeight * shown + 3), .event)
    }
    let more = rows.count - ErrorHeatmapChart.most
    guard more > 0 else { return }
    let end = y + 16 + Self.rowHeight * Double(ErrorHeatmapChart.most) + 8
    drawing.text("and \(more) more \(more == 1 ? "endpoint" : "endpoints")", x: 0, y: end, .start, .muted)
  }

  private func draw(_ row: Row, panel: ErrorHeatmapChart.Panel, y: Double, on drawing: inout Drawing) {
    let middle = y + Self.rowHeight / 2
    let name = TextMetrics.fitted(DisplayText.line(row.endpoint), width: Self.left - 12, size: Drawing.fontSize)
    drawing.text(name, x: 0, y: middle)
    let errors = row[keyPath: panel.errors]
    let calls = ErrorHeatmapChart.sum(row.calls)
    let rate = calls > 0 ? Double(ErrorHeatmapChart.sum(errors)) / Double(calls) : nil
    drawing.text(NumberFormat.percent(rate), x: Self.rate, y: middle, .end)
    if let worst = Self.worstDay(row, days: map.days, errors: { (errors[checked: $0] ?? nil) ?? 0 }) {
      drawing.text(
        NumberFormat.percent(worst.rate) + " · " + DateLabels.day(map.days[worst.day]), x: Self.worst, y: middle, .end,
        .muted)
    }
  }

  private func cells(
    _ row: Row, errors: [Int?], y: Double, step: Double, cells: inout Boxes, on drawing: inout Drawing
  ) {
    let (width, height) = (step - 1, Self.rowHeight - 1)
    var strokes = ""
    for day in map.days.indices {
      let x = Self.left + step * Double(day)
      guard let calls = row.calls[checked: day] ?? nil, let failed = errors[checked: day] ?? nil else {
        cells.add(x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1, .noData)
        continue
      }
      if calls <= 0 {
        strokes += "M" + Drawing.Point(x + 2, y + height - 3).path + "L" + Drawing.Point(x + width - 2, y + 3).path
        continue
      }
      let isThin = calls < 100
      let side = isThin ? min(width, height) * 0.5 : 0
      cells.add(
        x: isThin ? x + (width - side) / 2 : x, y: isThin ? y + (height - side) / 2 : y, width: isThin ? side : width,
        height: isThin ? side : height, Self.fill(Double(failed) / Double(calls)))
    }
    drawing.path(strokes, .noCalls)
  }

  private static func fill(_ rate: Double) -> Style { fills[steps.lastIndex { rate >= $0.from }.map { $0 + 1 } ?? 0] }

  /// The day with the highest rate, among those with a hundred calls, or any if there are none; ties go to the first.
  static func worstDay(
    _ row: ChartData.ErrorHeatmap.Row, days: [String], errors: (Int) -> Int
  ) -> (day: Int, rate: Double)? {
    let rates = days.indices.compactMap { day -> (day: Int, calls: Int, rate: Double)? in
      guard let calls = row.calls[checked: day] ?? nil, calls > 0 else { return nil }
      return (day, calls, Double(errors(day)) / Double(calls))
    }
    let failing = rates.filter { $0.rate > 0 }
    let many = failing.filter { $0.calls >= 100 }
    return (many.isEmpty ? failing : many).max { ($0.rate, $1.day) < ($1.rate, $0.day) }.map { ($0.day, $0.rate) }
  }
}
