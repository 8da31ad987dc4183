import ReportModel

/// The developer funnel: the month's weeks as bars, and the share that reaches each stage week by week.
struct FunnelChart {
  let report: Report
  typealias Week = ChartData.FunnelWeek

  private static let id = "funnel"
  private static let title = "Developer funnel by week of sign-up"

  struct Stage: Sendable {
    let name: String
    let count: @Sendable (Week) -> Int
  }

  static let stages = [
    Stage(name: "Signed up") { $0.signedUp }, Stage(name: "First call") { $0.firstCall },
    Stage(name: "Activated") { $0.activated }, Stage(name: "Scaling") { $0.scaling },
  ]

  /// Totals of the four stages over some weeks.
  struct Counts {
    let weeks: [Week]
    let values: [Int]

    init(_ weeks: [Week]) {
      self.weeks = weeks
      values = FunnelChart.stages.map { stage in weeks.reduce(0) { $0 + stage.count($1) } }
    }

    func share(_ stage: Int) -> Double? { values[0] > 0 ? Double(values[stage]) / Double(values[0]) : nil }

    /// The step at which most developers are lost; nil where none is. Step i leads from stage i to the next.
    var largestLoss: (step: Int, count: Int)? {
      let losses = (0..<values.count - 1).map { ($0, values[$0] - values[$0 + 1]) }
      guard let largest = losses.max(by: { ($0.1, $1.0) < ($1.1, $0.0) }), largest.1 > 0 else { return nil }
      return (largest.0, largest.1)
    }
  }

  var chart: Chart {
    guard let weeks = report.charts.funnel, weeks.contains(where: { $0.signedUp > 0 }) else {
      return Chart(
        id: Self.id, title: Self.title,
        missing: report.missingData("the funnel", ["activation.rate", "ttfc.median", "signups"]))
    }
    let (current, isMatured) = selection(weeks)
    let previous = Counts(weeks.filter(isOfPreviousMonth))
    var drawing = Drawing(height: 292)
    FunnelBars(current: current, previous: previous.weeks.isEmpty ? nil : previous).draw(on: &drawing)
    FunnelLines(weeks: weeks).draw(on: &drawing)
    return Chart(
      id: Self.id, title: Self.title, finding: finding(current), reading: reading(current, isMatured, previous),
      table: Self.table(weeks), drawing: drawing)
  }

  /// A week belongs to the month its Sunday falls in.
  private func isOfPreviousMonth(_ week: Week) -> Bool {
    guard !week.isCurrent, let monday = Civil.day(iso: week.week) else { return false }
    return Month(containing: monday + 6) == report.month.previous
  }

  /// The month's weeks whose window has closed; all of its weeks where none has; the last four where it has none.
  private func selection(_ weeks: [Week]) -> (Counts, isMatured: Bool) {
    let current = weeks.filter(\.isCurrent)
    let matured = current.filter { !$0.isOpen }
    if matured.contains(where: { $0.signedUp > 0 }) { return (Counts(matured), true) }
    return (Counts(current.isEmpty ? weeks.suffix(4) : current), false)
  }

  private func reading(_ current: Counts, _ isMatured: Bool, _ previous: Counts) -> String {
    let first = current.weeks.first.map { DateLabels.longDay($0.week) } ?? ""
    let last = current.weeks.last.map { DateLabels.longDay($0.week) } ?? ""
    let span = first == last ? "the week from \(first)" : "the weeks from \(first) to \(last)"
    return "Left, sign-ups of \(span)" + (isMatured ? "" : ", whose windows are still open")
      + (previous.weeks.isEmpty ? "" : "; a thin mark is \(report.previousWord)")
      + ". Right, the share of each week’s sign-ups that reached a stage; hollow where the week’s window is open."
  }

  private func finding(_ current: Counts) -> String {
    let shares = (1..<Self.stages.count).map { NumberFormat.percent(current.share($0), decimals: 0) }
    var text = "\(shares[0]) of sign-ups make a first call, \(shares[1]) activate, \(shares[2]) scale"
    if let loss = current.largestLoss {
      text +=
        "; most are lost between \(Self.stages[loss.step].name.lowercased()) and "
        + "\(Self.stages[loss.step + 1].name.lowercased()) (\(NumberFormat.count(loss.count)))"
    }
    return text + "."
  }

  private static func table(_ weeks: [Week]) -> ChartTable {
    ChartTable(
      headers: ["Week from"] + stages.map(\.name),
      rows: weeks.map { week in
        [DateLabels.day(week.week) + (week.isOpen ? " (open)" : "")]
          + stages.map { NumberFormat.count($0.count(week)) }
      })
  }
}

