import ReportModel

/// Releases of an Atom feed such as GitHub's `releases.atom`, as dated changes.
enum ReleaseFeed {
  /// The releases, in the feed's order; a day is that of the report's zone.
  ///
  /// `published` goes before `updated`, which moves when the notes are edited. Errors: not XML, not an Atom feed, an
  /// entry without a date or a title.
  static func changes(xml: [UInt8], file: String, zone: ZoneTable) throws(LoadError) -> [ChangeRecord] {
    let document = try XMLDocument.parse(xml, file: file)
    var changes: [ChangeRecord] = []
    for entry in try entries(document.root, file: file) {
      changes.append(try change(entry, file: file, zone: zone))
    }
    return changes
  }

  /// The entries of a feed, in its order.
  static func entries(_ root: XMLDocument.Element, file: String) throws(LoadError) -> [XMLDocument.Element] {
    guard root.name == "feed" else {
      throw LoadError(
        .unknownFormat, file: file, line: root.line,
        detail: "is no Atom feed: its outer element is <\(FeedEntry.excerpt(root.name))>")
    }
    return root.all("entry")
  }

  static func change(
    _ entry: XMLDocument.Element, file: String, zone: ZoneTable
  ) throws(LoadError) -> ChangeRecord {
    guard let time = try FeedEntry.time(entry, ["published", "updated"], file: file) else {
      throw LoadError(.malformed, file: file, line: entry.line, detail: "an entry has neither published nor updated")
    }
    guard let title = FeedEntry.title(entry) ?? tag(entry) else {
      throw LoadError(.malformed, file: file, line: entry.line, detail: "an entry has no title")
    }
    return ChangeRecord(day: zone.day(of: time.instant), title: title, kind: "release", url: url(entry))
  }

  /// `tag:github.com,2008:Repository/184456251/v0.95.1`: the release's tag is the last part.
  private static func tag(_ entry: XMLDocument.Element) -> String? {
    entry.first("id")?.text.split(separator: "/").last.map { Markup.oneLine(String($0)) }.flatMap {
      $0.isEmpty ? nil : $0
    }
  }

  /// The page of the release; addresses that are not of the web are left out.
  private static func url(_ entry: XMLDocument.Element) -> String? {
    let links = entry.all("link")
    let link = links.first { ($0.attributes["rel"] ?? "alternate") == "alternate" } ?? links.first
    guard let address = link?.attributes["href"]?.trimmed else { return nil }
    let scheme = address.lowercased()
    return scheme.hasPrefix("https://") || scheme.hasPrefix("http://") ? address : nil
  }
}
