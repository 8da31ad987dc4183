import ReportModel

/// Whether the value moment that is configured is the right one to watch, where the data say something about it.
struct BetterMoment {
  let view: MonthView

  private struct Candidate {
    let label: String
    let retained: Double
    let churned: Double
    let low: Double
    let high: Double
    let adjustedP: Double
    let sameAs: String?
    let isConfigured: Bool

    init?(_ row: TableRow) {
      guard let label = row["candidate"]?.text, let retained = row["retained_share"]?.double,
        let churned = row["churned_share"]?.double, let low = row["phi_low"]?.double,
        let high = row["phi_high"]?.double, let p = row["p"]?.double
      else { return nil }
      (self.label, self.retained, self.churned, self.low, self.high) = (label, retained, churned, low, high)
      adjustedP = p
      sameAs = row["same_as"]?.text
      isConfigured = row["configured"] == .flag(true)
    }
  }

  /// One sentence where another candidate separates clearly better than the configured one (its interval lies above the
  /// other's), or where none is configured and one separates; else nothing.
  var text: RichText {
    guard view.mood != .refused else { return "" }
    let candidates = view.rows("value_moment_candidates").compactMap(Candidate.init)
    guard let best = candidates.first, best.low > 0, best.adjustedP <= ValueMomentSearch.level else { return "" }
    let shares = view.cited(
      "\(NumberFormat.percent(best.retained)) against \(NumberFormat.percent(best.churned))",
      "table-value_moment_candidates")
    let did = RichText.of(
      .code(DataText.name(best.label)), " in the first 24 hours: ", shares, " of those who stayed and those who left")
    guard let configured = candidates.first(where: \.isConfigured) else {
      guard view.measured("ttv.within_7d") == nil,
        view.metric("ttv.within_7d")?.reason?.contains("value_moment") == true
      else { return "" }
      return .of(
        "No value moment is configured; what separates best is ", did,
        " (association, not cause; `throughline value-moment` has the lines to paste).".rich)
    }
    guard !best.isConfigured, best.low > configured.high, configured.sameAs != best.label else { return "" }
    return .of(
      "The configured value moment may not be the one to watch: ", did, ", against ",
      RichText("\(NumberFormat.percent(configured.retained)) and \(NumberFormat.percent(configured.churned))"),
      " for the configured one (association, not cause; see `throughline value-moment`).".rich)
  }
}

extension String {
  /// Code between backticks.
  fileprivate var rich: RichText { MarkedText(self, anchor: nil).rich }
}
