import ReportModel

/// Says where a metric's change sits: parts that add up to `change.absolute`, and what they leave unexplained.
///
/// Of the tables a metric has, the one is told whose segments speak loudest (log-likelihood). One to three accounts
/// take the place of a segment where without them less than half of the change would be left, and they are less of the
/// whole than the segment: an account with half of all calls has half of any change, and explains none of it.
struct CauseFinder {
  let currency: String
  /// Beyond the scan's ordinary threshold, for movers hidden under a total that did not move.
  var strictness = 0.0
  var isHidden = false
  /// Dates segments, so that what began at different times is not told as one; nil = they are not dated.
  var dating: DatedChange?

  /// Part of the change from which accounts take the place of a segment.
  static let accountShare = 0.5
  /// Part of the change under which the calendar is not told apart.
  static let leastCalendar = 0.05

  struct Found {
    var bridge: Bridge
    /// Most important first, `broad` and `calendar` last.
    var causes: [Cause]
    var unexplained: Double
  }

  func find(_ metric: MeasuredMetric) -> Found {
    guard let values = ComparedValues(metric.result), values.change != 0 || isHidden else {
      return Found(bridge: Bridge(parts: []), causes: [], unexplained: 0)
    }
    let bridge = bridge(metric, values)
    let words = CauseWords(metric: metric, values: values, figures: Figures(currency: currency))
    let settled = ExactSum.settle(words.causes(bridge), to: values.change)
    return Found(bridge: bridge, causes: settled.causes, unexplained: settled.unexplained)
  }

  private func bridge(_ metric: MeasuredMetric, _ values: ComparedValues) -> Bridge {
    let calendar = calendar(metric, values)
    let began = began(metric)
    let bridges = metric.leaves.filter { $0.count > 0 }.compactMap { table -> Bridge? in
      if case .accounts = metric.evidence { return isHidden ? nil : AccountBridge(values: values).bridge(table) }
      let count = CountBridge(
        values: values, calendar: calendar, strictness: strictness, isHidden: isHidden, began: began)
      switch table.kind {
      case .additive: return isHidden ? count.bridge(table) : FlowBridge(values: values, count: count).bridge(table)
      case .ratio, .exceedance:
        return RatioBridge(values: values, strictness: strictness, isHidden: isHidden, began: began).bridge(table)
      }
    }
    let isAccounts: (Bridge) -> Bool = { $0.table?.dimensions == ["company_id"] }
    let places = bridges.filter { !isAccounts($0) }
    // Ties go to the table that stands first.
    let place = places.dropFirst().reduce(places.first) { best, next in
      guard let best else { return next }
      return weight(next, values) > weight(best, values) + 1e-9 ? next : best
    }
    guard let accounts = bridges.first(where: isAccounts) else {
      return place ?? Bridge(parts: [], calendar: calendar)
    }
    guard let place else { return accounts }
    let isCarried = !accounts.parts.isEmpty && accounts.explained(of: values.change) >= CauseFinder.accountShare
    return isCarried && (place.parts.isEmpty || accounts.size < place.size) ? accounts : place
  }

  private func began(_ metric: MeasuredMetric) -> ((LeafTable, [String: String], Bool) -> ClosedRange<Day>?)? {
    dating.map { dating in
      { table, segment, rises in
        let part = Bridge.Part(segment: segment, effect: .rate, contribution: rises ? 1 : -1)
        return dating.date(metric, Bridge(parts: [part], table: table), leading: part)?.began
      }
    }
  }

  /// What speaks for a table: its segments' likelihood, then how much of the change it explains.
  private func weight(_ bridge: Bridge, _ values: ComparedValues) -> Double {
    bridge.score + min(1, abs(bridge.explained(of: values.change)))
  }

  private func calendar(_ metric: MeasuredMetric, _ values: ComparedValues) -> Double {
    guard let expected = metric.result.expected, case .count = metric.evidence else { return 0 }
    let calendar = expected - values.previous
    return abs(calendar) >= CauseFinder.leastCalendar * abs(values.change) ? calendar : 0
  }
}
