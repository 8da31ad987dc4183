import ReportModel

/// Signals that were checked and did not fire, and those that could not be checked.
struct QuietSection {
  let view: MonthView

  var text: RichText? {
    let result = RichText.sentences([quiet, unchecked])
    return result.isBlank ? nil : result
  }

  /// Without those that watch a metric a finding is about: it moved, if not the way the signal looks for.
  private var quiet: RichText {
    let told = view.told
    let quiet = view.report.signals.filter { !$0.fired && $0.unavailable == nil && told.isDisjoint(with: $0.metrics) }
    let names = quiet.map(SignalNames.name)
    return names.isEmpty ? "" : RichText("Checked and quiet: \(Sentence.list(names)).")
  }

  /// One clause per thing that is missing.
  private var unchecked: RichText {
    let missing = view.report.signals.filter { $0.unavailable != nil }
    guard !missing.isEmpty else { return "" }
    let groups = Grouped(missing) { DataText.clause($0.unavailable ?? "") }
    let clauses = groups.entries.map { reason, signals in
      let names = RichText(Sentence.list(signals.map(SignalNames.name)))
      return reason.isEmpty ? names : .of(names, " (", MarkedText(reason, anchor: nil).rich, ")")
    }
    return .of("Not checked: ", .joined(clauses, by: "; "), ".")
  }
}
