import Foundation
import ReportModel
import TestSupport
import Testing

@testable import Renderers

/// What ties a month to the ones before, in every format.
@Suite struct ContinuityRenderingTests {
  private static let october = Month(year: 2026, month: 10)

  private static var report: Report {
    var report = SampleReport.october
    let hostile = "<b>|x|*y*\n# z"
    report.actions[0].status = .accepted
    report.actions[0].openMonths = 3
    report.actions[0].due = "2026-11-15"
    report.actions[0].note = "note " + hostile
    report.actions[0].suggestion = "set a date"
    report.actions[0].segment = ["endpoint": "POST /v1/token"]
    report.actions[0].since = october.previous
    report.actions[0].rice.because = ["impact 3: 3.2 times its target"]
    report.actions[0].expect?.segment = ["endpoint": "POST /v1/token"]
    report.actions[0].expect?.value = 0.5
    var followup = FollowUp(action: "2026-09-errors-1", verdict: "did not", statement: "moved " + hostile)
    (followup.title, followup.owner, followup.metric) = ("Fix", "Payments", "error_rate.4xx")
    (followup.segment, followup.doneOn, followup.before, followup.after) = (["sdk": "go"], "2026-10-01", 0.1, 0.2)
    followup.effect = .init(value: 0.1, interval: [0.05, 0.15], scale: .absolute, control: .rest, controlChange: 0)
    followup.suggestion = "we suggest to stop it"
    report.followups = [followup]
    report.resting = [.init(id: "2026-09-x-1", title: "Old " + hostile, state: "declined", why: "by design")]
    report.expectations = [
      .init(
        action: "2026-09-x-1", title: "Old", metric: "ttfc.median", segment: nil, direction: "down", target: 3_600,
        by: october, then: 4_000, now: 5_400, state: "not met")
    ]
    report.definitions = ["min_n": "20"]
    report.definitionChanges = [.init(key: "min_n", old: "30", new: "20", since: october.previous)]
    report.revisions = [
      .init(month: october.previous, metric: "ttfc.median", old: 3_000, new: 3_060, why: "late data: " + hostile)
    ]
    report.owners = [.init(owner: "Payments " + hostile, findings: [1], actions: [report.actions[0].id], followups: [])]
    return report
  }

  @Test func `it follows the schema and is read back the same`() throws {
    let text = try Rendered(Self.report, formats: ["json"]).file("report.json")
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/report.schema.json")
    let schema = SchemaChecker(schema: try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: file)))
    let document = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    #expect(schema.errors(in: document) == [])
    let back = try JSONDecoder().decode(Report.self, from: Data(text.utf8))
    #expect(back.actions == Self.report.actions && back.followups == Self.report.followups)
    #expect(back.revisions == Self.report.revisions && back.owners == Self.report.owners)
    #expect(back.expectations == Self.report.expectations && back.resting == Self.report.resting)
    #expect(back.definitionChanges == Self.report.definitionChanges)
  }

  @Test func `every format says it, and none lets names of people or data break out`() throws {
    let rendered = try Rendered(Self.report)
    let page = try rendered.file("index.html")
    for words in [
      "accepted, open for 3 months, due 2026-11-15", "3.2 times its target", "we suggest to stop it", "by design",
      "not met",
      "Definitions that changed", "Figures of earlier reports that changed", "By owner",
    ] { #expect(page.contains(words), "\(words)") }
    let markdown = try rendered.file("report.md")
    for words in [
      "accepted, open for 3 months", "*we suggest to stop it.*", "## By owner", "## Last month’s expectations",
      "## Definitions that changed", "51 min",
    ] { #expect(markdown.replacing("\u{A0}", with: " ").contains(words), "\(words)") }
    for name in ["email.txt", "email.html"] {
      let mail = try rendered.file(name)
      #expect(mail.lowercased().contains("by owner") && mail.contains("we suggest to stop it"), "\(name)")
    }
    for name in ["index.html", "report.md", "email.html"] {
      #expect(try !rendered.file(name).contains("<b>|x|"), "\(name)")
    }
    #expect(!markdown.contains("\n# z"))
  }
}
