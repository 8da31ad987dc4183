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
    let met = worst["last_met"]?.text.map { RichText.of("; what they met last is ", .code(DataText.name($0))) } ?? ""
    return .of(
      RichText("On the way to the value moment most are lost at “\(DataText.name(step))”: "),
      view.cited(counts, "table-friction"), " go no further", met, ".")
  }
}
