import ReportModel

/// Incidents of a status page's `history.atom` or `history.rss`.
///
/// A feed dates an entry by its last update, so the start comes from the oldest update in the entry's HTML. Feeds do
/// not tell the impact, except that a maintenance is recognisable; one that has not begun is left out.
enum StatusFeed {
  /// The incidents, in the feed's order.
  ///
  /// Errors: not XML, not a feed, an entry without a readable time.
  static func incidents(xml: [UInt8], file: String) throws(LoadError) -> [IncidentRecord] {
    let document = try XMLDocument.parse(xml, file: file)
    var incidents: [IncidentRecord] = []
    for entry in try entries(document.root, file: file) {
      if let incident = try incident(entry, file: file) { incidents.append(incident) }
    }
    return incidents
  }

  /// The entries of a feed, in its order.
  static func entries(_ root: XMLDocument.Element, file: String) throws(LoadError) -> [XMLDocument.Element] {
    switch root.name {
    case "feed": return root.all("entry")
    case "rss": return root.all("channel").flatMap { $0.all("item") }
    default:
      throw LoadError(
        .unknownFormat, file: file, line: root.line,
        detail: "is neither an Atom nor an RSS feed: its outer element is <\(FeedEntry.excerpt(root.name))>")
    }
  }

  /// The record of an entry; nil = a maintenance that has not begun.
  static func incident(
    _ entry: XMLDocument.Element, file: String
  ) throws(LoadError) -> IncidentRecord? {
    let published = try FeedEntry.time(entry, ["published", "pubDate"], file: file)
    let updated = try FeedEntry.time(entry, ["updated"], file: file) ?? published
    guard let last = updated ?? published else {
      throw LoadError(
        .malformed, file: file, line: entry.line, detail: "an entry has none of published, updated and pubDate")
    }
    let title = FeedEntry.title(entry)
    let html = (entry.first("content") ?? entry.first("description") ?? entry.first("summary"))?.text ?? ""
    let log = StatusUpdates(html: html)
    let updates: [StatusUpdates.Dated]
    do throws(StatusUpdates.Unreadable) {
      updates = try log.dated(published: last)
    } catch {
      throw unreadable(error, entry, file: file)
    }
    let isMaintenance = log.isAnnounced || updates.contains { maintenance.contains($0.status) }
    let impact = isMaintenance ? "maintenance" : nil
    guard !updates.isEmpty else {
      if log.isAnnounced { return nil }
      let start = (published ?? last).instant
      let isResolved = says("resolved", in: title ?? "") || says("resolved", in: Markup.plain(html))
      return IncidentRecord(
        startedAt: start, resolvedAt: isResolved ? max(start, last.instant) : nil, impact: impact, title: title)
    }
    let active = updates.filter { $0.status != "scheduled" }
    guard let start = active.map(\.time).min() else { return nil }
    return IncidentRecord(
      startedAt: start, resolvedAt: resolution(active).map { max(start, $0) }, impact: impact, title: title)
  }

  private static let maintenance: Set<String> = ["scheduled", "in progress", "verifying", "completed"]
  private static let over: Set<String> = ["resolved", "completed"]
  private static let open: Set<String> = ["investigating", "identified", "monitoring", "in progress", "verifying"]

  /// When it was over: the newest Resolved or Completed that no open state follows, else the first postmortem.
  ///
  /// A postmortem is written days later, so it dates the end only where nothing else does.
  private static func resolution(_ updates: [StatusUpdates.Dated]) -> Instant? {
    if let state = updates.first(where: { over.contains($0.status) || open.contains($0.status) }),
      over.contains(state.status)
    {
      return state.time
    }
    return updates.last { $0.status == "postmortem" }?.time
  }

  /// Whether a capitalised word stands in a text: `Resolved` or `RESOLVED`, but not `unresolved`.
  private static func says(_ word: String, in text: String) -> Bool {
    text.split { !$0.isLetter }.contains { $0 == word.capitalisedFirst || $0 == word.uppercased() }
  }

  private static func unreadable(
    _ fault: StatusUpdates.Unreadable, _ entry: XMLDocument.Element, file: String
  ) -> LoadError {
    switch fault {
    case .date:
      LoadError(.malformed, file: file, line: entry.line, detail: "an update is dated with a day that does not exist")
    case .zone(let name):
      LoadError(
        .malformed, file: file, line: entry.line,
        detail: "the time zone \(FeedEntry.excerpt(name)) of an update is not known",
        hint: "export the incidents as incidents.json or incidents.csv")
    }
  }
}

extension String {
  fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
