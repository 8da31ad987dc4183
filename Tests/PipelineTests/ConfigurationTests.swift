import Foundation
import ReportModel
import Testing

@testable import Pipeline

private let zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"]

private func load(_ text: String, environment: [String: String] = [:]) throws(ConfigurationError) -> ReportConfiguration
{
  try ConfigurationLoader.load(
    text: text, file: "throughline.yaml", environment: environment, isKnownZone: { zones.contains($0) },
    zoneNames: zones)
}

private func message(_ text: String, environment: [String: String] = [:]) -> String {
  do throws(ConfigurationError) {
    _ = try load(text, environment: environment)
    return "no error"
  } catch {
    return error.description
  }
}

@Suite struct ConfigurationTests {
  @Test func everyKeyOfTheContractIsRead() throws {
    let found = try load(
      """
      product: Larkspur Payments API
      timezone: America/New_York            # month, day and week borders; default UTC
      currency: usd
      value_moment:
        description: A developer successfully completes a test transaction with our API
        event: transaction.success          # or  call: "POST /v1/transcripts"  (its first success)
        where: { mode: test }
      quickstart: [/docs/quickstart]
      activation: { within_days: 14, milestone: { event: message.sent, count: 100 } }
      hello_world: { call: "get /v1/ping/" }
      timeout_statuses: [0, 504]
      scaling: { calls_per_7d: 500 }
      depth: { weights: { volume: 0.6, coverage: 0.3, features: 0.1 }, calls_ref: 100_000, cuts: [20, 45.5] }
      dxs: { strong: 35, attention: 20 }
      rates: { EUR: 1.1, gbp: 1.25 }
      min_n: 20
      max_bad_rows: 0.02
      sources:
        calls: { files: "gateway/*.log.gz", format: combined }
        events: { files: "tracking/**" }
      """)
    var expected = ReportConfiguration()
    expected.product = "Larkspur Payments API"
    expected.timezone = "America/New_York"
    expected.valueMoment = .init(
      description: "A developer successfully completes a test transaction with our API",
      signal: .event(
        name: "transaction.success", conditions: [.init(property: "mode", comparison: .equals("test"))]))
    expected.quickstart = ["/docs/quickstart"]
    expected.activation.withinDays = 14
    expected.activation.milestone = .reached(.event(name: "message.sent", conditions: []), count: 100)
    expected.helloWorld = "GET /v1/ping"
    expected.timeoutStatuses = [0, 504]
    expected.scalingCallsPer7Days = 500
    expected.depth.volumeWeight = 0.6
    expected.depth.featureWeight = 0.1
    expected.depth.cuts = [20, 45.5]
    expected.dxs.strong = 35
    expected.dxs.attention = 20
    expected.rates = ["EUR": 1.1, "GBP": 1.25]
    expected.minN = 20
    expected.maxBadRows = 0.02
    expected.sources = [
      "calls": .init(files: "gateway/*.log.gz", format: "combined"), "events": .init(files: "tracking/**"),
    ]
    #expect(found == expected)
  }

  @Test func ownersAreReadByEndpointTopicFamilyAndSegment() throws {
    let owners = try load(
      """
      owners:
        endpoints: { "post /v1/charges/": Payments, /v1/pay: Payouts, /v1/pay/fast: Fast }
        topics: { auth: Identity }
        families: { onboarding: DevRel }
        segments: { sdk: { python: SDK team } }
      """
    ).owners
    #expect(owners.owner(of: ["endpoint": "POST /v1/charges"]) == "Payments")
    #expect(owners.owner(of: ["endpoint": "GET /v1/pay/fast/x"]) == "Fast")
    #expect(owners.owner(of: ["endpoint": "GET /v1/pay"]) == "Payouts")
    #expect(owners.owner(of: ["endpoint": "GET /v1/payouts"]) == nil)
    #expect(owners.owner(of: ["topic": "auth"]) == "Identity")
    #expect(owners.owner(of: ["sdk": "python", "plan": "free"]) == "SDK team")
    #expect(owners.owner(ofFamily: .onboarding) == "DevRel")
    #expect(message("owners:\n  families: { onbording: X }\n").contains("throughline.yaml:2:15"))
    #expect(message("owners:\n  families: { onbording: X }\n").contains("onboarding"))
    #expect(message("owners:\n  segments:\n    sdks: { a: b }\n").contains("throughline.yaml:3:5"))
    #expect(message("owners:\n  endpoints: { charges: X }\n").contains("METHOD and path template"))
    #expect(message("owners:\n  teams: { a: b }\n").contains("throughline.yaml:2:3"))
  }

