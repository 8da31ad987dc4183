import ReportModel

/// Puts consequences under the finding they are consistent with, so that one cause is one story.
///
/// A finding is folded under another where the metric tree leads from that one to it, both got worse or both better,
/// they sit in the same segment (or the consequence in none of its own, or is not divided by what narrows its source:
/// tickets know no region), and it did not begin first. Two measures of the same rows, and a measure and what it is
/// computed from, are one where both got worse or both better. An identity (the same failures counted as 5xx and as
/// timeouts) is folded by `story` before.
enum StoryFolding {
  /// In the order of their rank, which a story's consequences may raise; the folded ones are left out, and stand in
  /// `consequences`.
  ///
  /// - Parameter drafts: in the order of their rank.
  static func fold(_ drafts: [FindingDraft]) -> [FindingDraft] {
    let hollow = Set(drafts.filter { $0.isWorse && MetricTree.isQuality($0.metric.result.id) }.map(\.place))
    let parents = drafts.indices.map { index -> Int? in
      let all = drafts.indices.filter { $0 != index && belongs(drafts[index], under: drafts[$0], hollow: hollow) }
      // The most upstream of them: the one that belongs under none of the others.
      return all.first { candidate in
        !all.contains { $0 != candidate && belongs(drafts[candidate], under: drafts[$0], hollow: hollow) }
      }
    }
    var result = drafts
    let tops = drafts.indices.map { top(of: $0, parents) }
    for (index, top) in tops.enumerated() where top != index { result[top].consequences.append(drafts[index]) }
    return result.indices.filter { tops[$0] == $0 }.map { result[$0] }.sorted { $0.precedes($1) }
  }

  /// The end of the way upwards, so that what belongs under a consequence is told where that one is; of a circle the
  /// first by rank.
  private static func top(of index: Int, _ parents: [Int?]) -> Int {
    var way = [index]
    while let last = way.last, let next = parents[last] {
      if let start = way.firstIndex(of: next) { return way[start...].min() ?? index }
      way.append(next)
    }
    return way.last ?? index
  }

  /// Days after a movement without a place in the consequence's own terms within which a consequence in one begins.
  static let mostDays: Day = 3

  /// - Parameter hollow: segments in which fewer get somewhere than before.
  private static func belongs(
    _ draft: FindingDraft, under other: FindingDraft, hollow: Set<[String: String]>
  ) -> Bool {
    guard !draft.isHidden, !other.isHidden else { return false }
    let own = draft.place
    let (id, source) = (draft.metric.result.id, other.metric.result.id)
    if MetricTree.isPart(source, of: id) { return draft.isWorse == other.isWorse }
    // One movement in two measures of the same rows, unless they name different segments for it; who names one leads.
    if MetricTree.sharesRows(source, id), draft.isWorse == other.isWorse {
      let (mine, theirs) = (draft.leading?.segment, other.leading?.segment)
      if mine == theirs ? other.precedes(draft) : mine == nil { return true }
    }
    if !own.isEmpty, own == other.place {
      // More of a group that gets less far is one story, and no good news followed by bad; what of it went well on the
      // way is not where the more came from.
      if MetricTree.isReach(source), !other.isWorse, MetricTree.isQuality(id), hollow.contains(own) { return true }
      if MetricTree.isQuality(source), MetricTree.isReach(id), !draft.isWorse, hollow.contains(own) { return false }
      if MetricTree.isSame(source, id), other.precedes(draft) { return draft.isWorse == other.isWorse }
    }
    guard draft.isWorse == other.isWorse, MetricTree.leads(source, to: id) else { return false }
    let isOpen = other.place.isEmpty || !own.isEmpty && !draft.isDivided(byAnyOf: other.place)
    let isEverywhere = isOpen && draft.dated != nil && other.dated != nil
    guard own.isEmpty || own == other.place || isSpokenOf(own, other.place) || isEverywhere else { return false }
    if let mine = draft.dated, let theirs = other.dated {
      // What began long after something that is tied to it by no place has nothing to do with it.
      let isNear = !isEverywhere || mine.began.lowerBound <= theirs.began.upperBound + StoryFolding.mostDays
      return isNear && theirs.began.lowerBound <= mine.began.upperBound
    }
    // A consequence without a place of its own is tied to its source by nothing but a date.
    return !own.isEmpty
  }

  /// Tickets about an endpoint belong to what moved on that endpoint, whatever else narrows it.
  private static func isSpokenOf(_ own: [String: String], _ other: [String: String]) -> Bool {
    guard let endpoint = own["endpoint"] else { return false }
    return other["endpoint"] == endpoint
  }
}
