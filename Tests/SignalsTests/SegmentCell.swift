import ReportModel

@testable import Signals

/// One value of a dimension, as tests write it down.
struct SegmentCell {
  var value: String
  var current: Fraction
  var previous: Fraction
  var name: String?
  var flow: String?
}

extension LeafTable {
  /// A table of one dimension (two with growth accounting).
  static func by(_ dimension: String, _ kind: Kind, _ cells: [SegmentCell]) -> LeafTable {
    let hasFlow = cells.contains { $0.flow != nil }
    var builder = Builder(kind, dimensions: hasFlow ? ["flow", dimension] : [dimension])
    var titles: [String: String] = [:]
    for cell in cells {
      builder.add(
        hasFlow ? [cell.flow ?? "", cell.value] : [cell.value], current: cell.current, previous: cell.previous)
      titles[cell.value] = cell.name
    }
    var table = builder.table()
    table.titles = titles
    return table
  }
}

extension CauseFinder {
  /// The causes of a metric and what they leave unexplained.
  static func causes(
    for metric: MeasuredMetric, currency: String = "USD"
  ) -> (causes: [Cause], unexplained: Double) {
    let found = CauseFinder(currency: currency).find(metric)
    return (found.causes, found.unexplained)
  }
}
