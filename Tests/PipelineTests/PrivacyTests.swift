import Foundation
import ReportModel
import TestSupport
import Testing

@testable import Pipeline

@Suite struct PrivacyTests {
  private let records = [
    CompanyRecord(id: "c-1", name: "Acme Bank"), CompanyRecord(id: "c-2", name: "Globex"), CompanyRecord(id: "c-3"),
  ]

  private func companies(_ key: String? = "0123456789abcdef") -> CompanyNames {
    CompanyNames(records: records, ids: ["c-4"], key: key)
  }

  /// A report that speaks of companies in every place it can.
  private var report: Report {
    let (acme, globex, nameless) = (CompanyToken.of("c-1"), CompanyToken.of("c-2"), CompanyToken.of("c-3"))
    var report = SampleReport.october
    report.narrative.headline = .strong("\(acme) left.") + " So did \(globex)."
    report.narrative.notChanges = [RichText("\(acme), \(globex) and company \(nameless) stayed.")]
    report.findings[0].causes[0].segment = ["company_id": .many(["c-1", "c-2"])]
    report.findings[0].causes[0].statement = "\(acme) accounts for it"
    report.actions[0].title = "Call \(acme)"
    report.narrative.lead = "Then " + .strong(acme) + ", " + .strong(globex) + " and " + .strong(nameless) + " fell."
    report.signals[0].why = "\(globex): −27 % calls"
    report.events = [
      MonthEvent(date: "2026-10-02", title: "Migration of ACME bank", kind: "deploy", scope: ["company_id": "c-2"])
    ]
    report.narrative.blindSpots = ["“Migration of ACME bank” (deploy) is not judged.", "Globex is known by its word."]
    report.notes = [NoteSummary(file: "notes/globex.md", date: nil, title: "Globex call", tags: ["globex"], quote: nil)]
    report.tables["calls_by_company"] = [
      ["company_id": .text("c-1"), "company": .text(acme), "calls": .integer(9)],
      ["company_id": .text("c-3"), "company": .text(nameless), "calls": .integer(1)],
    ]
    return report
  }

  private func text(_ naming: ReportConfiguration.Privacy.Naming, keepsIDs: Bool) throws -> (Report, String) {
    let told = try ReportNaming(companies: companies(), naming: naming, keepsIDs: keepsIDs).apply(to: report)
    return (told, String(decoding: try JSONEncoder().encode(told), as: UTF8.self))
  }

  @Test func `by name everything reads as it is, and text of people is left alone`() throws {
    let (told, text) = try text(.name, keepsIDs: true)
    #expect(told.narrative.headline.plain == "Acme Bank left. So did Globex.")
    #expect(told.narrative.notChanges[0].plain == "Acme Bank, Globex and company c-3 stayed.")
    #expect(told.events[0].title == "Migration of ACME bank")
    #expect(told.companies == ["c-1": "Acme Bank", "c-2": "Globex", "c-3": "c-3"])
    #expect(!text.unicodeScalars.contains(CompanyToken.opening))
  }

  @Test(arguments: [ReportConfiguration.Privacy.Naming.code, .none])
  func `by code or not at all no name is left in any text`(naming: ReportConfiguration.Privacy.Naming) throws {
    let (told, text) = try text(naming, keepsIDs: false)
    #expect(!text.lowercased().contains("acme") && !text.lowercased().contains("globex"))
    #expect(!text.contains("c-1\"") && !text.contains("c-2\"") && !text.unicodeScalars.contains(CompanyToken.opening))
    #expect(told.findings[0].causes[0].contribution == report.findings[0].causes[0].contribution)
    #expect(told.metrics == report.metrics)
  }

  @Test func `codes stand in every place, the same each time`() throws {
    let (told, _) = try text(.code, keepsIDs: false)
    let code = companies().code("c-1")
    #expect(code.wholeMatch(of: /C-[0-9A-HJKMNP-TV-Z]{8}/) != nil)
    #expect(told.actions[0].title == "Call \(code)")
    #expect(told.events[0].title == "Migration of \(code)")
    #expect(told.narrative.blindSpots[0].plain == "“Migration of \(code)” (deploy) is not judged.")
    #expect(told.findings[0].causes[0].segment["company_id"]?.values == [code, companies().code("c-2")])
    #expect(told.tables["calls_by_company"]?[0]["company_id"] == .text(code))
    #expect(companies("another secret, longer").code("c-1") != code)
    #expect(companies(nil).code("c-1") == companies(nil).code("c-1"))
  }

  @Test func `report.json keeps the ids of its segments, whatever it calls their companies`() throws {
    let (told, _) = try text(.code, keepsIDs: true)
    #expect(told.findings[0].causes[0].segment["company_id"]?.values == ["c-1", "c-2"])
    #expect(told.tables["calls_by_company"]?[0]["company_id"] == .text(companies().code("c-1")))
  }

  @Test func `where nobody is named, customers are counted`() throws {
    let (told, _) = try text(.none, keepsIDs: false)
    #expect(told.narrative.headline.plain == "A customer left. So did a customer.")
    #expect(told.narrative.lead.plain == "Then 3 customers fell.")
    #expect(told.narrative.notChanges[0].plain == "2 customers and company a customer stayed.")
    #expect(told.tables["calls_by_company"] == nil && told.companies?.keys.sorted() == ["2 customers", "3 customers"])
    #expect(told.findings[0].causes[0].segment["company_id"]?.values == ["2 customers"])
  }

