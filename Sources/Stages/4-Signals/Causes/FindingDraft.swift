import ReportModel

/// A finding before it has its rank and its words.
struct FindingDraft {
  var metric: MeasuredMetric
  /// Other metrics of the same story.
  var related: [String]
  var found: CauseFinder.Found
  var dated: DatedChange.Dated?
  var weight: Double
  var isWorse: Bool
  /// An endpoint's errors under an average that does not show them.
  var mover: HiddenMovers.Mover?
  /// Segments that moved under a total that did not.
  var isHiddenSegment = false
  /// Parts beside the leading one have findings of their own, and what people say of them stands there.
  var isOneOfSeveral = false
  /// Findings that are consistent with this one and told under it.
  var consequences: [FindingDraft] = []

  var isHidden: Bool { mover != nil || isHiddenSegment }

  /// The part the finding is about, where it has a segment.
  var leading: Bridge.Part? { found.bridge.parts.first { !$0.segment.isEmpty } }

  /// The segment of most of the change; empty = none.
  var place: [String: String] {
    guard let leading, let change = metric.result.change?.absolute, change != 0 || isHidden else { return [:] }
    return isHidden || abs(leading.contribution / change) >= 0.5 ? leading.segment : [:]
  }

  /// Whether its own table tells one of a segment's dimensions apart.
  func isDivided(byAnyOf segment: [String: String]) -> Bool {
    found.bridge.table?.dimensions.contains { segment[$0] != nil } ?? false
  }

  /// A story weighs as much as the heaviest of what it tells: its source may be the smaller movement.
  private var storyWeight: Double {
    consequences.reduce(weight) { $1.isWorse == isWorse ? max($0, $1.weight) : $0 }
  }

  func precedes(_ other: FindingDraft) -> Bool {
    if isWorse != other.isWorse { return isWorse }
    if storyWeight != other.storyWeight { return storyWeight > other.storyWeight }
    return (metric.result.id, mover?.endpoint.name ?? "") < (other.metric.result.id, other.mover?.endpoint.name ?? "")
  }
}
