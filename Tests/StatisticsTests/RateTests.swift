import Statistics
import Testing

@Suite("Shares and counts agree with published examples")
struct RateTests {
  @Test(
    "Wilson's interval, the examples of Newcombe 1998a",
    arguments: [
      (81.0, 263.0, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718),
    ])
  func wilson(_ x: Double, _ n: Double, _ low: Double, _ high: Double) throws {
    let interval = try #require(Proportion.wilson(x, of: n))
    #expect(abs(interval.low - low) < 5e-5)
    #expect(abs(interval.high - high) < 5e-5)
  }

  @Test("Wilson's interval of nothing is absent, of all ends at one")
  func wilsonEdges() {
    #expect(Proportion.wilson(0, of: 0) == nil)
    #expect(Proportion.wilson(3, of: 2) == nil)
    #expect(Proportion.wilson(20, of: 20)?.high == 1)
  }

  @Test(
    "Newcombe's hybrid score interval, the examples of Newcombe 1998b, method 10",
    arguments: [
      ([56.0, 70, 48, 80], 0.0524, 0.3339), ([9, 10, 3, 10], 0.1705, 0.8090), ([5, 56, 0, 29], -0.0381, 0.1926),
    ])
  func newcombe(_ table: [Double], _ low: Double, _ high: Double) throws {
    let interval = try #require(Proportion.difference(table[0], of: table[1], minus: table[2], of: table[3]))
    #expect(abs(interval.low - low) < 5e-5)
    #expect(abs(interval.high - high) < 5e-5)
  }

  @Test("dispersion and variance beyond sampling widen the interval and shrink the score")
  func dispersion() throws {
    let plain = try #require(Proportion.difference(560, of: 700, minus: 480, of: 800))
    let wide = try #require(Proportion.difference(560, of: 700, minus: 480, of: 800, dispersion: 4))
    let extra = try #require(Proportion.difference(560, of: 700, minus: 480, of: 800, extraVariance: 0.01))
    #expect(abs(wide.width / plain.width - 2) < 0.02)
    #expect(extra.width > 0.39)
    let score = try #require(Proportion.score(560, of: 700, against: 480, of: 800))
    let damped = try #require(Proportion.score(560, of: 700, against: 480, of: 800, dispersion: 4))
    #expect(close(score, 2 * damped))
    // pooled 1040/1500, hand-worked: 0.2 / √(0.69333·0.30667·(1/700 + 1/800))
    #expect(abs(score - 8.3810) < 1e-3)
    #expect(Proportion.score(0, of: 10, against: 0, of: 10) == nil)
  }

  @Test(
    "Fisher's exact test as R and SciPy give it",
    arguments: [([8.0, 10, 1, 6], 0.034965034965034975), ([3, 60, 12, 60], 0.024574599478952144)])
  func fisher(_ table: [Double], _ p: Double) {
    #expect(close(Proportion.exact(table[0], of: table[1], against: table[2], of: table[3]), p, 1e-9))
  }

  @Test("two Poisson rates, the example of R's poisson.test")
  func poisson() throws {
    #expect(close(CountRate.exact(11, over: 800, against: 21, over: 3_011), 0.0796686330333295, 1e-9))
    let interval = try #require(CountRate.ratioInterval(11, over: 800, against: 21, over: 3_011))
    #expect(close(interval.low, 0.8584264033916397, 1e-9))
    #expect(close(interval.high, 4.277265943654075, 1e-9))
  }

  @Test("three incidents against two tell nothing, fifteen against three do")
  func fewIncidents() {
    #expect(close(CountRate.exact(3, over: 31, against: 2, over: 31), 1, 1e-9))
    #expect(close(CountRate.exact(15, over: 31, against: 3, over: 30), 0.0076760946917056915, 1e-8))
    #expect(CountRate.exact(0, over: 31, against: 0, over: 30) == 1)
    #expect(CountRate.ratioInterval(0, over: 1, against: 0, over: 1) == nil)
    #expect(CountRate.ratioInterval(4, over: 1, against: 0, over: 1)?.high == .infinity)
  }

  @Test("variance of a count against an expected one: twice Poisson on equal days, plus variation squared")
  func countVariance() {
    let variance = CountRate.variance(expected: 10_000, days: 30, baseDays: 30, dispersion: 3, variation: 0.02)
    #expect(close(variance, 2 * 3 * 10_000 + 200 * 200))
  }

  @Test("square and add: with no variance in one, the interval is that of the other")
  func mover() {
    let interval = Interval.difference(
      10, Interval(low: 7, high: 15), minus: 4, Interval(low: 4, high: 4))
    #expect(close(interval.low, 3))
    #expect(close(interval.high, 11))
  }
}
