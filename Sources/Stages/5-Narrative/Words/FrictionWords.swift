import ReportModel

/// Where on the way to the value moment most developers go no further.
struct FrictionWords {
  let view: MonthView

  /// One sentence, or nothing where the report has no such table.
  var text: RichText {
    guard let worst, let step = worst["step"]?.text, let left = worst["left"]?.double,
      let entered = worst["entered"]?.double
    else { return "" }
    let share = NumberFormat.percent(left / entered, decimals: 0)
    let counts = "\(NumberFormat.count(left)) of \(NumberFormat.count(entered)) (\(share))"
    return .of(
      RichText("On the way to the value moment most are lost \(place(step)): "),
      view.cited(counts, "table-friction"), " go no further", met(worst), ".")
  }

  /// The SDK or channel that is lost at some step more often than all others, beyond chance: the one that costs most
  /// developers.
  var segment: RichText {
    let rows = view.rows("friction_segments").filter { ($0["p"]?.double ?? 1) <= 0.05 && cost($0) > 0 }
    guard let row = rows.max(by: { cost($0) < cost($1) }), let dimension = row["dimension"]?.text,
      let step = row["step"]?.text, let segment = row["segment"]?.text, let share = row["share_left"]?.double,
      let entered = row["entered"]?.double, let others = row["others_left"]?.double
    else { return "" }
    let name = DataText.name(DisplayName.value(segment, of: dimension))
    return .of(
      RichText("\(Sentence.capitalised(place(step))), the \(name) \(DisplayName.dimension(dimension)) loses "),
      view.cited(NumberFormat.percent(share), "table-friction_segments"),
      RichText(" of \(NumberFormat.count(entered)), all others \(NumberFormat.percent(others))."))
  }

  /// Developers lost beyond what the others' share would lose.
  private func cost(_ row: TableRow) -> Double {
    (row["entered"]?.double ?? 0) * ((row["share_left"]?.double ?? 0) - (row["others_left"]?.double ?? 0))
  }

  /// The step on which most developers are lost; the earlier of two.
  private var worst: TableRow? {
    let rows = view.rows("friction").filter { ($0["left"]?.double ?? 0) > 0 && ($0["entered"]?.double ?? 0) > 0 }
    return rows.max { ($0["left"]?.double ?? 0) < ($1["left"]?.double ?? 0) }
  }

  /// `between “made a first call” and “made a successful call”`.
  private func place(_ step: String) -> String {
    let ends = step.split(separator: "→").map { "“\(DataText.name(String($0)))”" }
    return ends.count == 2 ? "between \(ends[0]) and \(ends[1])" : "at “\(DataText.name(step))”"
  }

  private func met(_ row: TableRow) -> RichText {
    guard let last = row["last_met"]?.text, !last.hasPrefix("nothing") else { return "" }
    // `/docs/errors (16 of 73)`: what it is in its own letters, how often in words.
    let name = last.ranges(of: " (").last.map { last[..<$0.lowerBound] } ?? last[...]
    let count = last[name.endIndex...]
    return .of(
      "; what they met last was most often ", .code(DataText.name(String(name))),
      RichText(count.isEmpty ? "" : " " + DataText.name(String(count))))
  }
}
