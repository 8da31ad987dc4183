package import ReportModel

/// Says where a metric's change sits.
///
/// # Implementation guidance
/// Parts with a contribution and the rest must add up to `change.absolute`. A finder that locates, dates or links its
/// parts gives them the level it can answer for; `ArithmeticFinder` answers for arithmetic alone.
package protocol CauseFinder: Sendable {
  func causes(for metric: MeasuredMetric) -> (causes: [Cause], unexplained: Double)
}

/// The exact bridge without a search: `Contribution`.
package struct ArithmeticFinder: CauseFinder {
  private let currency: String

  package init(currency: String = "USD") { self.currency = currency }

  package func causes(for metric: MeasuredMetric) -> (causes: [Cause], unexplained: Double) {
    Contribution.causes(for: metric, currency: currency)
  }
}
