import ReportModel

/// One segment's part in a change, before it is decided which parts are told.
struct Part: Sendable {
  var value: String
  var name: String?
  var flow: String?
  var effect: Cause.Effect
  /// In the metric's unit.
  var contribution: Double
  /// What is more (or less) than the segment's size alone would give it.
  var excess: Double
  /// Twice the standard error of the contribution; smaller excesses stand for nothing.
  var noise: Double
  /// Rows of both months together; nil where amounts, not rows, are split.
  var rows: Double?
  var inside: Cause.Inside?
  /// What the segment's own figures were and became, where they are not the metric's.
  var detail: String?
  /// Mix part that belongs to the segment, for ratios.
  var mix = 0.0

  static let leastRows = 20.0

  /// Tells it from the other parts of its dimension.
  var key: String { value + "\u{0}" + (flow ?? "") }

  /// A segment that may stand in the report by name.
  var isNameable: Bool { !PlainName.isAnonymous(value) && (rows ?? Part.leastRows) >= Part.leastRows }

  /// More than its size and chance explain, in the direction of its own contribution.
  var standsOut: Bool { abs(excess) > noise && (excess > 0) == (contribution > 0) }
}

/// A change split by one dimension: parts, what only moved between them, and how well they explain it.
struct Split: Sendable {
  var dimension: String
  /// What there is to explain once the calendar is taken out.
  var real: Double
  var parts: [Part]
  /// Sum of the mix parts; 0 for counts.
  var mix = 0.0
  /// The segment with the largest part in the mix.
  var mixLeader: Part?

  /// Named parts at most.
  static let most = 3
  /// Part of the change under which a segment is not worth naming.
  static let leastShare = 0.05

  /// The segments worth naming, largest first.
  var named: [Part] {
    parts.filter { part in
      part.isNameable && part.standsOut && abs(part.contribution) >= Split.leastShare * abs(real)
        && abs(part.excess) >= Split.leastShare * abs(real)
    }.sorted { (abs($1.contribution), $0.key) < (abs($0.contribution), $1.key) }.prefix(Split.most).map { $0 }
  }

  /// The mix carries at least half of the change.
  var isMix: Bool { abs(mix) >= 0.5 * abs(real) && mix != 0 }

  /// How much of all movement along this dimension the named parts make beyond their size, 0–1.
  var score: Double {
    let gross = max(abs(real), parts.reduce(0) { $0 + abs($1.contribution) } + abs(mix))
    guard gross > 0 else { return 0 }
    let told = named.reduce(0) { $0 + abs($1.excess) } + (isMix ? abs(mix) : 0)
    return min(1, told / gross)
  }

  /// What stands neither in named parts nor in the mix.
  var rest: Double {
    let told = Set(named.map(\.key))
    return parts.reduce(0) { $0 + (told.contains($1.key) ? 0 : $1.contribution) }
  }

  /// Twice the standard error of the rest.
  var restNoise: Double {
    let told = Set(named.map(\.key))
    return parts.reduce(0) { $0 + (told.contains($1.key) ? 0 : $1.noise * $1.noise) }.squareRoot()
  }
}
