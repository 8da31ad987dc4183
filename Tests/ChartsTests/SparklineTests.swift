import Foundation
import ReportModel
import Testing

@testable import Charts

@Suite struct SparklineTests {
  private let october = Month(year: 2026, month: 10)

  private func metric(_ earlier: [Double?], value: Double?, _ verdict: MetricVerdict = .steady) -> MetricResult {
    var metric = MetricResult(
      id: "m", family: .adoption, title: "M", unit: .number, good: "up", value: value,
      history: earlier.enumerated().compactMap { index, value in
        value.map { .init(month: october.advanced(by: index - earlier.count), value: $0) }
      })
    metric.verdict = verdict
    return metric
  }

  /// Wheeler, Understanding Variation: limits at mean ± 2.66 × mean moving range.
  @Test func `the usual range is the natural limits of the months before`() throws {
    let limits = try #require(Sparkline.naturalLimits([10, 12, 11, 13, 12, 10, 11, 13]))
    #expect(abs(limits.lowerBound - (11.5 - 2.66 * 11.0 / 7)) < 1e-9)
    #expect(abs(limits.upperBound - (11.5 + 2.66 * 11.0 / 7)) < 1e-9)
    #expect(Sparkline.naturalLimits([5, 5, 5]) == nil)
  }

  @Test(arguments: [(MetricVerdict.worse, "c-d2"), (.better, "c-d1"), (.steady, "c-d0"), (.unclear, "c-d0")])
  func `this month's point has the colour of its verdict, before the usual range`(
    verdict: MetricVerdict, dot: String
  ) throws {
    let earlier: [Double?] = [10, 12, 11, 13, 12, 10, 11, 13]
    let svg = try #require(Sparkline.svg(metric(earlier, value: 30, verdict), month: october, currency: "USD"))
    #expect(svg.contains("<circle class=\"\(dot)\"") && svg.contains("class=\"c-li\""))
    #expect(svg.contains("aria-label=\"9 months, from 10 to 30; usual range 7.32 to 15.7\""))
  }

  @Test func `fewer than eight months make no range, fewer than two no line`() throws {
    let short = try #require(Sparkline.svg(metric([1, 2, 3], value: 90), month: october, currency: "USD"))
    #expect(!short.contains("c-li") && short.contains("; too few for a usual range"))
    #expect(Sparkline.svg(metric([], value: 4), month: october, currency: "USD") == nil)
    #expect(Sparkline.svg(metric([1], value: nil), month: october, currency: "USD") == nil)
  }

  @Test func `a month without a value is a gap`() throws {
    let svg = try #require(Sparkline.svg(metric([1, 2, nil, 4], value: 5), month: october, currency: "USD"))
    let path = try #require(svg.components(separatedBy: "<path class=\"c-sp\" d=\"").last)
    #expect(path.prefix { $0 != "\"" }.count { $0 == "M" } == 2)
  }

  @Test(arguments: [
    ([0, 1, 2, 3, 4, 5, 6], 7, "▁▂▃▄▅▆▇█"), ([5, 5], 5, "▄▄▄"), ([1, nil, 3], 2, "▁·█▅"), ([-2, 0], 2, "▁▅█"),
  ])
  func `as text it is blocks, with a dot for a gap`(earlier: [Double?], value: Double, text: String) {
    #expect(Sparkline.text(metric(earlier, value: value), month: october) == text)
  }

  @Test func `thirteen months are shown, older ones are not`() {
    #expect(Sparkline.text(metric(Array(repeating: 1, count: 40), value: 2), month: october)?.count == 13)
  }
}
