import Foundation
import ReportModel
import Testing

@testable import Loaders

@Suite struct TablesTests {
  @Test func developersKeepTheirColumnsAndInsidersAreMarked() throws {
    let tables = try loaded([
      "developers.csv": """
      developer_id,signed_up_at,company_id,channel,plan,country,sdk,github_stars,email,is_internal,is_test,shoe_size
      d1,2026-10-01T09:30:00Z,c1,search,pro,DE,python,12,a@b.example,false,0,42
      " d 2 ",1790000000,,,,,,,,yes,,
      d3,2026-10-03,,,,,,many,,maybe,1,
      """
    ])
    let expected = [
      DeveloperRecord(
        id: "d1", signedUpAt: try instant("2026-10-01T09:30:00Z"), companyID: "c1", channel: "search", plan: "pro",
        country: "DE", sdk: "python", githubStars: 12),
      DeveloperRecord(id: " d 2 ", signedUpAt: 1_790_000_000_000_000, isExcluded: true),
      DeveloperRecord(id: "d3", signedUpAt: try instant("2026-10-03T00:00:00Z"), isExcluded: true),
    ]
    #expect(tables.exports.developers == expected)
    let summary = try #require(tables.summaries.first)
    #expect(summary.rows == 3 && summary.rejected == 0 && summary.format == "csv" && summary.table == "developers")
    #expect(summary.warnings == ["github_stars": 1, "is_internal": 1])
    #expect(summary.ignoredColumns == ["shoe_size"])
    #expect(tables.exports.columns[.developers]?.contains("email") == true)
    #expect(tables.exports.columns[.developers]?.contains("shoe_size") == false)
    #expect(tables.exports.present == [.developers])
  }

