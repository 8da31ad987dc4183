import Charts
import ReportModel

/// The story of the month: key numbers, what changed, why.
extension ReportView {
  var keyNumbers: ViewValue {
    .rows(
      report.narrative.keyNumbers.map { number in
        .object([
          "metric": .text(number.metric),
          "anchor": settings.hidden.contains(.measures) ? .none : .text(Anchor.metric(number.metric)),
          "label": .text(number.label),
          "current": .text(number.current), "detail": .optional(number.detail), "previous": .text(number.previous),
          "comment": .optional(VerdictWords.without(number.verdict, number.comment)),
          "verdict": VerdictWords.view(number.verdict),
        ])
      })
  }

  var changes: ViewValue {
    .rows(
      report.narrative.changes.enumerated().map { index, text in
        let rank = rank(ofChange: index)
        let verdict = report.findings.first { $0.rank == rank }?.verdict
        return .object([
          "rank": .text(String(rank)), "anchor": .text(Anchor.finding(rank)), "text": .rich(text),
          "verdict": verdict.map(VerdictWords.view) ?? .none,
        ])
      })
  }

  var why: ViewValue {
    .rows(
      report.narrative.why.map { why in
        .object([
          "rank": .text(String(why.finding)), "finding": .text(Anchor.finding(why.finding)),
          "place": .text(Anchor.parts(why.finding)), "title": .rich(why.title),
          "points": .list(zip(why.points, [nil] + why.points.map(\.rung)).map { point($0, after: $1) }),
          "bridge": bridge(rank: why.finding),
          "chart": bridges[why.finding].map(bridgeChart) ?? .none,
          "evidence": .optional(evidence(rank: why.finding)),
        ])
      })
  }

