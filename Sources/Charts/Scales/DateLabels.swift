import ReportModel

/// Days and months as short words.
package enum DateLabels {
  /// `5 Oct`; the text itself where it is no ISO date.
  package static func day(_ iso: String) -> String {
    guard let day = Civil.day(iso: iso) else { return DisplayText.line(iso) }
    let date = Civil.date(day)
    return "\(date.day)\u{A0}\(shortMonth(date.month))"
  }

  /// `5 October`.
  package static func longDay(_ iso: String) -> String {
    guard let day = Civil.day(iso: iso) else { return DisplayText.line(iso) }
    let date = Civil.date(day)
    return "\(date.day) \(Month.names[date.month - 1])"
  }

  /// `Oct`.
  static func shortMonth(_ month: Int) -> String { String(Month.names[month - 1].prefix(3)) }

  /// Indices of the labels to write: every k-th counted from the last, with k the smallest at which each has its
  /// width and 8 to spare.
  static func shown(_ labels: [String], spacing: Double) -> [Int] {
    let widths = labels.map { TextMetrics.width($0, size: Drawing.fontSize) }
    guard let widest = widths.max(), spacing > 0 else { return [] }
    let every = max(1, Int(((widest + 8) / spacing).rounded(.up)))
    return labels.indices.filter { (labels.count - 1 - $0) % every == 0 }
  }
}
