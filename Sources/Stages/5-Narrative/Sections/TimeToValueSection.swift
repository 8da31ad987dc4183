import ReportModel

/// The way to the value moment: who got there and when, whether they stayed, and where the others are lost.
struct TimeToValueSection {
  let view: MonthView

  /// nil where no value moment can be measured.
  var points: [RichText]? {
    guard view.metric("ttv.within_7d") != nil, !view.rows("time_to_value").isEmpty else { return nil }
    let all = [
      reached, window, retention, gap, FrictionWords(view: view).text, FrictionWords(view: view).segment, pages,
    ]
    let told = all.filter { !$0.isBlank }
    return told.isEmpty ? nil : told
  }

  private var reached: RichText {
    guard let metric = view.measured("ttv.within_7d") else { return "" }
    let counts = Self.counts(metric.numerator, metric.denominator)
    let before = metric.previous.value.map { "; in \(view.previousMonth), \(view.format($0, .fraction))" } ?? ""
    return .of(
      view.value(metric, strong: true),
      RichText(" of \(view.month)’s sign-ups reached the value moment within 7 days\(counts)\(before)."))
  }

  /// The intervention window: the first session.
  private var window: RichText {
    guard let first = view.measured("ttv.first_session") else { return "" }
    guard let back = view.measured("ttv.return_without") else {
      return .of(view.value(first), " reached it in their first session.")
    }
    return .of(
      view.value(first), " reached it in their first session; of those who did not, ", view.value(back),
      " came back in the seven days after it.")
  }

  private var retention: RichText {
    let rows = view.rows("value_retention").compactMap { row -> (share: Double, stayed: Double, all: Double)? in
      guard let all = row["developers"]?.double, all >= 20, let stayed = row["stayed"]?.double,
        let share = row["share"]?.double
      else { return nil }
      return (share, stayed, all)
    }
    guard rows.count == 2 else { return "" }
    func share(_ row: (share: Double, stayed: Double, all: Double)) -> RichText {
      .of(
        view.cited(NumberFormat.percent(row.share), "table-value_retention"),
        RichText(Self.counts(row.stayed, row.all)))
    }
    return .of(
      "Of earlier sign-ups who reached it within 7 days, ", share(rows[0]),
      " still called 60 or more days after sign-up; of those who did not, ", share(rows[1]),
      ". That is association: nobody was assigned to reach it.")
  }

  /// The onboarding gap.
  private var gap: RichText {
    guard let now = view.measured("ttv.median"), let stayed = view.measured("ttv.median_retained"),
      let (here, there) = now.value.flatMap({ here in stayed.value.map { (here, $0) } }), !now.smallSample,
      !stayed.smallSample
    else { return "" }
    let size = here - there
    let close = abs(size) < 0.15 * there
    let words =
      close
      ? "about the same"

      : "about \(NumberFormat.duration(abs(size))) \(size > 0 ? "longer" : "shorter")"
    return .of(
      "Half of those who have reached it so far needed up to ", view.value(now),
      "; half of the developers who stayed, up to ",
      view.value(stayed), RichText(": \(words)."))
  }

  /// A page that those without success saw more often than those on their way to it, beyond chance.
  private var pages: RichText {
    let rows = view.rows("docs_before_abandon").filter { row in
      (row["developers"]?.double ?? 0) >= 20 && (row["difference"]?.double ?? 0) > 0 && (row["p"]?.double ?? 1) <= 0.05
    }
    guard let worst = rows.max(by: { ($0["difference"]?.double ?? 0) < ($1["difference"]?.double ?? 0) }),
      let page = worst["page"]?.text, let share = worst["share"]?.double, let difference = worst["difference"]?.double
    else { return "" }
    return .of(
      "Of the sign-ups without a success in 7 days, ",
      view.cited(NumberFormat.percent(share), "table-docs_before_abandon"), " saw ", .code(DataText.name(page)),
      RichText(
        ", against \(NumberFormat.percent(share - difference)) of the others in the 24 hours before their first success."
      ))
  }

  /// ` (120 of 314)`.
  private static func counts(_ part: Double?, _ whole: Double?) -> String {
    guard let part, let whole else { return "" }
    return " (\(NumberFormat.count(part)) of \(NumberFormat.count(whole)))"
  }
}
