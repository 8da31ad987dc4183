@testable import Metrics
import ReportModel
import Testing

/// The weekly growth accounting of the chart against a count with sets of names.
struct TokenGrowthSeriesTests {
  private let window = ReportWindow(month: Month(year: 2026, month: 10), zone: .utc, asOf: nil)

  /// Calls of 40 tokens, each awake in its own weeks: `weeks` of them up to 25 October.
  private func company(weeks: Int) -> (engine: MetricEngine, tokens: [[String]]) {
    var month = ExampleMonth(window: window, configuration: ReportConfiguration())
    var tokens = [[String]](repeating: [], count: weeks)
    for week in 0..<weeks {
      for token in 0..<40 where (token * 7 + week * (token % 5 + 1)) % 11 < 4 && token < week * 3 + 4 {
        tokens[week].append("t\(token)")
        month.call(nil, month.at(20 - 7 * (weeks - 1 - week)), token: "t\(token)")
        // A refused token is not active.
        month.call(nil, month.at(20 - 7 * (weeks - 1 - week)), status: 401, token: "refused\(token)")
      }
    }
    return (month.engine, tokens)
  }

  @Test func `every week is what sets of names say, and follows from the week before`() throws {
    let (engine, tokens) = company(weeks: 22)
    let series = try #require(ChartSeries(month: engine.month, metrics: []).build().growth)
    #expect(series.count == 13 && series.last?.week == "2026-10-19" && series.count(where: \.isCurrent) == 4)
    for (offset, week) in series.enumerated() {
      let index = tokens.count - series.count + offset
      let (now, before) = (Set(tokens[index]), Set(tokens[index - 1]))
      let ever = Set(tokens[..<index].joined())
      #expect(week.active == now.count)
      #expect(week.new == now.subtracting(ever).count)
      #expect(week.returned == now.intersection(ever).subtracting(before).count)
      #expect(week.lost == before.subtracting(now).count)
    }
    for (week, next) in zip(series, series.dropFirst()) {
      #expect(next.active == week.active + next.new + next.returned - next.lost)
    }
    #expect(series.contains { $0.new > 0 } && series.contains { $0.returned > 0 } && series.contains { $0.lost > 0 })
  }

  @Test func `weeks in which everybody would look new are not shown`() {
    #expect(ChartSeries(month: company(weeks: 8).engine.month, metrics: []).build().growth?.count == 4)
    #expect(ChartSeries(month: company(weeks: 5).engine.month, metrics: []).build().growth == nil)
  }
}
