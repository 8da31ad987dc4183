import Foundation
import ReportModel
import Statistics

/// The curves behind the chart of time to value.
struct TimeToValueSeries {
  typealias Curve = ChartData.TimeToValue.Curve

  /// A curve goes on as long as this many are watched and not there yet.
  static let fewest = 10
  static let longest = 30.0 * 86_400
  /// Times at which those not there yet are counted.
  static let horizons: [Double] = [60, 900, 3_600, 14_400, 86_400, 604_800, 2_592_000]
  /// Steps that a curve is given at one by one; of more, the last before each of as many times.
  static let mostPoints = 120

  let month: MonthFacts

  func build() -> ChartData.TimeToValue? {
    guard month.world.valueMomentMissing == nil else { return nil }
    var groups: [(ChartData.TimeToValue.Group, ValueTimes)] = [(.month, month.valueTimes)]
    if month.seesPreviousValue { groups.append((.previous, month.previous.valueTimes)) }
    if month.world.callsUnresolvable == nil { groups.append((.retained, month.valueTimesOfRetained)) }
    let curves = groups.compactMap { Self.curve($0.0, $0.1) }
    return curves.first?.group == .month ? ChartData.TimeToValue(curves: curves) : nil
  }

  static func curve(_ group: ChartData.TimeToValue.Group, _ times: ValueTimes) -> Curve? {
    let watched = times.observations.map(\.time.time).sorted()
    guard watched.count >= fewest else { return nil }
    let end = min(longest, watched[watched.count - fewest])
    let survival = times.survival
    let steps = thinned(survival.steps.filter { $0.time <= end })
    let reached = times.reached
    return Curve(
      group: group, developers: watched.count, reached: reached.count, median: Quantile.linear(reached, 0.5),
      p75: Quantile.linear(reached, 0.75), within7Days: times.shareWithinSevenDays,
      points: steps.map { step in
        let interval = survival.interval(at: step.time)
        return .init(
          seconds: step.time, share: 1 - step.survival, low: interval.map { 1 - $0.high },
          high: interval.map { 1 - $0.low })
      }, end: end,
      atRisk: horizons.map { horizon in .init(seconds: horizon, developers: watched.count { $0 >= horizon }) },
      censored: censored(times.observations.filter { !$0.time.happened }.map(\.time.time), upTo: end))
  }

  private static func thinned(_ steps: [KaplanMeier.Step]) -> [KaplanMeier.Step] {
    guard steps.count > mostPoints, let last = steps.last?.time, let first = steps.first?.time, first < last else {
      return steps
    }
    return lastOfEachBin(steps, count: mostPoints) { $0.time }
  }

  private static func censored(_ times: [Double], upTo end: Double) -> [Double] {
    lastOfEachBin(times.filter { $0 <= end }.sorted(), count: 40) { $0 }
  }

  /// The last element of each of `count` bins of equal ratio between one minute and 30 days.
  private static func lastOfEachBin<Element>(
    _ ascending: [Element], count: Int, time: (Element) -> Double
  ) -> [Element] {
    func bin(_ element: Element) -> Int {
      Int(Double(count) * log(max(60, time(element)) / 60) / log(longest / 60))
    }
    return ascending.indices.filter { index in
      index + 1 == ascending.count || bin(ascending[index + 1]) != bin(ascending[index])
    }.map { ascending[$0] }
  }
}
