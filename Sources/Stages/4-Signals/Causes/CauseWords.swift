import ReportModel

/// The sentences of measured parts: what, how much of how much, and what it was inside.
struct CauseWords {
  let metric: MeasuredMetric
  let values: ComparedValues
  let figures: Figures

  private var unit: MetricUnit { metric.result.unit }
  private var evidence: [String] { ["metric-" + metric.result.id] }

  /// Every part of a bridge as a cause, `broad` and `calendar` last.
  func causes(_ bridge: Bridge) -> [Cause] {
    var causes = bridge.parts.map { cause($0, bridge) }
    // What sits inside a part stands right after it.
    for (index, part) in bridge.parts.enumerated().reversed() {
      if let within = nested(part, bridge) { causes.insert(within, at: index + 1) }
    }
    if let mix = bridge.mix { causes.append(cause(mix)) }
    // Only a composition that outweighs the segments is told before them.
    if let mix = causes.last, mix.effect == .mix, let first = causes.first,
      abs(mix.contribution ?? 0) > abs(first.contribution ?? 0)
    {
      causes.insert(causes.removeLast(), at: 0)
    }
    if let broad = bridge.broad { causes.append(self.broad(broad, bridge)) }
    if bridge.calendar != 0 { causes.append(calendar(bridge.calendar)) }
    return causes
  }

  /// `+0.12 of the +0.15 points`.
  private func amount(_ contribution: Double) -> String {
    let part = figures.change(contribution, unit)
    guard values.change != 0 else { return part }
    let whole = figures.change(values.change, unit)
    let share = abs(contribution / values.change)
    let percent = share <= 3 ? ", " + NumberFormat.percent(share, decimals: 0) : ""
    let against = (contribution > 0) == (values.change > 0) ? percent : ", against its direction"
    return "\(part) of \(whole)\(against)"
  }

  private func cause(_ part: Bridge.Part, _ bridge: Bridge) -> Cause {
    let subject = subject(part)
    let flowing =
      part.flow.map { flow in
        "\(CauseWords.flows[flow] ?? flow) \(noun)\(subject.isEmpty ? "" : " of ")"
      } ?? ""
    let isPlural =
      part.flow != nil || part.several != nil || part.segment.isEmpty && part.title?.hasSuffix("accounts") == true
    let verb = isPlural ? "account for" : "accounts for"
    let usual = part.flow.flatMap { flow in part.segment.isEmpty ? bridge.table?.usualFlows?[flow] : nil }
    let before = usual.map { ", after \(figures.change($0, unit)) the month before" } ?? ""
    return Cause(
      rung: .measured, level: part.isLocated ? .located : .arithmetic,
      statement: "\(flowing)\(subject) \(verb) \(amount(part.contribution))\(before)\(detail(part))",
      segment: CauseWords.key(part), effect: part.effect, contribution: part.contribution, evidence: evidence,
      flow: part.flow, inside: part.inside, rows: part.rows)
  }

  /// A segment inside that of a part, without a contribution of its own: the part's holds it.
  private func nested(_ part: Bridge.Part, _ bridge: Bridge) -> Cause? {
    guard let table = bridge.table, let noise = bridge.noise,
      let found = NestedSegment(table: table, noise: noise).inside(part)
    else { return nil }
    let inner = found.part
    let amounts = [inner.contribution, part.contribution].map { figures.change($0, unit) }
    return Cause(
      rung: .measured, level: .arithmetic,
      statement:
        "within \(subject(part)), \(subject(inner)) accounts for \(amounts[0]) of \(amounts[1])\(detail(inner))",
      segment: CauseWords.key(inner), effect: inner.effect, evidence: evidence, inside: inner.inside, rows: inner.rows,
      addsWithin: inner.contribution)
  }

  /// `GET /v1/payouts on API version 2`, `Acme`, `412 other accounts`.
  func subject(_ part: Bridge.Part) -> String {
    guard !part.segment.isEmpty else { return part.title.map { PlainName.of($0) } ?? "" }
    return SegmentOrder.sorted(part.segment).map { dimension, value in
      if let several = part.several, several.dimension == dimension {
        return PlainName.of(dimension: dimension, values: several.values)
      }
      return PlainName.of(dimension: dimension, value: value, name: dimension == "company_id" ? part.title : nil)
    }.joined(separator: ", ")
  }

