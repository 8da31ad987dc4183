import Foundation
import ReportModel
import Testing

@testable import Pipeline

/// Months in a row in one folder of reports: the ledger, revisions, definitions, and what `diff` says of them.
@Suite("From month to month")
struct ContinuityTests {
  private let fixture: StoreFixture
  private let out: String
  private var ledger: String { out + "/actions.yaml" }

  init() throws {
    fixture = try StoreFixture()
    out = fixture.path + "-reports"
    // Always fires, so that there is an action to keep.
    try fixture.write(
      "signals.yaml",
      """
      signals:
        - id: endpoint_error_rate
          fire: {check: endpoint_errors, server_target: 0.001, error_target: 0.05}
        - id: always
          title: Errors
          fire: {metric: error_rate.total, above: 0.1}
          actions: [{title: Fewer errors, owner: Platform, effort: 2,
                     expect: {metric: error_rate.total, direction: down, target: 0.1}}]
      """)
  }

  private func options(_ month: String, asOf: String? = nil) -> RunOptions {
    var options = RunOptions(data: fixture.path, now: 1_800_000_000_000_000, environment: [:])
    options.month = Month(month)
    options.asOf = asOf
    options.out = out
    options.formats = ["json", "md"]
    return options
  }

  @discardableResult private func run(_ month: String, asOf: String? = nil) throws -> Report {
    try ReportPipeline(options(month, asOf: asOf)).run().report
  }

  private func text() throws -> String { try String(contentsOfFile: ledger, encoding: .utf8) }

