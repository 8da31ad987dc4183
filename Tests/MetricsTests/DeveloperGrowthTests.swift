import ReportModel
import Testing

@testable import Metrics

/// How active developers came to be active, against what was written down.
struct DeveloperGrowthTests {
  private let window = ReportWindow(month: Month(year: 2026, month: 10), zone: .utc, asOf: nil)

  /// Developers by the days of October (0 = the last of September) on which they call.
  private func measured(_ developers: [String: [Int]]) -> MeasuredMetric? {
    var month = ExampleMonth(window: window, configuration: ReportConfiguration())
    for (developer, days) in developers.sorted(by: { $0.key < $1.key }) {
      month.signUp(developer, month.at(-95), channel: "docs")
      for day in days { month.call(developer, month.at(day)) }
    }
    return month.engine.measure().first { $0.result.id == "active_developers" }
  }

  /// Change by flow.
  private func flows(_ metric: MeasuredMetric?) -> [String: Double] {
    guard let table = metric?.leaves.first, let flow = table.dimensions.firstIndex(of: "flow") else { return [:] }
    return (0..<table.count).reduce(into: [:]) { sums, leaf in
      sums[table.names[flow][Int(table.codes[flow][leaf])], default: 0] +=
        table.current[leaf].numerator - table.previous[leaf].numerator
    }
  }

  @Test func `fewer who wake are fewer resurrected, not more lost`() {
    let always = Array(stride(from: -90, through: 31, by: 5))
    let september = Array(stride(from: -90, to: -65, by: 5)) + [-10, 3]
    let october = Array(stride(from: -90, to: -45, by: 5)) + [5, 12]
    let both = flows(measured(["steady": always, "september": september, "october": october]))
    #expect(both == ["retained": 1, "resurrected": 0])
    let asleep = flows(measured(["steady": always, "september": september, "october": october.filter { $0 < 0 }]))
    #expect(asleep["resurrected"] == -1)
  }

  @Test func `the flows add up to the change`() {
    var developers: [String: [Int]] = [:]
    for index in 0..<30 {
      developers["d\(index)"] = (-90...31).filter { ($0 * (index + 3) + index * 7) % 41 == 0 }
    }
    let metric = measured(developers)
    #expect(flows(metric).values.reduce(0, +) == metric?.result.change?.absolute)
  }
}
