import ReportModel

/// How many have reached the value moment by how long after sign-up: this month, last month, and those who stayed.
struct TimeToValueChart {
  let report: Report
  typealias Curve = ChartData.TimeToValue.Curve

  private static let id = "time-to-value"
  private static let title = "Time to value"
  static let top = 10.0
  static let bottom = 236.0
  private static let week = 604_800.0
  /// One minute to 30 days.
  private static let span = 60.0...2_592_000.0

  var chart: Chart {
    let curves = report.charts.timeToValue?.curves ?? []
    guard let first = curves.first, first.group == .month else {
      let isShort = report.metric("ttv.within_7d")?.value != nil
      return Chart(
        id: Self.id, title: Self.title,
        missing: isShort
          ? "No chart of the time to value: fewer than ten sign-ups."
          : report.missingData("the time to value", ["ttv.within_7d", "ttv.median"]))
    }
    return Chart(
      id: Self.id, title: Self.title, finding: finding(first, curves), reading: Self.reading, table: table(curves),
      drawing: drawing(curves))
  }

  private static let reading =
    "Share of sign-ups that have reached the value moment (1 − Kaplan–Meier) by time since sign-up, logarithmic scale; "
    + "the band is its 95 % interval, small ticks are sign-ups watched no longer. A curve ends where fewer than ten are "
    + "left. The figure at 7 days counts sign-ups whose 7 days have closed; median and P75 are of those who reached it."

  private func finding(_ current: Curve, _ curves: [Curve]) -> String {
    let word = report.monthWord
    guard let share = current.within7Days else {
      return
        "\(NumberFormat.count(current.reached)) of \(word)’s \(NumberFormat.count(current.developers)) sign-ups have "
        + "reached the value moment; none has had 7 days yet."
    }
    let before =
      curves.first { $0.group == .previous }?.within7Days
      .map { "; in \(report.previousWord), \(NumberFormat.percent($0))" } ?? ""
    var text = "\(NumberFormat.percent(share)) of \(word)’s sign-ups reached the value moment within 7 days\(before)."
    if let median = current.median { text += " Half of those who reached it needed \(NumberFormat.duration(median))" }
    if let stayed = curves.first(where: { $0.group == .retained })?.median, current.median != nil {
      text += "; of developers who stayed, \(NumberFormat.duration(stayed))"
    }
    return current.median == nil ? text : text + "."
  }

  func name(_ group: ChartData.TimeToValue.Group) -> String {
    switch group {
    case .month: report.monthWord
    case .previous: report.previousWord
    case .retained: "who stayed"
    }
  }

  private func table(_ curves: [Curve]) -> ChartTable {
    ChartTable(
      headers: ["Signed up", "Developers", "Reached it", "Within 7 days", "Median", "P75"],
      rows: curves.map { curve in
        [
          name(curve.group), NumberFormat.count(curve.developers), NumberFormat.count(curve.reached),
          NumberFormat.percent(curve.within7Days), NumberFormat.duration(curve.median),
          NumberFormat.duration(curve.p75),
        ]
      })
  }

  // MARK: - Drawing

  private func drawing(_ curves: [Curve]) -> Drawing {
    var drawing = Drawing(height: Self.bottom + 44 + 15 * Double(curves.count))
    let highest = curves.flatMap { $0.points.filter { $0.seconds <= Self.span.upperBound }.map { $0.high ?? $0.share } }
    let limit = min(1, Ticks.top(highest.max() ?? 0, count: 4))
    let y = Scale.linear(0...limit, from: Self.bottom, to: Self.top)
    var labels = EndLabels()
    for curve in curves {
      let share = curve.share(at: curve.end)
      labels.add(name(curve.group) + " " + NumberFormat.percent(share, decimals: 0), at: y(share), label(curve.group))
    }
    let left = 96.0
    let right = drawing.width - labels.width
    let x = Scale.logarithmic(Self.span, from: left, to: right)
    axes(y: y, x: x, limit: limit, on: &drawing)
    let lines = TimeToValueLines(x: x, y: y, bottom: Self.bottom)
    if let current = curves.first { lines.band(current, on: &drawing) }
    for curve in curves.reversed() { lines.curve(curve, style(curve.group), on: &drawing) }
    if let current = curves.first {
      lines.censorings(current, on: &drawing)
      lines.drops(current, on: &drawing)
      if let share = current.within7Days { lines.week(Self.week, share, current, on: &drawing) }
    }
    waiting(curves, x: x, on: &drawing)
    labels.draw(on: &drawing, x: right, bounds: (Self.top + 4)...(Self.bottom - 4))
    return drawing
  }

  private func label(_ group: ChartData.TimeToValue.Group) -> Style {
    switch group {
    case .month: .label1
    case .previous: .muted
    case .retained: .label2
    }
  }

  private func style(_ group: ChartData.TimeToValue.Group) -> Style {
    switch group {
    case .month: .line1
    case .previous: .spark
    case .retained: .line2
    }
  }

  private func axes(y: Scale, x: Scale, limit: Double, on drawing: inout Drawing) {
    for tick in Ticks.linear(0, limit, count: 4) {
      drawing.line(.init(x.from, y(tick)), .init(x.to, y(tick)), tick == 0 ? .axis : .grid)
      drawing.text(Self.percent(tick), x: x.from - 8, y: y(tick), .end, .muted)
    }
    var free = -Double.infinity
    for time in Ticks.durations where Self.span.contains(time) {
      let text = NumberFormat.duration(time)
      let half = TextMetrics.width(text, size: Drawing.fontSize) / 2
      guard x(time) - half >= free, x(time) + half <= drawing.width else { continue }
      drawing.line(.init(x(time), Self.bottom), .init(x(time), Self.bottom + 4), .axis)
      drawing.text(text, x: x(time), y: Self.bottom + 14, .middle, .muted)
      free = x(time) + half + 6
    }
  }

  private static func percent(_ value: Double) -> String {
    NumberFormat.percent(value, decimals: abs(value * 100 - (value * 100).rounded()) < 1e-6 ? 0 : 1)
  }

  /// Under the axis: how many are watched and not there yet.
  private func waiting(_ curves: [Curve], x: Scale, on drawing: inout Drawing) {
    drawing.text("Not there yet", x: 0, y: Self.bottom + 33, .start, .strong)
    for (row, curve) in curves.enumerated() {
      let place = Self.bottom + 48 + 15 * Double(row)
      drawing.text(name(curve.group), x: 0, y: place, .start, .muted)
      // Room for the name of the row.
      var free = TextMetrics.width(name(curve.group), size: Drawing.fontSize) + 8
      for waiting in curve.atRisk where Self.span.contains(waiting.seconds) {
        let text = NumberFormat.compact(Double(waiting.developers))
        let half = TextMetrics.width(text, size: Drawing.fontSize) / 2
        guard x(waiting.seconds) - half >= free, x(waiting.seconds) + half <= drawing.width else { continue }
        drawing.text(text, x: x(waiting.seconds), y: place, .middle, .text)
        free = x(waiting.seconds) + half + 6
      }
    }
  }
}
