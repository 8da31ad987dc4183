import ReportModel
import Testing

@testable import Charts

@Suite struct RetentionChartTests {
  private func retention(_ with: [Int], _ without: [Int], of counts: (Int, Int)) -> ValueMomentSearch.Retention {
    .init(
      label: "first success of POST /v1/charges", days: [2, 30, 60], with: with, without: without,
      withCount: counts.0, withoutCount: counts.1)
  }

  @Test func `the finding gives both shares on the last day, the reading says it is no cause`() throws {
    let chart = RetentionChart(retention([90, 80, 60], [50, 20, 10], of: (100, 200))).chart
    #expect(
      chart.finding.withPlainSpaces
        == "60.0 % of those with “first success of POST /v1/charges” in their first 24 hours still called on day 60, and "
        + "5.0 % of the others.")
    #expect(chart.reading.contains("association, not a cause"))
    for skin in [Skin.page, .standalone] {
      let svg = try #require(chart.svg(skin))
      #expect(svg.contains("with it 60.0") && svg.contains("without 5.0") && svg.contains("role=\"img\""))
      #expect(!svg.contains("nan"))
    }
    #expect(chart.table?.rows.last?.map(\.withPlainSpaces) == ["60", "60.0 %", "5.0 %"])
  }

  @Test func `fewer than ten on a side are not drawn`() {
    #expect(!RetentionChart(retention([9, 9, 9], [50, 20, 10], of: (9, 200))).chart.isDrawn)
    #expect(!RetentionChart(retention([9], [50, 20, 10], of: (90, 200))).chart.isDrawn)
  }
}
