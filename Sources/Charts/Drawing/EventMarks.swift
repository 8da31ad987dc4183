import ReportModel

/// The month's changes and incidents as numbered marks; a number means the same event in every chart of a report.
struct EventMarks {
  /// More than these cannot be told apart on a month of 500 units.
  private static let most = 9
  private static let gap = 18.0
  private static let radius = 8.0

  private(set) var marks: [(number: Int, day: Day, words: String, findings: Set<Int>)]

  /// Those that findings point at first, then incidents, then the rest, numbered by day.
  init(report: Report) {
    let dated = report.events.enumerated().compactMap { index, event in
      Civil.day(iso: event.date).map { (index: index, day: $0, event: event) }
    }
    func weight(_ event: MonthEvent) -> Int { !event.findings.isEmpty ? 0 : event.kind == "incident" ? 1 : 2 }
    let chosen = dated.sorted { (weight($0.event), $0.index) < (weight($1.event), $1.index) }.prefix(Self.most)
    marks = chosen.sorted { ($0.day, $0.index) < ($1.day, $1.index) }.enumerated().map { offset, entry in
      let (event, number) = (entry.event, offset + 1)
      return (
        number, entry.day,
        "\(number): \(DateLabels.day(event.date)), \(DisplayText.line(event.title)) (\(DisplayText.line(event.kind)))",
        Set(event.findings)
      )
    }
  }

  /// Only those that one of these findings points at, with the numbers they have.
  func pointed(atBy ranks: Set<Int>) -> EventMarks {
    var some = self
    some.marks.removeAll { $0.findings.isDisjoint(with: ranks) }
    return some
  }

  /// The key of the marks that lie inside `days`.
  func key(_ days: Range<Day>) -> [String] { marks.filter { days.contains($0.day) }.map(\.words) }

  /// A thin rule for each day and its number in a ring at `y`, moved aside where two would touch.
  ///
  /// - Parameter x: place of a day; nil where it is off the chart.
  func draw(
    on drawing: inout Drawing, y: Double, bottom: Double, bounds: ClosedRange<Double>, x: (Day) -> Double?
  ) {
    let placed = marks.compactMap { mark in x(mark.day).map { (mark.number, $0) } }
    let inner = (bounds.lowerBound + Self.radius)...(bounds.upperBound - Self.radius)
    let places = LabelSpread.places(placed.map(\.1), gap: Self.gap, bounds: inner)
    for (mark, place) in zip(placed, places) {
      drawing.line(.init(mark.1, y + Self.radius + 4), .init(mark.1, bottom), .event)
      drawing.line(.init(place, y + Self.radius), .init(mark.1, y + Self.radius + 4), .event)
    }
    for (mark, place) in zip(placed, places) {
      drawing.circle(.init(place, y), radius: Self.radius, .ring)
      drawing.text(String(mark.0), x: place, y: y, .middle)
    }
  }
}
