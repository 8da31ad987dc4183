package import ReportModel

/// Writes the words of a report from its numbers, findings and signals.
///
/// A pure function of the report: no sentence says more than its evidence, "caused" stands only beside level
/// `reverted`, and every number is one the report already holds.
package struct Narrator {
  private let view: MonthView

  /// A report with everything but its narrative filled in.
  package init(report: Report) { view = MonthView(report.withFiniteNumbers) }

  package func write() -> Narrative {
    var narrative = Narrative()
    let headline = HeadlineSection(view: view)
    narrative.headline = headline.headline.compacted
    narrative.lead = headline.lead.compacted
    narrative.caveat = CaveatSection(view: view).text?.compacted
    narrative.quiet = QuietSection(view: view).text?.compacted
    narrative.blindSpots = BlindSpotsSection(view: view).points.map(\.compacted)
    guard view.mood != .refused else { return narrative }
    narrative.keyNumbers = KeyNumbersSection(view: view).rows
    narrative.changes = ChangesSection(view: view).entries.map(\.compacted)
    narrative.notChanges = NotChangesSection(view: view).entries.map(\.compacted)
    narrative.why = WhySection(view: view).entries
    let told = Set(narrative.why.flatMap { $0.points.map(\.text) })
    narrative.timeToValue = TimeToValueSection(view: view).points?.map(\.compacted).filter { !told.contains($0) }
    return narrative
  }
}
