import ReportModel

/// RICE's impact: the table's, a step up where the metric is far over its target, a step down where it meets it.
///
/// The steps are the scale's own: 0.25 minimal, 0.5 low, 1 medium, 2 high, 3 massive.
struct Impact {
  let value: Double
  /// Why it is not the table's; nil where it is.
  let because: String?

  static let scale: [Double] = [0.25, 0.5, 1, 2, 3]
  /// Times the target from which a metric is far off.
  static let far = 2.0

  /// - Parameter excess: how many times its target the metric stands at, on the bad side; under 1 = it meets it.
  init(table: Double, excess: Double?) {
    guard let excess, excess.isFinite else {
      (value, because) = (table, nil)
      return
    }
    if excess >= Impact.far, let next = Impact.scale.first(where: { $0 > table }) {
      let times = NumberFormat.factor((excess * 10).rounded() / 10)
      (value, because) = (next, "impact \(NumberFormat.factor(next)): \(times) times its target")
    } else if excess < 1, let lower = Impact.scale.last(where: { $0 < table }) {
      (value, because) = (lower, "impact \(NumberFormat.factor(lower)): its target is met")
    } else {
      (value, because) = (table, nil)
    }
  }

  /// How many times its target a metric stands at: over it where down is good, what is missing of the whole where a
  /// share should go up, the target over it elsewhere. nil without a target.
  static func excess(_ result: MetricResult) -> Double? {
    guard let value = result.value, let target = result.target, let good = result.good else { return nil }
    if good == "down" { return target > 0 ? value / target : nil }
    if result.unit == .fraction, target < 1 { return (1 - value) / (1 - target) }
    return value > 0 ? target / value : nil
  }
}
