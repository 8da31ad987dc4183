import ReportModel

/// The sentences of measured parts: what, how much of how much, and what it was inside.
struct CauseWords {
  let metric: MeasuredMetric
  let values: ComparedValues
  let figures: Figures

  private var unit: MetricUnit { metric.result.unit }

  /// `+0.12 of the +0.15 points`.
  private func amount(_ contribution: Double) -> String {
    let part = figures.change(contribution, unit)
    let whole = figures.change(values.change, unit)
    let share = abs(contribution / values.change)
    let percent = share <= 3 ? ", " + NumberFormat.percent(share, decimals: 0) : ""
    let against = (contribution > 0) == (values.change > 0) ? percent : ", against its direction"
    return "\(part) of \(whole)\(against)"
  }

  func segment(_ part: Part, _ split: Split) -> Cause {
    let key = segmentKey(split.dimension, part.value)
    let subject = PlainName.of(dimension: split.dimension, value: part.value, name: part.name)
    let flowing = part.flow.map { flow in "\(flowWords[flow] ?? flow) of " } ?? ""
    let verb = part.flow == nil ? "accounts for" : "account for"
    return Cause(
      rung: .measured, level: .arithmetic,
      statement: "\(flowing)\(subject) \(verb) \(amount(part.contribution))\(detail(part, split))", segment: key,
      effect: part.effect, contribution: part.contribution, evidence: evidence, flow: part.flow, inside: part.inside)
  }

  /// `: its own rate went from 0.9 % to 6.3 % of 412 000 calls`.
  private func detail(_ part: Part, _ split: Split) -> String {
    if let detail = part.detail { return ": " + detail }
    guard part.flow == nil, let inside = part.inside else { return "" }
    switch part.effect {
    case .entered: return ": new this month"
    case .left: return ": gone this month"
    default: break
    }
    guard let before = inside.previous, let now = inside.value else { return "" }
    let words = "from \(figures.value(before, unit)) to \(figures.value(now, unit))"
    if unit == .fraction {
      let of = inside.n.map { " of \(NumberFormat.count($0))" } ?? ""
      return ": its own rate went \(words)\(of)"
    }
    return ": it went \(words)"
  }

  /// Mix of all segments in one cause.
  func mix(_ split: Split) -> Cause {
    var statement = "a changed mix by \(dimensionWord(split.dimension)) accounts for \(amount(split.mix))"
    if let leader = split.mixLeader, abs(leader.mix) >= 0.5 * abs(split.mix) {
      let subject = PlainName.of(dimension: split.dimension, value: leader.value, name: leader.name)
      statement += ", most of it through the share of \(subject)"
    }
    if split.isMix, split.named.isEmpty {
      statement += "; it is composition, no \(dimensionWord(split.dimension)) by itself stands out"
    }
    return Cause(
      rung: .measured, level: .arithmetic, statement: statement, effect: .mix, contribution: split.mix,
      evidence: evidence)
  }

  func broad(_ split: Split) -> Cause {
    let scope =
      split.isMix
      ? "the rates inside every \(dimensionWord(split.dimension)) moved together"
      : split.named.isEmpty
        ? "across the board: no \(dimensionWord(split.dimension)) moved more than its size explains"
        : "everything else moved together"
    return Cause(
      rung: .measured, level: .arithmetic, statement: "\(scope); that is \(amount(split.rest.contribution))",
      effect: .broad,
      contribution: split.rest.contribution, evidence: evidence)
  }

  func calendar(_ calendar: Double) -> Cause {
    Cause(
      rung: .measured, level: .arithmetic,
      statement: "the calendar (length of the month, its weekdays, days without data) accounts for \(amount(calendar))",
      effect: .calendar, contribution: calendar, evidence: evidence)
  }

  /// Growth accounting over all segments, where none of them stands out.
  func flows(_ split: Split) -> [Cause] {
    var sums: [String: Double] = [:]
    for part in split.parts { sums[part.flow ?? "", default: 0] += part.contribution }
    return sums.filter { $0.value != 0 }.sorted { (abs($1.value), $0.key) < (abs($0.value), $1.key) }.map { flow, sum in
      Cause(
        rung: .measured, level: .arithmetic, statement: "\(flowWords[flow] ?? flow): \(amount(sum))", effect: .volume,
        contribution: sum, evidence: evidence, flow: flow.isEmpty ? nil : flow)
    }
  }

  private var evidence: [String] { ["metric-" + metric.result.id] }

  private var flowWords: [String: String] {
    ["new": "new ones", "resurrected": "returning ones", "retained": "retained ones", "lost": "lost ones"]
  }

  private func segmentKey(_ dimension: String, _ value: String) -> [String: SegmentValue] {
    Contribution.dimensionOrder.contains(dimension) ? [dimension: .one(value)] : [:]
  }

  private func dimensionWord(_ dimension: String) -> String {
    let words = [
      "sdk": "SDK", "api_version": "API version", "company_id": "company", "company_size": "company size",
      "github_stars": "band of GitHub stars",
    ]
    return words[dimension] ?? PlainName.of(dimension)
  }
}