  @Test func badRowsAreLeftOutWithTheirReasonLineAndNoSecret() throws {
    let tables = try loaded([
      "developers.csv": """
      developer_id,signed_up_at,email
      d1,2026-10-01,
      ,2026-10-01,who@corp.example
      d2,yesterday,
      d3,   ,

      d4,2026-02-30,
      d1,2026-10-05,
      d5
      """
    ])
    #expect(tables.exports.developers.map(\.id) == ["d1"])
    let summary = try #require(tables.summaries.first)
    #expect(summary.rows == 7 && summary.rejected == 6)
    #expect(
      summary.reasons == [
        "developer_id: missing": 1, "signed_up_at: unreadable time": 2, "signed_up_at: missing": 1,
        "duplicate developer_id": 1, "expected 3 fields, found 1": 1,
      ])
    #expect(tables.rejects.map(\.line) == [3, 4, 5, 7, 8, 9])
    #expect(!tables.rejects.contains { $0.excerpt.contains("corp.example") })
    #expect(tables.rejects.allSatisfy { $0.table == "developers" && $0.file == "developers.csv" })
  }

  @Test func theFirstRowOfAnIdentifierStandsAcrossFiles() throws {
    let tables = try loaded([
      "companies-1.csv": "company_id,name\nc1,First\n", "companies-2.csv": "company_id,name\nc1,Second\nc2,Other\n",
      "tokens.ndjson":
        "{\"token\":\"sk_live_abcdef0123456789\",\"developer_id\":\"d1\"}\n{\"token\":\"sk_live_abcdef0123456789\"}\n",
    ])
    #expect(tables.exports.companies.map(\.name) == ["First", "Other"])
    #expect(tables.exports.tokens == [TokenRecord(token: "sk_live_abcdef0123456789", developerID: "d1")])
    #expect(tables.summaries.map(\.reasons) == [[:], ["duplicate company_id": 1], ["duplicate token": 1]])
    #expect(!tables.rejects.contains { $0.excerpt.contains("abcdef") })
  }

  @Test func onlySoManyRejectedRowsAreKeptButAllAreCounted() throws {
    let rows = String(repeating: "{\"name\":\"x\"}\n", count: 1_500)
    let tables = try loaded(["events.ndjson": rows + "{\"ts\":\"2026-10-01\",\"name\":\"kept\"}\n"])
    #expect(tables.rejects.count == 1_000)
    #expect(tables.summaries.first?.rejected == 1_500)
    #expect(tables.exports.events.map(\.name) == ["kept"])
  }

  @Test func reasonsDoNotGrowWithTheFile() throws {
    let rows = (1...400).map { "d\(String(repeating: ",", count: $0 + 2))" }.joined(separator: "\n")
    let summary = try #require(try loaded(["developers.csv": "developer_id,signed_up_at\n" + rows]).summaries.first)
    #expect(summary.rejected == 400)
    #expect(summary.reasons.count == 51)
    #expect(summary.reasons["other reasons"] == 350)
  }

  @Test func otherNamesOfAColumnCountWhereTheyCanMeanOneThing() throws {
    let clear = try loaded(["developers.csv": "User ID,Signup-Date\nd1,2026-10-01\n"])
    #expect(clear.exports.developers.map(\.id) == ["d1"])
    #expect(clear.exports.columns[.developers] == ["developer_id", "signed_up_at"])
    let own = try loaded(["developers.csv": "id,developer_id,created_at\n7,d1,2026-10-01\n"])
    #expect(own.exports.developers.map(\.id) == ["d1"])
    #expect(own.summaries.first?.ignoredColumns == ["id"])
    let unclear = try loaded(["developers.csv": "id,user_id,created_at\n7,d1,2026-10-01\n"])
    #expect(unclear.exports.developers.isEmpty)
    #expect(
      unclear.summaries.first?.failure
        == "developers.csv:1: found the columns id, user_id, created_at, expected developer_id (rename the columns, or export them)"
    )
    #expect(unclear.summaries.first?.reasons == ["developer_id: missing": 1])
  }

  @Test func anUnreadableFileIsASummaryAndTheOthersAreRead() throws {
    let folder = try TablesFolder([
      "developers.csv": "developer_id,signed_up_at\nd1,2026-10-01\n", "events.ndjson": "", "tickets.csv": "a,a\n1,2\n",
    ])
    let page = String(repeating: "a", count: 4_000)
    let rows = Array(String(repeating: "{\"ts\":\"2026-10-01\",\"page\":\"/\(page)\"}\n", count: 800).utf8)
    try folder.write("doc_views.ndjson.gz", Array(Stored.gzip(rows).dropLast(10_000)))
    try folder.write("surveys.csv", [0xFF, 0xFE, 0x41])
    let tables = try folder.load()
    #expect(tables.exports.developers.count == 1)
    let failures = Dictionary(uniqueKeysWithValues: tables.summaries.map { ($0.file, $0.failure) })
    #expect(failures["developers.csv"] == .some(nil))
    #expect(failures["events.ndjson"]??.contains("empty") == true)
    #expect(failures["tickets.csv"]??.contains("both named a") == true)
    #expect(failures["doc_views.ndjson.gz"]??.contains("ends early") == true)
    #expect(tables.exports.columns[.docViews] == ["ts", "page"], "what was read before the end stays")
    #expect((1..<800).contains(tables.exports.docViews.count))
    #expect(failures["surveys.csv"]??.hasPrefix("surveys.csv: ") == true)
    #expect(tables.exports.present == [.developers, .events, .tickets, .docViews, .surveys])
  }

  @Test func everyFormatGivesTheSameRecords() throws {
    let forms: KeyValuePairs<String, String> = [
      "surveys.csv": "responded_at,documentation,ease,comment\n2026-10-01,7,9.5,\"a, b\"\n",
      "surveys.tsv": "responded_at\tdocumentation\tease\tcomment\n2026-10-01\t7\t9.5\ta, b\n",
      "surveys-2.csv": "responded_at;documentation;ease;comment\n2026-10-01;7;9,5;a, b\n",
      "surveys.json": "[{\"responded_at\":\"2026-10-01\",\"documentation\":7,\"ease\":\"9.5\",\"comment\":\"a, b\"}]",
      "surveys.ndjson": "{\"ease\":9.5,\"responded_at\":1790812800,\"documentation\":\" 7 \",\"comment\":\"a, b\"}\n",
    ]
    let expected = SurveyRecord(
      respondedAt: try instant("2026-10-01T00:00:00Z"), documentation: 7, ease: 9.5, comment: "a, b")
    for (name, text) in forms { #expect(try loaded([name: text]).exports.surveys == [expected], "\(name)") }
  }

  @Test func timesWithoutAZoneAreOfTheReports() throws {
    let berlin = ZoneTable(name: "Test", transitions: [], offsets: [2 * Duration.hour])
    let tables = try loaded(
      [
        "changes.csv": "date,title\n2026-10-14,A\n2026-10-14T23:30:00Z,B\n",
        "tickets.csv": "created_at\n2026-10-14 01:00\n",
      ],
      zone: berlin)
    #expect(tables.exports.changes.map { Civil.iso($0.day) } == ["2026-10-14", "2026-10-15"])
    #expect(tables.exports.tickets.map(\.createdAt) == [try instant("2026-10-13T23:00:00Z")])
  }

  @Test func answersOffTheScaleAreNoAnswers() throws {
    let tables = try loaded(["surveys.csv": "responded_at,documentation,support,ease\n2026-10-01,70,-1,good\n"])
    #expect(tables.exports.surveys == [SurveyRecord(respondedAt: try instant("2026-10-01T00:00:00Z"))])
    #expect(tables.summaries.first?.warnings == ["documentation": 1, "support": 1, "ease": 1])
  }

  @Test func changesCarryTheirScope() throws {
    let tables = try loaded([
      "changes.csv": """
      date,title,kind,url,endpoint,api_version,sdk,plan,channel,region,company_id,metric
      2026-10-12,Python 4.0,release,https://x.example,,,python,,,,,
      2026-10-13,Charges rewritten,deploy,,post /v1/charges/?a=1,v1,,,,eu,,ttfc.median
      2026-10-14,Odd scope,docs,,charges,,,,,,,
      """
    ])
    #expect(
      tables.exports.changes.map(\.scope) == [
        ["sdk": "python"],
        ["endpoint": "POST /v1/charges", "api_version": "v1", "region": "eu", "metric": "ttfc.median"],
        ["endpoint": "charges"],
      ])
    #expect(tables.exports.changes[0].url == "https://x.example")
  }

  @Test func ticketsAndWebhooksAreRead() throws {
    let tables = try loaded([
      "tickets.csv":
        "created_at,ticket_id,developer_id,company_id,topic,endpoint,subject\n2026-10-01,t1,d1,c1,auth,get /v1/x/,Help\n",
      "webhooks.csv":
        "triggered_at,delivered_at,endpoint,status\n2026-10-01T00:00:00Z,2026-10-01T00:00:05Z,https://h.example,200\n2026-10-02,never,,x\n",
    ])
    #expect(
      tables.exports.tickets == [
        TicketRecord(
          createdAt: try instant("2026-10-01T00:00:00Z"), id: "t1", developerID: "d1", companyID: "c1", topic: "auth",
          endpoint: "GET /v1/x", subject: "Help")
      ])
    #expect(
      tables.exports.webhooks == [
        WebhookRecord(
          triggeredAt: try instant("2026-10-01T00:00:00Z"), deliveredAt: try instant("2026-10-01T00:00:05Z"),
          endpoint: "https://h.example", status: 200),
        WebhookRecord(triggeredAt: try instant("2026-10-02T00:00:00Z")),
      ])
    #expect(tables.summaries.last?.warnings == ["delivered_at": 1, "status": 1])
  }

  @Test func hostileNamesPassThroughUntouched() throws {
    let name = "<img src=x onerror=alert(1)>\\r\\n# | `x`"
    let tables = try loaded(["companies.ndjson": "{\"company_id\":\"c\",\"name\":\"\(name)\"}\n"])
    #expect(tables.exports.companies.first?.name == "<img src=x onerror=alert(1)>\r\n# | `x`")
  }

  @Test func namesOfColumnsAndFilesCannotSteerATerminal() throws {
    let folder = try TablesFolder()
    try folder.write("tickets-\u{1B}[2J.csv", Array("created_at,\u{1B}]0;x\u{7},who@corp.example\n2026-10-01,,\n".utf8))
    let summary = try #require(try folder.load().summaries.first)
    #expect(summary.file == "tickets-\u{FFFD}[2J.csv")
    #expect(summary.ignoredColumns == ["\u{FFFD}]0;x\u{FFFD}", "***"])
  }
}

