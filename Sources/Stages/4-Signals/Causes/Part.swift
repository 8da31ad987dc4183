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
  /// Standard error of the contribution.
  var error: Double
  /// Its share of everything in both months, 0–1.
  var size: Double
  /// Rows of both months together; nil where amounts, not rows, are split.
  var rows: Double?
  var inside: Cause.Inside?
  /// What the segment's own figures were and became, where they are not the metric's.
  var detail: String?
  /// Mix part that belongs to the segment, for ratios.
  var mix = 0.0

  static let leastRows = 20.0
  /// Standard errors a part must be off by: there are dozens of segments, and one of twenty is off by two.
  static let leastErrors = 3.0

  /// Tells it from the other parts of its dimension.
  var key: String { value + "\u{0}" + (flow ?? "") }

  /// A segment that may stand in the report by name.
  var isNameable: Bool { !PlainName.isAnonymous(value) && (rows ?? Part.leastRows) >= Part.leastRows }

  /// More than its size and chance explain, in the direction of its own contribution.
  var isDistinct: Bool { abs(excess) > Part.leastErrors * error && (excess > 0) == (contribution > 0) }
}

/// A change split by one dimension: parts, what only moved between them, and how well they explain it.
struct Split: Sendable {
  let dimension: String
  /// What there is to explain once the calendar is taken out.
  let real: Double
  let parts: [Part]
  /// Sum of the mix parts; 0 for counts.
  let mix: Double
  /// The segments worth naming, largest first.
  let named: [Part]

  /// Named parts at most.
  static let most = 3
  /// Part of the change under which a segment is not worth naming.
  static let leastShare = 0.05

  init(dimension: String, real: Double, parts: [Part]) {
    self.dimension = dimension
    self.real = real
    self.parts = parts
    mix = parts.reduce(0) { $0 + $1.mix }
    let candidates = parts.filter { part in
      part.isNameable && abs(part.contribution) >= Split.leastShare * abs(real)
        && (part.isDistinct || Split.isAlone(part, of: parts, real: real))
    }.sorted { (abs($1.contribution), $0.key) < (abs($0.contribution), $1.key) }
    let most = Array(candidates.prefix(Split.most))
    let isFlow = parts.contains { $0.flow != nil }
    named = isFlow || abs(mix) >= 0.5 * abs(real) || Split.explains(most, real) ? most : []
  }

  /// Segments that mostly went the other way, or that only took from one another (users of one version moving to the
  /// next), explain nothing of the change.
  private static func explains(_ named: [Part], _ real: Double) -> Bool {
    let along = named.reduce(0) { $0 + max(0, real > 0 ? $1.contribution : -$1.contribution) }
    let against = named.reduce(0) { $0 + max(0, real > 0 ? -$1.contribution : $1.contribution) }
    return along > 0 && against <= 0.5 * along
  }

  /// Most of the change, while the rest, each part and all together, stayed within its noise: then its size is no
  /// excuse.
  private static func isAlone(_ part: Part, of parts: [Part], real: Double) -> Bool {
    guard abs(part.contribution) >= 0.5 * abs(real), (part.contribution > 0) == (real > 0),
      abs(part.contribution) > Part.leastErrors * part.error
    else { return false }
    let others = parts.filter { $0.key != part.key }
    guard others.allSatisfy({ abs($0.contribution) <= Part.leastErrors * $0.error }) else { return false }
    let rest = others.reduce(0) { $0 + $1.contribution }
    return abs(rest) <= 2 * others.reduce(0) { $0 + $1.error * $1.error }.squareRoot()
  }

  /// The mix carries at least half of the change.
  var isMix: Bool { abs(mix) >= 0.5 * abs(real) && mix != 0 }

  /// The segment with the largest part in the mix.
  var mixLeader: Part? {
    parts.filter(\.isNameable).max { (abs($0.mix), $1.key) < (abs($1.mix), $0.key) }
  }

  /// How much of all movement along this dimension its named parts make, the less the larger they are; 0–1.
  var score: Double {
    let gross = max(abs(real), parts.reduce(0) { $0 + abs($1.contribution) } + abs(mix))
    guard gross > 0 else { return 0 }
    let told = named.reduce(0) { $0 + abs($1.contribution) * (1 - min(1, max(0, $1.size))) }
    return (told + (isMix ? abs(mix) : 0)) / gross
  }

  private var untold: [Part] {
    let told = Set(named.map(\.key))
    return parts.filter { !told.contains($0.key) }
  }

  /// What stands neither in named parts nor in the mix, and its standard error.
  var rest: (contribution: Double, error: Double) {
    untold.reduce(into: (0, 0)) { rest, part in
      rest.contribution += part.contribution
      rest.error = (rest.error * rest.error + part.error * part.error).squareRoot()
    }
  }
}
