import Foundation
import ReportModel
import Statistics
import Testing

@testable import Signals

@Suite("Whether a change is real")
struct ChangeTests {
  @Test("a share that fell by half is worse, the same share where falling is good is better")
  func clearChange() throws {
    let worse = Synthetic.assess([Synthetic.ratio("a", (200, 1_000), (400, 1_000))])[0]
    #expect(worse.verdict == .worse)
    let interval = try #require(worse.change?.interval)
    #expect(interval[0] < -0.2 && -0.2 < interval[1])
    #expect(interval[1] < 0)
    #expect(Synthetic.assess([Synthetic.ratio("a", (200, 1_000), (400, 1_000), good: "down")])[0].verdict == .better)
  }

  @Test("46.0 % of 702 against 41.2 % of 694: likely, not certain; the interval holds zero")
  func exampleOfTheReport() throws {
    let result = Synthetic.assess([Synthetic.ratio("ttv.within_7d", (286, 694), (323, 702))])[0]
    #expect(result.verdict == .unclear)
    let interval = try #require(result.change?.interval)
    #expect(abs(interval[0] + 0.099) < 0.008)
    #expect(abs(interval[1] - 0.003) < 0.008)
  }

  @Test("a change that is significant but under the floor is steady: real, but too small to matter")
  func underFloor() {
    let result = Synthetic.assess([
      Synthetic.ratio(
        "a", (510_000, 1_000_000), (500_000, 1_000_000), floor: ChangeFloor(relative: 0.1, absolute: 0.01))
    ])[0]
    #expect(result.verdict == .steady)
  }

  @Test("with nothing to see and enough data a metric is steady, with little data it cannot tell")
  func steadyAndCannotTell() {
    #expect(Synthetic.assess([Synthetic.ratio("a", (4_000, 10_000), (4_010, 10_000))])[0].verdict == .steady)
    let few = Synthetic.assess([Synthetic.ratio("a", (20, 50), (24, 50))])[0]
    #expect(few.verdict == .unclear)
    #expect(few.verdictReason?.hasPrefix("cannot tell") == true)
  }

  @Test("a small sample, in either month, is never worse or better")
  func smallSamples() {
    #expect(Synthetic.assess([Synthetic.ratio("a", (1, 25), (24, 25), small: true)])[0].verdict == .unclear)
    let previous = Synthetic.assess([Synthetic.ratio("a", (10, 400), (19, 20))])[0]
    #expect(previous.verdict == .unclear)
    #expect(previous.verdictReason == "small sample in the month before (n = 20)")
  }

  @Test("without an earlier month there is no verdict and no interval; without a value it is unavailable")
  func baseline() {
    let none = MeasuredMetric(result: Synthetic.result("a", value: 0.4), isHeadline: true)
    let missing = MeasuredMetric(result: Synthetic.result("b", value: nil, previous: 0.3), isHeadline: true)
    let results = Synthetic.assess([none, missing])
    #expect(results[0].verdict == .unclear)
    #expect(results[0].verdictReason?.contains("baseline month") == true)
    #expect(results[0].change == nil)
    #expect(results[1].verdict == .unavailable)
  }

  @Test("a metric without a good direction is never worse or better")
  func neutral() {
    var metric = Synthetic.ratio("a", (200, 1_000), (400, 1_000))
    metric.result.good = nil
    #expect(Synthetic.assess([metric])[0].verdict == .unclear)
  }

