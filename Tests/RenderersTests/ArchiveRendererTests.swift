import ReportModel
import TestSupport
import Testing

@testable import Renderers

@Suite struct ArchiveRendererTests {
  private func files(_ entries: [ArchiveEntry]) throws -> [String: String] {
    let files = try ArchiveRenderer(templates: .builtIn).render(entries: entries)
    return Dictionary(files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) }) { first, _ in first }
  }

  private func entry(back: Int) -> ArchiveEntry {
    var entry = ArchiveEntry(report: SampleReport.october)
    entry.month = entry.month.advanced(by: -back)
    entry.updated = "\(entry.month.next)-01T00:00:00Z"
    return entry
  }

  @Test func `the golden of the feed holds`() throws {
    let feed = try #require(try files([entry(back: 1), entry(back: 0)])["feed.xml"])
    let difference = Golden.difference(feed, from: "feed.xml")
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test func `months stand newest first, whatever order they come in`() throws {
    let page = try #require(try files([entry(back: 2), entry(back: 0), entry(back: 1)])["index.html"])
    #expect(
      page.matches(of: /<a href="([0-9-]+)\/index.html">/).map { String($0.1) } == ["2026-10", "2026-09", "2026-08"])
    #expect(try files([entry(back: 1), entry(back: 0)]) == files([entry(back: 0), entry(back: 1)]))
  }

  @Test func `the feed carries two years and ids that stay`() throws {
    let feed = try #require(try files((0..<40).map(entry))["feed.xml"])
    #expect(feed.elements["entry"] == 24)
    #expect(feed.contains("<id>tag:throughline.invalid,2026:larkspur-payments-api/2026-10</id>"))
    #expect(feed.contains("<updated>2026-11-01T00:00:00Z</updated>"))
  }

  @Test func `without a month there is a page that says so`() throws {
    #expect(try files([])["index.html"]?.contains("No report yet.") == true)
  }

  @Test(arguments: Hostile.texts)
  func `a hostile product or headline stays text`(text: String) throws {
    let hostile = ArchiveEntry(report: try Hostile.report(text)),
      harmless = ArchiveEntry(report: try Hostile.report("x"))
    #expect(try files([hostile]).mapValues(\.elements) == files([harmless]).mapValues(\.elements))
  }
}
