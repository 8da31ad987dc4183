import ReportModel

/// An entry of an Atom or RSS feed.
struct FeedEntry {
  let line: Int
  let id: String
  let title: String
  let link: String?
  /// HTML.
  let content: String
  let published: Instant?
  let updated: Instant?

  /// The entries of a file, in its order, with the kind of feed: `atom` or `rss`.
  static func read(_ file: ExportFile, zone: ZoneTable) throws(LoadError) -> (entries: [FeedEntry], format: String) {
    let whole = try WholeFile(file, limit: XMLDocument.limit)
    let root = try XMLDocument.parse(whole.bytes, file: file)
    switch root.name {
    case "feed":
      return (root.children.filter { $0.name == "entry" }.map { atom($0, zone) }, "atom" + whole.compression)
    case "rss", "RDF":
      let items = (root["channel"]?.children ?? []) + root.children
      return (items.filter { $0.name == "item" }.map { rss($0, zone) }, "rss" + whole.compression)
    default:
      throw LoadError(
        .malformed, file: file.path, line: root.line,
        detail: "found <\(SecretMask.mask(String(root.name.prefix(40)).plainText))>, expected an Atom or RSS feed")
    }
  }

  private static func atom(_ entry: XMLElement, _ zone: ZoneTable) -> FeedEntry {
    let links = entry.children.filter { $0.name == "link" }
    let link = links.first { ($0.attributes["rel"] ?? "alternate") == "alternate" } ?? links.first
    return FeedEntry(
      line: entry.line, id: text(entry, "id"), title: text(entry, "title"), link: link?.attributes["href"],
      content: entry["content"]?.text ?? entry["summary"]?.text ?? "",
      published: TimeParser.parse(text(entry, "published"), zone: zone),
      updated: TimeParser.parse(text(entry, "updated"), zone: zone))
  }

  private static func rss(_ item: XMLElement, _ zone: ZoneTable) -> FeedEntry {
    let link = text(item, "link")
    return FeedEntry(
      line: item.line, id: text(item, "guid"), title: text(item, "title"), link: link.isEmpty ? nil : link,
      content: item["encoded"]?.text ?? item["description"]?.text ?? "",
      published: MailTime.parse(text(item, "pubDate")) ?? TimeParser.parse(text(item, "date"), zone: zone), updated: nil
    )
  }

  private static func text(_ element: XMLElement, _ name: String) -> String { element[name]?.text.trimmingLines ?? "" }
}

/// The dates of RSS and mail: `Thu, 18 Jun 2026 18:09:05 +0000` (RFC 822 with four-digit years, RFC 5322).
enum MailTime {
  static func parse(_ text: String) -> Instant? {
    var parts = text.split(whereSeparator: \.isWhitespace)
    if parts.first?.hasSuffix(",") == true { parts.removeFirst() }
    guard (4...5).contains(parts.count), let day = Int(parts[0]), let month = MonthName.number(parts[1]),
      parts[2].count == 4, let year = Int(parts[2]), let clock = ClockTime.seconds(parts[3])
    else { return nil }
    let offset = parts.count == 5 ? ZoneName.offset(parts[4]) : 0
    guard let offset, let local = ClockTime.local(year: year, month: month, day: day, seconds: clock) else {
      return nil
    }
    return local - Int64(offset) * Duration.second
  }
}

/// English month names, as feeds abbreviate them.
enum MonthName {
  static func number(_ text: Substring) -> Int? {
    guard text.count >= 3 else { return nil }
    let name = text.lowercased()
    return Month.names.firstIndex { $0.lowercased().hasPrefix(name) }.map { $0 + 1 }
  }
}

enum ClockTime {
  /// Seconds since midnight of `18:09` or `18:09:05`.
  static func seconds(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { $0.count <= 2 ? Int($0) : nil }
    guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1], (0..<24).contains(hour),
      (0..<60).contains(minute)
    else { return nil }
    guard parts.count == 3 else { return hour * 3_600 + minute * 60 }
    guard let second = parts[2], (0...60).contains(second) else { return nil }
    return hour * 3_600 + minute * 60 + min(second, 59)
  }

  /// Microseconds since 1970-01-01T00:00 on that clock; nil for a date that does not exist.
  static func local(year: Int, month: Int, day: Int, seconds: Int) -> Int64? {
    guard (1...9_999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    let number = Civil.day(year: year, month: month, day: day)
    guard Civil.date(number).day == day else { return nil }
    return Int64(number) * Duration.day + Int64(seconds) * Duration.second
  }
}

/// Offsets from UTC by the names that feeds use.
enum ZoneName {
  private static let hours: [String: Int] = [
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10,
    "JST": 9, "KST": 9, "SGT": 8, "HKT": 8, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "BRT": -3,
  ]

  /// Seconds east of UTC of `PDT` or `+0530`; nil for what has no or no one meaning, such as `IST`, `CST`, `BST`.
  static func offset(_ text: Substring) -> Int? {
    if let known = hours[text.uppercased()] { return known * 3_600 }
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard digits.count == 4, let hour = Int(digits.prefix(2)), let minute = Int(digits.suffix(2)), hour < 15,
      minute < 60
    else { return nil }
    return (sign == "-" ? -1 : 1) * (hour * 3_600 + minute * 60)
  }
}
