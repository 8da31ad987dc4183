import ReportModel
import TestSupport
import Testing

@testable import Charts

@Suite struct GrowthChartTests {
  @Test func `the words count the month's weeks`() throws {
    var report = SampleReport.october
    report.charts.growth = [
      .init(week: "2026-09-21", active: 100, new: 9, returned: 9, lost: 9, isCurrent: false),
      .init(week: "2026-09-28", active: 105, new: 10, returned: 5, lost: 10, isCurrent: true),
      .init(week: "2026-10-05", active: 96, new: 1, returned: 0, lost: 10, isCurrent: true),
    ]
    let chart = try #require(ChartCatalog.charts(for: report).first { $0.id == "growth" })
    #expect(
      chart.finding
        == "The weeks from 28 September to 5 October ended with 96 active tokens, 4 fewer than in the week before them: 11 new, 5 returned, 20 lost, "
        + "counted week by week.")
    #expect(chart.table?.rows.last == ["5\u{A0}Oct", "96", "1", "0", "−10", "−9"])
    #expect(chart.svg(.page)?.contains("data-columns=\"52 ") == true)
    #expect(chart.svg(.standalone)?.contains("data-") == false)
  }
}
