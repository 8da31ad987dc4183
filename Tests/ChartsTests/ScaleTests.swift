import TestSupport
import Testing

@testable import Charts

@Suite struct ScaleTests {
  /// Vectors of d3-array's own test of `ticks`.
  @Test(arguments: [
    (0, 1, 10, [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]), (0, 1, 5, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
    (0, 1, 3, [0.0, 0.5, 1.0]), (0, 10, 5, [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]),
    (-10, 10, 4, [-10.0, -5.0, 0.0, 5.0, 10.0]),
    (-10, 0, 2, [-10.0, -5.0, 0.0]), (0, 10, 1, [0.0, 10.0]),
  ])
  func `ticks are d3's`(low: Double, high: Double, count: Int, expected: [Double]) {
    #expect(Ticks.linear(low, high, count: count) == expected)
  }

  @Test func `the top of an axis is a tick that the value fits under`() {
    for value in [0.0004, 0.06, 0.97, 1, 7, 99, 1_234, 2_719_000, 8e11] {
      let top = Ticks.top(value, count: 4)
      #expect(top >= value)
      #expect(Ticks.linear(0, top, count: 4).last == top)
    }
    #expect(Ticks.top(0, count: 4) == 1)
    #expect(Ticks.top(.nan, count: 4) == 1)
  }

  @Test func `times have a ladder of their own, around the values and at least three steps long`() {
    #expect(Ticks.durations(2_800, 93_000) == [900, 3_600, 14_400, 43_200, 86_400, 259_200])
    #expect(Ticks.durations(3_600, 3_600).count >= 3)
    #expect(Ticks.durations(0.001, 0.001).first == 1)
    #expect(Ticks.durations(1e12, 1e12).count >= 3)
  }

  @Test func `labels that have room stay, others move no more than they must`() {
    #expect(LabelSpread.places([10, 40, 80], gap: 14, bounds: 0...100) == [10, 40, 80])
    #expect(LabelSpread.places([50, 52], gap: 14, bounds: 0...100) == [44, 58])
    #expect(LabelSpread.places([52, 50], gap: 14, bounds: 0...100) == [58, 44])
    #expect(LabelSpread.places([99, 98, 97], gap: 10, bounds: 0...100) == [100, 90, 80])
    #expect(LabelSpread.places([], gap: 10, bounds: 0...1).isEmpty)
  }

  @Test func `spread labels keep their gap, their order and the frame`() {
    var generator = SplitMix(state: 11)
    for _ in 0..<300 {
      let wanted = (0..<Int(generator.next() % 9 + 1)).map { _ in Double(generator.next() % 200) }
      let places = LabelSpread.places(wanted, gap: 15, bounds: 10...190)
      let sorted = places.sorted()
      #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 >= 15 - 1e-9 })
      #expect(places.allSatisfy { (10 - 1e-9)...(190 + 1e-9) ~= $0 })
      for (i, first) in wanted.enumerated() {
        for (j, second) in wanted.enumerated() where first < second { #expect(places[i] < places[j]) }
      }
    }
  }

  @Test func `a column too short for all its labels shares what there is`() {
    let places = LabelSpread.places([5, 5, 5, 5, 5], gap: 15, bounds: 0...20)
    #expect(places == [0, 5, 10, 15, 20])
  }

  @Test func `a text is shortened in its middle until it fits`() {
    let name = "POST /v1/accounts/{account_id}/external_accounts/{id}/verify_micro_deposits"
    let fitted = TextMetrics.fitted(name, width: 200, size: 12)
    #expect(TextMetrics.width(fitted, size: 12) <= 200)
    #expect(fitted.hasPrefix("POST /v1/acc") && fitted.hasSuffix("micro_deposits") && fitted.contains("…"))
    #expect(TextMetrics.fitted("GET /v1", width: 200, size: 12) == "GET /v1")
    #expect(TextMetrics.fitted(name, width: 0, size: 12) == "…")
  }

  /// Advance widths as FreeType gives them for DejaVu Sans at 12 px.
  @Test func `widths are those of DejaVu Sans`() {
    #expect(abs(TextMetrics.width("Median", size: 12) - 43.65) < 0.05)
    #expect(abs(TextMetrics.width("0.1 %", size: 12) - 34.3) < 0.05)
  }
}
