import Foundation
import ReportModel
import TestSupport
import Testing

@testable import Charts

@Suite struct ChartTests {
  private func chart(_ id: String, _ report: Report = SampleReport.october) throws -> Chart {
    try #require(ChartCatalog.charts(for: report).first { $0.id == id })
  }

  @Test func `the charts stand in their order, each with a finding and its figures`() {
    let charts = ChartCatalog.charts(for: SampleReport.october)
    #expect(
      charts.map(\.id) == [
        "ttfc-trend", "daily-calls", "error-rates", "time-to-value", "funnel", "growth", "nrr-churn",
      ])
    for chart in charts {
      #expect(chart.isDrawn && chart.finding.hasSuffix(".") && !chart.reading.isEmpty)
      #expect(chart.table?.rows.allSatisfy { $0.count == chart.table?.headers.count } == true)
    }
  }

  @Test func `a chart without data is a sentence that names what is missing`() {
    var report = SampleReport.refused
    for data in [ChartData(), emptyData] {
      report.charts = data
      for chart in ChartCatalog.charts(for: report) {
        #expect(!chart.isDrawn && chart.svg(.page) == nil && chart.table == nil)
        #expect(chart.finding.hasPrefix("No ") && chart.finding.hasSuffix("."))
      }
    }
    #expect(ChartCatalog.charts(for: report)[0].finding == "No chart of the time to first call: needs calls.")
  }

  private var emptyData: ChartData {
    var data = ChartData()
    data.ttfcTrend = []
    data.callVolume = .init(days: [], total: [], series: [])
    data.errorHeatmap = .init(days: [], rows: [])
    data.funnel = []
    data.business = []
    return data
  }

  @Test func `the findings are the month's own numbers`() throws {
    #expect(
      try chart("ttfc-trend").finding.withPlainSpaces
        == "Half of the developers of October who called did so within 1 h 31 min; in September, within 52 min. "
        + "19.1 % of October’s sign-ups have not called yet.")
    #expect(
      try chart("nrr-churn").finding.withPlainSpaces
        == "Net revenue retention was 108 % in October 2026; churn was 4.1 % in October 2026.")
    #expect(try chart("funnel").finding.contains("most are lost between first call and activated"))
  }

  @Test func `both skins draw the same marks`() throws {
    for chart in ChartCatalog.charts(for: SampleReport.october) {
      let page = try #require(chart.svg(.page)), file = try #require(chart.svg(.standalone))
      let marks = { (svg: String) in svg.components(separatedBy: "<g aria-hidden").last }
      #expect(marks(page) == marks(file))
      #expect(!page.contains("#") && !page.contains("<style"))
      #expect(!file.contains("var(") && file.contains("prefers-color-scheme:dark") && file.contains("class=\"c-bg\""))
    }
  }

  @Test func `a chart has its finding for a name, and ids of its own`() throws {
    let svg = try #require(try chart("funnel").svg(.page))
    #expect(svg.contains("role=\"img\" aria-labelledby=\"chart-funnel-name chart-funnel-desc\""))
    #expect(svg.contains("<title id=\"chart-funnel-name\">\(try chart("funnel").finding)</title>"))
  }

  @Test func `a day without data is a frame and not a zero`() throws {
    let drawing = try #require(try chart("daily-calls").drawing)
    let frames = drawing.marks.filter { if case .path(_, .noData) = $0 { true } else { false } }
    #expect(frames.count == 1)
    let columns = drawing.marks.compactMap { mark -> Int? in
      if case .path(let path, .total) = mark { path.count { $0 == "M" } } else { nil }
    }
    #expect(columns == [30])
  }

  @Test func `a missing month breaks the line of retention in two`() throws {
    let drawing = try #require(try chart("nrr-churn").drawing)
    let lines = drawing.marks.compactMap { mark -> Int? in
      if case .path(let path, .line1) = mark { path.count { $0 == "M" } } else { nil }
    }
    #expect(lines == [2])
  }

  @Test func `weeks that are not final are hollow and joined by dots`() throws {
    let drawing = try #require(try chart("ttfc-trend").drawing)
    let hollow = drawing.marks.filter { if case .circle(_, _, _, .hollow1) = $0 { true } else { false } }
    #expect(hollow.count == 4)
    #expect(drawing.marks.contains { if case .path(_, .open1) = $0 { true } else { false } })
  }

  @Test func `a P90 of fewer than twenty is not drawn, its median hollow`() throws {
    var report = SampleReport.october
    report.charts.ttfcTrend = report.charts.ttfcTrend?.map { week in
      var week = week
      (week.called, week.isOpen) = (19, false)
      return week
    }
    let drawing = try #require(try chart("ttfc-trend", report).drawing)
    #expect(!drawing.marks.contains { if case .path(_, .line2) = $0 { true } else { false } })
    #expect(drawing.marks.count { if case .circle(_, _, _, .hollow1) = $0 { true } else { false } } == 26)
  }

  @Test func `the largest loss of the funnel is counted in people`() {
    let week = ChartData.FunnelWeek(
      week: "2026-10-05", signedUp: 1_000, firstCall: 700, activated: 650, scaling: 10, isCurrent: true, isOpen: false)
    let loss = FunnelChart.Counts([week]).largestLoss
    #expect(loss?.step == 2 && loss?.count == 640)
    let none = ChartData.FunnelWeek(
      week: "2026-10-05", signedUp: 5, firstCall: 5, activated: 5, scaling: 5, isCurrent: true, isOpen: false)
    #expect(FunnelChart.Counts([none]).largestLoss == nil)
  }

  @Test func `the worst day has a hundred calls where any day has`() {
    let row = ChartData.ErrorHeatmap.Row(
      endpoint: "GET /", calls: [4, 200, nil, 300], errors4xx: [4, 2, nil, 9], errors5xx: [], timeouts: [])
    let days = ["2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04"]
    let errors = { (day: Int) in (row.errors4xx[checked: day] ?? nil) ?? 0 }
    let worst = HeatmapDrawing.worstDay(row, days: days, errors: errors)
    #expect(worst?.day == 3 && worst?.rate == 0.03)
    #expect(HeatmapDrawing.worstDay(row, days: days) { _ in 0 } == nil)
  }

  @Test func `a name from an export stays text`() throws {
    var report = SampleReport.october
    report.charts.callVolume?.series[0].name = "</text><script>alert(1)</script> \"'&\u{202E}\u{0} \r\n"
    let svg = try #require(try chart("daily-calls", report).svg(.standalone))
    #expect(!svg.contains("<script") && !svg.contains("\u{202E}") && !svg.contains("\u{0}"))
    #expect(svg.contains("&lt;/text&gt;"))
  }

  @Test func `goldens of two drawings hold`() throws {
    for id in ["funnel", "nrr-churn"] {
      let svg = try #require(try chart(id).svg(.standalone))
      let difference = Golden.difference(svg, from: id + ".svg")
      #expect(difference == nil, "\(difference ?? "")")
    }
  }
}

extension String {
  /// With the no-break spaces of numbers as plain ones.
  var withPlainSpaces: String { String(map { $0 == "\u{A0}" || $0 == "\u{202F}" ? " " : $0 }) }
}
