import Foundation
import ReportModel
import Testing

@testable import Loaders

/// Feeds written by hand in the shapes that status pages and code hosts serve.
private enum Fixture {
  static func update(_ day: String, _ time: String, _ status: String, zone: String = "UTC") -> String {
    let month = day.prefix(3)
    let date = "\(month) <var data-var='date'>\(day.dropFirst(4))</var>, <var data-var='time'>\(time)</var> \(zone)"
    return escaped("<p><small>\(date)</small><br><strong>\(status)</strong> - We wrote something here.</p>")
  }

  static func escaped(_ html: String) -> String {
    html.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
      .replacingOccurrences(of: ">", with: "&gt;")
  }

  static func atom(_ entries: String...) -> [UInt8] {
    let head = #"<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">"#
    return Array((head + entries.joined() + "</feed>").utf8)
  }

  static func entry(_ title: String, stamp: String, _ updates: String...) -> String {
    "<entry><published>\(stamp)</published><updated>\(stamp)</updated><title>\(title)</title>"
      + #"<content type="html">"# + updates.joined() + "</content></entry>"
  }

  static func rss(_ items: String) -> [UInt8] {
    Array("<rss version=\"2.0\"><channel><title>Acme Status</title>\(items)</channel></rss>".utf8)
  }
}