@Suite struct EventTablesTests {
  private func properties(_ row: String) throws -> [String: String] {
    try #require(try loaded(["events.ndjson": row + "\n"]).exports.events.first).properties
  }

  @Test func furtherColumnsArePropertiesAsText() throws {
    #expect(
      try properties(
        #"{"ts":"2026-10-01","name":"n","mode":"test","final":true,"n":0.950,"none":null,"blank":"","list":[1, 2]}"#)
        == ["mode": "test", "final": "true", "n": "0.950", "list": "[1, 2]"])
  }

  @Test func objectsAreFlattenedAndThoseUnderPropertiesLoseThePrefix() throws {
    #expect(
      try properties(
        #"{"ts":1790812800,"name":"n","card":{"brand":"visa","geo":{"country":"DE"}},"properties":{"mode":"live","a":{"b":1},"x":false},"mode":"test"}"#
      ) == ["card.brand": "visa", "card.geo.country": "DE", "mode": "test", "a.b": "1", "x": "false"])
  }

  @Test func propertiesInACSVCellAreReadAsJSON() throws {
    let tables = try loaded([
      "events.csv":
        "timestamp,event,user_id,properties,plan\n2026-10-01,n,d1,\"{\"\"mode\"\":\"\"test\"\"}\",pro\n2026-10-01,n,,{broken,\n"
    ])
    #expect(tables.exports.events.map(\.properties) == [["mode": "test", "plan": "pro"], ["properties": "{broken"]])
    #expect(tables.exports.events.map(\.developerID) == ["d1", nil])
    #expect(tables.summaries.first?.ignoredColumns == [])
  }

  @Test func deepAndLongNamesDoNotGrowWithoutBound() throws {
    let deep = String(repeating: #"{"k":"#, count: 400) + "1" + String(repeating: "}", count: 400)
    let found = try properties(#"{"ts":1790812800,"name":"n","a":\#(deep)}"#)
    #expect(found.count == 1)
    #expect(found.keys.allSatisfy { $0.utf8.count < 40 })
    let long = String(repeating: "x", count: 10_000)
    let wide = (0..<500).map { "\"\($0)\":{\"y\":1}" }.joined(separator: ",")
    let total = try properties(#"{"ts":1790812800,"name":"n","\#(long)":{\#(wide)}}"#)
    #expect(total.keys.reduce(0) { $0 + $1.utf8.count } < 20_000)
  }
}
