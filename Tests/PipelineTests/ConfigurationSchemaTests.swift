import Foundation
import ReportModel
import TestSupport
import Testing

@testable import Pipeline

@Suite struct ConfigurationSchemaTests {
  /// One setting for every key, by its path.
  static let examples: [String: String] = [
    "product": "product: X", "timezone": "timezone: Europe/Berlin", "currency": "currency: EUR",
    "value_moment": "value_moment: { event: e }",
    "value_moment.description": "value_moment: { event: e, description: d }",
    "value_moment.event": "value_moment: { event: e }",
    "value_moment.where": "value_moment: { event: e, where: { a: b } }",
    "value_moment.call": "value_moment: { call: GET /x }", "quickstart": "quickstart: [/docs]",
    "activation": "activation: { within_days: 3 }", "activation.within_days": "activation: { within_days: 3 }",
    "activation.milestone": "activation: { milestone: { count: 2 } }",
    "activation.milestone.event": "activation: { milestone: { event: e } }",
    "activation.milestone.where": "activation: { milestone: { event: e, where: { a: b } } }",
    "activation.milestone.call": "activation: { milestone: { call: GET /x } }",
    "activation.milestone.count": "activation: { milestone: { count: 2 } }",
    "hello_world": "hello_world: { call: GET /x }", "hello_world.call": "hello_world: { call: GET /x }",
    "timeout_statuses": "timeout_statuses: [504]", "scaling": "scaling: { calls_per_7d: 3 }",
    "scaling.calls_per_7d": "scaling: { calls_per_7d: 3 }", "depth": "depth: { calls_ref: 3 }",
    "depth.weights": "depth: { weights: { volume: 0.4, coverage: 0.4 } }",
    "depth.weights.volume": "depth: { weights: { volume: 0.4, coverage: 0.4 } }",
    "depth.weights.coverage": "depth: { weights: { coverage: 0.4, features: 0.1 } }",
    "depth.weights.features": "depth: { weights: { coverage: 0.4, features: 0.1 } }",
    "depth.calls_ref": "depth: { calls_ref: 3 }", "depth.cuts": "depth: { cuts: [1, 2] }", "dxs": "dxs: { strong: 39 }",
    "dxs.strong": "dxs: { strong: 39 }", "dxs.attention": "dxs: { attention: 9 }", "rates": "rates: { EUR: 1.1 }",
    "friction": "friction: { steps: [{ page: /a }] }", "friction.steps": "friction: { steps: [{ call: GET /a }] }",
    "value_moment.count": "value_moment: { count: 3 }",
    "min_n": "min_n: 3", "max_bad_rows": "max_bad_rows: 0.5",
    "owners": "owners: { topics: { auth: Identity } }",
    "owners.endpoints": "owners: { endpoints: { \"POST /v1/charges\": Payments, /v1/payouts: Payouts } }",
    "owners.topics": "owners: { topics: { auth: Identity } }",
    "owners.families": "owners: { families: { onboarding: DevRel } }",
    "owners.segments": "owners: { segments: { sdk: { python: SDK team } } }",
    "sources": "sources: { calls: { files: x } }", "state": "state: none",
    "base_url": "base_url: https://x.example/r", "report": "report: { title: T }",
    "report.title": "report: { title: T }",
    "report.logo": "report: { logo: l.png }", "report.colours": "report: { colours: { accent: '#112233' } }",
    "report.colours.accent": "report: { colours: { accent: '#112233' } }",
    "report.colours.accent_dark": "report: { colours: { accent_dark: '#aabbcc' } }",
    "report.sections": "report: { sections: { why: false } }", "mail": "mail: { from: a@b.example }",
    "mail.from": "mail: { from: a@b.example }", "mail.from_name": "mail: { from_name: N }",
    "mail.to": "mail: { to: a@b.example }", "mail.reply_to": "mail: { reply_to: a@b.example }",
    "mail.list_id": "mail: { list_id: l.example }", "mail.subject": "mail: { subject: S }",
    "privacy": "privacy: { smallest_group: 5 }", "privacy.names": "privacy: { names: { md: none } }",
    "privacy.key": "privacy: { key: 0123456789abcdef }", "privacy.smallest_group": "privacy: { smallest_group: 5 }",
    "report.sections.key_numbers": "report: { sections: { key_numbers: false } }",
    "report.sections.not_changes": "report: { sections: { not_changes: false } }",
    "report.sections.why": "report: { sections: { why: false } }",
    "report.sections.actions": "report: { sections: { actions: false } }",
    "report.sections.followups": "report: { sections: { followups: false } }",
    "report.sections.owners": "report: { sections: { owners: false } }",
    "report.sections.revisions": "report: { sections: { revisions: false } }",
    "report.sections.time_to_value": "report: { sections: { time_to_value: false } }",
    "report.sections.charts": "report: { sections: { charts: false } }",
    "report.sections.measures": "report: { sections: { measures: false } }",
    "report.sections.tables": "report: { sections: { tables: false } }",
    "report.sections.events": "report: { sections: { events: false } }",
    "report.sections.notes": "report: { sections: { notes: false } }",
    "report.sections.blind_spots": "report: { sections: { blind_spots: false } }",
    "report.sections.sources": "report: { sections: { sources: false } }",
    "privacy.names.html": "privacy: { names: { html: code } }",
    "privacy.names.md": "privacy: { names: { md: code } }",
    "privacy.names.email": "privacy: { names: { email: code } }",
    "privacy.names.json": "privacy: { names: { json: code } }",
  ]