private func moment(_ iso: String) throws -> Instant { try #require(TimeParser.parse(iso, zone: .utc)) }

private func fault(_ text: String) -> LoadError? {
  do throws(LoadError) {
    _ = try StatusFeed.incidents(xml: Array(text.utf8), file: "history.atom")
    return nil
  } catch {
    return error
  }
}

@Suite struct XMLDocumentTests {
  @Test func elementsAttributesAndTextAreCopied() throws {
    let xml = "<a xmlns='urn:a' xmlns:m='urn:m'>\n<m:b>no</m:b><b k='1&amp;2&#33;'>x <![CDATA[<y>]]><i>z</i></b></a>"
    let root = try XMLDocument.parse(Array(xml.utf8), file: "f.xml").root
    let b = try #require(root.first("b"))
    #expect(b.text == "x <y>z")
    #expect(b.attributes == ["k": "1&2!"])
    #expect(b.line == 2)
    #expect(root.children.map(\.name) == ["b", "b"])
    #expect(root.all("b").count == 1)
  }

  @Test func nestedEntitiesAreRefusedBeforeTheyAreRead() {
    var laughs = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [<!ENTITY l0 \"lol\">"
    for level in 1...9 {
      laughs += "<!ENTITY l\(level) \"" + String(repeating: "&l\(level - 1);", count: 10) + "\">"
    }
    let error = fault(laughs + "]>\n<feed>&l9;</feed>")
    #expect(error?.description == "history.atom:2: a DOCTYPE is not accepted in a feed")
  }

  @Test func externalEntitiesAreRefusedAndNoFileIsRead() {
    let error = fault("<!DOCTYPE feed [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><feed><title>&x;</title></feed>")
    #expect(error?.description == "history.atom:1: a DOCTYPE is not accepted in a feed")
    let bare = fault("<!DOCTYPE feed SYSTEM \"http://127.0.0.1/feed.dtd\"><feed/>")
    #expect(bare?.description == "history.atom:1: a DOCTYPE is not accepted in a feed")
  }

  @Test func theFirstFaultIsReportedWithItsLine() throws {
    let error = try #require(fault("<feed>\n<entry>\n<title>a</entry>\n</feed>"))
    #expect(error.code == .malformed)
    #expect(error.line == 3)
    #expect(error.detail.hasPrefix("is not well-formed XML: Opening and ending tag mismatch: title"))
    #expect(fault("<feed>&unknown;</feed>")?.line == 1)
  }

  @Test func secretsOfTheFileDoNotReachTheMessage() throws {
    let error = try #require(fault("<feed><sk_live_4eC39HqLyjWDarjtT1></feed>"))
    #expect(error.description.contains("***"))
    #expect(!error.description.contains("4eC39"))
  }

  @Test func emptyHugeAndDeepFilesAreRefused() {
    #expect(fault(" \n")?.code == .empty)
    #expect(fault(String(repeating: " ", count: 16 << 20) + "<feed/>")?.code == .recordTooLong)
    for depth in [65, 100, 300, 10_000] {
      let deep = String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
      #expect(fault(deep)?.detail == "elements are nested deeper than 64 levels", "\(depth)")
    }
    let allowed = String(repeating: "<a>", count: 64) + String(repeating: "</a>", count: 64)
    #expect(fault(allowed)?.code == .unknownFormat)
  }

  @Test func manyThreadsParseAtOnce() async {
    let results = await withTaskGroup(of: Int.self) { group in
      for index in 0..<16 {
        group.addTask { fault("<feed>" + String(repeating: "\n", count: index) + "</feid>")?.line ?? 0 }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.sorted() == Array(1...16))
  }
}

@Suite struct FeedTimeTests {
  static let readable: [(text: String, iso: String, hours: Double)] = [
    ("2026-06-18T18:09:36Z", "2026-06-18T18:09:36Z", 0),
    ("2026-06-18T18:09:36-07:00", "2026-06-19T01:09:36Z", -7),
    ("2026-06-18T18:09:36.250+05:30", "2026-06-18T12:39:36.250Z", 5.5),
    ("2026-06-18T18:09:36.250-03:30", "2026-06-18T21:39:36.250Z", -3.5),
    ("Thu, 18 Jun 2026 18:09:36 +0000", "2026-06-18T18:09:36Z", 0),
    ("Thu, 18 Jun 2026 18:09:36 -0700", "2026-06-19T01:09:36Z", -7),
    ("18 Jun 26 18:09 EST", "2026-06-18T23:09:00Z", -5),
    ("Thu,18 Jun 2026 18:09:36 GMT", "2026-06-18T18:09:36Z", 0),
  ]

  @Test(arguments: readable) func isoAndMailTimesKeepTheirOffset(text: String, iso: String, hours: Double) throws {
    let time = try #require(FeedTime(text))
    #expect(time.instant == (try moment(iso)))
    #expect(time.offset == Int64(hours * 60) * Duration.minute)
  }

  @Test(arguments: ["", "yesterday", "31 Feb 2026 10:00:00 GMT", "18 Jun 2026 25:00 GMT", "18 Jun 2026 10:00 XYZ"])
  func otherTextIsNoTime(_ text: String) { #expect(FeedTime(text) == nil) }
}

@Suite struct StatusFeedTests {
  private func incident(_ stamp: String, _ updates: String...) throws -> IncidentRecord? {
    let xml = Fixture.atom(Fixture.entry("Slow calls", stamp: stamp, updates.joined()))
    return try StatusFeed.incidents(xml: xml, file: "history.atom").first
  }

  @Test func theOldestUpdateIsTheStartAndTheResolvedOneTheEnd() throws {
    let found = try incident(
      "2026-06-18T18:09:36Z", Fixture.update("Jun 18", "18:09", "Resolved"),
      Fixture.update("Jun 18", "17:40", "Monitoring"), Fixture.update("Jun 18", "16:55", "Investigating"))
    let expected = IncidentRecord(
      startedAt: try moment("2026-06-18T16:55:00Z"), resolvedAt: try moment("2026-06-18T18:09:00Z"), title: "Slow calls"
    )
    #expect(found == expected)
  }

  @Test func theYearIsThePreviousOneAcrossNewYear() throws {
    let found = try incident(
      "2027-01-01T00:30:10Z", Fixture.update("Jan 1", "00:30", "Resolved"),
      Fixture.update("Dec 31", "23:50", "Investigating"))
    #expect(found?.startedAt == (try moment("2026-12-31T23:50:00Z")))
    #expect(found?.resolvedAt == (try moment("2027-01-01T00:30:00Z")))
  }

  @Test func zonesByNameAndOfThePageAreTakenIntoAccount() throws {
    let pacific = try incident(
      "2026-11-01T03:00:20-08:00", Fixture.update("Nov 1", "03:00", "Resolved", zone: "PST"),
      Fixture.update("Nov 1", "00:30", "Investigating", zone: "PDT"))
    #expect(pacific?.startedAt == (try moment("2026-11-01T07:30:00Z")))
    #expect(pacific?.resolvedAt == (try moment("2026-11-01T11:00:00Z")))
    let india = try incident(
      "2026-06-18T18:09:20+05:30", Fixture.update("Jun 18", "18:09", "Investigating", zone: "IST"))
    #expect(india?.startedAt == (try moment("2026-06-18T12:39:00Z")))
    #expect(throws: LoadError.self) {
      try self.incident("2026-06-18T18:09:20Z", Fixture.update("Jun 18", "18:09", "Investigating", zone: "XQT"))
    }
  }

  @Test func anUnresolvedOrReopenedIncidentIsOpen() throws {
    let open = try incident("2026-06-18T18:09:36Z", Fixture.update("Jun 18", "18:09", "Monitoring"))
    #expect(open != nil && open?.resolvedAt == nil)
    let reopened = try incident(
      "2026-06-18T18:09:36Z", Fixture.update("Jun 18", "18:09", "Investigating"),
      Fixture.update("Jun 18", "17:00", "Resolved"), Fixture.update("Jun 18", "16:00", "Investigating"))
    #expect(reopened != nil && reopened?.resolvedAt == nil)
  }

  @Test func aPostmortemWrittenLaterDoesNotLengthenTheIncident() throws {
    let found = try incident(
      "2026-06-25T09:00:36Z", Fixture.update("Jun 25", "09:00", "Postmortem"),
      Fixture.update("Jun 18", "18:09", "Resolved"), Fixture.update("Jun 18", "16:55", "Investigating"))
    #expect(found?.resolvedAt == (try moment("2026-06-18T18:09:00Z")))
    let alone = try incident(
      "2026-06-25T09:00:36Z", Fixture.update("Jun 25", "09:00", "Postmortem"),
      Fixture.update("Jun 18", "16:55", "Investigating"))
    #expect(alone?.resolvedAt == (try moment("2026-06-25T09:00:00Z")))
  }

  @Test func aMaintenanceStartsInProgressAndIsAbsentBefore() throws {
    let done = try incident(
      "2026-06-18T04:00:36Z", Fixture.update("Jun 18", "04:00", "Completed"),
      Fixture.update("Jun 18", "02:00", "In progress"), Fixture.update("Jun 10", "09:00", "Scheduled"))
    #expect(done?.impact == "maintenance")
    #expect(done?.startedAt == (try moment("2026-06-18T02:00:00Z")))
    #expect(done?.resolvedAt == (try moment("2026-06-18T04:00:00Z")))
    let notice = Fixture.escaped("<p><strong>THIS IS A SCHEDULED EVENT Jun 18, 02:00 - 04:00 UTC</strong></p>")
    #expect(try incident("2026-06-10T09:00:36Z", notice, Fixture.update("Jun 10", "09:00", "Scheduled")) == nil)
    #expect(try incident("2026-06-10T09:00:36Z", notice) == nil)
  }

  @Test func anRSSFeedReadsTheSame() throws {
    let body =
      Fixture.update("Aug 15", "17:47", "Resolved") + Fixture.update("Aug 15", "17:18", "Investigating")
    let xml = Fixture.rss(
      "<item><title>Purges &amp; caches</title><description>\(body)</description>"
        + "<pubDate>Sat, 15 Aug 2026 17:47:51 +0000</pubDate></item>")
    let expected = IncidentRecord(
      startedAt: try moment("2026-08-15T17:18:00Z"), resolvedAt: try moment("2026-08-15T17:47:00Z"),
      title: "Purges & caches")
    #expect(try StatusFeed.incidents(xml: xml, file: "history.rss") == [expected])
  }

  @Test func anEntryWithoutUpdatesHasTheTimesOfTheEntry() throws {
    func entry(_ text: String) -> String {
      "<entry><published>2026-06-18T10:00:00Z</published><updated>2026-06-18T11:00:00Z</updated>"
        + "<title>Sign in</title><content>\(text)</content></entry>"
    }
    let xml = Fixture.atom(entry("Resolved: all is well."), entry("Still unresolved."))
    let found = try StatusFeed.incidents(xml: xml, file: "history.atom")
    #expect(found.map(\.startedAt) == [try moment("2026-06-18T10:00:00Z"), try moment("2026-06-18T10:00:00Z")])
    #expect(found.map(\.resolvedAt) == [try moment("2026-06-18T11:00:00Z"), nil])
  }

  @Test func whatIsNoFeedOrHasNoDateIsSaid() {
    #expect(
      fault("<html/>")?.description
        == "history.atom:1: is neither an Atom nor an RSS feed: its outer element is <html>")
    #expect(
      fault("<feed>\n<entry><title>a</title></entry></feed>")?.description
        == "history.atom:2: an entry has none of published, updated and pubDate")
    #expect(
      fault("<feed>\n<entry><updated>soon</updated></entry></feed>")?.description
        == "history.atom:2: updated is no date: soon (expected 2026-10-14T09:30:00Z)")
  }

  @Test func hostileMarkupNeitherMisleadsNorHangs() throws {
    let endless = Fixture.escaped(String(repeating: "<small>", count: 20_000) + String(repeating: "<", count: 20_000))
    let found = try incident("2026-06-18T18:09:36Z", Fixture.update("Jun 18", "18:09", "Resolved"), endless)
    #expect(found?.resolvedAt == (try moment("2026-06-18T18:09:00Z")))
    #expect(Markup.plain("a<br>b &amp;&lt;i&gt; &#x41;&#66; &bogus; <i>c\r\n</i>") == "a b &<i> AB &bogus; c")
  }
}