  /// `Counted on 305 (294 the month before), from developers.csv and calls.ndjson.`
  private func evidence(rank: Int) -> String? {
    guard let evidence = report.findings.first(where: { $0.rank == rank })?.evidence else { return nil }
    var parts: [String] = []
    if let rows = evidence.rows {
      let before = evidence.previousRows.map { " (\(NumberFormat.count($0)) the month before)" } ?? ""
      parts.append("counted on \(NumberFormat.count(rows))\(before)")
    }
    if !evidence.sources.isEmpty { parts.append("from " + evidence.sources.joined(separator: ", ")) }
    guard !parts.isEmpty else { return nil }
    let text = parts.joined(separator: ", ")
    return text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  /// - Parameter last: the rung of the point before it.
  private func point(_ point: Narrative.Why.Point, after last: Cause.Rung?) -> ViewValue {
    let word =
      switch point.rung {
      case .measured: "Measured"
      case .coincides: "Coincides"
      case .reported: "Reported"
      case .unknown: "Not known"
      }
    return .object([
      "rung": .text(word), "kind": .text(point.rung.rawValue), "is_same": .flag(point.rung == last),
      "text": .rich(point.text),
    ])
  }

  /// The parts of a finding's change, which add up to it, with the part nobody could explain.
  private func bridge(rank: Int) -> ViewValue {
    guard let finding = report.findings.first(where: { $0.rank == rank }),
      let metric = report.metric(finding.metric), let change = metric.change?.absolute
    else { return .none }
    let parts = parts(of: finding)
    guard hasParts(rank) else { return .none }
    let largest = parts.map { abs($0.value) }.filter(\.isFinite).max() ?? 0
    let rows = parts.map { part in
      let width = Self.width(part.value, of: largest)
      return ViewValue.object([
        "label": .text(part.label), "effect": .optional(part.effect), "is_rest": .flag(part.isRest),
        "inside": .optional(inside(part.cause, metric.unit)), "counted": .optional(counted(part.cause)),
        "contribution": .text(
          NumberFormat.change(part.value, unit: metric.unit, currency: report.currency, of: change)),
        "share": .text(change == 0 ? NumberFormat.absent : NumberFormat.percent(part.value / change, decimals: 0)),
        "width": .text(width), "is_counter": .flag(part.value * change < 0), "has_bar": .flag(width != "0.0"),
      ])
    }
    return .rows(
      rows,
      [
        "has_inside": .flag(parts.contains { inside($0.cause, metric.unit) != nil }),
        "has_counted": .flag(parts.contains { counted($0.cause) != nil }), "title": .text(metric.title),
        "previous": .text(format(metric.previous.value, metric.unit)),
        "value": .text(format(metric.value, metric.unit)),
        "total": .text(NumberFormat.change(change, unit: metric.unit, currency: report.currency)),
      ])
  }

  /// Whether a finding's change is told in parts.
  func hasParts(_ rank: Int) -> Bool {
    report.findings.contains { finding in
      finding.rank == rank && report.metric(finding.metric)?.change != nil
        && finding.causes.contains { $0.contribution != nil }
    }
  }

  /// `6.0 % → 21.0 %`: what the metric itself was and became inside a part.
  private func inside(_ cause: Cause?, _ unit: MetricUnit) -> String? {
    guard let cause, let inside = cause.inside, var previous = inside.previous, var value = inside.value else {
      return nil
    }
    // Of what was lost its name says which way it went.
    if cause.flow != nil { (previous, value) = (abs(previous), abs(value)) }
    return format(previous, unit) + " → " + format(value, unit)
  }

  /// `524 (531 before)`: the rows of a part, this month and last.
  private func counted(_ cause: Cause?) -> String? {
    guard let cause else { return nil }
    guard let rows = cause.rows else { return cause.inside?.n.map { NumberFormat.count($0) } }
    return "\(NumberFormat.count(rows.current)) (\(NumberFormat.count(rows.previous)) before)"
  }

  /// What is left of a flow beside a segment of it says so.
  private func label(_ cause: Cause, of finding: Finding) -> String {
    let label = SegmentWords.label(cause, names: companyNames)
    let isRest =
      cause.flow != nil && cause.segment.isEmpty
      && finding.causes.contains { $0.flow == cause.flow && !$0.segment.isEmpty }
    return isRest ? label + ", elsewhere" : label
  }

  private typealias Part = (label: String, effect: String, value: Double, isRest: Bool, cause: Cause?)

  private func parts(of finding: Finding) -> [Part] {
    let parts = finding.causes.compactMap { cause -> Part? in
      if let amount = cause.addsWithin {
        return ("of which " + SegmentWords.label(cause, names: companyNames), "", amount, false, cause)
      }
      return cause.contribution.map {
        (label(cause, of: finding), SegmentWords.effect(cause), $0, false, cause)
      }
    }
    guard !parts.isEmpty, let rest = finding.unexplained else { return parts }
    return parts + [("Not explained", "", rest, true, nil)]
  }

  private func bridgeChart(_ chart: Chart) -> ViewValue {
    .object([
      "finding": .text(chart.finding), "file": .text("charts/\(chart.id).svg"),
      "svg": chart.svg(.page).map { .trusted(Trusted($0)) } ?? .none,
    ])
  }

  /// Rank of a finding → its parts as a drawing, where there are two at least to see.
  var bridges: [Int: Chart] {
    var charts: [Int: Chart] = [:]
    for finding in report.findings {
      // What lies inside another part would be drawn twice.
      let parts = parts(of: finding).filter { $0.value != 0 && $0.cause?.addsWithin == nil }
      guard parts.count > 1, let metric = report.metric(finding.metric) else { continue }
      charts[finding.rank] =
        BridgeChart(
          finding: finding.rank, metric: metric,
          parts: parts.map { .init(label: $0.label, value: $0.value, isRest: $0.isRest) }, month: report.month,
          currency: report.currency)?.chart
    }
    return charts
  }

  /// Names of the companies the report speaks of, by id.
  private var companyNames: [String: String] {
    var names = report.companies ?? [:]
    for row in report.tables["calls_by_company"] ?? [] {
      if let id = row["company_id"]?.text, let name = row["company"]?.text, !name.isEmpty { names[id] = name }
    }
    return names
  }

  /// Length of a bar in percent of the longest, in tenths: `37.5`.
  static func width(_ value: Double, of largest: Double) -> String {
    guard largest > 0, value.isFinite else { return "0.0" }
    let tenths = Int((abs(value) / largest * 1_000).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