  @Test func `nothing is lost on the way through the texts`() throws {
    for report in [SampleReport.october, SampleReport.refused, report] {
      var bare = report
      bare.tables = [:]
      bare.product = "\"Larkspur\" / \\ é\u{2028}😀\n\u{1}"
      let tree = try TextTree(bare)
      let isSame = try tree.report() == bare
      #expect(isSame)
    }
  }

  @Test(arguments: ["", "{", "[1", "[1,]x", "{\"a\"1}", "\"a", "\"\\", "{}x", ","])
  func `what is no JSON is refused`(text: String) {
    #expect(throws: TextTreeReader.Malformed.self) { try TextTreeReader.read(Array(text.utf8)) }
  }

  @Test func `a zero has no sign`() throws {
    let tree = try TextTreeReader.read(Array("[-0,-0.5,{\"a\":null}]".utf8))
    #expect(
      tree == .list([.other([0x30]), .other(Array("-0.5".utf8)[...]), .object(["a": .other(Array("null".utf8)[...])])]))
  }

  @Test func `an unknown token names nobody`() throws {
    var report = SampleReport.october
    report.narrative.headline = RichText("\(CompanyToken.of("who")) came")
    let told = try ReportNaming(companies: companies(), naming: .name, keepsIDs: true).apply(to: report)
    #expect(told.narrative.headline.plain == "a customer came")
  }

  @Test func `the archive says no more than the pages`() throws {
    let (json, _) = try text(.name, keepsIDs: true)
    var privacy = ReportConfiguration.Privacy()
    privacy.key = "0123456789abcdef"
    #expect(ReportNaming.archived(json, privacy).narrative.headline.plain == "Acme Bank left. So did Globex.")
    privacy.names = ["html": .code]
    let told = ReportNaming.archived(json, privacy).narrative.headline.plain
    #expect(told == "\(companies().code("c-1")) left. So did \(companies().code("c-2")).")
  }

  @Test(arguments: [
    ("Acme Bank, acme bank; ACME-BANK", "X, X; X"), ("Acmebank and Acme Banks", "Acmebank and Acme Banks"),
    ("ACME", "ACME"), ("the X of ibm and IBM", "the X of ibm and X"), ("Globex’s globex.", "X’s X."), ("", ""),
  ])
  func `names are found as whole words`(text: String, found: String) {
    let matcher = NameMatcher([("a", "Acme Bank"), ("b", "IBM"), ("c", "Globex"), ("d", "")], ignoringCase: true)
    #expect(matcher.replacing(in: text) { _ in "X" } == found)
  }

  @Test func `small groups are folded, their sums kept`() {
    let rows: [TableRow] = [("organic", 40), ("partner", 9), ("event", 3), ("ads", 1)].map {
      ["segment": .text($0.0), "wat": .number($0.1)]
    }
    let folded = SmallGroups.folded(["wat_by_channel": rows], smallest: 5)["wat_by_channel"] ?? []
    #expect(folded.map { $0["segment"]?.text } == ["organic", "(other)"])
    #expect(folded.compactMap { $0["wat"]?.double } == [40, 13])
    #expect(SmallGroups.folded(["wat_by_channel": rows], smallest: 1)["wat_by_channel"] == rows)
    #expect(SmallGroups.folded(["wat_by_channel": Array(rows.prefix(2))], smallest: 5)["wat_by_channel"]?.count == 2)
  }

  @Test func `a single small group takes the next with it, or the total would give it away`() {
    let rows: [TableRow] = [("free", 40, 8), ("team", 9, 3), ("trial", 1, 1)].map {
      ["tier": .text($0.0), "developers": .integer($0.1), "churned": .integer($0.2)]
    }
    let folded = SmallGroups.folded(["churn_by_tier": rows], smallest: 5)["churn_by_tier"] ?? []
    #expect(folded == [rows[0], ["tier": .text("(other)"), "developers": .integer(10), "churned": .integer(4)]])
    let pages: [TableRow] = [
      ["page": .text("/a"), "developers": .integer(9)], ["page": .text("/b"), "developers": .integer(2)],
    ]
    #expect(SmallGroups.folded(["docs_before_success": pages], smallest: 5)["docs_before_success"] == [pages[0]])
  }

  @Test func `contrast is WCAG's`() throws {
    #expect(try #require(Appearance.contrast("#ffffff", "#000000")) == 21)
    #expect(abs(try #require(Appearance.contrast("#767676", "#ffffff")) - 4.54) < 0.01)
  }

  @Test(arguments: [
    ("reports@larkspur.example", true), ("a.b+c@x-y.example", true), ("a@b", true), ("a b@x.example", false),
    ("Name <a@x.example>", false), ("a@x.example\r\nRCPT TO:<b@x.example>", false), ("a@x.example, b@x.example", false),
    ("@x.example", false), ("a@", false), ("a@@x.example", false), (".a@x.example", false), ("a@-x.example", false),
    ("é@x.example", false), ("a@x..example", false), ("a\0@x.example", false),
  ])
  func `an address is an address and nothing else`(text: String, isAddress: Bool) {
    #expect(ConfigurationForm<String>.isAddress(text) == isAddress)
  }
}
