package import ReportModel

/// How one figure became another: last month's value, the parts of the change one after the other, this month's.
///
/// Floating steps rather than bars from zero: a change of a few percent would vanish beside two long bars, and bars cut
/// off above zero would lie.
package struct BridgeChart {
  /// A part of the change, signed, in the metric's unit.
  package struct Part: Hashable, Sendable {
    package var label: String
    package var value: Double
    /// What nobody could explain.
    package var isRest: Bool

    package init(label: String, value: Double, isRest: Bool = false) {
      self.label = label
      self.value = value
      self.isRest = isRest
    }
  }

  private let id: String
  private let metric: MetricResult
  private let month: Month
  private let currency: String
  private let before: Double
  private let now: Double
  /// As they are drawn; they add up to `now − before`.
  let parts: [Part]

  /// Parts that get a row of their own.
  private static let most = 6
  private static let rowHeight = 26.0
  private static let widest = 250.0
  private static let right = 610.0

  /// nil where the metric has no value in one of the months, or nothing changed.
  package init?(finding: Int, metric: MetricResult, parts: [Part], month: Month, currency: String) {
    guard let before = metric.previous.value, let now = metric.value, before.isFinite, now.isFinite, before != now,
      !parts.isEmpty, parts.allSatisfy({ $0.value.isFinite })
    else { return nil }
    id = "bridge-\(finding)"
    self.metric = metric
    self.month = month
    self.currency = currency
    self.before = before
    self.now = now
    self.parts = Self.gathered(parts)
  }

  /// The largest parts in their order, the others as one, the unexplained rest last.
  private static func gathered(_ parts: [Part]) -> [Part] {
    let (named, rest) = (parts.filter { !$0.isRest }, parts.filter(\.isRest))
    guard named.count > most + 1 else { return named + rest }
    let kept = Set(named.indices.sorted { (abs(named[$1].value), $0) < (abs(named[$0].value), $1) }.prefix(most))
    let others = named.indices.filter { !kept.contains($0) }
    let sum = others.reduce(0) { $0 + named[$1].value }
    return named.indices.filter(kept.contains).map { named[$0] }
      + [Part(label: "\(others.count) smaller parts", value: sum)] + rest
  }

  package var chart: Chart {
    Chart(
      id: id, title: "From \(month.previous.name) to \(month.name), by part",
      finding: "\(DisplayText.line(metric.title)): \(format(before)) → \(format(now))",
      reading: "Each step starts where the one above it ends; the whole change is \(signed(now - before)).",
      table: ChartTable(
        headers: ["Part", "Adds"],
        rows: [[month.previous.name, format(before)]] + parts.map { [DisplayText.line($0.label), signed($0.value)] }
          + [[month.name, format(now)]]), drawing: drawing)
  }

  private func format(_ value: Double) -> String { NumberFormat.value(value, unit: metric.unit, currency: currency) }

  private func signed(_ value: Double) -> String {
    NumberFormat.change(value, unit: metric.unit, currency: currency, of: now - before)
  }

  // MARK: - Drawing

  /// Room for the labels.
  private var left: Double {
    let labels = parts.map { DisplayText.line($0.label) } + [month.previous.shortName]
    let widths = labels.map { TextMetrics.width($0, size: Drawing.fontSize, bold: true) }
    return min(Self.widest, 16 + (widths.max() ?? 0))
  }

  private var drawing: Drawing {
    var drawing = Drawing(height: Self.rowHeight * Double(parts.count + 2) + 8)
    let levels = parts.reduce(into: [before]) { $0.append(($0.last ?? before) + $1.value) }
    let bounds = levels + [now]
    let (low, high) = (bounds.min() ?? before, bounds.max() ?? now)
    let x = Scale.linear(low...high, from: left, to: Self.right)
    func y(_ row: Int) -> Double { 4 + Self.rowHeight * (Double(row) + 0.5) }

    end(month.previous.shortName, value: before, x: x(before), y: y(0), on: &drawing)
    for (index, part) in parts.enumerated() {
      let (from, to) = (x(levels[index]), x(levels[index + 1]))
      drawing.line(.init(from, y(index) + 9), .init(from, y(index + 1) - 9), .leader)
      step(part, from: from, to: to, y: y(index + 1), on: &drawing)
    }
    let last = x(levels[parts.count])
    drawing.line(.init(last, y(parts.count) + 9), .init(last, y(parts.count + 1) - 9), .leader)
    end(month.shortName, value: now, x: x(now), y: y(parts.count + 1), on: &drawing)
    return drawing
  }

  private func end(_ name: String, value: Double, x: Double, y: Double, on drawing: inout Drawing) {
    drawing.text(name, x: 0, y: y, .start, .strong)
    drawing.circle(.init(x, y), radius: 4.5, .net)
    drawing.text(format(value), x: drawing.width, y: y, .end, .strong)
  }

  private func step(_ part: Part, from: Double, to: Double, y: Double, on drawing: inout Drawing) {
    let isAlong = (part.value > 0) == (now > before)
    let style: Style = part.isRest ? .neutral2 : isAlong ? .fill1 : .neutral1
    let label = TextMetrics.fitted(DisplayText.line(part.label), width: left - 14, size: Drawing.fontSize)
    drawing.text(label, x: 0, y: y, .start, part.isRest ? .muted : .text)
    if from == to {
      drawing.line(.init(from, y - 9), .init(from, y + 9), .axis)
    } else {
      drawing.rect(x: min(from, to), y: y - 9, width: max(1, abs(to - from)), height: 18, style)
    }
    let arrow = part.value > 0 ? "▲ " : part.value < 0 ? "▼ " : ""
    drawing.text(arrow + signed(part.value), x: drawing.width, y: y, .end)
  }
}
