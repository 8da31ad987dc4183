import Charts
package import ReportModel

/// One month as the archive and the feed list it.
package struct ArchiveEntry: Hashable, Sendable {
  package var product: String
  package var month: Month
  package var headline: String
  package var keyNumbers: [Narrative.KeyNumber]
  /// By metric of `keyNumbers`, its thirteen months as a line; without those of fewer than two months.
  package var lines: [String: Line]
  /// `window.as_of`: the moment its data are believed up to, which is when it was last restated.
  package var updated: String

  /// A line as SVG, and in block characters.
  package struct Line: Hashable, Sendable {
    package var svg: String
    package var text: String
  }

  package init(report: Report) {
    product = report.product
    month = report.month
    headline = report.narrative.headline.plain
    keyNumbers = report.narrative.keyNumbers
    updated = report.window.asOf
    lines = [:]
    for number in keyNumbers {
      guard let metric = report.metric(number.metric),
        let svg = Sparkline.svg(metric, month: month, currency: report.currency),
        let text = Sparkline.text(metric, month: month)
      else { continue }
      lines[number.metric] = Line(svg: svg, text: text)
    }
  }
}
