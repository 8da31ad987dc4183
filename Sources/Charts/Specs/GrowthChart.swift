import ReportModel

/// Growth accounting of weekly active tokens: new and returned above the line, lost below it, the net as a dot.
struct GrowthChart {
  let report: Report
  typealias Week = ChartData.GrowthWeek

  private static let id = "growth"
  private static let title = "Weekly active tokens: new, returned, lost"
  private static let top = 34.0
  private static let bottom = 240.0
  private static let left = 52.0

  var chart: Chart {
    guard let weeks = report.charts.growth, weeks.count > 1 else {
      return Chart(
        id: Self.id, title: Self.title,
        missing: report.metric("wat")?.value == nil
          ? report.missingData("growth accounting", ["wat"])
          : "No chart of growth accounting: the calls go back too few weeks to tell new tokens from old ones.")
    }
    return Chart(
      id: Self.id, title: Self.title, finding: finding(weeks), reading: Self.reading, table: Self.table(weeks),
      drawing: drawing(weeks))
  }

  private static let reading =
    "Each week against the week before: above the line tokens never seen before (blue) and tokens that came back "
    + "(grey), below it those that stopped; the dot is the sum. The row on top is the number active."

  static func net(_ week: Week) -> Int { week.new + week.returned - week.lost }

  private func finding(_ weeks: [Week]) -> String {
    let current = weeks.filter(\.isCurrent)
    guard let last = current.last, let first = current.first, current.count > 1 else {
      return "Tokens gained and lost, week by week."
    }
    let net = current.reduce(0) { $0 + Self.net($1) }
    func sum(_ part: KeyPath<Week, Int>) -> String {
      NumberFormat.count(current.reduce(0) { $0 + $1[keyPath: part] })
    }
    let change =
      net == 0
      ? "as many as in the week before them"
      : "\(NumberFormat.count(abs(net))) \(net > 0 ? "more" : "fewer") than in the week before them"
    return "The weeks from \(DateLabels.longDay(first.week)) to \(DateLabels.longDay(last.week)) ended with "
      + "\(NumberFormat.count(last.active)) active tokens, \(change): \(sum(\.new)) new, \(sum(\.returned)) returned, "
      + "\(sum(\.lost)) lost, counted week by week."
  }

  private static func table(_ weeks: [Week]) -> ChartTable {
    ChartTable(
      headers: ["Week from", "Active", "New", "Returned", "Lost", "Net"],
      rows: weeks.map { week in
        [DateLabels.day(week.week)]
          + [week.active, week.new, week.returned].map { NumberFormat.count($0) }
          + [signed(-week.lost), signed(net(week))]
      })
  }

  private static func signed(_ count: Int) -> String {
    NumberFormat.change(Double(count), unit: .count, currency: "")
  }

  // MARK: - Drawing

  private func drawing(_ weeks: [Week]) -> Drawing {
    var drawing = Drawing(height: 268)
    let (highest, lowest) = (weeks.map { $0.new + $0.returned }.max() ?? 0, weeks.map(\.lost).max() ?? 0)
    let ticks = Ticks.linear(-Double(lowest), Double(max(1, highest)), count: 5)
    let domain = min(-Double(lowest), ticks.first ?? 0)...max(Double(max(1, highest)), ticks.last ?? 1)
    let y = Scale.linear(domain, from: Self.bottom, to: Self.top)
    let labels = endLabels(weeks, y: y)
    let right = drawing.width - labels.width
    let step = (right - Self.left) / Double(weeks.count)
    drawing.columns = Self.left...right
    func x(_ index: Int) -> Double { Self.left + step * (Double(index) + 0.5) }

    if let first = weeks.firstIndex(where: \.isCurrent), let last = weeks.lastIndex(where: \.isCurrent) {
      drawing.rect(
        x: x(first) - step / 2, y: Self.top - 12, width: step * Double(last - first + 1),
        height: Self.bottom - Self.top + 12, .month)
    }
    for tick in ticks {
      drawing.line(.init(Self.left, y(tick)), .init(right, y(tick)), tick == 0 ? .axis : .grid)
      drawing.text(Self.axis(tick), x: Self.left - 8, y: y(tick), .end, .muted)
    }
    bars(weeks, step: step, x: x, y: y, on: &drawing)
    words(weeks, step: step, x: x, on: &drawing)
    labels.draw(on: &drawing, x: right, bounds: (Self.top + 4)...(Self.bottom - 4))
    return drawing
  }

  private func bars(_ weeks: [Week], step: Double, x: (Int) -> Double, y: Scale, on drawing: inout Drawing) {
    let width = min(30, step * 0.6)
    var boxes = Boxes()
    for (index, week) in weeks.enumerated() {
      let left = x(index) - width / 2
      let (new, all) = (Double(week.new), Double(week.new + week.returned))
      boxes.add(x: left, y: y(new), width: width, height: y(0) - y(new), .fill1)
      boxes.add(x: left, y: y(all), width: width, height: y(new) - y(all) - (week.new > 0 ? 0.7 : 0), .neutral1)
      boxes.add(x: left, y: y(0), width: width, height: y(-Double(week.lost)) - y(0), .fill2)
    }
    boxes.draw(on: &drawing)
    for (index, week) in weeks.enumerated() {
      drawing.circle(.init(x(index), y(Double(Self.net(week)))), radius: 3.5, .net)
    }
  }

  /// The number active on top, the weeks beneath.
  private func words(_ weeks: [Week], step: Double, x: (Int) -> Double, on drawing: inout Drawing) {
    let full = weeks.map { NumberFormat.count($0.active) }
    let counts =
      DateLabels.shown(full, spacing: step).count == full.count
      ? full : weeks.map { NumberFormat.compact(Double($0.active)) }
    for index in DateLabels.shown(counts, spacing: step) {
      drawing.text(counts[index], x: x(index), y: 9, .middle, weeks[index].isCurrent ? .text : .muted)
    }
    let names = weeks.map { DateLabels.day($0.week) }
    for index in DateLabels.shown(names, spacing: step) {
      drawing.text(names[index], x: x(index), y: Self.bottom + 16, .middle, .muted)
    }
  }

  private func endLabels(_ weeks: [Week], y: Scale) -> EndLabels {
    var labels = EndLabels()
    guard let last = weeks.last else { return labels }
    let (new, all) = (Double(last.new), Double(last.new + last.returned))
    labels.add("Returned " + Self.signed(last.returned), at: y((new + all) / 2), .muted)
    labels.add("New " + Self.signed(last.new), at: y(new / 2), .label1)
    labels.add("Net " + Self.signed(Self.net(last)), at: y(Double(Self.net(last))), .strong)
    labels.add("Lost " + Self.signed(-last.lost), at: y(-Double(last.lost) / 2), .label2)
    return labels
  }

  private static func axis(_ value: Double) -> String {
    value < 0 ? "−" + NumberFormat.compact(-value) : NumberFormat.compact(value)
  }
}
