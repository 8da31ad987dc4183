import Statistics
import Testing

@Suite("Quantiles, charts and dispersion")
struct SampleTests {
  @Test(
    "R-7 quantiles are those of NumPy",
    arguments: [(0.0, 1.0), (0.1, 1.4), (0.5, 4), (0.9, 12.8), (1, 16), (-1, 1), (2, 16)])
  func linear(_ q: Double, _ value: Double) { #expect(close(Quantile.linear([1, 2, 4, 8, 16], q), value)) }

  @Test("a quantile of nothing is absent, of one value that value")
  func smallQuantiles() {
    #expect(Quantile.linear([], 0.5) == nil)
    #expect(Quantile.linear([3], 0.9) == 3)
    #expect(Quantile.median([9, 1, 5]) == 5)
    #expect(Quantile.linear([1, .infinity, .infinity], 0.75) == .infinity)
  }

  @Test("Woodruff's interval of a median reads the sample's own quantiles at ½ ± 0.98/√n")
  func quantileInterval() throws {
    let sorted = (1...101).map(Double.init)
    let interval = try #require(Quantile.interval(sorted, 0.5))
    let reach = 1.959963984540054 * 0.5 / 101.0.squareRoot() * 100
    #expect(close(interval.low, 51 - reach, 1e-9))
    #expect(close(interval.high, 51 + reach, 1e-9))
    let wider = try #require(Quantile.interval(sorted, 0.5, effectiveSize: 25))
    #expect(wider.width > interval.width)
    #expect(Quantile.interval([], 0.5) == nil)
  }

  @Test("an XmR chart worked by hand: 10 12 11 13 12")
  func chart() throws {
    let chart = try #require(ControlChart([10, 12, 11, 13, 12]))
    #expect(close(chart.centre, 11.6))
    #expect(close(chart.limits.low, 11.6 - 2.66 * 1.5))
    #expect(close(chart.limits.high, 11.6 + 2.66 * 1.5))
    #expect(close(chart.rangeLimit, 3.27 * 1.5))
    #expect(ControlChart([10]) == nil)
    let robust = try #require(ControlChart(robust: [10, 12, 11, 13, 12]))
    #expect(close(robust.centre, 12))
    #expect(close(robust.limits.high, 12 + 3 * 1.5 / 0.954))
  }

  @Test("the three rules fire on the patterns they are named for, and only at the last point")
  func rules() throws {
    let chart = try #require(ControlChart([10, 12, 11, 13, 12]))
    #expect(chart.rules(endingAt: [12, 11, 16]) == [.outside])
    #expect(chart.rules(endingAt: [16, 11, 12]) == [])
    #expect(chart.rules(endingAt: [14, 14, 11, 14]) == [.nearLimit])
    #expect(chart.rules(endingAt: [9, 9, 12, 9]) == [.nearLimit])
    #expect(chart.rules(endingAt: [Double](repeating: 12, count: 8)) == [.run])
    #expect(chart.rules(endingAt: [Double](repeating: 12, count: 7)) == [])
  }

  @Test("the MAD of 1 1 2 2 4 6 9 is 1")
  func mad() {
    #expect(close(Dispersion.scaledMAD([1, 1, 2, 2, 4, 6, 9]), 1.4826))
    #expect(Dispersion.scaledMAD([]) == nil)
  }

  @Test("Pearson's dispersion worked by hand, never under one")
  func pearson() {
    // (4 + 4 + 16 + 16) / 10 over 3 degrees
    let phi = Dispersion.pearson(
      observed: [12, 8, 14, 6], expected: [10, 10, 10, 10], variances: [10, 10, 10, 10], parameters: 1)
    #expect(close(phi, 40.0 / 10 / 3))
    #expect(
      Dispersion.pearson(observed: [10, 10], expected: [10, 10], variances: [10, 10], parameters: 1) == 1)
    #expect(Dispersion.pearson(observed: [90], expected: [10], variances: [10], parameters: 1) == 1)
  }

  @Test("Laney's σz worked by hand")
  func laney() {
    // p̄ = 0.5, σ of each = 0.05: scores −2, 2, 0; moving ranges 4, 2
    let sigma = Dispersion.laney([(40, 100), (60, 100), (50, 100)])
    #expect(close(sigma, 3 / 1.128))
    #expect(Dispersion.laney([(0, 100), (0, 100)]) == nil)
  }

  @Test("neighbours that resemble each other inflate the variance of a mean, alternating ones do not")
  func autocorrelation() {
    let slow = (0..<40).map { Double($0 / 10 % 2 == 0 ? 1 : -1) }
    #expect(Dispersion.autocorrelationInflation(slow) > 4)
    #expect(Dispersion.autocorrelationInflation((0..<40).map { $0 % 2 == 0 ? 1 : -1 }) == 1)
    #expect(Dispersion.autocorrelationInflation([1, 1, 1]) == 1)
  }

  @Test("inflation estimated from an AR(1) series with r = 0.5 is near 3")
  func autocorrelationOfSeries() {
    var generator = SplitMix64(seed: 3)
    var value = 0.0
    let series = (0..<4_000).map { _ in
      value = 0.5 * value + generator.normal()
      return value
    }
    #expect(abs(Dispersion.autocorrelationInflation(series) - 3) < 0.3)
  }

  @Test("Benjamini–Hochberg as SciPy adjusts it")
  func falseDiscovery() {
    let adjusted = FalseDiscovery.adjusted([0.01, 0.04, 0.03, 0.005, 0.5])
    for (value, expected) in zip(adjusted, [0.025, 0.05, 0.05, 0.025, 0.5]) { #expect(close(value, expected)) }
    #expect(FalseDiscovery.adjusted([]) == [])
  }

  @Test("bootstrapping a mean gives its standard error and the same bits for the same seed")
  func bootstrap() throws {
    let values = (0..<100).map(Double.init)
    func mean(_ indices: [Int]) -> Double? { indices.reduce(0) { $0 + values[$1] } / Double(indices.count) }
    let result = try #require(Bootstrap(count: 100, seed: SplitMix64(seed: 1), statistic: mean))
    #expect(abs(result.standardError - 2.887) < 0.15)
    #expect(result.interval.contains(49.5))
    #expect(Bootstrap(count: 100, seed: SplitMix64(seed: 1), statistic: mean) == result)
    #expect(Bootstrap(count: 0, seed: SplitMix64(seed: 1), statistic: mean) == nil)
    #expect(Bootstrap(count: 3, seed: SplitMix64(seed: 1), statistic: { _ in nil }) == nil)
  }

  @Test("a step of 30 % on day 14 is dated within a day; a flat series has no date")
  func split() throws {
    let expected = [Double](repeating: 1_000, count: 30)
    var generator = SplitMix64(seed: 11)
    let observed = expected.indices.map { day in
      (expected[day] * (day < 14 ? 1 : 1.3) + 40 * generator.normal()).rounded()
    }
    let split = try #require(SplitDay(observed: observed, expected: expected, dispersion: 2))
    #expect(abs(split.index - 14) <= 1)
    #expect(split.candidates.contains(14))
    #expect(abs(split.ratio - 1.3) < 0.03)
    #expect(SplitDay(observed: expected, expected: expected) == nil)
    // A step before the days asked about is no date among them.
    #expect(SplitDay(observed: observed, expected: expected, dispersion: 2, first: 20) == nil)
    #expect(SplitDay(observed: observed, expected: expected, dispersion: 2, first: 10)?.index == split.index)
    #expect(SplitDay(observed: [1, 2], expected: [1, 1]) == nil)
  }
}
