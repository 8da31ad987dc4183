import ReportModel
import Testing

@Suite struct NumberFormatTests {
  /// Compared with plain spaces, which are easier to type; where no-break ones stand is a test of its own.
  private func plain(_ text: String) -> String {
    String(text.map { $0 == "\u{A0}" || $0 == "\u{202F}" ? " " : $0 })
  }

  @Test(arguments: [
    (0, "0 s"), (0.05, "0.05 s"), (3.4, "3.4 s"), (9.96, "10 s"), (42, "42 s"), (59.6, "1 min"), (185, "3 min 05 s"),
    (3_120, "52 min"), (3_599, "1 h"), (5_460, "1 h 31 min"), (11_100, "3 h 05 min"), (86_399, "1 d"),
    (187_200, "2 d 4 h"), (2_592_000, "30 d"), (-90, "−1 min 30 s"),
  ])
  func `a duration reads as people say it`(seconds: Double, words: String) {
    #expect(plain(NumberFormat.duration(seconds)) == words)
  }

  @Test(arguments: [
    (0, "0 %"), (0.412, "41.2 %"), (0.46, "46.0 %"), (1.08, "108 %"), (1, "100 %"), (0.0006, "0.06 %"),
    (0.009, "0.9 %"),
    (0.02, "2.0 %"), (0.9995, "99.95 %"), (0.999957, "99.996 %"), (0.000031, "0.003 %"), (0.9999999, "99.99999 %"),
  ])
  func `a percentage never rounds to none or all`(fraction: Double, words: String) {
    #expect(plain(NumberFormat.percent(fraction)) == words)
  }

  @Test(arguments: [
    (0, "0"), (958, "958"), (1_004, "1 004"), (12_480, "12 480"), (9_999_999, "9 999 999"), (10_000_000, "10.0 M"),
    (81_204_118, "81.2 M"), (812_041_180, "812 M"), (1_230_000_000, "1.23 bn"), (-840, "−840"),
  ])
  func `a count has groups of three, and a short form from ten million on`(count: Double, words: String) {
    #expect(plain(NumberFormat.count(count)) == words)
  }

  @Test func `each unit has its own form`() {
    let value = { NumberFormat.value($0, unit: $1, currency: "USD") }
    #expect(plain(value(12_400, .money)) == "12 400 USD")
    #expect(plain(value(83.2, .money)) == "83.20 USD")
    #expect(plain(value(182, .milliseconds)) == "182 ms")
    #expect(plain(value(1_240, .milliseconds)) == "1.24 s")
    #expect(plain(value(4.21, .milliseconds)) == "4.2 ms")
    #expect(plain(value(7.314, .number)) == "7.31")
    #expect(plain(value(0.00123, .number)) == "0.0012")
    #expect(plain(value(4, .number)) == "4")
    #expect(plain(value(38, .points)) == "38.0")
  }

  @Test func `what is not there, and what is no number, reads as a dash`() {
    for unit in [MetricUnit.seconds, .milliseconds, .fraction, .count, .number, .money, .points] {
      #expect(NumberFormat.value(nil, unit: unit, currency: "USD") == "–")
      #expect(NumberFormat.value(.nan, unit: unit, currency: "USD") == "–")
      #expect(NumberFormat.change(.infinity, unit: unit, currency: "USD") == "–")
    }
  }

  @Test(arguments: [
    (2_340, MetricUnit.seconds, "+39 min"), (2_130, .seconds, "+35.5 min"), (54, .seconds, "+54 s"),
    (5_100, .seconds, "+1 h 25 min"), (-0.048, .fraction, "−4.8 points"), (0.012, .fraction, "+1.2 points"),
    (-0.0001, .fraction, "−0.01 points"), (0, .fraction, "0 points"), (710, .count, "+710"),
    (-2_602_082, .count, "−2.6 M"),
    (0.4, .points, "+0.4"), (6_500, .money, "+6 500 USD"), (-38, .milliseconds, "−38 ms"),
  ])
  func `a change carries its sign and its unit`(change: Double, unit: MetricUnit, words: String) {
    #expect(plain(NumberFormat.change(change, unit: unit, currency: "USD")) == words)
  }

  @Test func `a part of minutes is told in minutes`() {
    #expect(plain(NumberFormat.change(54, unit: .seconds, currency: "", of: 2_340)) == "+0.9 min")
  }

  @Test func `an interval names its unit once`() {
    let interval = { plain(NumberFormat.interval($0, $1, unit: $2, currency: "USD")) }
    #expect(interval(-0.099, 0.0028, .fraction) == "−9.9 to +0.3 points")
    #expect(interval(1_800, 2_900, .seconds) == "+30 to +48.3 min")
    #expect(interval(1_800, 5_460, .seconds) == "+30 min to +1 h 31 min")
    #expect(interval(-120, 340, .money) == "−120 to +340 USD")
  }

  @Test func `relative changes and compact counts`() {
    #expect(plain(NumberFormat.relativeChange(0.742)) == "+74 %")
    #expect(plain(NumberFormat.relativeChange(-0.031)) == "−3.1 %")
    #expect(plain(NumberFormat.relativeChange(0)) == "0.0 %")
    #expect(plain(NumberFormat.compact(2_500_000)) == "2.5 M")
    #expect(plain(NumberFormat.compact(20_000)) == "20 k")
    #expect(plain(NumberFormat.compact(350)) == "350")
  }

  @Test func `no number can break over a line`() {
    let numbers = [
      NumberFormat.count(1_234_567), NumberFormat.percent(0.412), NumberFormat.duration(5_460),
      NumberFormat.money(12_400, currency: "USD"), NumberFormat.points(0.01), NumberFormat.milliseconds(4_000),
    ]
    #expect(numbers.allSatisfy { !$0.contains(" ") && !$0.contains("-") })
  }
}