  /// Paths of all keys in the schema; tables below `sources` stand as one.
  private func paths(_ schema: Any, below path: String = "") -> Set<String> {
    guard let object = schema as? [String: Any] else { return [] }
    var found: Set<String> = []
    for (name, inner) in object["properties"] as? [String: Any] ?? [:] where path != "sources" {
      let key = path.isEmpty ? name : path + "." + name
      found.insert(key)
      found.formUnion(paths(inner, below: key))
    }
    for inner in object["anyOf"] as? [Any] ?? [] { found.formUnion(paths(inner, below: path)) }
    return found
  }

  private func schema() throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(ConfigurationSchema.text.utf8))
    return try #require(object as? [String: Any])
  }

  private func load(_ text: String) throws(ConfigurationError) -> ReportConfiguration {
    try ConfigurationLoader.load(
      text: text, file: "t.yaml", environment: [:], isKnownZone: ZoneDatabase.isKnown,
      zoneNames: ZoneDatabase.knownNames)
  }

  @Test func theFileInDocsIsUpToDate() {
    #expect(Golden.difference(ConfigurationSchema.text, from: "throughline.schema.json", folder: "../../docs") == nil)
  }

  @Test func everyKeyOfTheSchemaIsReadAndEveryKeyReadIsInTheSchema() throws {
    let keys = paths(try schema())
    #expect(keys == Set(Self.examples.keys))
    for (key, text) in Self.examples { #expect(try load(text) != ReportConfiguration(), "\(key)") }
  }

  @Test func aKeyTheSchemaDoesNotHaveIsRefusedInEverySection() {
    for (key, text) in Self.examples where key.contains(".") || text.contains("{") {
      guard let brace = text.lastIndex(of: "{"), !text.contains("where"), !text.contains("rates"),
        !text.contains("owners")
      else { continue }
      let spoiled = text[...brace] + " zzzz: 1," + text[text.index(after: brace)...]
      let error = #expect(throws: ConfigurationError.self) { try self.load(String(spoiled)) }
      #expect(error?.found == "the key \"zzzz\"", "\(key)")
    }
  }

  @Test func sectionsAllowNoOtherKeysAndSourcesAreTheTables() throws {
    let root = try schema()
    #expect(root["additionalProperties"] as? Bool == false)
    let properties = try #require(root["properties"] as? [String: Any])
    let sources = try #require((properties["sources"] as? [String: Any])?["properties"] as? [String: Any])
    #expect(Set(sources.keys) == Set(ExportTable.allCases.map(\.rawValue)))
    #expect((properties["timezone"] as? [String: Any])?["default"] as? String == "UTC")
    #expect((properties["min_n"] as? [String: Any])?["default"] as? Int == 30)
    for (name, property) in properties {
      #expect((property as? [String: Any])?["description"] is String, "\(name)")
    }
  }

  @Test func theSystemsZonesAreKnown() throws {
    #expect(try load("timezone: Asia/Kolkata").timezone == "Asia/Kolkata")
    let error = #expect(throws: ConfigurationError.self) { try self.load("timezone: Europe/Berln") }
    #expect(error?.nearest == "Europe/Berlin")
  }
}
