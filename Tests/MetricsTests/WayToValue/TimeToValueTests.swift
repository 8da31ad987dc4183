import Foundation
import ReportModel
import Rollup
import Testing

@testable import Metrics

/// The curves and tables of time to value against counts of the rows one by one.
@Suite struct TimeToValueTests {
  private struct Person {
    var id: String
    var signUp: Instant
    /// Microseconds to the value moment; nil = never.
    var value: Instant?
    var stays = false
  }

  /// Sign-ups of April to October, the value moment by an event.
  private static func company(seed: UInt64) -> (ExampleMonth, [Person]) {
    var configuration = ReportConfiguration()
    configuration.valueMoment = .init(signal: .event(name: "done", conditions: []))
    var rows = ExampleMonth(
      window: ReportWindow(month: Month(year: 2026, month: 10), zone: .utc), configuration: configuration)
    var dice = Dice(seed: seed)
    let start = rows.at(Month(year: 2026, month: 4))
    rows.call(nil, start - Duration.day)
    rows.event(nil, start - Duration.day, "done")
    let people = (0..<420).map { index -> Person in
      let signUp = start + Int64(dice.below(214 * 86_400)) * Duration.second
      let delay = Int64(exp(6 + 9 * dice.uniform())) * Duration.second
      let stays = dice.chance(0.5)
      return Person(id: "d\(index)", signUp: signUp, value: dice.chance(0.6) ? signUp + delay : nil, stays: stays)
    }
    for person in people {
      rows.signUp(person.id, person.signUp)
      rows.call(person.id, person.signUp + Duration.minute, status: 401)
      if let value = person.value { rows.event(person.id, value, "done") }
      if person.stays { rows.call(person.id, person.signUp + 62 * Duration.day) }
    }
    return (rows, people)
  }

  @Test("curves are the product-limit estimate, counted the long way", arguments: [1, 2, 3] as [UInt64])
  func curves(seed: UInt64) throws {
    let (rows, people) = Self.company(seed: seed)
    let engine = rows.engine
    let chart = try #require(ChartSeries(month: engine.month, metrics: engine.measure()).build().timeToValue)
    #expect(chart.curves.map(\.group) == [.month, .previous, .retained])
    for curve in chart.curves {
      let asOf = curve.group == .previous ? rows.window.start : rows.window.end
      let group = people.filter { person in
        switch curve.group {
        case .month: rows.window.contains(person.signUp)
        case .previous: rows.window.on(rows.window.month.previous).contains(person.signUp)
        case .retained: person.stays && person.signUp + 62 * Duration.day < asOf
        }
      }
      let times = group.map { person -> (time: Double, happened: Bool) in
        guard let value = person.value, value < asOf else { return (Double(asOf - person.signUp) / 1e6, false) }
        return (Double(value - person.signUp) / 1e6, true)
      }
      #expect(curve.developers == times.count && curve.reached == times.count { $0.happened })
      for point in curve.points {
        var survival = 1.0
        for time in Set(times.filter { $0.happened && $0.time <= point.seconds }.map(\.time)).sorted() {
          let atRisk = times.count { $0.time >= time }
          survival *= 1 - Double(times.count { $0.happened && $0.time == time }) / Double(atRisk)
        }
        #expect(abs(point.share - (1 - survival)) < 1e-9)
        if let low = point.low, let high = point.high { #expect(low <= point.share && point.share <= high) }
      }
      #expect(times.count { $0.time >= curve.end } >= 10)
      #expect(curve.end == 2_592_000 || times.count { $0.time > curve.end } < 10)
      for waiting in curve.atRisk { #expect(waiting.developers == times.count { $0.time >= waiting.seconds }) }
      let closed = group.filter { $0.signUp + 7 * Duration.day <= asOf }
      let within = closed.count {
        $0.value.map { value in value < asOf } ?? false && ($0.value ?? 0) - $0.signUp < 7 * Duration.day
      }
      #expect(abs((curve.within7Days ?? -1) - Double(within) / Double(closed.count)) < 1e-12)
    }
  }

  @Test("the table says what the metrics say")
  func tableAgreesWithMetrics() throws {
    let engine = Self.company(seed: 4).0.engine
    let metrics = Dictionary(uniqueKeysWithValues: engine.measure().map { ($0.result.id, $0.result) })
    let rows = try #require(TableBuilder(month: engine.month).build()["time_to_value"])
    let columns = [
      "within_7d": "ttv.within_7d", "median_s": "ttv.median", "p75_s": "ttv.p75", "first_session": "ttv.first_session",
      "return_without": "ttv.return_without",
    ]
    for (column, id) in columns {
      #expect(rows[0][column]?.double == metrics[id]?.value && metrics[id]?.value != nil, "\(column)")
      #expect(rows[1][column]?.double == metrics[id]?.previous.value, "\(column)")
    }
    #expect(rows[2]["median_s"]?.double == metrics["ttv.median_retained"]?.value)
  }

  @Test("who stayed, by the value moment within seven days, agrees with a count of the rows")
  func retention() throws {
    let (rows, people) = Self.company(seed: 5)
    let table = try #require(TableBuilder(month: rows.engine.month).build()["value_retention"])
    for (row, reached) in zip(table, [true, false]) {
      let group = people.filter { person in
        person.signUp + 90 * Duration.day <= rows.window.end
          && (person.value.map { $0 - person.signUp < 7 * Duration.day } ?? false) == reached
      }
      #expect(row["developers"] == .integer(group.count) && row["stayed"] == .integer(group.count { $0.stays }))
      let (share, low, high) = (row["share"]?.double ?? 0, row["low"]?.double ?? 1, row["high"]?.double ?? 0)
      #expect(low < share && share < high)
    }
    #expect(table.count == 2)
  }
}