  @Test(arguments: ["", "# nothing\n", "---\n", "~", "product:\nrates:\nactivation:\n", "{}", "\u{FEFF}min_n: 30\n"])
  func whatIsNotGivenHasItsDefault(_ text: String) throws { #expect(try load(text) == ReportConfiguration()) }

  @Test func jsonIsAConfigurationToo() throws {
    #expect(
      try load(#"{"product": "A \"B\" é", "quickstart": "/docs/start", "min_n": 5}"#).quickstart == ["/docs/start"])
  }

  static let milestones: [(text: String, milestone: ReportConfiguration.Milestone)] = [
    ("value_moment", .valueMoment), ("{ count: 10 }", .reached(.anyCall, count: 10)),
    ("{ call: \"post /v1/x\" }", .reached(.call(endpoint: "POST /v1/x"), count: 1)),
    ("{ call: POST /v1/x, count: 3 }", .reached(.call(endpoint: "POST /v1/x"), count: 3)),
    ("{ event: sent }", .reached(.event(name: "sent", conditions: []), count: 1)),
    (
      "{ event: sent, where: { b: 1, a: x }, count: 2 }",
      .reached(
        .event(
          name: "sent",
          conditions: [
            .init(property: "a", comparison: .equals("x")), .init(property: "b", comparison: .equals("1")),
          ]), count: 2)
    ),
  ]

  @Test(arguments: milestones) func aMilestoneHasFiveForms(text: String, milestone: ReportConfiguration.Milestone)
    throws
  {
    #expect(try load("activation: { milestone: \(text) }").activation.milestone == milestone)
  }

  static let conditions: [(text: String, comparison: ReportConfiguration.PropertyCondition.Comparison)] = [
    ("test", .equals("test")), ("\"test \"", .equals("test ")), ("0.950", .equals("0.950")), ("true", .equals("true")),
    ("True", .equals("true")), ("\"True\"", .equals("True")), ("yes", .equals("yes")),
    ("\">= 0.95\"", .greaterOrEqual(0.95)),
    ("'> 1'", .greater(1)), ("\"<=-2e3\"", .lessOrEqual(-2000)), ("\" < .5\"", .less(0.5)),
    ("<unknown>", .equals("<unknown>")),
    ("\"> a\"", .equals("> a")), ("\"=x\"", .equals("=x")),
  ]

  @Test(arguments: conditions)
  func aConditionIsAValueOrAComparison(text: String, comparison: ReportConfiguration.PropertyCondition.Comparison)
    throws
  {
    let found = try load("value_moment: { event: e, where: { p: \(text) } }")
    #expect(
      found.valueMoment?.signal == .event(name: "e", conditions: [.init(property: "p", comparison: comparison)]))
  }

  @Test func theValueMomentMayBeACall() throws {
    #expect(try load("value_moment: { call: \"POST /v1/x\" }").valueMoment?.signal == .call(endpoint: "POST /v1/x"))
  }

  static let errors: [(text: String, message: String)] = [
    ("produkt: X", "1:1: found the key \"produkt\", expected one of product, timezone, *; did you mean product?"),
    (
      "currency: EUR\ntimezone: Europe/Berln",
      "2:11: timezone: found \"Europe/Berln\", expected a time zone of the IANA database, such as Europe/Berlin or UTC; did you mean Europe/Berlin?"
    ),
    (
      "depth:\n  weight: {}",
      "2:3: depth: found the key \"weight\", expected one of weights, calls_ref, cuts; did you mean weights?"
    ),
    (
      "depth: { weights: { volume: 0.6 } }",
      "1:19: depth.weights: found volume 0.6 + coverage 0.3 + features 0.2 = 1.1, expected weights that add up to 1"
    ),
    (
      "depth: { cuts: [60, 25] }",
      "1:16: depth.cuts: found [60.0, 25.0], expected two ascending numbers such as [25, 60]"
    ),
    ("depth: { cuts: [25] }", "1:16: depth.cuts: found [25.0], expected two ascending numbers *"),
    ("depth: { cuts: 25 }", "1:16: depth.cuts: found \"25\", expected a list"),
    ("depth: 3", "1:8: depth: found \"3\", expected keys: weights, calls_ref, cuts"),
    ("depth: { calls_ref: 0 }", "1:21: depth.calls_ref: found \"0\", expected a number above 0"),
    ("min_n: -1", "1:8: min_n: found \"-1\", expected a whole number of at least 0"),
    ("min_n: \"30\"", "1:8: min_n: found \"30\", expected a whole number *"),
    ("min_n: many", "1:8: min_n: found \"many\", expected a whole number *"), ("min_n: 1.5", "1:8: min_n: *"),
    ("min_n: 99999999999999999999", "1:8: min_n: *"),
    ("max_bad_rows: 1.5", "1:15: max_bad_rows: found \"1.5\", expected a number from 0 to 1"),
    ("max_bad_rows: .nan", "1:15: max_bad_rows: *"),
    (
      "currency: dollars and cents", "1:11: currency: found \"dollars and cents\", expected a currency code such as USD"
    ),
    ("rates: { EUR: -1 }", "1:15: rates.EUR: found \"-1\", expected a number above 0"),
    ("rates: { EUR: }", "1:*: rates.EUR: found nothing, expected a number above 0"),
    ("rates: { EUR: 1, eur: 2 }", "1:18: rates: found the key \"eur\" a second time, expected each key once"),
    ("rates: { euros!: 1 }", "1:10: rates: found the key \"euros!\", expected a currency code such as EUR"),
    (
      "rates: { USD: 2 }",
      "1:1: rates: found a rate for USD, the report's own currency, expected rates of other currencies"
    ),
    ("dxs: { strong: 20 }", "1:6: dxs: found attention 25.0 above strong 20.0, expected attention at or below strong"),
    ("dxs: { strong: 100 }", "1:16: dxs.strong: found \"100\", expected a number from 4 to 40"),
    ("timeout_statuses: [504, x]", "1:25: timeout_statuses[1]: found \"x\", expected a whole number from 0 to 999"),
    ("timeout_statuses: 504", "1:19: timeout_statuses: found \"504\", expected a list"),
    ("quickstart: []", "1:13: quickstart: found an empty list, expected at least one entry"),
    ("quickstart: { a: b }", "1:13: quickstart: found keys, expected a list"),
    ("quickstart: [a, []]", "1:17: quickstart[1]: found a list, expected text"),
    ("product: [a]", "1:10: product: found a list, expected text"),
    ("product: \" \"", "1:10: product: found \" \", expected text"),
    (
      "hello_world: { call: /v1/ping }",
      "1:22: hello_world.call: found \"/v1/ping\", expected a method and a path template, such as \"POST /v1/charges\""
    ),
    ("hello_world: {}", "1:14: hello_world: found keys, expected the key call"),
    ("hello_world: { call: }", "1:*: hello_world.call: found nothing, expected text"),
    ("value_moment: {}", "1:15: value_moment: found keys, expected one of the keys event, call, count"),
    ("value_moment: { event: a, call: POST /x }", "1:15: value_moment: found event and call, expected one of the two"),
    ("value_moment: { call: POST /x, where: { a: b } }", "1:15: value_moment: found where without event, *"),
    ("value_moment: x", "1:15: value_moment: found \"x\", expected keys: description, event, where, call, count"),
    (
      "value_moment: { event: a, where: { p: [1] } }",
      "1:39: value_moment.where.p: found a list, expected a value, or a comparison such as \">= 0.95\""
    ),
    (
      "value_moment: { event: a, where: { p: \">= 0,95\" } }",
      "1:39: value_moment.where.p: found \">= 0,95\", expected a number behind >=, such as \">= 0.95\""
    ),
    (
      "value_moment: { event: a, where: { p: \"== 1\" } }",
      "1:39: value_moment.where.p: found \"== 1\", expected one of >=, >, <=, < before a number, *"
    ),
    (
      "activation: { milestone: first_call }",
      "1:26: activation.milestone: found \"first_call\", expected value_moment, or keys such as event and count: value_moment"
    ),
    ("activation: { milestone: { where: { a: b } } }", "1:26: activation.milestone: found where without event, *"),
    (
      "activation: { milestone: {} }",
      "1:26: activation.milestone: found keys, expected value_moment, or one of the keys event, call, count"
    ),
    ("activation: { milestone: { count: 0 } }", "1:35: activation.milestone.count: *"),
    ("activation: { within_days: 0 }", "1:28: activation.within_days: *"),
    ("scaling: { calls_per_7d: ten }", "1:26: scaling.calls_per_7d: *"),
    (
      "scaling: { calls_per_week: 3 }",
      "1:12: scaling: found the key \"calls_per_week\", expected one of calls_per_7d; did you mean calls_per_7d?"
    ),
    ("sources: { call: { files: a } }", "1:12: sources: found the key \"call\", *; did you mean calls?"),
    (
      "sources: { calls: { files: a, pattern: '$status $request' } }",
      "1:40: sources.calls.pattern: found a pattern without ts, *"
    ),
    (
      "sources:\n  calls:\n    files: a\n    pattern: '%t %>s %Z \\\"%r\\\"'",
      "4:14: sources.calls.pattern: found %Z * at character 8, expected a directive of Apache's LogFormat *"
    ),
    (
      "sources: { calls: { files: a, pattern: '$msec $status$request' } }",
      "1:40: sources.calls.pattern: found nothing between status and request, *"
    ),
    (
      "sources: { calls: { files: a, pattern: '$msec $status $request', columns: { token: http_key } } }",
      "1:40: sources.calls.pattern: found columns: token: http_key, which is not in the pattern, *"
    ),
    (
      "sources: { calls: { files: a, pattern: '$msec $status $request', format: kong } }",
      "1:40: sources.calls.pattern: found pattern beside format: kong, expected one of the two"
    ),
    ("sources: { calls: { format: csv } }", "1:19: sources.calls: found keys, expected the key files"),
    (
      "sources: { calls: { files: a, format: combine } }",
      "1:39: sources.calls.format: found \"combine\", expected a format: csv, tsv, json, ndjson, combined, kong, aws-api-gateway, cloudflare, traefik, caddy, envoy, tyk, haproxy, envoy-text; did you mean combined?"
    ),
    (
      "sources: { calls: { files: /etc/* } }",
      "1:28: sources.calls.files: found \"/etc/*\", expected a pattern below the data folder, *"
    ), ("sources: { calls: { files: ../x } }", "1:28: sources.calls.files: *"),
    ("- a\n- b", "1:1: found a list, expected keys: product, *"),
    ("just text", "1:1: found \"just text\", expected keys: *"),
    ("product: a\nproduct: b", "1:1: found the key product is given twice, expected YAML that can be read"),
    ("product: [a", "*: found *, expected YAML that can be read"),
    ("a: 1\n---\nb: 2", "*: found *, expected YAML that can be read"),
    ("? [a]\n: 1", "1:3: found a key that is no text, expected names of keys"),
    ("product: *x", "1:10: found found undefined alias, *"),
  ]

  @Test(arguments: errors) func anErrorNamesThePlaceWhatWasFoundAndWhatWasExpected(text: String, message wanted: String)
  {
    let found = message(text)
    let parts = ("throughline.yaml:" + wanted).split(separator: "*", omittingEmptySubsequences: false)
    var rest = found[...]
    for (index, part) in parts.enumerated() where !part.isEmpty {
      let range =
        index == 0
        ? (rest.hasPrefix(part) ? rest.startIndex..<rest.index(rest.startIndex, offsetBy: part.count) : nil)
        : rest.firstRange(of: part)
      guard let range else {
        Issue.record("\(text): \(found)")
        return
      }
      rest = rest[range.upperBound...]
    }
    #expect(parts.last == "" || rest.isEmpty, "\(found)")
  }
}

@Suite struct ConfigurationEnvironmentTests {
  private let environment = ["NAME": "Acme", "MIN": "12", "EMPTY": "", "SECRET": "sk_live_abcdef0123456789", "_9": "x"]

