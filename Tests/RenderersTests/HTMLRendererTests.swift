import Crypto
import Foundation
import ReportModel
import TestSupport
import Testing

@testable import Renderers

@Suite struct HTMLRendererTests {
  private func page() throws -> String { try Rendered.october.get().file("index.html") }

  private func page(_ report: Report) throws -> String {
    try Rendered(report, formats: ["html"]).file("index.html")
  }

  @Test func `the page needs nothing beside it and runs its own script only`() throws {
    let page = try page()
    #expect(page.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:"))
    let script = try #require(page.firstMatch(of: /<script>((?:.|\n)*?)<\/script>/))
    let hash = Data(SHA256.hash(data: Data(script.1.utf8))).base64EncodedString()
    #expect(page.contains("; script-src 'sha256-\(hash)'\""))
    #expect(page.elements["script"] == 1 && page.elements["img"] == nil && page.elements["link"] == nil)
    #expect(page.attribute("src").isEmpty && !page.contains("url(") && !page.contains("@import"))
    #expect(page.attribute("href").allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("../") })
    #expect(page.replacing("http://www.w3.org/2000/svg", with: "").firstMatch(of: /https?:/) == nil)
    #expect(page.utf8.count < 600_000)
  }

  @Test func `every id is used once and every link arrives`() throws {
    for report in [SampleReport.october, SampleReport.refused] {
      let page = try page(report)
      let ids = page.attribute("id")
      #expect(Set(ids).count == ids.count)
      for href in page.attribute("href") where href.hasPrefix("#") {
        #expect(ids.contains(String(href.dropFirst())), "\(href) leads nowhere")
      }
      for label in page.attribute("aria-labelledby").flatMap({ $0.split(separator: " ") }) {
        #expect(ids.contains(String(label)))
      }
    }
  }

  @Test func `metrics, findings and tables have the anchors that sentences point at`() throws {
    let ids = Set(try page().attribute("id"))
    let report = SampleReport.october
    for metric in report.metrics { #expect(ids.contains("metric-" + metric.id)) }
    for finding in report.findings { #expect(ids.contains("finding-\(finding.rank)")) }
    for table in report.tables where !table.value.isEmpty { #expect(ids.contains("table-" + table.key)) }
  }

  @Test func `every section of the report stands in its order`() throws {
    let page = try page()
    let headings = page.matches(of: /<h2[^>]*>([^<]*)<\/h2>/).map { String($0.1) }
    #expect(
      headings == [
        "What changed", "Why", "What next", "Did last month’s actions work?", "The way to value", "Charts",
        "All measures", "Tables",
        "Events of the month", "Interview notes", "What this report cannot see", "Sources",
      ])
    let box = try #require(page.range(of: "class=\"box\"")), change = try #require(page.range(of: "What changed</h2>"))
    #expect(box.lowerBound < change.lowerBound)
  }

  @Test func `what a report does not have leaves no heading behind`() throws {
    let page = try page(SampleReport.refused)
    let headings = page.matches(of: /<h2[^>]*>([^<]*)<\/h2>/).map { String($0.1) }
    #expect(headings == ["What next", "Charts", "All measures"])
    #expect(page.contains("These data do not carry a report") && page.contains("41 % of the rows could not be read"))
    #expect(page.contains("Nothing is proposed on data that do not carry a report."))
    #expect(page.contains("needs calls") && page.elements["figure"] == 7)
  }

  @Test func `the parts of a finding add up in its table, with what is not explained`() throws {
    let page = try page().withPlainSpaces
    for part in ["+35.5 min", "+1.2 min", "+0.9 min", "+1.4 min", "+39 min", "Not explained"] {
      #expect(page.contains(part), "\(part) is missing")
    }
    #expect(page.contains("Company 17, company c-201, company c-88"))
  }

  @Test func `a table is cut at its limit and says so`() throws {
    let page = try page()
    #expect(page.contains("14 more are in <code>report.json</code>."))
    #expect(page.contains("<code>c-50</code>") && !page.contains("<code>c-51</code>"))
  }

  @Test func `a cell is written in the unit of its column`() throws {
    let page = try page().withPlainSpaces
    for cell in ["1 310", "+21.0 points", "75.0 %", "50 min", "182 ms", "405 900 USD", "yes", "21 October, 09:12 UTC"] {
      #expect(page.contains(">\(cell)</t"), "no cell reads \(cell)")
    }
  }

  @Test func `a verdict is a word and a sign beside its colour`() throws {
    let page = try page()
    #expect(
      page.contains("<span class=\"verdict v-worse\"><span class=\"sign\" aria-hidden=\"true\">!</span> worse</span>"))
  }

  @Test func `a comment that opens with the verdict's word does not say it twice`() {
    #expect(VerdictWords.without(.better, "better — the highest of 14 months") == "the highest of 14 months")
    #expect(VerdictWords.without(.steady, "steady, within target") == "within target")
    #expect(VerdictWords.without(.steady, "steady") == RichText([]))
    #expect(VerdictWords.without(.unclear, "up — likely") == "up — likely")
    #expect(VerdictWords.without(.worse, "worsened") == "worsened")
  }

  @Test func `what stands beside a number already is not said again`() throws {
    var report = SampleReport.october
    report.actions[0].because = "Finding 1: the median rose"
    report.metrics[1].verdictReason = "beyond noise: 95 % interval of the change +30 to +48.3\u{A0}min"
    let page = try page(report)
    #expect(page.contains("<dd>the median rose <a href=\"#finding-1\">Finding 1</a></dd>"))
    #expect(page.contains("<span class=\"detail\">beyond noise</span>"))
  }

  @Test func `a sentence that points at a place the page does not have is bare words`() throws {
    var report = SampleReport.october
    report.narrative.lead =
      .evidence("here", anchor: "metric-no.such") + " and " + .evidence("there", anchor: "metric-wat")
    let page = try page(report)
    #expect(page.contains("<p class=\"lead\">here and <a href=\"#metric-wat\">there</a></p>"))
  }

  @Test(arguments: Hostile.texts)
  func `a hostile text changes no element of the page`(text: String) throws {
    let hostile = try Hostile.rendered(text).file("index.html"), harmless = try Hostile.harmless().file("index.html")
    let isSame = hostile.elements == harmless.elements
    #expect(isSame)
    let added = hostile.attributeNames.subtracting(harmless.attributeNames)
    #expect(added.isEmpty)
    let left = hostile.unicodeScalars.contains { ["\u{202E}", "\u{2066}", "\u{1B}", "\r"].contains($0) }
    #expect(!left)
  }
}