  @Test("data that carry no report carry no verdict")
  func refused() {
    let verdict = DataVerdict(level: .refuse)
    #expect(
      Synthetic.assess([Synthetic.ratio("a", (200, 1_000), (400, 1_000))], verdict: verdict)[0].verdict == .unclear)
  }

  // MARK: Counts

  @Test("February against January: the raw fall of calls is the calendar's, the verdict steady")
  func shortMonth() throws {
    let february = Month(year: 2026, month: 2)
    let result = Synthetic.assess([Synthetic.calls(month: february)], month: february)[0]
    #expect(result.verdict == .steady)
    #expect(result.verdictReason?.contains("calendar") == true)
    let expected = try #require(result.expected)
    let change = try #require(result.change)
    #expect(change.absolute < -0.07 * 300_000)
    // Nearly all of the raw change is expected − previous.
    #expect(abs(expected - (result.value ?? 0)) < 0.01 * expected)
    let interval = try #require(change.interval)
    #expect(interval[0] < change.absolute && change.absolute < interval[1])
  }

  @Test("a rise of 15 % on comparable days is better, in whatever month")
  func realRise() {
    #expect(Synthetic.assess([Synthetic.calls(1.15)])[0].verdict == .better)
    let february = Month(year: 2026, month: 2)
    // The raw total hardly moves, since the month is short.
    let result = Synthetic.assess([Synthetic.calls(1.15, month: february)], month: february)[0]
    #expect(result.verdict == .better)
  }

  @Test("in a partial month volume is unclear whatever it did, shares are still judged")
  func partial() {
    let days = Synthetic.month.firstDay..<Synthetic.month.firstDay + 18
    let results = Synthetic.assess(
      [Synthetic.calls(0.6, days: days), Synthetic.ratio("a", (200, 1_000), (400, 1_000))],
      verdict: DataVerdict(level: .caveat, isPartial: true))
    #expect(results[0].verdict == .unclear)
    #expect(results[0].verdictReason == "the month is not wholly covered")
    #expect(results[1].verdict == .worse)
  }

  @Test("without the flag covered days are compared with as many comparable days")
  func coveredDays() throws {
    let days = Synthetic.month.firstDay..<Synthetic.month.firstDay + 18
    let result = Synthetic.assess([Synthetic.calls(days: days)])[0]
    #expect(result.verdict == .steady)
    #expect(abs(try #require(result.expected) / (try #require(result.value)) - 1) < 0.01)
  }

  @Test("3 incidents against 2 tell nothing, 30 against 5 do")
  func smallCounts() {
    func incidents(_ now: Int, _ before: Int) -> MetricVerdict {
      func days(_ range: Range<Day>, _ total: Int) -> [DailyCount] {
        range.enumerated().map { DailyCount(day: $1, count: $0 < total ? 1 : 0) }
      }
      let month = Synthetic.month
      let metric = MeasuredMetric(
        result: Synthetic.result(
          "incidents", .count, value: Double(now), previous: Double(before), good: "down", n: nil, previousN: nil),
        evidence: .count(
          current: days(month.days, now), baseline: days(month.previous.days, before),
          floor: ChangeFloor(relative: 2, absolute: 0)), isHeadline: true)
      return Synthetic.assess([metric])[0].verdict
    }
    #expect(incidents(3, 2) == .unclear)
    #expect(incidents(30, 5) == .worse)
  }

  @Test("calls per day and calls in total get the same verdict and the same relative calendar")
  func perDay() throws {
    var perDay = Synthetic.calls(1.15)
    perDay.result.id = "calls.per_day"
    let total = perDay.result
    perDay.result = MetricResult(
      id: "calls.per_day", family: .adoption, title: "", unit: .number, good: "up", value: (total.value ?? 0) / 31,
      previous: .init(value: (total.previous.value ?? 0) / 30))
    let results = Synthetic.assess([Synthetic.calls(1.15), perDay])
    #expect(results.map(\.verdict) == [.better, .better])
    let first = try #require(results[0].expected) / (try #require(results[0].value))
    let second = try #require(results[1].expected) / (try #require(results[1].value))
    #expect(abs(first - second) < 1e-12)
  }

  // MARK: Dispersion

  @Test("daily swings far beyond chance keep a change from being claimed that chance alone would not explain")
  func overDispersion() {
    func metric(_ swing: Double, seed: UInt64) -> MeasuredMetric {
      var random = SplitMix64(seed: seed)
      let month = Synthetic.month
      let daily = (month.firstDay - 56..<month.next.firstDay).map { day in
        let rate = 0.02 * exp(swing * random.normal()) * (month.days.contains(day) ? 1.12 : 1)
        return DailyFraction(day: day, fraction: Fraction((50_000 * rate).rounded(), of: 50_000))
      }
      func total(_ days: Range<Day>) -> (Double, Double) {
        let own = daily.filter { days.contains($0.day) }.map(\.fraction)
        return (own.reduce(0) { $0 + $1.numerator }, own.reduce(0) { $0 + $1.denominator })
      }
      return Synthetic.ratio(
        "error_rate.4xx", total(month.days), total(month.previous.days), good: "down",
        floor: ChangeFloor(relative: 0.1, absolute: 0.001), daily: daily)
    }
    func claims(_ swing: Double) -> Int {
      (1...20).count { [.worse, .better].contains(Synthetic.assess([metric(swing, seed: $0)])[0].verdict) }
    }
    #expect(claims(0.02) == 20)
    #expect(claims(0.8) <= 2)
  }

  @Test("a history that jumps by 20 % from month to month makes a rise of 15 % usual")
  func jumpyHistory() {
    let jumpy = [300_000.0, 240_000, 310_000, 250_000, 320_000, 255_000, 310_000, 262_000]
    #expect(Synthetic.assess([Synthetic.calls(1.15, history: jumpy)])[0].verdict == .unclear)
    let calm = (0..<8).map { 250_000 + 100 * Double($0) }
    #expect(Synthetic.assess([Synthetic.calls(1.15, history: calm)])[0].verdict == .better)
  }

  @Test(
    "what a history varies by is neither its trend, nor that the trend bends, nor one month made up for by the next")
  func variation() {
    func estimate(_ values: [Double]) -> Double {
      Variation.estimate(
        Synthetic.result("a", value: 1, history: values).history, scale: .logarithm, sampling: 0, assumed: 0.03)
    }
    let bending = (0..<12).map { 1_000 * (1 - exp(-Double($0 + 1) / 4)) }
    #expect(estimate(bending) < 0.04)
    var dented = [Double](repeating: 1_000, count: 12)
    dented[6] = 700
    #expect(estimate(dented) < 0.03)
    let jumpy = (0..<12).map { $0.isMultiple(of: 2) ? 1_000.0 : 1_200 }
    #expect(estimate(jumpy) > 0.1)
    // Three months tell a little, two nothing.
    #expect(estimate([1_000, 1_200]) == 0.03)
    #expect(estimate([1_000, 1_200, 1_000]) > 0.1 && estimate([1_000, 1_000, 1_000]) < 0.03)
  }

  @Test("one real change among many quiet ones stands, a p of 0.04 among twenty does not")
  func falseDiscovery() {
    let quiet = (0..<19).map { Synthetic.ratio("quiet\($0)", (400 + Double($0), 1_000), (400 + Double($0), 1_000)) }
    let marginal = Synthetic.ratio("marginal", (350, 1_000), (400, 1_000))
    #expect(Synthetic.assess([marginal])[0].verdict == .worse)
    let together = Synthetic.assess(quiet + [marginal, Synthetic.ratio("clear", (200, 1_000), (400, 1_000))])
    #expect(together[19].verdict == .unclear)
    #expect(together[20].verdict == .worse)
  }

  @Test("server errors under the floor of 10 % and 0.02 points are steady")
  func serverErrors() {
    let floor = ChangeFloor(relative: 0.1, absolute: 0.0002)
    func verdict(_ errors: Double) -> MetricVerdict {
      Synthetic.assess([
        Synthetic.ratio("error_rate.5xx", (errors, 100_000_000), (50_000, 100_000_000), good: "down", floor: floor)
      ])[0].verdict
    }
    #expect(verdict(65_000) == .steady)
    #expect(verdict(90_000) == .worse)
  }
}