  static func key(_ part: Bridge.Part) -> [String: SegmentValue] {
    part.values.filter { SegmentOrder.keys.contains($0.key) }.mapValues { $0.count == 1 ? .one($0[0]) : .many($0) }
  }

  /// `: its own rate went from 0.9 % to 6.3 % of 412 000 calls`.
  private func detail(_ part: Bridge.Part) -> String {
    if let detail = part.detail { return ": " + detail }
    guard part.flow == nil, let inside = part.inside else { return "" }
    switch part.effect {
    case .entered: return ": new this month"
    case .left: return ": gone this month"
    default: break
    }
    guard let before = inside.previous, let now = inside.value else { return "" }
    let words = "from \(figures.value(before, unit)) to \(figures.value(now, unit))"
    if unit == .fraction, inside.n != nil {
      let of = inside.n.map { " of \(NumberFormat.count($0))" } ?? ""
      return ": its own rate went \(words)\(of)"
    }
    return ": it went \(words)"
  }

  private func cause(_ mix: Bridge.Mix) -> Cause {
    let word = SegmentOrder.word(mix.dimension)
    var statement = "a changed mix by \(word) accounts for \(amount(mix.contribution))"
    if let leader = mix.leader {
      statement +=
        ", most of it through the share of " + PlainName.of(dimension: mix.dimension, value: leader, name: nil)
    }
    if mix.isAll { statement += "; it is composition, not quality: no \(word) moved by itself beyond noise" }
    return Cause(
      rung: .measured, level: .arithmetic, statement: statement,
      segment: mix.leader.map { [mix.dimension: .one($0)] } ?? [:], effect: .mix, contribution: mix.contribution,
      evidence: evidence)
  }

  private func broad(_ contribution: Double, _ bridge: Bridge) -> Cause {
    let scope: String
    if bridge.mix.map({ abs($0.contribution) >= 0.5 * abs(values.change) }) ?? false {
      scope = "the rates inside the segments moved together"
    } else if bridge.parts.isEmpty {
      scope = "across the board: no segment moved more than its size accounts for"
    } else {
      scope = "everything else moved together"
    }
    return Cause(
      rung: .measured, level: .arithmetic, statement: "\(scope); that is \(amount(contribution))", effect: .broad,
      contribution: contribution, evidence: evidence)
  }

  private func calendar(_ calendar: Double) -> Cause {
    Cause(
      rung: .measured, level: .arithmetic,
      statement: "the calendar (length of the month, its weekdays, days without data) accounts for \(amount(calendar))",
      effect: .calendar, contribution: calendar, evidence: evidence)
  }

  /// What growth accounting counts.
  private var noun: String {
    switch metric.result.id.prefix(while: { $0 != "." }) {
    case "wat": "tokens"
    case "active_developers": "developers"
    default: "units"
    }
  }

  private static let flows = ["new": "new", "resurrected": "returning", "retained": "retained", "lost": "lost"]
}

/// Segment keys of the contract in the order they are named, and ties are decided.
enum SegmentOrder {
  static let keys = [
    "endpoint", "api_version", "sdk", "plan", "channel", "region", "country", "company_size", "github_stars", "topic",
    "tier", "status", "company_id",
  ]

  static func sorted(_ segment: [String: String]) -> [(String, String)] {
    segment.sorted { (rank($0.key), $0.key) < (rank($1.key), $1.key) }.map { ($0.key, $0.value) }
  }

  private static func rank(_ key: String) -> Int { keys.firstIndex(of: key) ?? keys.count }

  static func word(_ dimension: String) -> String {
    let words = [
      "sdk": "SDK", "api_version": "API version", "company_id": "company", "company_size": "company size",
      "github_stars": "band of GitHub stars",
    ]
    return words[dimension] ?? PlainName.of(dimension)
  }
}
