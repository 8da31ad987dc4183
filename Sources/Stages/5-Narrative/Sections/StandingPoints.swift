import ReportModel

/// What is so without having moved: targets missed and signals that fire on a level.
struct StandingPoints {
  let view: MonthView

  var text: RichText { .sentences([targets, signals]) }

  private var missed: [MetricResult] {
    view.report.metrics.filter { !$0.smallSample && $0.meetsTarget == false }
  }

  private var targets: RichText {
    let shown = missed.prefix(4)
    guard !shown.isEmpty else { return "" }
    let items = shown.map { metric in
      let target = "(target " + view.format(metric.target, metric.unit) + ")"
      return RichText.of(
        RichText(Phrasebook.phrase(metric).noun), " at ", view.value(metric), RichText(" " + target))
    }
    return .of("Off target: ", .list(Array(items)), more(missed.count - shown.count), ".")
  }

  private func more(_ count: Int) -> RichText {
    count > 0 ? RichText("; \(Sentence.counted(count, "measure")) besides") : ""
  }

  private var signals: RichText {
    let fired = view.report.signals.filter(\.fired)
    guard !fired.isEmpty else { return "" }
    return .of("Flagged all the same: ", .list(fired.map { RichText(SignalNames.name($0)) }), ".")
  }
}

extension MetricResult {
  /// Whether the target is met; nil without a value, a target or a direction.
  var meetsTarget: Bool? {
    guard let value, let target, let good else { return nil }
    return good == "down" ? value <= target : value >= target
  }
}
