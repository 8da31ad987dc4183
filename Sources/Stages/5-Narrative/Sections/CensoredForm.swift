import ReportModel

/// The other form of the time to first call: the median over those who called leaves out those who have not.
struct CensoredForm {
  let metric: MetricResult
  let view: MonthView

  /// ` (n = 812; over all 1 004 sign-ups, counting the 192 yet to call, 3 h 5 min, from 1 h 40 min)`.
  var text: RichText {
    let clauses = RichText.joined([RichText(count), metric.id == "ttfc.median" ? overAll : ofCallers], by: "; ")
    return clauses.isBlank ? "" : .of(" (", clauses, ")")
  }

  private var count: String { metric.n.map { "n = " + NumberFormat.count(Double($0)) } ?? "" }

  private var overAll: RichText {
    guard let all = view.metric("ttfc.median_all") else { return neverShare }
    let whole = all.n.map { "all \(NumberFormat.count(Double($0))) sign-ups" } ?? "all sign-ups"
    guard all.value != nil else { return .joined(["over \(whole) no median is reached yet", neverShare], by: "; ") }
    return .of(RichText("over \(whole)\(waiting(all)), the median is "), value(all))
  }

  private var ofCallers: RichText {
    guard let callers = view.measured("ttfc.median") else { return neverShare }
    return .joined([neverShare, .of("among those who called, the median is ", value(callers))], by: "; ")
  }

  /// `, counting the 192 yet to call`.
  private func waiting(_ all: MetricResult) -> String {
    guard let whole = all.n, let called = metric.n, whole > called else { return "" }
    return ", counting the \(NumberFormat.count(Double(whole - called))) yet to call"
  }

  private func value(_ metric: MetricResult) -> RichText {
    let before = metric.previous.value.map { ", from " + view.format($0, metric.unit) } ?? ""
    return .of(view.value(metric), RichText(before))
  }

  private var neverShare: RichText {
    guard let never = view.measured("ttfc.never") else { return "" }
    return .of(view.value(never), " have yet to call")
  }
}
