import ReportModel

/// Time to first call by week of sign-up: median and P90 on a logarithmic scale, with the bands of the metric.
struct TTFCTrendChart {
  let report: Report
  private typealias Week = ChartData.TTFCWeek

  private static let id = "ttfc-trend"
  private static let title = "Time to first call by week of sign-up"
  /// Bands of `ttfc.median` (metrics.md, "Onboarding"), in seconds.
  private static let bands: [(limit: Double, name: String)] = [
    (900, "excellent < 15 min"), (3_600, "good < 1 h"), (86_400, "needs work < 1 d"),
  ]
  /// A quantile of fewer is shown hollow, and no P90.
  private static let few = 20
  private static let height = 300.0
  private static let top = 24.0
  private static let bottom = 268.0
  private static let left = 52.0

  var chart: Chart {
    guard let weeks = report.charts.ttfcTrend, weeks.contains(where: { $0.median != nil }) else {
      return Chart(
        id: Self.id, title: Self.title,
        missing: report.missingData("the time to first call", ["ttfc.median", "signups"]))
    }
    return Chart(
      id: Self.id, title: Self.title, finding: finding(weeks), reading: Self.reading, table: table(weeks),
      drawing: drawing(weeks), marks: span(weeks).map(marks.key) ?? [])
  }

  /// Of half a year only what a finding about the way in points at: a month's events lie too close together here.
  private var marks: EventMarks {
    let ranks = report.findings.filter { report.metric($0.metric)?.family == .onboarding }.map(\.rank)
    return EventMarks(report: report).pointed(atBy: Set(ranks))
  }

  private static let reading =
    "Median (solid) and 90th percentile (dashed) of those who called, logarithmic scale. Hollow and dotted: "
    + "not everyone of that week has had 30 days yet, or fewer than \(few) called."

  private func finding(_ weeks: [Week]) -> String {
    guard let metric = report.metric("ttfc.median"), let value = metric.value else {
      let last = weeks.last { $0.median != nil }
      return "Half of those who signed up in the week from \(DateLabels.longDay(last?.week ?? "")) and called did so "
        + "within \(NumberFormat.duration(last?.median))."
    }
    let before = metric.previous.value.map { "; in \(report.previousWord), within \(NumberFormat.duration($0))" } ?? ""
    let never = report.metric("ttfc.never")?.value.map {
      " \(NumberFormat.percent($0)) of \(report.monthWord)’s sign-ups have not called yet."
    }
    return "Half of the developers of \(report.monthWord) who called did so within \(NumberFormat.duration(value))"
      + before + "." + (never ?? "")
  }

  private func table(_ weeks: [Week]) -> ChartTable {
    ChartTable(
      headers: ["Week from", "Sign-ups", "Called", "Never called", "Median", "P90"],
      rows: weeks.map { week in
        let never = week.signups > 0 ? Double(week.signups - week.called) / Double(week.signups) : nil
        return [
          DateLabels.day(week.week), NumberFormat.count(week.signups), NumberFormat.count(week.called),
          NumberFormat.percent(never), NumberFormat.duration(week.median), NumberFormat.duration(week.p90),
        ]
      })
  }

  // MARK: - Drawing

  private func drawing(_ weeks: [Week]) -> Drawing {
    var drawing = Drawing(height: Self.height)
    let medians = weeks.map(\.median)
    let p90s = weeks.map { $0.called >= Self.few ? $0.p90 : nil }
    let values = (medians + p90s).compactMap(\.self)
    let ladder = Ticks.durations(max(1, values.min() ?? 1), values.max() ?? 1)
    let y = Scale.logarithmic((ladder.first ?? 1)...(ladder.last ?? 1), from: Self.bottom, to: Self.top)
    let labels = endLabels(weeks, p90s: p90s, y: y)
    let right = drawing.width - labels.width
    let step = (right - Self.left) / Double(weeks.count)
    drawing.columns = Self.left...right
    func x(_ index: Int) -> Double { Self.left + step * (Double(index) + 0.5) }

    month(weeks, step: step, x: x, on: &drawing)
    axes(weeks, ladder: ladder, y: y, right: right, step: step, x: x, on: &drawing)
    if let span = span(weeks) {
      marks.draw(on: &drawing, y: 9, bottom: Self.bottom, bounds: Self.left...right) { day in
        span.contains(day) ? Self.left + step * (Double(day - span.lowerBound) + 0.5) / 7 : nil
      }
    }
    func points(_ values: [Double?]) -> [Drawing.Point?] {
      values.enumerated().map { index, value in value.map { .init(x(index), y($0)) } }
    }
    let open = weeks.map(\.isOpen)
    let few = weeks.map { $0.isOpen || $0.called < Self.few }
    Trace(points: points(p90s), isOpen: open, isHollow: few).draw(on: &drawing, .line2, .open2, .dot2, .hollow2)
    Trace(points: points(medians), isOpen: open, isHollow: few).draw(on: &drawing, .line1, .open1, .dot1, .hollow1)
    labels.draw(on: &drawing, x: right, bounds: (Self.top + 4)...(Self.bottom - 4))
    return drawing
  }

  private func endLabels(_ weeks: [Week], p90s: [Double?], y: Scale) -> EndLabels {
    var labels = EndLabels()
    for band in Self.bands where y.domain.contains(band.limit) { labels.add(band.name, at: y(band.limit), .muted) }
    if let last = p90s.compactMap(\.self).last {
      labels.add("P90 " + NumberFormat.duration(last), at: y(last), .label2)
    }
    if let last = weeks.compactMap(\.median).last {
      labels.add("Median " + NumberFormat.duration(last), at: y(last), .label1)
    }
    return labels
  }

  private func month(_ weeks: [Week], step: Double, x: (Int) -> Double, on drawing: inout Drawing) {
    guard let first = weeks.firstIndex(where: \.isCurrent) else { return }
    let count = weeks.lastIndex(where: \.isCurrent).map { $0 - first + 1 } ?? 1
    drawing.rect(
      x: x(first) - step / 2, y: Self.top, width: step * Double(count), height: Self.bottom - Self.top, .month)
  }

  private func axes(
    _ weeks: [Week], ladder: [Double], y: Scale, right: Double, step: Double, x: (Int) -> Double,
    on drawing: inout Drawing
  ) {
    var lowest = Double.infinity
    for value in ladder {
      let place = y(value)
      let isBand = Self.bands.contains { $0.limit == value }
      drawing.line(.init(Self.left, place), .init(right, place), isBand ? .rule : .grid)
      guard lowest - place >= 15 else { continue }
      drawing.text(NumberFormat.duration(value), x: Self.left - 8, y: place, .end, .muted)
      lowest = place
    }
    let names = weeks.map { DateLabels.day($0.week) }
    for index in DateLabels.shown(names, spacing: step) {
      drawing.text(names[index], x: x(index), y: Self.bottom + 16, .middle, .muted)
    }
  }

  private func span(_ weeks: [Week]) -> Range<Day>? {
    guard let first = weeks.first.flatMap({ Civil.day(iso: $0.week) }),
      let last = weeks.last.flatMap({ Civil.day(iso: $0.week) }), first <= last
    else { return nil }
    return first..<(last + 7)
  }
}
