import Foundation
import ReportModel
import Testing

@testable import Pipeline

@Suite struct ConfigurationInitialTests {
  private func load(_ text: String) throws(ConfigurationError) -> ReportConfiguration {
    try ConfigurationLoader.load(
      text: text, file: "throughline.yaml", environment: ["THROUGHLINE_KEY": "0123456789abcdef"],
      isKnownZone: ZoneDatabase.isKnown,
      zoneNames: ZoneDatabase.knownNames)
  }

  /// The text with every key switched on.
  private func switchedOn(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.firstMatch(of: /^#(?:  |    )?[a-z_]+:/) == nil ? String(line) : String(line.dropFirst())
    }.joined(separator: "\n")
  }

  private var exports: Exports {
    var exports = Exports()
    for index in 0..<5 {
      exports.events.append(EventRecord(time: 0, name: "transaction.success", developerID: "d\(index)"))
      exports.events.append(EventRecord(time: 0, name: "page.seen", developerID: "d1"))
    }
    exports.docViews = ["/docs/quickstart", "/docs/Getting-Started/python", "/docs/auth", "/docs/quickstart"].map {
      DocViewRecord(time: 0, page: $0)
    }
    exports.revenue = ["EUR", "EUR", "GBP", nil].map {
      RevenueRecord(time: 0, companyID: "c", amount: 1, currency: $0)
    }
    exports.endpoints = [
      EndpointRecord(method: "GET", path: "/v1/ping"), EndpointRecord(method: "POST", path: "/v1/charges"),
    ]
    return exports
  }

  @Test func theLoaderAcceptsWhatInitWrites() throws {
    for exports in [Exports(), exports] {
      let found = try load(InitialConfiguration.text(exports: exports, folderName: "larkspur"))
      var expected = ReportConfiguration()
      expected.product = "larkspur"
      expected.currency = exports.revenue.isEmpty ? "USD" : "EUR"
      #expect(found == expected)
    }
  }

  @Test func everyKeyCanBeSwitchedOn() throws {
    let text = switchedOn(InitialConfiguration.text(exports: exports, folderName: "larkspur"))
    let found = try load(text)
    #expect(found.valueMoment?.signal == .event(name: "transaction.success", conditions: []))
    #expect(found.quickstart == ["/docs/Getting-Started/python", "/docs/quickstart"])
    #expect(found.rates == ["GBP": 1])
    #expect(found.helloWorld == "GET /v1/ping")
    #expect(found.sources["calls"]?.columns["status"] == "response.code" && found.sources["calls"]?.latencyUnit == "s")
    for key in ConfigurationSchemaTests.examples.keys where !key.contains(".") {
      #expect(text.contains("\n\(key):"), "\(key)")
    }
    let empty = try load(switchedOn(InitialConfiguration.text(exports: Exports(), folderName: "")))
    #expect(empty.product == "API")
    #expect(empty.valueMoment?.signal == .call(endpoint: "POST /v1/charges"))
  }

  @Test func whatWasSeenIsNamed() {
    let text = InitialConfiguration.text(exports: exports, folderName: "x")
    #expect(text.contains("#   transaction.success (5 rows, 5 developers)\n#   page.seen (5 rows, 1 developers)"))
    #expect(text.contains("EUR (2 rows), GBP (1 rows)"))
    #expect(text.contains("The catalogue has 2 endpoints."))
  }

  @Test func hostileNamesStayInTheirLine() throws {
    var exports = Exports()
    let names = [
      "a\"b\\c", "x\nmin_n: 1", "${HOME}", "# no", "sk_live_abcdef0123456789", "e\u{2028}f", "who@corp.example",
      "tab\there", "é 😀",
    ]
    exports.events = names.map { EventRecord(time: 0, name: $0, developerID: "d") }
    exports.docViews = names.map { DocViewRecord(time: 0, page: "/quickstart/" + $0) }
    exports.revenue = names.map { RevenueRecord(time: 0, companyID: "c", amount: 1, currency: $0) }
    exports.endpoints = names.map { EndpointRecord(method: "POST", path: "/" + $0 + "/ping") }
    for name in names + ["", "...", "/"] {
      let text = InitialConfiguration.text(exports: exports, folderName: name)
      let found = try load(switchedOn(text))
      #expect(found.minN == 30, "\(name)")
      #expect(!text.contains("abcdef0123456789") && !text.contains("corp.example"))
      #expect(found.currency == "USD")
    }
    #expect(try load(InitialConfiguration.text(exports: exports, folderName: "a\"b\\c ${X}")).product == "a\"b\\c ${X}")
  }
}
