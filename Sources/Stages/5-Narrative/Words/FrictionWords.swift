import ReportModel

/// Where on the way to the value moment most developers go no further.
struct FrictionWords {
  let view: MonthView

  /// One sentence, or nothing where the report has no such table.
  var text: RichText {
    let rows = view.rows("friction").filter { ($0["left"]?.double ?? 0) > 0 && ($0["entered"]?.double ?? 0) > 0 }
    guard let worst = rows.max(by: { ($0["left"]?.double ?? 0) < ($1["left"]?.double ?? 0) }),
      let step = worst["step"]?.text, let left = worst["left"]?.double, let entered = worst["entered"]?.double
    else { return "" }
    let share = NumberFormat.percent(left / entered, decimals: 0)
    let counts = "\(NumberFormat.count(left)) of \(NumberFormat.count(entered)) (\(share))"
    return .of(
      RichText("On the way to the value moment most are lost \(place(step)): "),
      view.cited(counts, "table-friction"), " go no further", met(worst), ".")
  }

  /// `between “made a first call” and “made a successful call”`.
  private func place(_ step: String) -> String {
    let ends = step.split(separator: "→").map { "“\(DataText.name(String($0)))”" }
    return ends.count == 2 ? "between \(ends[0]) and \(ends[1])" : "at “\(DataText.name(step))”"
  }

  private func met(_ row: TableRow) -> RichText {
    guard let last = row["last_met"]?.text, !last.hasPrefix("nothing") else { return "" }
    return .of("; what they met last was most often ", .code(DataText.name(last)))
  }
}
