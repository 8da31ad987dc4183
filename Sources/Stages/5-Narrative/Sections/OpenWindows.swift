import ReportModel

/// What the month's end cuts off: developers who may still call, windows that have not closed.
struct OpenWindows {
  let view: MonthView

  var points: [RichText] { [censored, unclosed, churn] }

  /// Sign-ups without a call: out of one median, waiting in the other.
  private var censored: RichText {
    guard let callers = view.measured("ttfc.median"), let called = callers.n, let all = view.metric("ttfc.median_all"),
      let whole = all.n, whole > called
    else { return "" }
    let waiting = view.cited(NumberFormat.count(Double(whole - called)), "metric-ttfc.never")
    let verb = whole - called == 1 ? " has" : " have"
    return .of(
      waiting, RichText(" of \(view.month)’s \(NumberFormat.count(Double(whole))) sign-ups\(verb) not called yet: "),
      "the median time to first call leaves them out, the median over all sign-ups counts them as still waiting.")
  }

  /// Sign-ups whose window has not closed, one sentence for the measures that share the number.
  private var unclosed: RichText {
    guard let signups = view.measured("signups")?.value else { return "" }
    let open = ["activation.rate", "ttv.within_7d"].compactMap(view.measured).filter {
      ($0.denominator ?? signups) < signups
    }
    let groups = Grouped(open) { NumberFormat.count(signups - ($0.denominator ?? signups)) }
    return .sentences(
      groups.entries.map { count, metrics in
        let names = Sentence.list(metrics.map { Phrasebook.phrase($0).noun })
        let (have, are) = count == "1" ? ("has", "is") : ("have", "are")
        let whole = " of the \(NumberFormat.count(signups)) sign-ups "
        return .of(
          view.cited(count, "metric-" + metrics[0].id),
          RichText("\(whole)\(have) not had their whole window yet and \(are) not in \(names)."))
      })
  }

  private var churn: RichText {
    guard view.measured("churn.rate") != nil else { return "" }
    let days = view.report.month.dayCount > 29 ? "\(view.month)’s last 29 days" : view.month
    let next = view.report.month.next.shortName
    return RichText("Developers who fell silent in \(days) show as churn in \(next) at the earliest.")
  }
}
