import ReportModel

/// Numbers inside the sentences of this stage, in the report's currency.
struct Figures: Sendable {
  /// Code of the report's currency.
  var currency: String

  func value(_ value: Double, _ unit: MetricUnit) -> String {
    NumberFormat.value(value, unit: unit, currency: currency)
  }

  func change(_ change: Double, _ unit: MetricUnit) -> String {
    NumberFormat.change(change, unit: unit, currency: currency)
  }

  func interval(_ low: Double, _ high: Double, _ unit: MetricUnit) -> String {
    NumberFormat.interval(low, high, unit: unit, currency: currency)
  }
}
