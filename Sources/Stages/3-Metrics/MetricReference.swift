import ReportModel

/// The reference page of the metrics, derived from the catalogue and its worked examples.
package enum MetricReference {
  /// `docs/reference/metrics.md`; the same catalogue gives the same bytes.
  package static func markdown() -> String {
    var lines = [
      "# Metrics", "",
      "Derived from the catalogue and its worked examples by `make goldens`; change those, not this page.", "",
      "Every metric is computed by the same definition for the report's month, the month before under the same "
        + "follow-up, and the thirteen months of history. Shares are fractions, windows are half open. A value without "
        + "its source is absent, with a reason that names what would unlock it.", "",
    ]
    for family in MetricFamily.allCases {
      let metrics = MetricCatalog.all.filter { $0.family == family }
      lines += ["## \(family.title)", ""] + overview(metrics) + metrics.flatMap(section)
    }
    lines += ["## Tables", "", "Tables that are worked out by hand here; a report holds more.", ""]
    for table in TableCatalog.all {
      let examples = examples(of: table.id)
      guard !examples.isEmpty else { continue }
      lines += [
        "### \(table.title)", "", "`\(table.id)`: \(table.columns.map { "`\($0.id)`" }.joined(separator: ", ")).", "",
      ]
      lines += examples + [""]
    }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func overview(_ metrics: [MetricDefinition]) -> [String] {
    ["| id | title | unit | good | formula |", "|---|---|---|---|---|"]
      + metrics.map { metric in
        let cells = [
          "[`\(metric.id)`](#\(anchor(metric)))", metric.title, metric.unit.words,
          metric.good.map(\.rawValue) ?? "–", metric.formula,
        ]
        return "| " + cells.map(escaped).joined(separator: " | ") + " |"
      } + [""]
  }

  private static func section(_ metric: MetricDefinition) -> [String] {
    var facts = ["- Formula: \(metric.formula).", "- Unlocked by: \(MetricNeeds.of(metric).joined(separator: "; "))."]
    if let target = metric.target { facts.append("- Target: \(metric.targetWords(target)).") }
    if let bands = metric.bands { facts.append("- Bands: \(bands.words(metric)).") }
    if metric.configuredBand != nil {
      facts.append("- Bands: strong, fair, needs attention, by `dxs` in `throughline.yaml`.")
    }
    facts.append("- Smallest change worth the word: \(metric.floor.words(metric)).")
    if metric.isHeadline { facts.append("- Headline: may become a finding.") }
    if !metric.segments.isEmpty {
      facts.append("- A change is split by: \(metric.segments.map { "`\($0)`" }.joined(separator: ", ")).")
    }
    return ["### `\(metric.id)`", "", "**\(metric.title).**", ""] + facts + ["", "Worked examples:", ""]
      + examples(of: metric.id) + [""]
  }

  private static func examples(of id: String) -> [String] {
    WorkedExample.all.filter { $0.id == id }.map { "- \(escaped($0.title)) → \($0.expected.words)" }
  }

  /// GitHub's anchor of a heading: lower case, blanks as dashes, other punctuation dropped.
  private static func anchor(_ metric: MetricDefinition) -> String {
    String(metric.id.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
  }

  private static func escaped(_ text: String) -> String { text.replacing("|", with: "\\|") }
}

extension WorkedExample.Expectation {
  /// `1 200 (n 3)`, `2 of 10 = 0.2`, `no value: “not reached”`.
  var words: String {
    switch self {
    case .value(let value, let n): "**\(Plain.number(value))**" + (n.map { " (n \($0))" } ?? "")
    case .near(let value, let n, _): "**≈ \(Plain.number(value))**" + (n.map { " (n \($0))" } ?? "")
    case .share(let numerator, let denominator, let scale):
      "**\(scale == 1 ? "" : Plain.number(scale) + " × ")\(Plain.number(numerator)) ÷ \(Plain.number(denominator))**"
    case .previous(let value): "previous **\(Plain.number(value))**"
    case .unavailable(let text): "**no value**, “…\(text)…”"
    case .rows(let rows): "**\(rows.count) row\(rows.count == 1 ? "" : "s")**"
    }
  }
}

extension MetricUnit {
  fileprivate var words: String {
    switch self {
    case .seconds: "seconds"
    case .milliseconds: "milliseconds"
    case .fraction: "fraction"
    case .count: "count"
    case .number: "number"
    case .money: "money"
    case .points: "points"
    }
  }

  /// What a plain number of this unit is followed by.
  fileprivate var suffix: String {
    switch self {
    case .seconds: " s"
    case .milliseconds: " ms"
    case .points: " points"
    case .fraction, .count, .number, .money: ""
    }
  }
}

extension MetricDefinition {
  fileprivate func targetWords(_ value: Double) -> String {
    (good == .up ? "at least " : "under ") + Plain.number(value) + unit.suffix
  }
}

extension MetricDefinition.Bands {
  fileprivate func words(_ metric: MetricDefinition) -> String {
    let parts = limits.map { limit -> String in
      let number = Plain.number(limit.below)
      // A limit a hair above a round number is one that still belongs to the band.
      return "\(limit.name) \(Double(number) == limit.below ? "under" : "up to") \(number)\(metric.unit.suffix)"
    }
    return (parts + ["\(last) above"]).joined(separator: ", ")
  }
}

extension ChangeFloor {
  fileprivate func words(_ metric: MetricDefinition) -> String {
    var parts: [String] = []
    if relative > 0 { parts.append("\(Plain.number(relative * 100)) % of the month before") }
    if absolute > 0 {
      parts.append(
        metric.unit == .fraction
          ? "\(Plain.number(absolute * 100)) point\(absolute == 0.01 ? "" : "s")"
          : Plain.number(absolute) + metric.unit.suffix)
    }
    return parts.isEmpty ? "none" : parts.joined(separator: " and ")
  }
}

/// Numbers as the reference writes them: exactly, where `NumberFormat` rounds for readers of a report.
private enum Plain {
  /// At most six decimals, none of them a trailing zero.
  static func number(_ value: Double) -> String {
    guard let scaled = Int(exactly: (value * 1_000_000).rounded()) else { return String(value) }
    let digits = String(abs(scaled))
    let padded = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
    var fraction = String(padded.suffix(6))
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return (scaled < 0 ? "−" : "") + padded.dropLast(6) + (fraction.isEmpty ? "" : "." + fraction)
  }
}
