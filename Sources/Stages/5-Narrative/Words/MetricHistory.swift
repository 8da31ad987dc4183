import ReportModel

/// What a metric's past months say about this one.
struct MetricHistory {
  private let value: Double
  private let past: [Double]

  init(_ metric: MetricResult) {
    value = metric.value ?? .nan
    past = metric.history.map(\.value)
  }

  /// `the highest of 13 months`, with at least five months before.
  var record: String? {
    guard past.count >= 5, let low = past.min(), let high = past.max() else { return nil }
    let months = "of \(past.count + 1) months"
    if value > high { return "the highest \(months)" }
    return value < low ? "the lowest \(months)" : nil
  }

  /// `fifth rise in a row`, from the third on.
  var streak: String? {
    let series = past + [value]
    let steps = zip(series.dropFirst(), series).map { $0 - $1 }
    guard let last = steps.last, last != 0 else { return nil }
    let length = steps.reversed().prefix { last > 0 ? $0 > 0 : $0 < 0 }.count
    guard length >= 3, let ordinal = MetricHistory.ordinals[length] else { return nil }
    return "\(ordinal) \(last > 0 ? "rise" : "fall") in a row"
  }

  private static let ordinals = [
    3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth", 10: "tenth",
    11: "eleventh", 12: "twelfth",
  ]
}
