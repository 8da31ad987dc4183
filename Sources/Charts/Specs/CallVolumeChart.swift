import ReportModel

/// Calls per day: the ten largest endpoints and the rest stacked, and below a row for each on its own scale, because
/// only the lowest band of a stack can be read for its trend.
struct CallVolumeChart {
  let report: Report
  typealias Series = ChartData.CallVolume.Series

  private static let id = "daily-calls"
  private static let title = "Calls per day, by endpoint"
  private static let top = 32.0
  private static let bottom = 268.0
  private static let left = 52.0
  static let rowHeight = 22.0

  var chart: Chart {
    guard let volume = report.charts.callVolume, volume.total.contains(where: { $0 != nil }) else {
      return Chart(
        id: Self.id, title: Self.title,
        missing: report.missingData("the daily calls", ["calls.total", "calls.per_day"]))
    }
    let fills = fills(volume)
    var drawing = Drawing(height: Self.bottom + 58 + Self.rowHeight * Double(volume.series.count + 1))
    plot(volume, fills: fills, on: &drawing)
    CallVolumeRows(report: report, volume: volume, fills: fills).draw(on: &drawing, top: Self.bottom + 48)
    return Chart(
      id: Self.id, title: Self.title, finding: finding(volume), reading: Self.reading(volume, fills),
      table: table(volume), drawing: drawing, marks: marks.key(report.month.days))
  }

  private var marks: EventMarks { EventMarks(report: report) }

  private static func reading(_ volume: ChartData.CallVolume, _ fills: [Style]) -> String {
    let isColoured = fills.contains { $0 != .neutral1 && $0 != .neutral2 }
    return "Calls a day, stacked from zero, the line is the total; marks under the axis are weekends"
      + (volume.total.contains { $0 == nil } ? ", a dashed frame is a day without data" : "")
      + ". Below, each endpoint on its own scale."
      + (isColoured ? " In colour: endpoints that a finding names." : "")
  }

  private func finding(_ volume: ChartData.CallVolume) -> String {
    let total = volume.total.reduce(0) { $0 + ($1 ?? 0) }
    var text = NumberFormat.count(total) + (total == 1 ? " call" : " calls") + " in \(report.monthWord)"
    if let change = report.metric("calls.total")?.change?.relative {
      text += ", \(NumberFormat.relativeChange(change)) on \(report.previousWord)"
    }
    guard let largest = volume.series.first, total > 0 else { return text + "." }
    let share = Double(largest.monthTotal) / Double(total)
    return text + "; \(DisplayText.line(largest.name)) carries \(NumberFormat.percent(share, decimals: 0)) of them."
  }

  private func table(_ volume: ChartData.CallVolume) -> ChartTable {
    ChartTable(
      headers: ["Day", "Total"] + volume.series.map { DisplayText.line($0.name) },
      rows: volume.days.indices.map { index in
        let cells = [volume.total[checked: index]] + volume.series.map { $0.calls[checked: index] }
        return [DateLabels.day(volume.days[index])] + cells.map { NumberFormat.count(($0 ?? nil).map(Double.init)) }
      })
  }

  /// Greys in turn; colour for at most four endpoints that findings name, in the order of the findings.
  private func fills(_ volume: ChartData.CallVolume) -> [Style] {
    var named: [String] = []
    for value in report.findings.flatMap(\.causes).flatMap({ $0.segment["endpoint"]?.values ?? [] })
    where !named.contains(value) && volume.series.contains(where: { $0.name == value }) {
      named.append(value)
    }
    let colours: [Style] = [.fill2, .fill1, .fill3, .fill4]
    return volume.series.enumerated().map { index, series in
      if let rank = named.firstIndex(of: series.name), rank < colours.count { return colours[rank] }
      return index.isMultiple(of: 2) ? .neutral1 : .neutral2
    }
  }

  // MARK: - Drawing

