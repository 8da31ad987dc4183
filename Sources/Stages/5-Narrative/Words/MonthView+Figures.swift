import ReportModel

/// Numbers of the report as words, each with the place it stands at.
extension MonthView {
  /// A number that points at its evidence, or the bare words where the report has no such place.
  func cited(_ text: String, _ anchor: String, strong: Bool = false) -> RichText {
    RichText([.init(text, strong ? .strong : .plain, anchor: has(anchor: anchor) ? anchor : nil)])
  }

  func format(_ value: Double?, _ unit: MetricUnit) -> String {
    NumberFormat.value(value, unit: unit, currency: report.currency)
  }

  func formatChange(_ change: Double, _ unit: MetricUnit) -> String {
    NumberFormat.change(change, unit: unit, currency: report.currency)
  }

  /// This month's value, pointing at the metric.
  func value(_ metric: MetricResult, strong: Bool = false) -> RichText {
    cited(format(metric.value, metric.unit), "metric-" + metric.id, strong: strong)
  }

  /// `52 min → 1 h 31 min`; this month's value alone where there is nothing before it.
  func fromTo(_ metric: MetricResult, strong: Bool = false) -> RichText {
    guard let previous = metric.previous.value else { return value(metric, strong: strong) }
    return cited(
      arrow(previous, metric.value, metric.unit), "metric-" + metric.id, strong: strong)
  }

  func arrow(_ previous: Double?, _ value: Double?, _ unit: MetricUnit) -> String {
    format(previous, unit) + " → " + format(value, unit)
  }

  /// `rose from 52 min to 1 h 31 min`, for a metric with a value in both months.
  func moved(_ metric: MetricResult) -> RichText {
    let (before, now) = (format(metric.previous.value, metric.unit), format(metric.value, metric.unit))
    guard let change = metric.change?.absolute, before != now else { return .of("stayed at ", value(metric)) }
    let verb = change > 0 ? "rose from " : "fell from "
    return .of(RichText(verb), cited("\(before) to \(now)", "metric-" + metric.id))
  }

  /// `the rise`, `the fall`.
  func movement(_ metric: MetricResult) -> String { (metric.change?.absolute ?? 0) < 0 ? "fall" : "rise" }

  static let intervalOpening = NumberFormat.percent(0.95, decimals: 0) + " interval of the change "

  /// `−9.9 to +0.3 points`.
  func interval(_ metric: MetricResult) -> String? {
    guard let interval = metric.change?.interval, interval.count == 2 else { return nil }
    return NumberFormat.interval(interval[0], interval[1], unit: metric.unit, currency: report.currency)
  }
}
