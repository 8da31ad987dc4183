import ReportModel

/// Puts consequences under the finding they are consistent with, so that one cause is one story.
///
/// A finding is folded under another where the metric tree leads from that one to it, both got worse or both better,
/// they sit in the same segment (or the consequence in none of its own), and it did not begin first. An identity (the
/// same failures counted as 5xx and as timeouts) is folded by `story` before.
enum StoryFolding {
  /// In the order of their rank, which a story's consequences may raise; the folded ones are left out, and stand in
  /// `consequences`.
  ///
  /// - Parameter drafts: in the order of their rank.
  static func fold(_ drafts: [FindingDraft]) -> [FindingDraft] {
    var folded: Set<Int> = []
    var result = drafts
    for (index, draft) in drafts.enumerated() {
      let parents = drafts.indices.filter { $0 != index && belongs(draft, under: drafts[$0]) }
      // The most upstream of them: the one that belongs under none of the others.
      let root = parents.first { candidate in
        !parents.contains { $0 != candidate && belongs(drafts[candidate], under: drafts[$0]) }
      }
      guard let root, !folded.contains(root) else { continue }
      folded.insert(index)
      result[root].consequences.append(draft)
    }
    return result.indices.filter { !folded.contains($0) }.map { result[$0] }.sorted { $0.precedes($1) }
  }

  /// Days after a movement without a place of its own within which a consequence in one begins.
  static let mostDays: Day = 3

  private static func belongs(_ draft: FindingDraft, under other: FindingDraft) -> Bool {
    guard !draft.isHidden, !other.isHidden else { return false }
    let own = draft.place
    let (id, source) = (draft.metric.result.id, other.metric.result.id)
    if !own.isEmpty, own == other.place {
      // More of a group that gets less far is one story, and no good news followed by bad.
      if MetricTree.isReach(source), !other.isWorse, MetricTree.isQuality(id), draft.isWorse { return true }
      if MetricTree.isSame(source, id), other.precedes(draft) { return draft.isWorse == other.isWorse }
    }
    guard draft.isWorse == other.isWorse, MetricTree.leads(source, to: id) else { return false }
    let isEverywhere = other.place.isEmpty && draft.dated != nil && other.dated != nil
    guard own.isEmpty || own == other.place || isSpokenOf(own, other.place) || isEverywhere else { return false }
    if let mine = draft.dated, let theirs = other.dated {
      // What began long after something that happened everywhere has nothing to do with it.
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