@Suite struct ReleaseFeedTests {
  @Test func aReleaseIsAChangeOnItsDayInTheReportsZone() throws {
    let xml = Fixture.atom(
      "<entry><id>tag:github.com,2008:Repository/1/v2.0.0</id><updated>2026-06-18T23:30:00Z</updated>"
        + "<link rel='self' href='https://x.example/api'/>"
        + "<link rel='alternate' href='https://x.example/v2?a=1&amp;b=2'/><title>Release\n 2.0.0</title></entry>",
      "<entry><id>tag:github.com,2008:Repository/1/v1.9.0</id><published>2026-06-01T12:00:00Z</published>"
        + "<updated>2026-06-20T12:00:00Z</updated><link href='javascript:alert(1)'/>"
        + "<m:title xmlns:m='urn:m'>media</m:title><title/></entry>")
    let berlin = ZoneTable(name: "Test/East", transitions: [], offsets: [2 * Duration.hour])
    let expected = [
      ChangeRecord(
        day: Civil.day(year: 2026, month: 6, day: 19), title: "Release 2.0.0", kind: "release",
        url: "https://x.example/v2?a=1&b=2"),
      ChangeRecord(day: Civil.day(year: 2026, month: 6, day: 1), title: "v1.9.0", kind: "release"),
    ]
    #expect(try ReleaseFeed.changes(xml: xml, file: "releases.atom", zone: berlin) == expected)
  }

  @Test func anRSSFileOrAnEntryWithoutADateIsRefused() {
    #expect(throws: LoadError.self) {
      try ReleaseFeed.changes(xml: Fixture.rss(""), file: "releases.atom", zone: .utc)
    }
    #expect(throws: LoadError.self) {
      try ReleaseFeed.changes(
        xml: Fixture.atom("<entry><title>1.0</title></entry>"), file: "releases.atom", zone: .utc)
    }
  }
}
