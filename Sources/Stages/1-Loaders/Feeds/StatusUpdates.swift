import ReportModel

/// The updates of one incident, as Statuspage writes them into the HTML of its feeds: newest first.
struct StatusUpdates: Sendable {
  /// `<small>Jun 18, 18:09 UTC</small><br><strong>Resolved</strong> - …`.
  struct Update: Hashable, Sendable {
    /// Lower case; empty where there is none.
    var status: String
    var month: Int
    var day: Int
    /// Statuspage leaves it out.
    var year: Int?
    var hour: Int
    var minute: Int
    var zone: String
  }

  struct Dated: Hashable, Sendable {
    var status: String
    var time: Instant
  }

  private(set) var updates: [Update] = []
  /// The announcement of a maintenance, above its updates.
  private(set) var isAnnounced = false

  init(html: String) {
    var small: String?
    var strong: String?
    var awaitsStatus = false
    for piece in Markup.pieces(html) {
      switch piece {
      case .tag("small"): small = ""
      case .tag("/small"):
        if let update = small.flatMap(Self.update) {
          updates.append(update)
          awaitsStatus = true
        }
        small = nil
      case .tag("strong"): strong = ""
      case .tag("/strong"):
        if let text = strong.map(Markup.oneLine)?.lowercased() {
          if awaitsStatus { updates[updates.count - 1].status = text }
          if updates.isEmpty, text.hasPrefix("this is a scheduled event") { isAnnounced = true }
          awaitsStatus = false
        }
        strong = nil
      case .tag: break
      case .text(let text):
        small?.append(text)
        strong?.append(text)
      }
    }
  }

  /// `Jun 18, 18:09 UTC` or `Jun 18, 2024 - 18:09 UTC`.
  private static func update(_ text: String) -> Update? {
    var words = text.split { $0.isWhitespace || $0 == "," }.filter { $0 != "-" && $0 != "–" }[...]
    guard words.count >= 3, let month = FeedTime.month(words.removeFirst()),
      let day = FeedTime.number(words.removeFirst(), 1...2)
    else { return nil }
    let year = words.first.flatMap { FeedTime.number($0, 4...4) }
    if year != nil { words.removeFirst() }
    guard let clock = words.popFirst().flatMap(FeedTime.clock) else { return nil }
    return Update(
      status: "", month: month, day: day, year: year, hour: clock.hour, minute: clock.minute,
      zone: words.first.map(String.init) ?? "")
  }

  enum Unreadable: Error, Equatable {
    case zone(String)
    case date
  }

  /// The updates with their moments.
  ///
  /// `published` is the time of the entry, near that of its newest update. The year is the latest in which the newest
  /// update is not far later than that, and an older one not later than the one it precedes.
  func dated(published: FeedTime) throws(Unreadable) -> [Dated] {
    var latest = published.local + 60 * Duration.day
    var dated: [Dated] = []
    for update in updates {
      guard
        let offset = update.zone.isEmpty
          ? published.offset : ZoneName.offset(Substring(update.zone), page: published.offset)
      else { throw .zone(update.zone) }
      guard let local = Self.local(update, notAfter: latest) else { throw .date }
      latest = local + Duration.day
      dated.append(Dated(status: update.status, time: local - offset))
    }
    return dated
  }

  private static func local(_ update: Update, notAfter latest: Int64) -> Int64? {
    let last = Civil.date(ZoneTable.utc.day(of: latest)).year
    // A 29 February may lie eight years back, around 2100.
    let years = update.year.map { [$0] } ?? (0...8).map { last - $0 }
    for year in years {
      let clock = ISOTime.Clock(
        year: year, month: update.month, day: update.day, hour: update.hour, minute: update.minute)
      if let local = clock.local, update.year != nil || local <= latest { return local }
    }
    return nil
  }
}