  private func files() throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: out) {
      files[name] = FileManager.default.contents(atPath: out + "/" + name)
    }
    return files
  }

  @Test("the same month twice gives the same bytes, ledger and all; edits between months are kept and told")
  func ledgerRoundTrip() throws {
    defer { try? FileManager.default.removeItem(atPath: out) }
    try run("2026-09")
    let first = try files()
    try run("2026-09")
    #expect(try files() == first)
    let id = "2026-09-always-1"
    #expect(try text().contains("id: \(id)\n"))
    let edited =
      try text().replacing("owner: \"Platform\"", with: "owner: Mira # she said so")
      .replacing("effort:\n", with: "effort: 5\n") + "  # ours\nteam: us\n"
    try Data(edited.utf8).write(to: URL(fileURLWithPath: ledger))
    let october = try run("2026-10")
    let action = try #require(october.actions.first { $0.id == id })
    #expect(action.owner == "Mira" && action.rice.effort == 5 && action.openMonths == 2)
    #expect(action.since == Month(year: 2026, month: 9))
    let merged = try text()
    #expect(
      merged.contains("owner: Mira # she said so\n") && merged.hasSuffix("  # ours\nteam: us\n")
        && merged.contains("last_seen: 2026-10\n"))
    let second = try files()
    try run("2026-10")
    #expect(try files() == second)
    // September again does not take October back.
    try run("2026-09")
    #expect(try text() == merged)
    #expect(october.expectations?.first { $0.action == id }?.target == 0.1)
  }

  @Test("a ledger that cannot be read stops the run before anything is written, and stays as it is")
  func brokenLedger() throws {
    defer { try? FileManager.default.removeItem(atPath: out) }
    try run("2026-09")
    let broken = try text().replacing("status: proposed", with: "status: acepted")
    try Data(broken.utf8).write(to: URL(fileURLWithPath: ledger))
    let before = try files()
    let error = #expect(throws: RunError.self) { try run("2026-10") }
    #expect(error?.kind == .configuration)
    #expect(error?.description.contains("actions.yaml:") == true)
    #expect(try files() == before)
    try Data([0x61, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: ledger))
    #expect(throws: RunError.self) { try run("2026-10") }
    #expect(FileManager.default.contents(atPath: ledger) == Data([0x61, 0xFF, 0xFE]))
  }

  @Test("late rows revise last month's figures, with the file they came in; more follow-up is no revision")
  func revisions() throws {
    defer { try? FileManager.default.removeItem(atPath: out) }
    let september = try run("2026-09", asOf: "2026-10-04T00:00:00Z")
    let quiet = try run("2026-10")
    #expect(quiet.revisions == nil)
    let more = fixture.calls(month: "2026-09", days: 30, rows: 40)
      .replacing("\"request_id\":\"2026-09-", with: "\"request_id\":\"late-")
    let path = fixture.path + "/calls-2026-09.ndjson"
    let rows = try String(contentsOfFile: path, encoding: .utf8)
    try fixture.write("calls-2026-09.ndjson", rows + more)
    let october = try run("2026-10")
    let total = try #require(october.revisions?.first { $0.metric == "calls.total" })
    #expect(total.month == Month(year: 2026, month: 9))
    #expect(total.old == september.metric("calls.total")?.value)
    #expect(total.new == 1_540)
    #expect(total.why == "late data: calls-2026-09.ndjson: 1500 → 1540 rows")
    let markdown = try String(contentsOfFile: out + "/2026-10/report.md", encoding: .utf8)
    #expect(markdown.contains("Figures of earlier reports that changed"))
    let diff = try ReportDiff.of(out + "/2026-09", out + "/2026-10")
    #expect(diff.revisions.contains(total))
    #expect(diff.text.contains("calls.total: 1\u{202F}500 → 1\u{202F}540 (late data"))
  }

  @Test("a definition that changed draws a line, and is the reason of the figures it moves")
  func definitions() throws {
    defer { try? FileManager.default.removeItem(atPath: out) }
    try run("2026-09")
    #expect(try run("2026-10").definitionChanges == nil)
    try fixture.write("throughline.yaml", "timeout_statuses: [500, 504]\nmin_n: 20\n")
    let october = try run("2026-10")
    #expect(october.definitionChanges?.map(\.key) == ["min_n", "timeout_statuses"])
    #expect(october.definitionChanges?.first?.old == "30" && october.definitionChanges?.first?.new == "20")
    let revised = try #require(october.revisions?.first { $0.metric == "timeout_rate" })
    #expect(revised.why == "definition changed: timeout_statuses")
    #expect(october.revisions?.contains { $0.metric == "calls.total" } == false)
    let diff = try ReportDiff.of(out + "/2026-09", out + "/2026-10/report.json")
    #expect(diff.definitions.map(\.key) == ["min_n", "timeout_statuses"])
    #expect(diff.text.contains("! min_n: 30 → 20"))
  }

  @Test("diff: every metric with old, new and change; what came, went and stayed")
  func difference() throws {
    defer { try? FileManager.default.removeItem(atPath: out) }
    let september = try run("2026-09")
    let october = try run("2026-10")
    let diff = ReportDiff(september, october)
    #expect(diff.metrics.map(\.id) == october.metrics.map(\.id))
    for metric in diff.metrics {
      let (old, new) = (september.metric(metric.id)?.value, october.metric(metric.id)?.value)
      #expect(metric.old == old && metric.new == new)
      #expect(metric.change == old.flatMap { old in new.map { $0 - old } })
    }
    #expect(diff.actions.stayed.contains { $0.hasPrefix("2026-09-always-1 ") })
    let back = ReportDiff(october, september)
    #expect(back.findings.came == diff.findings.went.map { $0 } || back.findings.came.count == diff.findings.went.count)
    #expect(
      throws: RunError(
        .noInput, "\(out)/2026-08: there is no report; expected a month's folder such as reports/2026-10")
    ) {
      try ReportDiff.of(out + "/2026-08", out + "/2026-10")
    }
    let other = fixture.path + "/other.json"
    try Data("{}".utf8).write(to: URL(fileURLWithPath: other))
    let error = #expect(throws: RunError.self) { try ReportDiff.of(other, out + "/2026-10") }
    #expect(error?.kind == .data)
  }

  @Test("each owner gets what is theirs, in the report and in its Markdown")
  func owners() throws {
    defer { try? FileManager.default.removeItem(atPath: out) }
    try fixture.write(
      "throughline.yaml",
      """
      owners:
        endpoints: { /v1/things: Things team }
        families: { reliability: Reliability }
      """)
    let report = try run("2026-10")
    let views = try #require(report.owners)
    #expect(views.map(\.owner) == views.map(\.owner).sorted())
    let id = try #require(report.actions.first { $0.signal == "always" }?.id)
    #expect(views.first { $0.owner == "Reliability" }?.actions.contains(id) == true)
    let markdown = try String(contentsOfFile: out + "/2026-10/report.md", encoding: .utf8)
    #expect(markdown.contains("## By owner") && markdown.contains("### Reliability"))
  }
}
