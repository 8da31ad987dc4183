package import ReportModel

/// A chart of the report: the sentence it proves, the drawing, and the figures behind it.
package struct Chart: Sendable {
  /// Stable; names the file (`charts/<id>.svg`) and the anchor (`chart-<id>`).
  package let id: String
  package let title: String
  /// What it shows, as a sentence; where there is nothing to draw, why.
  package let finding: String
  /// How to read it: measure, unit, period, signs.
  package let reading: String
  /// nil where there is nothing to draw.
  package let table: ChartTable?
  let drawing: Drawing?
  /// What the numbered marks stand for, one sentence each; empty where there are none.
  package let marks: [String]

  init(
    id: String, title: String, finding: String, reading: String, table: ChartTable, drawing: Drawing,
    marks: [String] = []
  ) {
    self.id = id
    self.title = title
    self.finding = finding
    self.reading = reading
    self.table = table
    self.drawing = drawing
    self.marks = marks
  }

  /// A chart that cannot be drawn, and why.
  init(id: String, title: String, missing: String) {
    self.id = id
    self.title = title
    finding = missing
    reading = ""
    table = nil
    drawing = nil
    marks = []
  }

  package var isDrawn: Bool { drawing != nil }

  /// The SVG; nil where there is nothing to draw.
  package func svg(_ skin: Skin) -> String? {
    drawing.map {
      SVG.document(
        $0, id: "chart-" + id, title: finding, description: title + ". " + reading, skin: skin)
    }
  }
}

/// The figures behind a chart, formatted; the first column names the row.
package struct ChartTable: Hashable, Sendable {
  package var headers: [String]
  package var rows: [[String]]
}

/// The charts of the report, in its order.
package enum ChartCatalog {
  package static func charts(for report: Report) -> [Chart] {
    [
      TTFCTrendChart(report: report).chart, CallVolumeChart(report: report).chart,
      ErrorHeatmapChart(report: report).chart, TimeToValueChart(report: report).chart,
      FunnelChart(report: report).chart, GrowthChart(report: report).chart, BusinessChart(report: report).chart,
    ]
  }
}

extension Report {
  /// Why a chart has nothing to show: the reason of the first of these metrics that has one.
  func missingData(_ what: String, _ metrics: [String]) -> String {
    let reason = metrics.lazy.compactMap { self.metric($0)?.reason }.first
    return "No chart of \(what): " + (reason.map(DisplayText.line) ?? "the exports hold no data for it") + "."
  }

  /// `October`.
  var monthWord: String { month.shortName }
  var previousWord: String { month.previous.shortName }
}

/// A column of labels at the right edge of a plot, spread so that none overlaps.
struct EndLabels {
  private var labels: [(y: Double, text: String, styles: [Style])] = []

  mutating func add(_ text: String, at y: Double, _ styles: Style...) { labels.append((y, text, styles)) }

  /// Room the widest needs, with the gap to the plot.
  var width: Double {
    let widths = labels.map { label in
      TextMetrics.width(label.text, size: Drawing.fontSize, bold: label.styles.contains { $0 != .muted })
    }
    return (widths.max() ?? 0) + 14
  }

  /// Writes them at `x`, a leader wherever one had to move.
  func draw(on drawing: inout Drawing, x: Double, bounds: ClosedRange<Double>) {
    let places = LabelSpread.places(labels.map(\.y), gap: 15, bounds: bounds)
    for (label, place) in zip(labels, places) {
      if abs(place - label.y) > 4 {
        drawing.line(.init(x + 2, label.y), .init(x + 9, place), .leader)
      }
      drawing.text(label.text, x: x + 12, y: place, styles: label.styles)
    }
  }
}
