import ReportModel
import TestSupport
import Testing

@testable import Charts

/// Whatever the data, labels neither overlap nor leave the frame, and no coordinate is no number.
@Suite struct LayoutTests {
  @Test(arguments: OddData.all)
  func `labels neither overlap nor leave the frame`(odd: OddData) {
    for chart in ChartCatalog.charts(for: odd.report) {
      guard let drawing = chart.drawing else { continue }
      let labels = drawing.marks.compactMap(Box.init)
      for (index, label) in labels.enumerated() {
        #expect(
          label.left >= -0.5 && label.right <= drawing.width + 0.5, "\(odd.name), \(chart.id): \(label.text) is cut")
        #expect(label.top >= -3 && label.bottom <= drawing.height + 3, "\(odd.name), \(chart.id): \(label.text) is cut")
        for other in labels[(index + 1)...] where label.overlaps(other) {
          Issue.record("\(odd.name), \(chart.id): “\(label.text)” lies on “\(other.text)”")
        }
      }
    }
  }

  @Test(arguments: OddData.all)
  func `the drawing is finite, small and the same every time`(odd: OddData) throws {
    for (chart, again) in zip(ChartCatalog.charts(for: odd.report), ChartCatalog.charts(for: odd.report)) {
      guard let svg = chart.svg(.standalone) else { continue }
      #expect(svg == again.svg(.standalone))
      #expect(!svg.contains("nan") && !svg.contains("inf"))
      #expect(svg.utf8.count < 60_000, "\(odd.name), \(chart.id): \(svg.utf8.count) bytes")
      let height = try #require(chart.drawing?.height)
      #expect(height > 100 && height < 1_200)
    }
  }

  /// Where a text stands, by the widths the layout itself reckons with.
  private struct Box {
    let text: String
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double

    init?(_ mark: Drawing.Mark) {
      guard case .text(let text, let x, let y, let anchor, let styles) = mark else { return nil }
      let isBold = styles.contains { [.strong, .label1, .label2].contains($0) }
      // Bold labels are laid out with room to spare: what they take is a little less.
      let width = TextMetrics.width(text, size: Drawing.fontSize) * (isBold ? 1.12 : 1)
      self.text = text
      left = anchor == .start ? x : anchor == .end ? x - width : x - width / 2
      right = left + width
      top = y - 5.5
      bottom = y + 5.5
    }

    func overlaps(_ other: Box) -> Bool {
      min(right, other.right) - max(left, other.left) > 0.5 && min(bottom, other.bottom) - max(top, other.top) > 0.5
    }
  }
}

/// A month bent in one way.
struct OddData: CustomTestStringConvertible {
  let name: String
  let report: Report
  var testDescription: String { name }

  static let all: [OddData] = [
    OddData("an ordinary month") { _ in },
    OddData("one week, one day, one month") { report in
      report.charts.ttfcTrend = report.charts.ttfcTrend.map { Array($0.suffix(1)) }
      report.charts.funnel = report.charts.funnel.map { Array($0.suffix(1)) }
      report.charts.business = report.charts.business.map { Array($0.suffix(1)) }
      edit(&report) { volume, map in
        volume.days = [volume.days[0]]
        volume.total = [volume.total[0]]
        for index in volume.series.indices { volume.series[index].calls = [volume.series[index].calls[0]] }
        map.days = volume.days
      }
    },
    OddData("all zeros") { report in
      report.charts.ttfcTrend = report.charts.ttfcTrend?.map { week in
        var week = week
        (week.median, week.p90) = (0, 0)
        return week
      }
      report.charts.business = report.charts.business?.map { .init(month: $0.month, nrr: 0, churn: 0, revenue: 0) }
      edit(&report) { volume, map in
        volume.total = volume.total.map { _ in 0 }
        for index in volume.series.indices {
          volume.series[index].calls = volume.total
          volume.series[index].monthTotal = 0
        }
        for index in map.rows.indices { map.rows[index].calls = volume.total }
      }
    },
    OddData("a spread of a thousand and more") { report in
      report.charts.ttfcTrend?[3].median = 0.2
      report.charts.ttfcTrend?[9].p90 = 90_000_000
      report.charts.business?[2].nrr = 14
      report.charts.business?[4].churn = 1
      edit(&report) { volume, _ in
        volume.series[0].calls[5] = 900_000_000
        volume.total[5] = 903_000_000
      }
    },
    OddData("names of sixty letters and of none, and another script") { report in
      edit(&report) { volume, map in
        for index in volume.series.indices {
          volume.series[index].name = "GET /v1/" + String(repeating: ["w", "漢", "👩‍👩‍👧"][index % 3], count: 60)
        }
        volume.series[1].name = ""
        for index in map.rows.indices { map.rows[index].endpoint = volume.series[index].name }
      }
      report.events[1].title = String(repeating: "Wide title ", count: 20)
    },
    OddData("values that lie together") { report in
      report.charts.ttfcTrend = report.charts.ttfcTrend?.map { week in
        var week = week
        (week.median, week.p90) = (3_600, 3_601)
        return week
      }
      report.charts.business = report.charts.business?.map { .init(month: $0.month, nrr: 1, churn: 0.04, revenue: 1) }
    },
    OddData("ragged and missing series") { report in
      report.charts.ttfcTrend = report.charts.ttfcTrend?.enumerated().map { index, week in
        var week = week
        if index % 2 == 0 { (week.median, week.p90) = (nil, nil) }
        return week
      }
      report.charts.business = report.charts.business?.map {
        .init(month: $0.month, nrr: nil, churn: $0.churn, revenue: nil)
      }
      edit(&report) { volume, map in
        volume.series[2].calls = []
        map.rows[1].errors5xx = []
        map.rows[2].calls = Array(map.rows[2].calls.prefix(4))
      }
    },
    OddData("nobody on the way to value, or all at once") { report in
      report.charts.timeToValue?.curves[0].points = []
      report.charts.timeToValue?.curves[0].within7Days = 0
      report.charts.timeToValue?.curves[0].median = nil
      report.charts.timeToValue?.curves[0].p75 = nil
      report.charts.timeToValue?.curves[1].points = [.init(seconds: 0.5, share: 1, low: nil, high: nil)]
      report.charts.timeToValue?.curves[1].end = 0.5
    },
    OddData("a value moment in seconds, and one in weeks") { report in
      report.charts.timeToValue?.curves[0].median = 61
      report.charts.timeToValue?.curves[0].p75 = 62
      report.charts.timeToValue?.curves[2].median = 2_500_000
      report.charts.timeToValue?.curves[2].developers = 12_000_000
    },
    OddData("a median and a P75 at the week") { report in
      report.charts.timeToValue?.curves[0].median = 604_000
      report.charts.timeToValue?.curves[0].p75 = 604_700
      report.charts.timeToValue?.curves[0].points = [.init(seconds: 604_000, share: 0.01, low: 0, high: 0.05)]
    },
    OddData("five events on one day") { report in
      report.events = (0..<5).map {
        MonthEvent(date: "2026-10-14", title: "Release number \($0)", kind: "release", findings: [1])
      }
    },
  ]

  private init(_ name: String, _ bend: (inout Report) -> Void) {
    self.name = name
    var report = SampleReport.october
    bend(&report)
    self.report = report
  }

  private static func edit(
    _ report: inout Report, _ change: (inout ChartData.CallVolume, inout ChartData.ErrorHeatmap) -> Void
  ) {
    guard var volume = report.charts.callVolume, var map = report.charts.errorHeatmap else { return }
    change(&volume, &map)
    report.charts.callVolume = volume
    report.charts.errorHeatmap = map
  }
}