/// The four bars on the left, as shares of sign-ups.
struct FunnelBars {
  let current: FunnelChart.Counts
  let previous: FunnelChart.Counts?

  private static let width = 300.0
  private static let pitch = 72.0

  func draw(on drawing: inout Drawing) {
    let loss = current.largestLoss
    for (index, stage) in FunnelChart.stages.enumerated() {
      let top = Self.pitch * Double(index) + 4
      let count = NumberFormat.count(current.values[index])
      drawing.text(stage.name, x: 0, y: top + 8, .start, .strong)
      drawing.text(count, x: Self.width, y: top + 8, .end)
      let share = current.share(index) ?? 0
      if index > 0 {
        let before = current.share(index - 1) ?? 0
        drawing.rect(
          x: 0, y: top + 18, width: Self.width * before, height: 18, loss?.step == index - 1 ? .fill2 : .neutral2)
      }
      drawing.rect(x: 0, y: top + 18, width: Self.width * share, height: 18, .background)
      drawing.rect(x: 0, y: top + 18, width: max(1, Self.width * share), height: 18, .fill1)
      if let mark = previous?.share(index), index > 0 {
        drawing.line(
          .init(Self.width * mark, top + 14), .init(Self.width * mark, top + 40), .total)
      }
      drawing.text(NumberFormat.percent(current.share(index)), x: Self.width + 10, y: top + 27, .start, .strong)
      if index + 1 < FunnelChart.stages.count { step(index, y: top + 54, isLargest: loss?.step == index, on: &drawing) }
    }
  }

  private func step(_ index: Int, y: Double, isLargest: Bool, on drawing: inout Drawing) {
    let (from, to) = (current.values[index], current.values[index + 1])
    guard from > 0 else { return }
    let rate = NumberFormat.percent(Double(to) / Double(from), decimals: 0)
    let lost = NumberFormat.count(from - to)
    let text = "↓ \(rate) go on, \(lost) do not" + (isLargest ? ": the largest loss" : "")
    drawing.text(text, x: 12, y: y, .start, isLargest ? .label2 : .muted)
  }
}

/// Three small lines on the right: the share of each week's sign-ups that reached a stage.
struct FunnelLines {
  let weeks: [FunnelChart.Week]

  private static let left = 430.0
  private static let right = 664.0
  private static let pitch = 92.0

  func draw(on drawing: inout Drawing) {
    for index in 1..<FunnelChart.stages.count {
      panel(FunnelChart.stages[index], top: Self.pitch * Double(index - 1) + 4, on: &drawing)
    }
    let step = (Self.right - Self.left) / Double(max(1, weeks.count - 1))
    let names = weeks.map { DateLabels.day($0.week) }
    for index in DateLabels.shown(names, spacing: step) {
      let x = weeks.count == 1 ? (Self.left + Self.right) / 2 : Self.left + step * Double(index)
      drawing.text(names[index], x: x, y: drawing.height - 8, .middle, .muted)
    }
  }

  private func panel(_ stage: FunnelChart.Stage, top: Double, on drawing: inout Drawing) {
    let shares = weeks.map { $0.signedUp > 0 ? Double(stage.count($0)) / Double($0.signedUp) : nil }
    let highest = Ticks.top(shares.compactMap(\.self).max() ?? 0, count: 2)
    let y = Scale.linear(0...highest, from: top + 76, to: top + 22)
    let step = (Self.right - Self.left) / Double(max(1, weeks.count - 1))
    drawing.text(stage.name, x: Self.left, y: top + 8, .start, .strong)
    for tick in [0, highest] {
      drawing.line(.init(Self.left, y(tick)), .init(Self.right, y(tick)), tick == 0 ? .axis : .grid)
      let label = NumberFormat.percent(tick, decimals: tick > 0 && tick < 0.01 ? 1 : 0)
      drawing.text(label, x: Self.left - 6, y: y(tick), .end, .muted)
    }
    let points = shares.enumerated().map { index, share in
      share.map {
        Drawing.Point(weeks.count == 1 ? (Self.left + Self.right) / 2 : Self.left + step * Double(index), y($0))
      }
    }
    let open = weeks.map(\.isOpen)
    Trace(points: points, isOpen: open, isHollow: open).draw(on: &drawing, .line1, .open1, .dot1, .hollow1)
    if let last = shares.lastIndex(where: { $0 != nil }), let share = shares[last], let point = points[last] {
      drawing.text(NumberFormat.percent(share), x: point.x + 8, y: point.y, .start, .label1)
    }
  }
}