  private func plot(_ volume: ChartData.CallVolume, fills: [Style], on drawing: inout Drawing) {
    let stacks = volume.days.indices.map { day in
      volume.series.reduce(0.0) { $0 + Double(($1.calls[checked: day] ?? nil) ?? 0) }
    }
    let totals = volume.days.indices.map { volume.total[checked: $0] ?? nil }
    let highest = max(stacks.max() ?? 0, totals.compactMap { $0.map(Double.init) }.max() ?? 0)
    let y = Scale.linear(0...Ticks.top(highest, count: 4), from: Self.bottom, to: Self.top)
    let labels = endLabels(volume, totals: totals, y: y)
    let right = drawing.width - labels.width
    let step = (right - Self.left) / Double(max(1, volume.days.count))
    drawing.columns = Self.left...right
    for tick in Ticks.linear(0, y.domain.upperBound, count: 4) {
      drawing.line(.init(Self.left, y(tick)), .init(right, y(tick)), tick == 0 ? .axis : .grid)
      drawing.text(NumberFormat.compact(tick), x: Self.left - 8, y: y(tick), .end, .muted)
    }
    var cap = ""
    var boxes = Boxes()
    for day in volume.days.indices {
      let x = Self.left + step * Double(day) + step * 0.08
      guard let total = totals[day] else {
        boxes.add(x: x, y: Self.top, width: step * 0.84, height: Self.bottom - Self.top, .noData)
        continue
      }
      var base = 0.0
      for (series, fill) in zip(volume.series, fills) {
        let calls = Double((series.calls[checked: day] ?? nil) ?? 0)
        let (low, high) = (y(base), y(base + calls))
        boxes.add(x: x, y: high, width: step * 0.84, height: low - high - (low - high > 3 ? 0.7 : 0), fill)
        base += calls
      }
      let level = SVG.number(y(Double(total)))
      cap += "M\(SVG.number(x)) \(level)h\(SVG.number(step * 0.84))"
    }
    boxes.draw(on: &drawing)
    drawing.path(cap, .total)
    days(volume.days, step: step, on: &drawing)
    let places = Dictionary(volume.days.enumerated().map { ($1, $0) }) { first, _ in first }
    marks.draw(on: &drawing, y: 9, bottom: Self.bottom, bounds: Self.left...right) { day in
      places[Civil.iso(day)].map { Self.left + step * (Double($0) + 0.5) }
    }
    labels.draw(on: &drawing, x: right, bounds: (Self.top + 2)...(Self.bottom - 4))
  }

  private func days(_ days: [String], step: Double, on drawing: inout Drawing) {
    var weekends = Boxes()
    for (index, iso) in days.enumerated() {
      guard let day = Civil.day(iso: iso) else { continue }
      let x = Self.left + step * Double(index)
      if Civil.weekday(day) > 4 {
        weekends.add(x: x, y: Self.bottom + 3, width: step, height: 3, .neutral1)
      }
      if Civil.weekday(day) == 0 || days.count == 1 {
        drawing.text(DateLabels.day(iso), x: x + step / 2, y: Self.bottom + 18, .middle, .muted)
      }
    }
    weekends.draw(on: &drawing)
  }

  /// The total, and every band high enough to carry a name, at the last day that has data.
  private func endLabels(_ volume: ChartData.CallVolume, totals: [Int?], y: Scale) -> EndLabels {
    var labels = EndLabels()
    guard let day = totals.lastIndex(where: { $0 != nil }), let total = totals[day] else { return labels }
    labels.add("Total " + NumberFormat.compact(Double(total)), at: y(Double(total)), .strong)
    var base = 0.0
    for series in volume.series {
      let calls = Double((series.calls[checked: day] ?? nil) ?? 0)
      if y(base) - y(base + calls) >= 12 {
        let name = TextMetrics.fitted(DisplayText.line(series.name), width: 156, size: Drawing.fontSize)
        labels.add(name, at: (y(base) + y(base + calls)) / 2, .muted)
      }
      base += calls
    }
    return labels
  }
}

extension Array {
  /// The element, or nil past the end: series of a report read back from a file may be ragged.
  subscript(checked index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
