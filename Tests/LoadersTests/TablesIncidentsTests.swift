import Foundation
import ReportModel
import Testing

@testable import Loaders

@Suite struct IncidentTablesTests {
  @Test func aPlainTableIsReadWithItsImpactInLowerCase() throws {
    let tables = try loaded([
      "incidents.csv": """
      started_at,resolved_at,impact,title,components
      2026-10-01T10:00:00Z,2026-10-01T11:00:00Z,Critical,Down,"API, Web"
      2026-10-02T10:00:00Z,,SEV1,Open,
      2026-10-03T10:00:00Z,2026-10-03T09:00:00Z,minor,Backwards,
      """
    ])
    #expect(
      tables.exports.incidents == [
        IncidentRecord(
          startedAt: try instant("2026-10-01T10:00:00Z"), resolvedAt: try instant("2026-10-01T11:00:00Z"),
          impact: "critical", title: "Down", components: "API, Web"),
        IncidentRecord(startedAt: try instant("2026-10-02T10:00:00Z"), title: "Open"),
        IncidentRecord(
          startedAt: try instant("2026-10-03T10:00:00Z"), resolvedAt: try instant("2026-10-03T10:00:00Z"),
          impact: "minor", title: "Backwards"),
      ])
    #expect(tables.summaries.first?.warnings == ["impact": 1, "resolved_at": 1])
  }

  @Test func statuspagesJSONIsReadWithoutConversion() throws {
    let tables = try loaded([
      "incidents.json": #"""
      {"page": {"id": "p", "name": "Acme", "time_zone": "Etc/UTC"}, "incidents": [
        {"id": "1", "name": "Slow calls", "impact": "Major", "status": "resolved", "created_at": "2026-06-18T10:05:00-07:00",
         "started_at": "2026-06-18T10:00:00-07:00", "resolved_at": "2026-06-18T11:00:00-07:00", "shortlink": "https://s.example",
         "components": [{"name": "API"}, {"name": "Webhooks"}], "incident_updates": []},
        {"name": "Open", "impact": "none", "status": "identified", "created_at": "2026-06-19T10:00:00Z",
         "started_at": null, "resolved_at": null, "components": []},
        {"name": "Move", "impact": "maintenance", "status": "completed", "created_at": "2026-06-01T10:00:00Z",
         "scheduled_for": "2026-06-18T02:00:00Z", "started_at": "2026-06-01T10:00:00Z", "resolved_at": null,
         "incident_updates": [{"status": "completed", "created_at": "2026-06-18T03:00:00Z"},
                              {"status": "in_progress", "created_at": "2026-06-18T02:00:00Z"}]},
        {"name": "Late word", "impact": "minor", "status": "postmortem", "created_at": "2026-06-20T10:00:00Z",
         "updated_at": "2026-06-25T10:00:00Z", "incident_updates": [
           {"status": "postmortem", "created_at": "2026-06-25T10:00:00Z"},
           {"status": "resolved", "created_at": "2026-06-20T12:00:00Z", "display_at": "2026-06-20T11:30:00Z"}]}
      ]}
      """#
    ])
    #expect(
      tables.exports.incidents == [
        IncidentRecord(
          startedAt: try instant("2026-06-18T17:00:00Z"), resolvedAt: try instant("2026-06-18T18:00:00Z"),
          impact: "major", title: "Slow calls", components: "API, Webhooks"),
        IncidentRecord(startedAt: try instant("2026-06-19T10:00:00Z"), impact: "none", title: "Open"),
        IncidentRecord(
          startedAt: try instant("2026-06-18T02:00:00Z"), resolvedAt: try instant("2026-06-18T03:00:00Z"),
          impact: "maintenance", title: "Move"),
        IncidentRecord(
          startedAt: try instant("2026-06-20T10:00:00Z"), resolvedAt: try instant("2026-06-20T11:30:00Z"),
          impact: "minor", title: "Late word"),
      ])
    #expect(tables.summaries.first?.warnings == [:])
    #expect(tables.summaries.first?.rejected == 0)
  }
}
