import Foundation
import ReportModel
import Testing

@testable import Loaders

/// Feeds as files of the data folder; what stands in their entries is tested by itself.
@Suite struct FeedsTests {
  private static func entry(_ title: String, zone: String = "UTC") -> String {
    """
    <entry><id>tag:status.example,2005:Incident/1</id><published>2026-06-18T18:09:43Z</published>
    <updated>2026-06-21T19:43:13Z</updated><title>\(title)</title><content type="html">&lt;p&gt;&lt;small&gt;Jun
    &lt;var data-var='date'&gt;18&lt;/var&gt;, &lt;var data-var='time'&gt;18:09&lt;/var&gt; \(zone)&lt;/small&gt;&lt;br&gt;
    &lt;strong&gt;Resolved&lt;/strong&gt; - Done.&lt;/p&gt;&lt;p&gt;&lt;small&gt;Jun &lt;var data-var='date'&gt;18&lt;/var&gt;,
    &lt;var data-var='time'&gt;17:00&lt;/var&gt; \(zone)&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Investigating&lt;/strong&gt; -
    Looking.&lt;/p&gt;</content></entry>
    """
  }

  private static func feed(_ entries: String) -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\(entries)\n</feed>"
  }

  @Test func aStatusFeedGivesIncidentsWithoutImpactAndSaysSo() throws {
    let tables = try loaded(["history.atom": Self.feed(Self.entry("Slow &amp; failing"))])
    #expect(
      tables.exports.incidents == [
        IncidentRecord(
          startedAt: try instant("2026-06-18T17:00:00Z"), resolvedAt: try instant("2026-06-18T18:09:00Z"),
          title: "Slow & failing")
      ])
    #expect(tables.summaries.first?.warnings == ["impact": 1])
    #expect(tables.summaries.first?.format == "atom")
    #expect(tables.exports.columns[.incidents] == ["started_at", "resolved_at", "title"])
  }

  @Test func oneBadEntryDoesNotCostTheOthers() throws {
    let tables = try loaded([
      "history.atom": Self.feed(
        Self.entry("Good") + Self.entry("Bad", zone: "XQT") + "<entry><title>No date</title></entry>"),
      "releases.atom": Self.feed(
        "<entry><updated>2026-10-14T23:30:00Z</updated><title>1.0</title><link href='https://x.example/1'/></entry>"
          + "<entry><title>2.0</title></entry>"),
    ])
    #expect(tables.exports.incidents.map(\.title) == ["Good"])
    #expect(tables.summaries.map(\.rejected) == [2, 1])
    #expect(tables.rejects.map(\.excerpt) == ["Bad", "No date", "2.0"])
    #expect(
      tables.exports.changes == [
        ChangeRecord(
          day: try #require(Civil.day(iso: "2026-10-14")), title: "1.0", kind: "release", url: "https://x.example/1")
      ])
  }

  @Test func compressedFeedsAreRead() throws {
    let folder = try TablesFolder()
    try folder.write("history.atom.gz", Stored.gzip(Array(Self.feed(Self.entry("Packed")).utf8)))
    let tables = try folder.load()
    #expect(tables.exports.incidents.map(\.title) == ["Packed"])
    #expect(tables.summaries.first?.format == "atom.gz")
  }

  @Test func entitiesNeitherGrowNorReadFiles() throws {
    var laughs = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY l0 \"lol\">"
    for level in 1...9 {
      laughs += "<!ENTITY l\(level) \"" + String(repeating: "&l\(level - 1);", count: 10) + "\">"
    }
    let folder = try TablesFolder([
      "history.atom": laughs + "]><feed><entry><title>&l9;</title></entry></feed>",
      "history.rss":
        "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><rss><channel><item><title>&x;</title></item></channel></rss>",
      "releases.atom": "<!DOCTYPE html><html></html>",
    ])
    let tables = try folder.load()
    #expect(tables.summaries.count == 3)
    for summary in tables.summaries {
      #expect(summary.failure?.contains("a DOCTYPE is not accepted in a feed") == true, "\(summary.failure ?? "")")
    }
    #expect(tables.exports.incidents.isEmpty && tables.exports.changes.isEmpty)
    #expect(tables.exports.present == [.incidents, .changes])
  }
}
