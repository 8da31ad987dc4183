import ReportModel
import TestSupport
import Testing

@testable import Charts

@Suite struct BridgeChartTests {
  private let month = Month(year: 2026, month: 10)

  private func bridge(_ before: Double, _ now: Double, _ parts: [BridgeChart.Part]) -> BridgeChart? {
    let metric = MetricResult(
      id: "wat", family: .adoption, title: "Weekly active tokens", unit: .count, good: "up", value: now, n: 1,
      previous: .init(value: before))
    return BridgeChart(finding: 2, metric: metric, parts: parts, month: month, currency: "USD")
  }

  @Test func `every step starts where the one before it ended, the last at this month's value`() throws {
    let chart = try #require(
      bridge(
        100, 130,
        [.init(label: "a", value: 50), .init(label: "b", value: -25), .init(label: "", value: 5, isRest: true)])
    ).chart
    #expect(chart.id == "bridge-2" && chart.finding == "Weekly active tokens: 100 → 130")
    #expect(
      chart.table?.rows.map { $0[1] } == ["100", "+50", "−25", "+5", "130"])
    let bars = try #require(chart.drawing).marks.compactMap { mark -> (from: Double, to: Double)? in
      guard case .rect(let x, _, let width, _, _) = mark else { return nil }
      return (x, x + width)
    }
    // 100…150 lie on `left`…610, where the widest label, “September”, decides on the left.
    let (left, right) = (try #require(bars.first).from, 610.0)
    let unit = (right - left) / 50
    #expect(left > 60 && left < 120)
    #expect(bars.map { (($0.from - left) / unit).rounded() } == [0, 25, 25])
    #expect(bars.map { (($0.to - left) / unit).rounded() } == [50, 50, 30])
  }

  @Test func `what does not fit is gathered, and nothing is lost`() throws {
    let parts = (1...12).map { BridgeChart.Part(label: "part \($0)", value: Double($0)) }
    let gathered = try #require(bridge(0, 80, parts + [.init(label: "rest", value: 2, isRest: true)]))
    #expect(gathered.parts.map(\.value).reduce(0, +) == 80)
    #expect(gathered.parts.map(\.label) == (7...12).map { "part \($0)" } + ["6 smaller parts", "rest"])
  }

  @Test func `without a change, a value or a part there is no bridge`() {
    #expect(bridge(1, 1, [.init(label: "a", value: 0)]) == nil)
    #expect(bridge(1, .nan, [.init(label: "a", value: 0)]) == nil)
    #expect(bridge(1, 2, []) == nil)
  }

  @Test func `a long or hostile label stays inside its column`() throws {
    let label = String(repeating: "w", count: 300) + "\u{202E}<b>"
    let svg = try #require(
      bridge(1, 2, [.init(label: label, value: 1), .init(label: "b", value: 0)])?.chart.svg(.page))
    #expect(!svg.contains("<b>") && svg.utf8.count < 4_000)
  }
}