  @Test func variablesAreExpandedInValues() throws {
    let found = try load(
      "product: ${NAME} and ${_9}${EMPTY} for $5 and $${NAME}\nmin_n: ${MIN}\nquickstart: [\"/docs/${NAME}\"]\n",
      environment: environment)
    #expect(found.product == "Acme and x for $5 and ${NAME}")
    #expect(found.minN == 12)
    #expect(found.quickstart == ["/docs/Acme"])
  }

  @Test func aVariableThatIsNotSetIsNamed() {
    #expect(
      message("product: a\ncurrency: ${CURRENCY}", environment: environment)
        == "throughline.yaml:2:11: currency: found ${CURRENCY}, expected the environment variable CURRENCY to be set")
    #expect(message("product: ${NAME", environment: environment).contains("found \"${NAME\", expected the name of"))
    #expect(message("product: ${NA ME}", environment: environment).contains("expected the name of"))
    #expect(message("product: ${}", environment: environment).contains("expected the name of"))
    #expect(message("product: ${9}", environment: environment).contains("expected the name of"))
  }

  @Test func whatAVariableHoldsIsNeverShown() {
    #expect(
      message("min_n: ${SECRET}", environment: environment)
        == "throughline.yaml:1:8: min_n: found \"${SECRET}\", expected a whole number of at least 0")
    #expect(
      message("product: ${EMPTY}", environment: environment)
        == "throughline.yaml:1:10: product: found \"${EMPTY}\", expected text")
  }

  @Test func aVariableCannotBringKeysOrVariablesAlong() throws {
    let found = try load("product: ${X}", environment: ["X": "a\nmin_n: 1 ${NAME}"])
    #expect(found.product == "a\nmin_n: 1 ${NAME}")
    #expect(found.minN == 30)
  }
}

