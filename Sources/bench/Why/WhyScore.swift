import Foundation

/// Holds a report against the truth; reads nothing but `report.json`.
struct WhyScore {
  /// The first finding has metric, effect and exact segment.
  var isTop = false
  /// One of the first three has.
  var isRecalled = false
  /// Points of at most `mostPoints`: metric and direction 1, effect 1, segment 2 (1 for an overlapping one), date 1,
  /// event 1 (a wrong one −1).
  var points = 0.0
  var mostPoints = 0.0
  /// Days between the planted and the told beginning; nil where none was planted or told.
  var dateError: Int?
  var isWrongEvent = false
  /// Parts that do not add up, or *caused* without its rung.
  var hardFails: [String] = []
  /// Metrics said to be worse or better where none may be.
  var falseChanges = 0
  var findings = 0

  init(report: [String: Any], truth: Scenario.Truth) {
    let metrics = report["metrics"] as? [[String: Any]] ?? []
    let found = report["findings"] as? [[String: Any]] ?? []
    let byID = Dictionary(metrics.map { ($0["id"] as? String ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    hardFails = Self.failures(found, byID)
    findings = found.count
    let changed = metrics.filter { ["worse", "better"].contains($0["verdict"] as? String ?? "") }
    if truth.metrics.isEmpty {
      let bad = truth.quiet.isEmpty ? changed : changed.filter { truth.quiet.contains($0["id"] as? String ?? "") }
      falseChanges = bad.count
      let isQuiet =
        bad.isEmpty
        && !found.prefix(1).contains {
          truth.quiet.contains($0["metric"] as? String ?? "") && truth.quiet.contains("calls.total")
            && ($0["verdict"] as? String ?? "") != "steady"
        }
      (isTop, isRecalled) = (isQuiet, isQuiet)
      mostPoints = 1
      points = isQuiet ? 1 : 0
      return
    }
    let hits = found.prefix(3).map { Self.matches($0, truth) }
    isTop = hits.first?.isExact ?? false
    isRecalled = hits.contains(where: \.isExact)
    mostPoints =
      1 + (truth.effect == nil ? 0 : 1) + (truth.segments == nil && truth.flow == nil ? 0 : 2)
      + (truth.began == nil ? 0 : 1) + (truth.event == nil ? 0 : 1)
    guard let best = hits.enumerated().max(by: { ($0.element.points, -$0.offset) < ($1.element.points, -$1.offset) })
    else { return }
    points = best.element.points
    let finding = found[best.offset]
    let causes = finding["causes"] as? [[String: Any]] ?? []
    if let planted = truth.began, let began = causes.compactMap({ $0["began"] as? [String: String] }).first {
      let from = Int((began["from"] ?? "").suffix(2)) ?? 0
      let to = Int((began["to"] ?? "").suffix(2)) ?? 0
      let inMonth = (began["from"] ?? "").hasPrefix("2026-10")
      dateError = inMonth ? (planted < from ? from - planted : planted > to ? planted - to : 0) : 31
      if (dateError ?? 31) <= 2 { points += 1 }
    }
    let named = causes.flatMap { cause -> [(title: String, level: String)] in
      let level = cause["level"] as? String ?? ""
      let list = (cause["change"] as? [[String: Any]]) ?? (cause["change"] as? [String: Any]).map { [$0] } ?? []
      return list.map { ($0["title"] as? String ?? "", level) }
    }
    if let event = truth.event, named.contains(where: { $0.title == event }) { points += 1 }
    isWrongEvent = named.contains { $0.title != truth.event && (truth.noEvent || $0.level == "linked") }
    if isWrongEvent { points -= 1 }
  }

  private static func matches(
    _ finding: [String: Any], _ truth: Scenario.Truth
  ) -> (isExact: Bool, points: Double) {
    let related = finding["related"] as? [String] ?? []
    let metric = finding["metric"] as? String ?? ""
    let isMetric =
      (truth.metrics.contains(metric) || !Set(related).isDisjoint(with: truth.metrics))
      && truth.verdicts.contains(finding["verdict"] as? String ?? "")
    let causes = (finding["causes"] as? [[String: Any]] ?? []).filter { $0["contribution"] is NSNumber }
    guard let first = causes.first else {
      return (isMetric && truth.effect == nil && truth.segments == nil && truth.flow == nil, isMetric ? 1 : 0)
    }
    let isEffect = truth.effect?.contains(first["effect"] as? String ?? "") ?? true
    let segment = Self.segment(first)
    let isSegment = truth.segments?.contains(segment) ?? true
    let isFlow = truth.flow.map { $0 == first["flow"] as? String } ?? true
    let overlaps = truth.segments?.contains { wanted in segment.contains { wanted[$0.key] == $0.value } } ?? false
    var points = isMetric ? 1.0 : 0
    if truth.effect != nil, isEffect { points += 1 }
    if truth.segments != nil || truth.flow != nil { points += isSegment && isFlow ? 2 : overlaps ? 1 : 0 }
    return (isMetric && isEffect && isSegment && isFlow, isMetric ? points : 0)
  }

  private static func segment(_ cause: [String: Any]) -> [String: String] {
    (cause["segment"] as? [String: Any] ?? [:]).compactMapValues { $0 as? String ?? ($0 as? [String])?.first }
  }

  private static func failures(_ findings: [[String: Any]], _ metrics: [String: [String: Any]]) -> [String] {
    var failures: [String] = []
    for finding in findings {
      let id = finding["metric"] as? String ?? ""
      let causes = finding["causes"] as? [[String: Any]] ?? []
      let parts = causes.reduce(0.0) { $0 + (($1["contribution"] as? NSNumber)?.doubleValue ?? 0) }
      let rest = (finding["unexplained"] as? NSNumber)?.doubleValue ?? 0
      let change = ((metrics[id]?["change"] as? [String: Any])?["absolute"] as? NSNumber)?.doubleValue ?? 0
      if abs(parts + rest - change) > 1e-9 * max(1, abs(change)) { failures.append("\(id): parts do not add up") }
      let texts =
        [(finding["statement"] as? String ?? "", "")]
        + causes.map { ($0["statement"] as? String ?? "", $0["level"] as? String ?? "") }
      for (text, level) in texts where level != "reverted" {
        for word in causal where text.lowercased().contains(word) { failures.append("\(id): says '\(word)'") }
      }
    }
    return failures
  }

  private static let causal = ["caused", "because", "due to", "led to", "driven by", "as a result", "result of"]
}
