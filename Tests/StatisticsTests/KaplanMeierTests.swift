import Statistics
import Testing

@Suite("Kaplan–Meier")
struct KaplanMeierTests {
  /// Weeks in remission under 6-MP: Freireich et al., Blood 21, 1963, the textbook example.
  static let remission: [(time: Double, happened: Bool)] =
    [6, 6, 6, 7, 10, 13, 16, 22, 23].map { ($0, true) }
    + [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map { ($0, false) }

  @Test(
    "the published survival of the 6-MP arm",
    arguments: [
      (5.9, 1.0), (6, 0.8571), (7, 0.8067), (10, 0.7529), (13, 0.6902), (16, 0.6275), (22, 0.5378), (23, 0.4482),
      (99, 0.4482),
    ])
  func survival(_ time: Double, _ expected: Double) {
    #expect(abs(KaplanMeier(Self.remission).survival(at: time) - expected) < 5e-5)
  }

  @Test("its median is 23 weeks from 13 to open, its lower quartile 13")
  func quantiles() throws {
    let curve = KaplanMeier(Self.remission)
    #expect(curve.quantile(0.5) == 23)
    #expect(curve.quantile(0.25) == 13)
    #expect(curve.quantile(0.9) == nil)
    let interval = try #require(curve.quantileInterval(0.5))
    #expect(interval.low == 13)
    #expect(interval.high == .infinity)
  }

  @Test("Greenwood's interval on the log(−log) scale is that of Stata's sts list")
  func interval() throws {
    let curve = KaplanMeier(Self.remission)
    let interval = try #require(curve.interval(at: 6))
    #expect(abs(interval.low - 0.6197) < 5e-5)
    #expect(abs(interval.high - 0.9516) < 5e-5)
    let last = try #require(curve.interval(at: 23))
    #expect(abs(last.low - 0.1881) < 5e-5)
    #expect(abs(last.high - 0.6801) < 5e-5)
    #expect(curve.interval(at: 1) == Interval(low: 1, high: 1))
  }

  @Test("at equal times events come before censorings")
  func ties() {
    let curve = KaplanMeier([(5, false), (5, true), (9, true)])
    #expect(curve.steps.first?.atRisk == 3)
    #expect(close(curve.survival(at: 5), 2.0 / 3))
  }

  @Test("without censoring it is the plain share, and a half reached exactly counts as reached")
  func uncensored() {
    let curve = KaplanMeier([(1, true), (2, true), (3, true), (4, true)])
    #expect(curve.quantile(0.5) == 2)
    #expect(curve.quantile(1) == 4)
    #expect(curve.interval(at: 4) == nil)
  }

  @Test("of nobody, and of nobody who got there, nothing is reached")
  func nothing() {
    #expect(KaplanMeier([]).quantile(0.5) == nil)
    let waiting = KaplanMeier([(3, false), (4, false)])
    #expect(waiting.quantile(0.1) == nil)
    #expect(waiting.survival(at: 10) == 1)
    #expect(waiting.quantileInterval(0.5) == nil)
  }
}