@Suite struct ConfigurationHostileTests {
  @Test func aliasesAreFineAsLongAsTheyStaySmall() throws {
    let found = try load("value_moment: &v { event: e }\nactivation: { milestone: *v }\n")
    #expect(found.activation.milestone == .reached(.event(name: "e", conditions: []), count: 1))
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      bomb += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
    }
    #expect(message(bomb).contains("aliases of the document expand without bound"))
    #expect(message(bomb + "? *a12\n: x\n").contains("aliases of the document expand without bound"))
  }

  @Test func sizeAndDepthAreBounded() {
    #expect(
      message("product: " + String(repeating: "x", count: 300 << 10)).contains(
        "expected a configuration of at most 256 KB"))
    for depth in [100, 5_000] {
      let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      #expect(message("product: " + deep) != "no error", "\(depth)")
    }
    let nested = (0..<600).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
    #expect(message(nested).contains("did you mean") == false && message(nested) != "no error")
  }

  @Test func secretsAndControlCharactersDoNotReachAMessage() {
    let text = message("min_n: sk_live_abcdef0123456789")
    #expect(text.contains("***") && !text.contains("abcdef"))
    #expect(!message("\"a\\e[2Jb\": 1").contains("\u{1B}"))
    #expect(message("min_n: \"" + String(repeating: "long ", count: 500) + "\"").count < 200)
  }

  @Test func randomTextNeitherCrashesNorPasses() throws {
    var dice = Dice()
    let pieces = [
      "product", ":", " ", "\n", "{", "}", "[", "]", "- ", "&a", "*a", "\"", "'", "#", "?", "|", ">", "${", "!", "%",
      "@", "\t", "é", "1",
    ]
    for _ in 0..<3_000 {
      var text = ""
      for _ in 0..<Int.random(in: 1...14, using: &dice) {
        text += pieces[Int.random(in: 0..<pieces.count, using: &dice)]
      }
      let found = message(text)
      #expect(found == "no error" || found.hasPrefix("throughline.yaml"))
    }
  }
}

/// Numbers that are the same on every run.
private struct Dice: RandomNumberGenerator {
  var state: UInt64 = 7

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
